import { describe, expect, it } from 'vitest';
import { readDataFile } from './dataFile.ts';

const read = (text: string) => readDataFile(new TextEncoder().encode(text));
declare const TextEncoder: new () => { encode: (text: string) => Uint8Array };

describe('readDataFile', () => {
  it('reads JSON and CSV, with a byte order mark too', () => {
    expect(read('\ufeff[{"a": 1}]')).toStrictEqual([{ a: 1 }]);
    expect(read('\ufeffa,b\r\n1,x\r\n')).toStrictEqual([{ a: 1, b: 'x' }]);
  });

  it('takes numbers as numbers unless they stand in quotes', () => {
    expect(read('a,b,c,d\n1,"2",-3.5,1e3')).toStrictEqual([{ a: 1, b: '2', c: -3.5, d: '1e3' }]);
  });

  it('reads quotes, line ends in cells, empty lines, short and long rows', () => {
    expect(read('a,b\n"x ""y"", z","1\n2"\n\n , it\'s "so"\nshort\n1,2,3\n')).toStrictEqual([
      { a: 'x "y", z', b: '1\n2' },
      { a: '', b: 'it\'s "so"' },
      { a: 'short' },
      { a: 1, b: 2 },
    ]);
    expect(read('')).toStrictEqual([]);
    expect(read('a')).toStrictEqual([]);
  });

  it('refuses JSON that is no list of objects', () => {
    expect(() => read('{"a": 1}')).toThrow(/list of objects/);
    expect(() => read('[{"a": 1},]')).toThrow(/not valid JSON/);
  });
});

import { describe, expect, it } from 'vitest';
import { pastedRows } from './pastedRows.ts';

describe('pastedRows', () => {
  it('leaves one line to the cell', () => {
    expect(pastedRows('a: b')).toBeNull();
    expect(pastedRows('a: b\n')).toBeNull();
  });

  it('reads lines of key and value, disabled ones too', () => {
    expect(pastedRows('a: b\r\n//c: d')).toEqual([
      { key: 'a', value: 'b', enabled: true },
      { key: 'c', value: 'd', enabled: false },
    ]);
  });

  it('reads cells of a spreadsheet', () => {
    expect(pastedRows('a\tb\tnote\nc\td')).toEqual([
      { key: 'a', value: 'b', description: 'note' },
      { key: 'c', value: 'd', description: '' },
    ]);
  });

  it('keeps the colon of pseudo headers', () => {
    expect(pastedRows(':authority: host\naccept: */*')?.[0]).toEqual({
      key: ':authority',
      value: 'host',
    });
  });
});

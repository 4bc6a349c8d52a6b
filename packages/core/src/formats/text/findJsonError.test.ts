import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonError, lineAndColumn } from './findJsonError.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findJsonError', () => {
  test('finds a fault exactly where JSON.parse refuses', () => {
    const pretty = fc.json().map((json) => JSON.stringify(JSON.parse(json), null, 2));
    const damaged = fc
      .tuple(
        fc.oneof(fc.json(), pretty),
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', '\\', '\n', '1', 'tru'),
      )
      .map(([json, at, insert]) => {
        const cut = at % (json.length + 1);
        return json.slice(0, cut) + insert + json.slice(cut + 1);
      });
    const soup = fc.string({
      unit: fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        ',',
        ':',
        '1',
        '-',
        '.',
        'e',
        ' ',
        'null',
        '\\',
        'u00e9',
        '\n',
      ),
    });
    fc.assert(
      fc.property(fc.oneof(damaged, soup, fc.json()), (text) => {
        expect(findJsonError(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['{"a": 1\n "b": 2}', 9, 'a comma or } is missing'],
    ['[1 2]', 3, 'a comma or ] is missing'],
    ['{"a": {"b": 1}', 14, 'the file ends before its last }'],
    ['[1, 2', 5, 'the file ends before its last ]'],
    ['{"a": "b\n}', 6, 'the quotation mark that ends a text is missing'],
    ['{"a" 1}', 5, 'a colon is missing'],
    ['{"a": 1,}', 8, 'a comma stands before the }'],
    ['{a: 1}', 1, 'a name in quotation marks is missing'],
    ['[1,]', 3, 'a value is missing'],
    ['{"a": undefined}', 6, 'a value is missing'],
    ['["\\x"]', 2, 'a \\ inside a text is followed by something that JSON does not know'],
    ['["\u0001"]', 2, 'a control character stands inside a text'],
    ['{} {}', 3, 'there is something behind the end'],
  ])('%j: offset %i, %s', (text, offset, problem) => {
    expect(findJsonError(text)).toStrictEqual({ offset, problem });
  });

  test('needs no stack for depth', () => {
    expect(findJsonError('['.repeat(1_000_000))?.problem).toBe('the file ends before its last ]');
  });
});

test('lineAndColumn counts lines of every kind from 1', () => {
  const text = 'a\nb\r\nc\rd';
  expect(lineAndColumn(text, 0)).toStrictEqual({ line: 1, column: 1 });
  expect(lineAndColumn(text, 2)).toStrictEqual({ line: 2, column: 1 });
  expect(lineAndColumn(text, 5)).toStrictEqual({ line: 3, column: 1 });
  expect(lineAndColumn(text, 8)).toStrictEqual({ line: 4, column: 2 });
});

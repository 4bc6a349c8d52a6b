import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from './formatJson.ts';

describe('formatJson', () => {
  it('says the same as JSON.stringify with two spaces', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => typeof value === 'object' && value !== null),
        (value) => {
          const expected = JSON.stringify(value, null, 2);
          expect(formatJson(JSON.stringify(value))).toBe(expected);
          expect(formatJson(expected)).toBe(expected);
        },
      ),
    );
  });

  it('keeps digits, duplicates and order', () => {
    expect(formatJson('{"a":12345678901234567890.10,"a":1e400}')).toBe(
      '{\n  "a": 12345678901234567890.10,\n  "a": 1e400\n}',
    );
  });

  it('leaves variables alone where they may stand', () => {
    expect(formatJson('{"a":{{n}},"b":[{{x y}}]}', { variables: true })).toBe(
      '{\n  "a": {{n}},\n  "b": [\n    {{x y}}\n  ]\n}',
    );
  });

  it('gives null for what is not JSON', () => {
    for (const text of ['', 'hello', '{"a"', '[1}', '"open']) expect(formatJson(text)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', ' ', '{{', '}}')),
        (parts) => {
          formatJson(parts.join(''), { variables: true });
        },
      ),
    );
  });
});

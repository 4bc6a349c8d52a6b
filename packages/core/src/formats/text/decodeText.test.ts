import fc from 'fast-check';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, test } from 'vitest';
import { decodeText } from './decodeText.ts';

function encodeUtf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

const ENCODERS = [
  ['UTF-8', encodeUtf8],
  ['UTF-16 LE', (text: string) => encodeUtf16(text, true)],
  ['UTF-16 BE', (text: string) => encodeUtf16(text, false)],
] as const;

describe.each(ENCODERS)('%s', (_, encode) => {
  test('gives the text back, with a byte order mark and without', () => {
    const text = fc.string({ unit: 'binary' }).filter((tail) => !tail.includes('\0'));
    fc.assert(
      fc.property(text, fc.boolean(), (tail, hasMark) => {
        const json = `{"${tail}`;
        expect(decodeText(encode(hasMark ? `\uFEFF${json}` : json))).toBe(json);
      }),
    );
  });

  test('is decoded in parts without a seam', () => {
    const long = `{"${'é😀'.repeat(20_000)}`;
    expect(decodeText(encode(long))).toBe(long);
  });
});

test.each([
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04, 0x00, 0xff, 0xfe]],
  ['not a text file', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]],
  ['not a text file', [0x7b, 0xff, 0x22]],
])('refuses %s', (what, bytes) => {
  expect(() => decodeText(new Uint8Array(bytes), 'a.json')).toThrow(
    expect.objectContaining({
      code: 'binary',
      message: `a.json is ${what}. Nothing was imported.`,
    }),
  );
});

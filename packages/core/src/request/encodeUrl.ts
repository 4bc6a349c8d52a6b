/**
 * Percent-encoding as the field does it: what may not stand in a URL is encoded, what is encoded already and what is
 * reserved stays. The sets are those of https://url.spec.whatwg.org/#percent-encoded-bytes.
 */
import { encodeUtf8 } from 'lib0/string';

const PATH_UNSAFE = ' "<>`#?{}';
const QUERY_UNSAFE = ' "#\'<>';

function encodeChar(char: string): string {
  // A lone surrogate has no UTF-8: it becomes the replacement character, as in the URL standard.
  const bytes = encodeUtf8(char.isWellFormed() ? char : '\ufffd');
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
    '',
  );
}

function encode(text: string, unsafe: string): string {
  let result = '';
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    result += code <= 0x1f || code >= 0x7f || unsafe.includes(char) ? encodeChar(char) : char;
  }
  return result;
}

/** Encodes a path (slashes stay). */
export function encodePath(path: string): string {
  return encode(path, PATH_UNSAFE);
}

/** Encodes the key of one parameter: `&` and `=` too, as they would end it. */
export function encodeQueryKey(key: string): string {
  return encode(key, `${QUERY_UNSAFE}&=`);
}

/** Encodes the value of one parameter: `&` too, as it would end it. */
export function encodeQueryValue(value: string): string {
  return encode(value, `${QUERY_UNSAFE}&`);
}

/** Encodes one part of an `application/x-www-form-urlencoded` body (https://url.spec.whatwg.org/#urlencoded-serializing). */
export function encodeFormPart(text: string): string {
  let result = '';
  for (const char of text) {
    if (char === ' ') result += '+';
    else result += /[A-Za-z0-9*\-._]/.test(char) ? char : encodeChar(char);
  }
  return result;
}

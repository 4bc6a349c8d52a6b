import { decodeUtf8, encodeUtf8 } from 'lib0/string';

/** Each byte as the character of its number: how bytes that are not latin1 travel in a header value. */
function uint8arrayToLatin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** A header value as a person reads it: UTF-8 where its bytes are that, latin1 otherwise. */
export function headerText(value: string): string {
  // oxlint-disable-next-line no-control-regex -- ASCII is the common case and needs no second look
  if (/^[\u0000-\u007f]*$/.test(value)) return value;
  try {
    return decodeUtf8(Uint8Array.from(value, (char) => char.charCodeAt(0) & 0xff));
  } catch {
    return value;
  }
}

/** Header values are latin1 on the wire; what is not goes as the bytes of its UTF-8. Line ends would start a new header. */
export function headerValue(text: string): string {
  const oneLine = text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();
  // oxlint-disable-next-line no-control-regex -- the whole of latin1 is meant
  return /^[\u0000-\u00ff]*$/.test(oneLine) ? oneLine : uint8arrayToLatin1(encodeUtf8(oneLine));
}

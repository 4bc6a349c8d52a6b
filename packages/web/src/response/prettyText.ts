import { formatJsonBytes } from '../editors/formatJson.ts';
import { createDecoder } from './bodyKind.ts';
import { formatXml } from './formatXml.ts';

/** Indented bytes and their encoding; the bytes as they are where they are not what their language says. */
export function prettyBytes(
  bytes: Uint8Array<ArrayBuffer>,
  charset: string,
  language: string,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly encoding: string } {
  const decoder = createDecoder(charset);
  if (language === 'json') {
    const isUtf8 = decoder.encoding === 'utf-8';
    const formatted = formatJsonBytes(isUtf8 ? bytes : encode(decoder.decode(bytes)));
    if (formatted) return { bytes: formatted, encoding: 'utf-8' };
  }
  if (language === 'xml') {
    return { bytes: encode(formatXml(decoder.decode(bytes))), encoding: 'utf-8' };
  }
  return { bytes, encoding: charset };
}

/** The body as indented text. */
export async function prettyText(body: Blob, charset: string, language: string): Promise<string> {
  const pretty = prettyBytes(new Uint8Array(await body.arrayBuffer()), charset, language);
  return createDecoder(pretty.encoding).decode(pretty.bytes);
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

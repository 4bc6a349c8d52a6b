import { decodeUtf8 } from 'lib0/string';
import { AppError } from '../../AppError.ts';
import type { FormatErrorCode } from '../parsedFile.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Parts of this many units are put together at a time: `fromCharCode` takes its text as arguments. */
const CHUNK_UNITS = 8192;

/**
 * Decodes the bytes of a text file: UTF-8 or UTF-16, each with or without a byte order mark.
 * @throws AppError `binary`
 */
export function decodeText(bytes: Uint8Array, fileName = 'The file'): string {
  const encoding = detectEncoding(bytes);
  const text = encoding === 'utf-8' ? decodeUtf8OrNull(bytes) : decodeUtf16(bytes, encoding);
  if (text === null || text.includes('\0')) {
    const what = bytes[0] === 0x50 && bytes[1] === 0x4b ? 'a zip archive' : 'not a text file';
    throw new AppError<FormatErrorCode>('binary', `${fileName} is ${what}. Nothing was imported.`);
  }
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function detectEncoding(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Every format here starts with two ASCII characters: a zero beside the first one tells UTF-16 without a mark.
  if (bytes.length >= 2 && bytes.length % 2 === 0) {
    if (first !== 0 && second === 0) return 'utf-16le';
    if (first === 0 && second !== 0) return 'utf-16be';
  }
  return 'utf-8';
}

function decodeUtf8OrNull(bytes: Uint8Array): string | null {
  try {
    return decodeUtf8(bytes);
  } catch {
    return null;
  }
}

function decodeUtf16(bytes: Uint8Array, encoding: Encoding): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = encoding === 'utf-16le';
  const total = bytes.length >> 1;
  let text = '';
  for (let from = 0; from < total; from += CHUNK_UNITS) {
    const units: number[] = [];
    const end = Math.min(from + CHUNK_UNITS, total);
    for (let i = from; i < end; i++) units.push(view.getUint16(i * 2, littleEndian));
    text += String.fromCharCode(...units);
  }
  return text;
}

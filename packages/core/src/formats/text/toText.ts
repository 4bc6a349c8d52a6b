import { AppError } from '../../AppError.ts';
import type { FormatErrorCode } from '../parsedFile.ts';
import { decodeText } from './decodeText.ts';

/** A file larger than this is refused. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024;

/** Refuses what is too large before anything is made of it. @throws AppError `too-large` */
export function checkSize(name: string, content: Uint8Array | string): void {
  if (content.length <= MAX_FILE_BYTES) return;
  const limit = `${MAX_FILE_BYTES / 1024 / 1024} MB`;
  throw new AppError<FormatErrorCode>(
    'too-large',
    `${name} is larger than ${limit}, which is the most that can be read. Nothing was imported.`,
  );
}

/** The text of a file. @throws AppError `empty`, `binary` */
export function toText(name: string, content: Uint8Array | string): string {
  const text =
    typeof content === 'string' ? content.replace(/^\uFEFF/, '') : decodeText(content, name);
  // Not trim(): that would copy 200 MB to look at one character.
  if (!/\S/.test(text)) {
    throw new AppError<FormatErrorCode>('empty', `${name} is empty. Nothing was imported.`);
  }
  return text;
}

import { Unzip, UnzipInflate } from 'fflate';
import { AppError } from '../../AppError.ts';
import type { FormatErrorCode } from '../parsedFile.ts';

/** Files in an archive, at most. */
const MAX_ENTRIES = 10_000;
/** What all files of an archive may unpack to. The sizes an archive states are not believed: what comes out is counted. */
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;
/** An archive that unpacks to more than this many times its size is made to do harm; JSON reaches 1:50. */
const MAX_RATIO = 300;
/** Below this no ratio does harm. */
const HARMLESS_BYTES = 10 * 1024 * 1024;
/** Packed bytes that are given to the decompressor at a time: at the most dense, 66 MB come of them. */
const CHUNK_BYTES = 64 * 1024;

/** One file of an archive. */
export interface ZipEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Unpacks an archive in memory. Directories and what the Mac adds (`__MACOSX/`, `.DS_Store`) are passed over.
 * @throws AppError `bad-zip` when it is damaged, `too-large` when it unpacks to too much, `unsafe-path` when a name
 * leads out of the archive
 */
export function unzip(bytes: Uint8Array, fileName: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let unpacked = 0;
  let begun = 0;
  const archive = new Unzip((file) => {
    checkPath(file.name, fileName);
    if (++begun > MAX_ENTRIES) throw tooLarge(fileName, `more than ${MAX_ENTRIES} files`);
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, isLast) => {
      if (error) throw error;
      unpacked += chunk.length;
      if (unpacked > MAX_UNPACKED_BYTES || isBomb(unpacked, bytes.length)) {
        throw tooLarge(fileName, `more than ${Math.floor(unpacked / 1024 / 1024)} MB`);
      }
      chunks.push(chunk);
      if (!isLast) return;
      begun--;
      if (isWanted(file.name)) entries.push({ path: file.name, bytes: join(chunks) });
      if (entries.length > MAX_ENTRIES) throw tooLarge(fileName, `more than ${MAX_ENTRIES} files`);
    };
    file.start();
  });
  archive.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
      const end = from + CHUNK_BYTES;
      archive.push(bytes.subarray(from, end), end >= bytes.length);
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : badZip(fileName, cause);
  }
  // The decompressor takes a cut archive for a whole one when the cut lies between two of its own steps.
  if (begun > 0) throw badZip(fileName);
  return entries;
}

function isBomb(unpacked: number, packed: number): boolean {
  return unpacked > HARMLESS_BYTES && unpacked > packed * MAX_RATIO;
}

function isWanted(path: string): boolean {
  return !path.endsWith('/') && !/(^|\/)(__MACOSX\/|\.DS_Store$)/.test(path);
}

function checkPath(path: string, fileName: string): void {
  const isUnsafe =
    /^[/\\]|^[a-z]:/i.test(path) || path.includes('\0') || path.split(/[/\\]/).includes('..');
  if (!isUnsafe) return;
  throw new AppError<FormatErrorCode>(
    'unsafe-path',
    `${fileName} holds a file whose name leads out of the archive: ${JSON.stringify(path.slice(0, 200))}. Nothing was imported.`,
  );
}

function tooLarge(fileName: string, what: string): AppError<FormatErrorCode> {
  return new AppError<FormatErrorCode>(
    'too-large',
    `${fileName} unpacks to ${what}, which is more than can be read. Nothing was imported.`,
  );
}

function badZip(fileName: string, cause?: unknown): AppError<FormatErrorCode> {
  return new AppError<FormatErrorCode>(
    'bad-zip',
    `${fileName} is a zip archive that is damaged or cut off. Nothing was imported.`,
    { cause },
  );
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

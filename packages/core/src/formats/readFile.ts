/** The way of a file: bytes → (archive →) text → neutral model. See readText.ts for what follows. */
import { AppError } from '../AppError.ts';
import { readFolder, type FileInput, type FileResult } from './readFolder.ts';
import { ImportLog } from './importLog.ts';
import { joinContents } from './joinContents.ts';
import type { FormatErrorCode, ParsedFile, Source } from './parsedFile.ts';
import { readText, toParsedFile } from './readText.ts';
import { checkSize, toText } from './text/toText.ts';
import { isZip } from './zip/isZip.ts';

/**
 * Reads a file, or pasted text, of any known format. Recognises it by its content; `name` only speaks in messages.
 * Of an archive all files are read, and those that cannot be read are named in the report.
 * @throws AppError with a {@link FormatErrorCode}
 */
export async function readFile(name: string, content: Uint8Array | string): Promise<ParsedFile> {
  checkSize(name, content);
  return typeof content !== 'string' && isZip(content)
    ? readArchive(name, content)
    : readText(name, toText(name, content));
}

/**
 * Reads the files of a folder, or any mix of files. Files that belong together, as those of a Bruno collection do, are
 * one result. One that cannot be read does not stop the others.
 * @param onProgress called with the number of files that are done
 */
export function readFiles(
  inputs: readonly FileInput[],
  onProgress?: (done: number) => void,
): Promise<FileResult[]> {
  return readFolder(inputs, readFile, onProgress);
}

async function readArchive(name: string, bytes: Uint8Array): Promise<ParsedFile> {
  const { unzip } = await import('./zip/unzip.ts');
  const entries = unzip(bytes, name).map(({ path, bytes: content }) => ({ name: path, content }));
  // An archive inside an archive is not opened: bombs nest.
  const results = await readFolder(entries, (path, content) =>
    readText(path, toText(path, content)),
  );
  const read = results.flatMap(({ parsed }) => parsed ?? []);
  const [first] = read;
  if (!first) throw results[0]?.error ?? emptyArchive(name);

  const source: Source = { fileName: name, log: new ImportLog() };
  for (const { name: path, parsed, error } of results) {
    if (parsed) source.log.addReport(parsed.report);
    else source.log.leftOut(path, error.message.replace(/ Nothing was imported\.$/, ''));
  }
  const format = read.length === 1 ? first.format : 'zip';
  return toParsedFile(format, joinContents(read), source);
}

function emptyArchive(name: string): AppError<FormatErrorCode> {
  return new AppError<FormatErrorCode>('empty', `${name} holds no file. Nothing was imported.`);
}

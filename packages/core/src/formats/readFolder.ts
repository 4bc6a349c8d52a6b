import { AppError, errorMessage } from '../AppError.ts';
import type { JsonValue } from '../model/json.ts';
import { isArchiveManifest, isBrunoManifest } from './foreignJson.ts';
import { ImportLog } from './importLog.ts';
import type { FormatErrorCode, ParsedFile } from './parsedFile.ts';
import { toParsedFile } from './readText.ts';
import { findSecrets } from './secrets/findSecrets.ts';
import { toText } from './text/toText.ts';

/** One of several files; `name` may be a path from the folder they were chosen in. */
export interface FileInput {
  readonly name: string;
  readonly content: Uint8Array | string;
}

/** What became of a file, or of the files of one collection: `parsed`, or why not. */
export type FileResult =
  | { readonly name: string; readonly parsed: ParsedFile; readonly error: null }
  | { readonly name: string; readonly parsed: null; readonly error: AppError };

/** Reads one file that belongs to no other. */
export type ReadOne = (name: string, content: Uint8Array | string) => Promise<ParsedFile>;

/** The files below a `bruno.json`. */
interface BrunoFolder {
  readonly root: string;
  readonly manifest: JsonValue;
  readonly members: FileInput[];
}

/**
 * Reads files; what makes files belong together is told by their content.
 * @param onProgress called with the number of files that are done
 */
export async function readFolder(
  inputs: readonly FileInput[],
  readOne: ReadOne,
  onProgress: (done: number) => void = () => undefined,
): Promise<FileResult[]> {
  const folders = findBrunoFolders(inputs);
  const results: FileResult[] = [];
  let done = 0;
  for (const folder of folders) {
    results.push(await attempt(folder.root, () => readBruno(folder)));
    onProgress((done += folder.members.length));
  }
  const taken = new Set(folders.flatMap(({ members }) => members));
  for (const input of inputs) {
    if (taken.has(input)) continue;
    if (!isManifest(input)) {
      results.push(await attempt(input.name, () => readOne(input.name, input.content)));
    }
    onProgress(++done);
  }
  return results;
}

async function attempt(name: string, read: () => Promise<ParsedFile>): Promise<FileResult> {
  try {
    return { name, parsed: await read(), error: null };
  } catch (thrown) {
    const error =
      thrown instanceof AppError
        ? thrown
        : new AppError<FormatErrorCode>(
            'unreadable',
            `${name} could not be read: ${errorMessage(thrown)}. Nothing was imported.`,
            { cause: thrown },
          );
    return { name, parsed: null, error };
  }
}

function findBrunoFolders(inputs: readonly FileInput[]): BrunoFolder[] {
  const folders = inputs.flatMap((input): BrunoFolder[] => {
    const manifest = jsonOf(input, 'bruno.json');
    if (manifest === undefined || !isBrunoManifest(manifest)) return [];
    return [{ root: input.name.slice(0, -'bruno.json'.length), manifest, members: [] }];
  });
  // Of folders inside each other the innermost counts.
  folders.sort((a, b) => b.root.length - a.root.length);
  if (folders.length === 0) return folders;
  for (const input of inputs) {
    folders.find(({ root }) => input.name.startsWith(root))?.members.push(input);
  }
  return folders;
}

async function readBruno({ root, manifest, members }: BrunoFolder): Promise<ParsedFile> {
  const { readBrunoFolder } = await import('./bruno/readBruno.ts');
  const source = { fileName: root === '' ? 'The folder' : root, log: new ImportLog() };
  const files = members.flatMap(({ name, content }) => {
    const path = name.slice(root.length);
    if (path.endsWith('.bru')) return [{ path, text: toText(path, content) }];
    const isOurs = path === 'bruno.json' || /(^|\/)(\.|node_modules\/)/.test(path);
    if (!isOurs) source.log.leftOut(path, 'A file that is no part of the collection was left out.');
    return [];
  });
  const read = readBrunoFolder(manifest, files, source);
  source.log.likelySecrets(findSecrets(read, source.log.blobs));
  return toParsedFile('bruno', read, source);
}

/** Whether a file only lists others. */
function isManifest(input: FileInput): boolean {
  const json = jsonOf(input, 'archive.json');
  return json !== undefined && isArchiveManifest(json);
}

function jsonOf({ name, content }: FileInput, fileName: string): JsonValue | undefined {
  if (name !== fileName && !name.endsWith(`/${fileName}`)) return undefined;
  try {
    return JSON.parse(toText(name, content)) as JsonValue;
  } catch {
    // It is read like any other file then, and that says what is wrong with it.
    return undefined;
  }
}

import { readFile as readContent, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { AppError, errorMessage } from '@scratchpad/core';
import {
  MAX_FILE_BYTES,
  type FileInput,
  type FileResult,
  readFile,
  readFiles,
} from '@scratchpad/core/formats';
import { CliError } from './cliError.ts';

/** A file that is to be read, or why it cannot be. */
type Found = FileInput | (FileResult & { readonly parsed: null });

/**
 * Reads what the user named: files, folders with all that is in them, standard input. One file that cannot be read is an
 * error; of several it is a result.
 * @throws CliError, AppError
 */
export async function readInput(inputs: readonly string[], cwd: string): Promise<FileResult[]> {
  const [input = '-'] = inputs;
  if (inputs.length === 1 && !(await isFolder(input, cwd))) {
    const shown = input === '-' ? 'standard input' : input;
    return [await readOne(basename(shown), await readBytes(input, cwd), shown)];
  }
  const found = (
    await Promise.all(inputs.map((each) => find(each, inputs.length > 1, cwd)))
  ).flat();
  const results = await readFiles(found.filter((file) => 'content' in file));
  results.push(...found.filter((file) => 'error' in file));
  if (results.every(({ error }) => error))
    throw results[0]?.error ?? new CliError('no-file', `${inputs.join(', ')} is an empty folder.`);
  return results;
}

async function readOne(name: string, bytes: Uint8Array, shown = name): Promise<FileResult> {
  // Things without a name of their own are named after the file; errors name the path the user typed.
  try {
    return { name, parsed: await readFile(name, bytes), error: null };
  } catch (error) {
    const message = errorMessage(error).replace(
      ' Nothing was imported.',
      ' Nothing was converted.',
    );
    const located = message.startsWith(name)
      ? shown + message.slice(name.length)
      : `${shown}: ${message}`;
    throw new CliError('no-file', located, { cause: error });
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw tooLarge('standard input');
  }
  return Buffer.concat(chunks);
}

async function isFolder(input: string, cwd: string): Promise<boolean> {
  if (input === '-') return false;
  return (await attempt(input, () => stat(resolve(cwd, input)))).isDirectory();
}

/** The files that a word of the command stands for. Nothing of what is wrong with one stops the others. */
async function find(input: string, isOneOfMany: boolean, cwd: string): Promise<Found[]> {
  try {
    if (!(await isFolder(input, cwd))) {
      const name = input === '-' ? 'standard input' : input;
      return [{ name, content: await readBytes(input, cwd) }];
    }
    const root = resolve(cwd, input);
    const files = await listFolder(input, root);
    return (
      await Promise.all(
        files.map(async (file): Promise<Found> => {
          const path = relative(root, file).replaceAll(sep, '/');
          const name = isOneOfMany ? `${input.replace(/[\\/]+$/, '')}/${path}` : path;
          return capture(name, async () => ({ name, content: await readBytes(file, cwd, name) }));
        }),
      )
    ).flat();
  } catch (error) {
    if (!isOneOfMany) throw error;
    return [await capture(input, () => Promise.reject(error))];
  }
}

async function capture(name: string, read: () => Promise<FileInput>): Promise<Found> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError) return { name, parsed: null, error };
    throw error;
  }
}

/** The bytes of a file or of standard input. What is too large is not read at all. @throws CliError */
async function readBytes(input: string, cwd: string, shown = input): Promise<Uint8Array> {
  if (input === '-') return readStdin();
  const path = resolve(cwd, input);
  const { size } = await attempt(shown, () => stat(path));
  if (size > MAX_FILE_BYTES) throw tooLarge(shown);
  return attempt(shown, () => readContent(path));
}

function tooLarge(shown: string): CliError {
  return new CliError(
    'no-file',
    `${shown} is larger than 200 MB, which is the most that can be read. Nothing was converted.`,
  );
}

async function listFolder(input: string, path: string): Promise<string[]> {
  const entries = await attempt(input, () =>
    readdir(path, { recursive: true, withFileTypes: true }),
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(^|[\\/])(node_modules|\.git)[\\/]/.test(relative(path, file)))
    .sort();
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no file',
  EACCES: 'There is no permission to read',
  EPERM: 'There is no permission to read',
};

async function attempt<T>(shown: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const reason = REASONS[(error as { code?: string }).code ?? ''];
    throw new CliError(
      'no-file',
      reason ? `${reason} ${shown}.` : `${shown} cannot be read: ${errorMessage(error)}.`,
      { cause: error },
    );
  }
}

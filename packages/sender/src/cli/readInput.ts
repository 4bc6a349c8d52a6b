import { readFile as readBytes, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { errorMessage } from '@scratchpad/core';
import {
  MAX_FILE_BYTES,
  type FileInput,
  type FileResult,
  readFile,
  readFiles,
} from '@scratchpad/core/formats';
import { CliError } from './cliError.ts';

/** Reads what the user named: a file, a folder with all that is in it, or standard input. @throws CliError, AppError */
export async function readInput(input: string, cwd: string): Promise<FileResult[]> {
  if (input === '-') return [await readOne('standard input', await readStdin())];
  const path = resolve(cwd, input);
  const info = await attempt(input, () => stat(path));
  if (info.isDirectory()) {
    const results = await readFiles(await listFolder(input, path));
    if (results.every(({ error }) => error))
      throw results[0]?.error ?? new CliError('no-file', `${input} is an empty folder.`);
    return results;
  }
  // Not read at all: its bytes would take twice the memory that the limit is about.
  if (info.size > MAX_FILE_BYTES) {
    throw new CliError(
      'no-file',
      `${input} is larger than 200 MB, which is the most that can be read. Nothing was converted.`,
    );
  }
  return [await readOne(basename(input), await attempt(input, () => readBytes(path)), input)];
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
    // The reader says what is wrong with a size over the limit; there is no use in reading on.
    if (size > MAX_FILE_BYTES) break;
  }
  return Buffer.concat(chunks);
}

async function listFolder(input: string, path: string): Promise<FileInput[]> {
  const entries = await attempt(input, () =>
    readdir(path, { recursive: true, withFileTypes: true }),
  );
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(^|[\\/])(node_modules|\.git)[\\/]/.test(relative(path, file)))
    .sort();
  return Promise.all(
    files.map(async (file) => ({
      name: relative(path, file).replaceAll(sep, '/'),
      content: await attempt(file, () => readBytes(file)),
    })),
  );
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

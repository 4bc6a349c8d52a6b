import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { errorMessage } from '@scratchpad/core';
import { CliError } from './cliError.ts';
import type { Output } from './outputFiles.ts';

/** Where several files go when nobody says where. */
const DEFAULT_FOLDER = 'out';

/**
 * Writes files: all of them or none. One file goes to standard output when no place is named.
 * @returns the paths that were written, as the user would type them
 * @throws CliError `not-written`
 */
export async function writeOutput(
  { files, isFolder }: Output,
  output: string | undefined,
  cwd: string,
): Promise<string[]> {
  if (!isFolder && output === undefined) {
    await writeStdout(files.map(({ text }) => text).join(''));
    return [];
  }
  const target = output ?? DEFAULT_FOLDER;
  const paths = isFolder ? files.map(({ name }) => join(target, name)) : [target];
  const writings = files.map(({ text }, i) => {
    const path = resolve(cwd, paths[i] as string);
    return { text, path, temporary: `${path}.${process.pid}.tmp` };
  });
  try {
    // A folder that was there stays, with what else is in it.
    if (isFolder) await mkdir(resolve(cwd, target), { recursive: true });
    for (const { temporary, text } of writings) await writeFile(temporary, text);
    for (const { temporary, path } of writings) await rename(temporary, path);
  } catch (error) {
    await Promise.all(writings.map(({ temporary }) => rm(temporary, { force: true })));
    throw new CliError('not-written', `${target} could not be written: ${errorMessage(error)}.`, {
      cause: error,
    });
  }
  return paths;
}

function writeStdout(text: string): Promise<void> {
  return new Promise((done, fail) => {
    // `| head` closes the pipe when it has seen enough, which is no fault.
    process.stdout.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? done() : fail(error),
    );
    process.stdout.write(text, () => done());
  });
}

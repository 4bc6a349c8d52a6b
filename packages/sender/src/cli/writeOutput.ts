import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
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
  const writings = files.map(({ text }, i) => toWriting(resolve(cwd, paths[i] as string), text));
  let madeFolder: string | undefined;
  try {
    // A folder that was there stays, with what else is in it.
    if (isFolder) madeFolder = await mkdir(resolve(cwd, target), { recursive: true });
    for (const { temporary, text } of writings) await writeFile(temporary, text);
    await replaceAll(writings);
  } catch (error) {
    await Promise.all(writings.map(({ temporary }) => rm(temporary, { force: true })));
    if (madeFolder !== undefined) await rm(madeFolder, { recursive: true, force: true });
    throw new CliError('not-written', `${target} could not be written: ${errorMessage(error)}.`, {
      cause: error,
    });
  }
  return paths;
}

/** A file on its way: written beside its place, then put there; what was there before is kept until all are. */
interface Writing {
  readonly path: string;
  readonly text: string;
  readonly temporary: string;
  readonly previous: string;
}

function toWriting(path: string, text: string): Writing {
  const beside = `${path}.${process.pid}`;
  return { path, text, temporary: `${beside}.tmp`, previous: `${beside}.old` };
}

/** Puts all files in their places, or none. */
async function replaceAll(writings: readonly Writing[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { path, temporary, previous } of writings) {
      const before = await stat(path).catch(() => undefined);
      if (before?.isDirectory()) throw new Error(`${path} is a folder`);
      // A copy, so that there is a whole file at the place all the time.
      if (before && writings.length > 1) await copyFile(path, previous);
      await rename(temporary, path);
      undo.push(() => (before ? rename(previous, path) : rm(path, { force: true })));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  } finally {
    await Promise.all(writings.map(({ previous }) => rm(previous, { force: true })));
  }
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

/**
 * Files of bodies, on this device only: those that were picked, which the browser keeps in IndexedDB, so that they are
 * still there after a reload, and those of the working folder. A document knows their names and nothing else.
 */
import { AppError, type FileRef, type NodeId, type RowId } from '@scratchpad/core';
import { openLocalDb } from '../storage/localDb.ts';
import { sendWords } from './words.ts';
import { findInWorkingFolder, openAndFind } from './workingFolder.ts';

function keyOf(node: NodeId, row: RowId | null): string {
  return `files:${node}:${row ?? 'body'}`;
}

/** Keeps the files of one form row, or (row null) of a body of mode `file`. No files: forgets them. */
export async function keepPickedFiles(
  node: NodeId,
  row: RowId | null,
  files: readonly File[],
): Promise<void> {
  const db = await openLocalDb();
  if (files.length === 0) await db.delete('values', keyOf(node, row));
  else await db.put('values', [...files], keyOf(node, row));
}

/** Which of these names this device has a file for: one that was picked, or one of the working folder. */
export async function findFilesHere(
  node: NodeId,
  row: RowId | null,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    names.map(async (name) => {
      const file = (await findPicked(node, { row, name })) ?? (await findInWorkingFolder(name));
      return file ? [name] : [];
    }),
  );
  return new Set(found.flat());
}

/** The file that a body names; what was picked comes first, as it was meant for this very place. @throws AppError `file-missing` when this device has none */
export async function readBodyFile(node: NodeId, ref: FileRef): Promise<File> {
  return (await findPicked(node, ref)) ?? (await openAndFind(ref.name)) ?? missing(ref.name);
}

/** As {@link readBodyFile}, of any row of a request. */
export async function findBodyFile(node: NodeId, name: string): Promise<File> {
  const db = await openLocalDb();
  const prefix = `files:${node}:`;
  const stored: unknown[] = await db.getAll('values', IDBKeyRange.bound(prefix, `${prefix}\uffff`));
  const picked = stored
    .flat()
    .find((found): found is File => found instanceof File && found.name === name);
  return picked ?? (await openAndFind(name)) ?? missing(name);
}

async function findPicked(node: NodeId, { row, name }: FileRef): Promise<File | undefined> {
  const db = await openLocalDb();
  const stored: unknown = await db.get('values', keyOf(node, row));
  return Array.isArray(stored)
    ? stored.find((file): file is File => file instanceof File && file.name === name)
    : undefined;
}

function missing(name: string): never {
  throw new AppError('file-missing', sendWords.fileMissing(name));
}

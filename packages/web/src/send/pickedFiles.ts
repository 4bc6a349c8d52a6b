/**
 * Files picked for bodies, on this device only: the browser keeps them in IndexedDB, so that they are still there after
 * a reload. A document knows their names and nothing else.
 */
import { AppError, type FileRef, type NodeId, type RowId } from '@scratchpad/core';
import { openLocalDb } from '../storage/localDb.ts';
import { sendWords } from './words.ts';

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

/** The files that were picked on this device. */
export async function readPickedFiles(node: NodeId, row: RowId | null): Promise<readonly File[]> {
  const db = await openLocalDb();
  const stored: unknown = await db.get('values', keyOf(node, row));
  return Array.isArray(stored) ? stored.filter((file) => file instanceof File) : [];
}

/** One picked file. @throws AppError `file-missing` when it was not picked on this device */
export async function readPickedFile(node: NodeId, ref: FileRef): Promise<File> {
  const file = (await readPickedFiles(node, ref.row)).find(({ name }) => name === ref.name);
  if (!file) throw new AppError('file-missing', sendWords.fileMissing(ref.name));
  return file;
}

/** A file of a name that was picked for any row of a request. @throws AppError `file-missing` */
export async function findPickedFile(node: NodeId, name: string): Promise<File> {
  const db = await openLocalDb();
  const prefix = `files:${node}:`;
  const stored: unknown[] = await db.getAll('values', IDBKeyRange.bound(prefix, `${prefix}\uffff`));
  const file = stored
    .flat()
    .find((found): found is File => found instanceof File && found.name === name);
  if (!file) throw new AppError('file-missing', sendWords.fileMissing(name));
  return file;
}

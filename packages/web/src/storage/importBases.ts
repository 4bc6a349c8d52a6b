/** What collections were imported as the last time. Kept on this device: merging a newer file needs it. */
import type { ImportBase } from '@scratchpad/core/merge';
import { openLocalDb } from './localDb.ts';

/** All records. Those whose collection is gone do no harm. */
export async function getImportBases(): Promise<readonly ImportBase[]> {
  const db = await openLocalDb();
  return db.getAll('importBases');
}

/** Stores records, each in place of the one before of its collection. */
export async function putImportBases(bases: readonly ImportBase[]): Promise<void> {
  const db = await openLocalDb();
  const tx = db.transaction('importBases', 'readwrite');
  await Promise.all([...bases.map((base) => tx.store.put(base)), tx.done]);
}

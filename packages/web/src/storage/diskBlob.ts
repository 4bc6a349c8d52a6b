/** Bytes that lie in a file of the browser's, with a Blob that reads them from there. */
import { openLocalDb } from './localDb.ts';

const PREFIX = 'spilled:';
/** A record that is older than this was left by a page that ended before it could take it away. */
const LEFT_MS = 60_000;

/**
 * The same bytes, in a file. A database writes a Blob to disk and gives back one that reads from there, whose file stays
 * after its record is deleted for as long as the Blob is used. When there is no room the Blob is given back as it is.
 */
export async function toDisk(blob: Blob): Promise<Blob> {
  const key = `${PREFIX}${Date.now()}:${crypto.randomUUID()}`;
  try {
    const db = await openLocalDb();
    await db.put('values', blob, key);
    const tx = db.transaction('values', 'readwrite');
    const onDisk: unknown = await tx.store.get(key);
    await tx.store.delete(key);
    await tx.store.delete(IDBKeyRange.bound(PREFIX, `${PREFIX}${Date.now() - LEFT_MS}`));
    await tx.done;
    return onDisk instanceof Blob ? onDisk : blob;
  } catch {
    // The disk is full or the database gone. The body is what matters, and memory is what is left for it.
    return blob;
  }
}

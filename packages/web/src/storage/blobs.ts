/** Texts too large for a document (bodies of examples), by their SHA-256. Equal texts are stored once. */
import { openLocalDb } from './localDb.ts';

/** A text with its SHA-256 in hex. */
export interface TextBlob {
  readonly hash: string;
  readonly text: string;
}

/** Stores texts. Resolves when they are on disk. */
export async function putBlobs(blobs: readonly TextBlob[]): Promise<void> {
  if (blobs.length === 0) return;
  const db = await openLocalDb();
  const tx = db.transaction('blobs', 'readwrite');
  await Promise.all([
    ...blobs.map((blob) => tx.store.put({ hash: blob.hash, text: blob.text })),
    tx.done,
  ]);
}

/** The text of a hash; undefined when this device does not have it. */
export async function getBlob(hash: string): Promise<string | undefined> {
  const db = await openLocalDb();
  return (await db.get('blobs', hash))?.text;
}

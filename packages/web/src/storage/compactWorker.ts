/** Worker: reads all rows of a document's log and puts one in their place. */
import * as Y from 'yjs';
import { type StoredRow, UpdateStore } from './updateStore.ts';

function merge(rows: readonly StoredRow[]): Uint8Array | null {
  // A document rather than mergeUpdates: it also lets go of deleted content.
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, row.value as Uint8Array);
  // A hole in the log is for the page to mend; writing over it would make the loss final.
  return doc.store.pendingStructs === null ? Y.encodeStateAsUpdate(doc) : null;
}

async function compact(name: string): Promise<number | null> {
  const store = await UpdateStore.open(name, () => {});
  try {
    return await store.compact(merge);
  } finally {
    store.close();
  }
}

onmessage = (event: MessageEvent<unknown>) => {
  compact(String(event.data)).then(
    (rowCount) => postMessage({ rowCount }),
    (error: unknown) => postMessage({ rowCount: null, error: String(error) }),
  );
};

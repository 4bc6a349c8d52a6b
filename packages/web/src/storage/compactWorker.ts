/** Worker: reads all rows of a document's log and puts one in their place. */
import * as Y from 'yjs';
import { UpdateStore } from './updateStore.ts';

async function compact(name: string): Promise<number | null> {
  const store = await UpdateStore.open(name, () => {});
  try {
    const rows = await store.readRows();
    if (rows.length < 2) return rows.length;
    // A document rather than mergeUpdates: it also lets go of deleted content.
    const doc = new Y.Doc();
    for (const row of rows) Y.applyUpdate(doc, row.value as Uint8Array);
    // A hole in the log is for the page to mend; writing over it would make the loss final.
    if (doc.store.pendingStructs !== null) return null;
    await store.replaceRows(
      rows.map((row) => row.key),
      Y.encodeStateAsUpdate(doc),
    );
    return await store.countRows();
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

import { discardImport, DocStore, pendingImports } from '@scratchpad/core';
import { importLockName } from '../import/importLock.ts';
import { type DocPersistence, openDocPersistence } from './docPersistence.ts';
import { type CachedTree, readTreeCache, writeTreeCache } from './treeCache.ts';

/** Name of the pad's database. */
const PAD_NAME = 'scratchpad-pad';
/** The cached tree is written when nothing changed for this long. */
const CACHE_AFTER_MS = 2000;

/** The pad, open. */
export interface OpenPad {
  readonly store: DocStore;
  readonly persistence: DocPersistence;
}

/**
 * Opens the pad of this device. Never rejects: a database that cannot be opened gives an empty pad whose persistence
 * says so.
 * @param onCachedTree called first with the tree of the last session, when there is one; it resolves when that is on the
 *   screen, because reading the document then takes the thread
 */
export async function openPad(
  onCachedTree?: (tree: CachedTree) => Promise<void>,
): Promise<OpenPad> {
  const { doc, persistence } = await openDocPersistence(PAD_NAME, {
    beforeLoad: async (store) => {
      const cached = onCachedTree && (await readTreeCache(store));
      if (!cached) return;
      await onCachedTree(cached);
    },
  });
  const store = new DocStore(doc);
  await removeBrokenImports(store);
  keepTreeCache(store, persistence);
  askForPersistence(store);
  return { store, persistence };
}

/** Removes what an import left that broke off; one that another tab is writing right now holds its lock. */
async function removeBrokenImports(store: DocStore): Promise<void> {
  if (store.readOnlyReason !== null) return;
  for (const batch of pendingImports(store)) {
    await navigator.locks.request(importLockName(batch), { ifAvailable: true }, (lock) => {
      if (lock) discardImport(store, batch);
    });
  }
}

function keepTreeCache(store: DocStore, persistence: DocPersistence): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    const database = persistence.store;
    // Losing the cache costs a moment at the next start and nothing else.
    if (database) writeTreeCache(database, store.index).catch(() => {});
  };
  store.doc.on('update', () => {
    clearTimeout(timer);
    timer = setTimeout(write, CACHE_AFTER_MS);
  });
}

/** Asks the browser, once there is something to lose, never to clear this pad by itself. It may say no; see Settings. */
function askForPersistence(store: DocStore): void {
  const ask = () => {
    // A browser without the call keeps data as it always did.
    navigator.storage?.persist?.().catch(() => {});
  };
  if (store.index.nodes().size > 0) ask();
  else store.doc.once('update', ask);
}

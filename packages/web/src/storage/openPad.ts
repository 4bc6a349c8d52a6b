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
 * @param onCachedTree called first with the tree of the last session, when there is one
 */
export async function openPad(onCachedTree?: (tree: CachedTree) => void): Promise<OpenPad> {
  const { doc, persistence } = await openDocPersistence(PAD_NAME, {
    beforeLoad: async (store) => {
      const cached = onCachedTree && (await readTreeCache(store));
      if (!cached) return;
      onCachedTree(cached);
      await painted();
    },
  });
  const store = new DocStore(doc);
  await removeBrokenImports(store);
  keepTreeCache(store, persistence);
  askForPersistence(store);
  return { store, persistence };
}

/** Longest wait for the cached tree to appear, should the browser stop painting meanwhile. */
const PAINT_MS = 1000;

/** Lets the cached tree be rendered, measured and painted before the document takes the thread. */
function painted(): Promise<void> {
  // A tab in the background paints no frames, and nobody looks at it.
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((resolve) => {
    // React renders in the first frame, the virtual list measures itself in the second, its rows stand in the third.
    const frame = (left: number): unknown =>
      left === 0 ? setTimeout(resolve) : requestAnimationFrame(() => frame(left - 1));
    frame(3);
    setTimeout(resolve, PAINT_MS);
  });
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

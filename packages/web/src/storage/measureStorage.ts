/** What of this origin's storage is used for what. Reads everything once; nothing is kept or changed. */
import { openDB } from 'idb';

/** What storage is used for. A `workspace` has the name of its database, by which it is told apart. */
export type StorageUseId =
  | 'pad'
  | 'history'
  | 'runs'
  | 'files'
  | 'examples'
  | 'imports'
  | 'small'
  | 'app'
  | `workspace:${string}`
  | `other:${string}`;

/** Bytes by use; sizes of what is stored, without what the database itself adds. */
export type StorageUses = ReadonlyMap<StorageUseId, number>;

const LOCAL_USES: Readonly<Record<string, StorageUseId>> = {
  history: 'history',
  bodies: 'history',
  runs: 'runs',
  blobs: 'examples',
  importBases: 'imports',
};

/** What a record of the local database is for; `values` holds several things, told apart by their keys. */
export function useOfLocal(store: string, key: IDBValidKey): StorageUseId {
  if (store === 'values' && typeof key === 'string') {
    if (key.startsWith('run:')) return 'runs';
    if (key.startsWith('files:')) return 'files';
  }
  return LOCAL_USES[store] ?? 'small';
}

const WORKSPACE_PREFIX = 'scratchpad-workspace-';

function useOfDatabase(name: string): StorageUseId {
  if (name === 'scratchpad-pad') return 'pad';
  return name.startsWith(WORKSPACE_PREFIX)
    ? `workspace:${name.slice(WORKSPACE_PREFIX.length)}`
    : `other:${name}`;
}

/** About how many bytes a value takes; a Blob says so itself and is not read. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Blob) return value.size;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + sizeOf(item), 0);
  if (typeof value === 'object' && value !== null) {
    let sum = 0;
    for (const [key, item] of Object.entries(value)) sum += key.length + sizeOf(item);
    return sum;
  }
  return 8;
}

/** Sums up every database of this origin, and the files that the app keeps for working offline. */
export async function measureStorage(): Promise<StorageUses> {
  const uses = new Map<StorageUseId, number>();
  const add = (use: StorageUseId, bytes: number) => uses.set(use, (uses.get(use) ?? 0) + bytes);
  for (const { name } of await indexedDB.databases()) {
    if (name !== undefined) await measureDatabase(name, add);
  }
  for (const cacheName of await caches.keys()) {
    const cache = await caches.open(cacheName);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      add('app', response ? (await response.blob()).size : 0);
    }
  }
  return uses;
}

async function measureDatabase(
  name: string,
  add: (use: StorageUseId, bytes: number) => void,
): Promise<void> {
  const db = await openDB(name, undefined, {
    // Whoever wants to change or delete it must not wait for a measurement.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
  try {
    for (const store of db.objectStoreNames) {
      let cursor = await db.transaction(store).store.openCursor();
      while (cursor) {
        const use =
          name === 'scratchpad-local' ? useOfLocal(store, cursor.key) : useOfDatabase(name);
        add(use, sizeOf(cursor.value) + sizeOf(cursor.key));
        cursor = await cursor.continue();
      }
    }
  } finally {
    db.close();
  }
}

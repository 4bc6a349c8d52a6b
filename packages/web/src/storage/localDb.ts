/**
 * What stays on this device and is in no document: current values, history, response bodies, blobs, cookies, settings
 * of the interface. One IndexedDB database, opened once per tab. No code that syncs imports this file.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { ImportBase } from '@scratchpad/core/merge';
import { z } from 'zod';

/** A current value of a variable. `owner` is an environment id, a collection's node id, or `globals`. */
const currentValueSchema = z.object({ owner: z.string(), row: z.string(), value: z.string() });
export type CurrentValue = z.infer<typeof currentValueSchema>;

/** One sent request with what came of it; the body lies in `bodies` under the same id. */
export const historyEntrySchema = z.looseObject({
  id: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  method: z.string(),
  url: z.string(),
  /** Null when nothing came back. */
  status: z.number().nullable(),
  sizeBytes: z.number(),
  /** Bytes this entry takes in storage, its body included; what the size limit counts. */
  storedBytes: z.number(),
});
export type HistoryBase = z.infer<typeof historyEntrySchema>;

/** What the database needs to know of a run. */
interface StoredRun {
  readonly id: string;
  readonly startedAt: number;
}

interface LocalSchema extends DBSchema {
  currentValues: { key: [string, string]; value: CurrentValue; indexes: { owner: string } };
  history: { key: string; value: HistoryBase; indexes: { at: number } };
  bodies: { key: string; value: { id: string; bytes: Blob } };
  blobs: { key: string; value: { hash: string; text: string } };
  /** What each collection was imported as the last time, for merging a newer file into it. */
  importBases: { key: string; value: ImportBase };
  /** Runs of collections that have ended; see runner/runRecord.ts. */
  runs: { key: string; value: StoredRun; indexes: { startedAt: number } };
  /** Small values by name: cookie jar, interface state, settings. */
  values: { key: string; value: unknown };
}

export type LocalDb = IDBPDatabase<LocalSchema>;

let opened: Promise<LocalDb> | undefined;

/** The database of this device, opened at the first call and again after the browser closed it. */
export function openLocalDb(): Promise<LocalDb> {
  opened ??= openDB<LocalSchema>('scratchpad-local', 3, {
    upgrade(db, before) {
      if (before < 2) db.createObjectStore('importBases', { keyPath: 'collection' });
      if (before < 3) {
        db.createObjectStore('runs', { keyPath: 'id' }).createIndex('startedAt', 'startedAt');
      }
      if (before >= 1) return;
      db.createObjectStore('currentValues', { keyPath: ['owner', 'row'] }).createIndex(
        'owner',
        'owner',
      );
      db.createObjectStore('history', { keyPath: 'id' }).createIndex('at', 'at');
      db.createObjectStore('bodies', { keyPath: 'id' });
      db.createObjectStore('blobs', { keyPath: 'hash' });
      db.createObjectStore('values');
    },
    terminated() {
      opened = undefined;
    },
    blocking(_old, _new, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

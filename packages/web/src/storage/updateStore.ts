/**
 * The rows of one document in IndexedDB, in the layout of y-indexeddb 9 (a store `updates` with automatic keys, a store
 * `custom`), so that the stock provider reads what we wrote. See docs/decisions/0001-own-persistence.md.
 *
 * Each row has a copy in `custom`: Yjs' values chain on one another, so one lost row would take every later value of the
 * same register with it.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

interface UpdateSchema extends DBSchema {
  updates: { key: number; value: Uint8Array };
  custom: { key: string; value: unknown };
}

/** One stored update with the key it lies under. The value is foreign until it was read by Yjs. */
export interface StoredRow {
  readonly key: number;
  readonly value: unknown;
}

const INSTANCE_KEY = 'scratchpad:instance';
const COPY_PREFIX = 'scratchpad:copy:';
/** All keys that begin with {@link COPY_PREFIX}. */
const copyRange = () => IDBKeyRange.bound(COPY_PREFIX, `${COPY_PREFIX}\uffff`);
const quarantineKey = (key: number) => `scratchpad:quarantine:${key}`;

/** An open database of one document. Every promise rejects with the DOMException that the browser gave. */
export class UpdateStore {
  readonly #db: IDBPDatabase<UpdateSchema>;
  /** Tells this database from one that was made anew under the same name. */
  readonly instance: string;

  private constructor(db: IDBPDatabase<UpdateSchema>, instance: string) {
    this.#db = db;
    this.instance = instance;
  }

  /** Opens the database, making it when there is none. `onLost` is called when the browser takes the connection away. */
  static async open(name: string, onLost: () => void): Promise<UpdateStore> {
    const db = await openDB<UpdateSchema>(name, undefined, {
      upgrade(created) {
        created.createObjectStore('updates', { autoIncrement: true });
        created.createObjectStore('custom');
      },
      blocking(_current, _blocked, event) {
        // Somebody deletes the database. Holding on would only block them.
        (event.target as IDBDatabase).close();
        onLost();
      },
      terminated: onLost,
    });
    let instance: unknown = await db.get('custom', INSTANCE_KEY);
    if (typeof instance !== 'string') {
      instance = crypto.randomUUID();
      await db.put('custom', instance, INSTANCE_KEY);
    }
    return new UpdateStore(db, instance as string);
  }

  /** All rows in the order they were written. */
  async readRows(): Promise<readonly StoredRow[]> {
    const tx = this.#db.transaction('updates');
    const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
    return keys.map((key, i) => ({ key, value: values[i] }));
  }

  /** The copies of all rows, in no order. Applying one twice does no harm, so none need be matched with its row. */
  async readCopies(): Promise<readonly unknown[]> {
    return this.#db.getAll('custom', copyRange());
  }

  /**
   * Adds a row and its copy. Resolves when the transaction is complete, that is, when it is stored. The transaction is
   * committed without waiting for its requests, so that a tab which dies now has handed everything over.
   */
  async append(update: Uint8Array): Promise<void> {
    const tx = this.#db.transaction(['updates', 'custom'], 'readwrite');
    const requests = [
      tx.objectStore('updates').add(update),
      tx.objectStore('custom').put(update, COPY_PREFIX + crypto.randomUUID()),
    ];
    tx.commit();
    await Promise.all([...requests, tx.done]);
  }

  /** Takes a row that cannot be read out of the log and keeps it aside. */
  async quarantine(row: StoredRow): Promise<void> {
    const tx = this.#db.transaction(['updates', 'custom'], 'readwrite');
    await Promise.all([
      tx.objectStore('custom').put({ at: Date.now(), value: row.value }, quarantineKey(row.key)),
      tx.objectStore('updates').delete(row.key),
      tx.done,
    ]);
  }

  /**
   * Puts what `merge` makes of all rows in their place, with one copy. What is written meanwhile stays. When `merge`
   * gives null, nothing changes. Returns the number of rows left.
   */
  async compact(merge: (rows: readonly StoredRow[]) => Uint8Array | null): Promise<number | null> {
    // Rows and copies of one moment: each row is written together with its copy.
    const read = this.#db.transaction(['updates', 'custom']);
    const [keys, values, copies] = await Promise.all([
      read.objectStore('updates').getAllKeys(),
      read.objectStore('updates').getAll(),
      read.objectStore('custom').getAllKeys(copyRange()),
    ]);
    if (keys.length < 2) return keys.length;
    const merged = merge(keys.map((key, i) => ({ key, value: values[i] })));
    if (merged === null) return null;
    const tx = this.#db.transaction(['updates', 'custom'], 'readwrite');
    const updates = tx.objectStore('updates');
    const custom = tx.objectStore('custom');
    await Promise.all([
      updates.add(merged),
      custom.put(merged, COPY_PREFIX + crypto.randomUUID()),
      ...keys.map((key) => updates.delete(key)),
      ...copies.map((key) => custom.delete(key)),
      tx.done,
    ]);
    return this.#db.count('updates');
  }

  /** Reads a value kept beside the log. */
  async readValue(name: string): Promise<unknown> {
    return this.#db.get('custom', name);
  }

  /** Keeps a value beside the log. */
  async writeValue(name: string, value: unknown): Promise<void> {
    await this.#db.put('custom', value, name);
  }

  close(): void {
    this.#db.close();
  }
}

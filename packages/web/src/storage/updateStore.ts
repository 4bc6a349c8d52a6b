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
const copyKey = (key: number) => `scratchpad:copy:${key}`;
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

  async countRows(): Promise<number> {
    return this.#db.count('updates');
  }

  /** The copy of a row, or undefined. */
  async readCopy(key: number): Promise<unknown> {
    return this.#db.get('custom', copyKey(key));
  }

  /** Adds a row and its copy. Resolves when the transaction is complete, that is, when it is stored. */
  async append(update: Uint8Array): Promise<void> {
    const tx = this.#db.transaction(['updates', 'custom'], 'readwrite');
    const key = await tx.objectStore('updates').add(update);
    await Promise.all([tx.objectStore('custom').put(update, copyKey(key)), tx.done]);
  }

  /** Puts a good value in a damaged row's place. */
  async repair(key: number, update: Uint8Array): Promise<void> {
    await this.#db.put('updates', update, key);
  }

  /** Takes a row that cannot be read out of the log and keeps it aside. */
  async quarantine(row: StoredRow): Promise<void> {
    const tx = this.#db.transaction(['updates', 'custom'], 'readwrite');
    await Promise.all([
      tx.objectStore('custom').put({ at: Date.now(), value: row.value }, quarantineKey(row.key)),
      tx.objectStore('custom').delete(copyKey(row.key)),
      tx.objectStore('updates').delete(row.key),
      tx.done,
    ]);
  }

  /** Puts one update in place of the rows it was made from, in one transaction; newer rows stay. */
  async replaceRows(keys: readonly number[], update: Uint8Array): Promise<void> {
    const tx = this.#db.transaction(['updates', 'custom'], 'readwrite');
    const updates = tx.objectStore('updates');
    const custom = tx.objectStore('custom');
    const key = await updates.add(update);
    await Promise.all([
      custom.put(update, copyKey(key)),
      ...keys.flatMap((old) => [updates.delete(old), custom.delete(copyKey(old))]),
      tx.done,
    ]);
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

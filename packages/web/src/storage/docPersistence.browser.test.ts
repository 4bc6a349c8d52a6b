import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createNode, DocStore } from '@scratchpad/core';
import { deleteDB, openDB } from 'idb';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { compactInWorker } from './compaction.ts';
import { type DocPersistence, openDocPersistence } from './docPersistence.ts';

/** Longer than any test: no log is compacted unless a test does it. */
const NEVER = 1e9;
let count = 0;

function freshName(): string {
  const name = `test-${Date.now()}-${count++}`;
  onTestFinished(() => deleteDB(name));
  return name;
}

async function open(name: string): Promise<{ store: DocStore; persistence: DocPersistence }> {
  const { doc, persistence } = await openDocPersistence(name, { idleMs: NEVER });
  onTestFinished(() => persistence.destroy());
  return { store: new DocStore(doc), persistence };
}

/** Opens, lets `use` work, waits until it is saved, closes. */
async function session<T>(name: string, use: (store: DocStore) => T): Promise<T> {
  const { doc, persistence } = await openDocPersistence(name, { idleMs: NEVER });
  const result = use(new DocStore(doc));
  await persistence.whenSaved();
  await persistence.destroy();
  return result;
}

function addCollection(store: DocStore, name: string): void {
  createNode(store, null, { kind: 'collection', name });
}

function collectionNames(store: DocStore): string[] {
  return store.index.tree.collections.map((id) => store.index.node(id)?.name ?? '?');
}

async function readKeys(name: string): Promise<number[]> {
  const db = await openDB(name);
  const keys = (await db.getAllKeys('updates')) as number[];
  db.close();
  return keys;
}

async function damage(name: string, key: number, { copyToo }: { copyToo: boolean }): Promise<void> {
  const db = await openDB(name);
  const junk = new Uint8Array([7, 7, 255, 255, 255, 255, 3]);
  const before: unknown = await db.get('updates', key);
  await db.put('updates', junk, key);
  if (copyToo) {
    // Copies have keys of their own; the one of this row has its content.
    const wanted = before instanceof Uint8Array ? before.toString() : '';
    for (const name of await db.getAllKeys('custom')) {
      const value: unknown = await db.get('custom', name);
      if (value instanceof Uint8Array && value.toString() === wanted)
        await db.put('custom', junk, name);
    }
  }
  db.close();
}

describe('DocPersistence', () => {
  it('keeps what was written and says "saved" only when a new reader finds it', async () => {
    const name = freshName();
    const { store, persistence } = await open(name);
    addCollection(store, 'A');
    expect(persistence.saveState.status).toBe('saving');
    await persistence.whenSaved();
    const other = await open(name);
    expect(collectionNames(other.store)).toEqual(['A']);
  });

  it('writes rows that the stock provider reads, and reads the stock provider’s', async () => {
    const name = freshName();
    await session(name, (store) => addCollection(store, 'A'));
    const doc = new Y.Doc();
    const stock = new IndexeddbPersistence(name, doc);
    await stock.whenSynced;
    const theirs = new DocStore(doc);
    expect(collectionNames(theirs)).toEqual(['A']);
    addCollection(theirs, 'B');
    await stock.destroy();
    await vi.waitFor(async () => expect(await session(name, collectionNames)).toEqual(['A', 'B']));
  });

  it('gets a damaged row back from its copy, and says so', async () => {
    const name = freshName();
    await session(name, (store) => addCollection(store, 'A'));
    await session(name, (store) => addCollection(store, 'B'));
    const [first] = await readKeys(name);
    await damage(name, first as number, { copyToo: false });
    const { store, persistence } = await open(name);
    expect(collectionNames(store)).toEqual(['A', 'B']);
    expect([persistence.repairedRows, persistence.quarantinedRows]).toEqual([1, 0]);
  });

  it('loses one row and no more when row and copy are damaged, keeps it aside, and says so', async () => {
    const name = freshName();
    // One session, so that later rows follow the lost one under the same client id.
    const { doc, persistence } = await openDocPersistence(name, { idleMs: NEVER });
    const writer = new DocStore(doc);
    for (const title of ['A', 'B', 'C', 'D']) {
      addCollection(writer, title);
      await persistence.whenSaved();
    }
    await persistence.destroy();
    const keys = await readKeys(name);
    expect(keys.length).toBe(4);
    await damage(name, keys[1] as number, { copyToo: true });
    const reader = await open(name);
    expect(collectionNames(reader.store)).toEqual(['A', 'C', 'D']);
    expect(reader.persistence.quarantinedRows).toBeGreaterThan(0);
    addCollection(reader.store, 'E');
    await reader.persistence.whenSaved();
    const db = await openDB(name);
    expect(await db.get('custom', `scratchpad:quarantine:${keys[1]}`)).toBeDefined();
    db.close();
    // Mended for good: the next start finds nothing to do.
    const again = await open(name);
    expect(collectionNames(again.store)).toEqual(['A', 'C', 'D', 'E']);
    expect(again.persistence.quarantinedRows).toBe(0);
  });

  it('reads on past a row that is gone altogether', async () => {
    const name = freshName();
    const { doc, persistence } = await openDocPersistence(name, { idleMs: NEVER });
    const writer = new DocStore(doc);
    for (const title of ['A', 'B', 'C']) {
      addCollection(writer, title);
      await persistence.whenSaved();
    }
    await persistence.destroy();
    await damage(name, (await readKeys(name))[1] as number, { copyToo: true });
    const db = await openDB(name);
    await db.delete('updates', (await readKeys(name))[1] as number);
    db.close();
    expect(await session(name, collectionNames)).toEqual(['A', 'C']);
  });

  it('shows another tab’s edit, and both tabs’ edits are on disk', async () => {
    const name = freshName();
    const a = await open(name);
    const b = await open(name);
    addCollection(a.store, 'A');
    await vi.waitFor(() => expect(collectionNames(b.store)).toEqual(['A']));
    addCollection(b.store, 'B');
    await vi.waitFor(() => expect(collectionNames(a.store)).toEqual(['A', 'B']));
    expect(await session(name, collectionNames)).toEqual(['A', 'B']);
  });

  it('writes everything again when the database is deleted under it', async () => {
    const name = freshName();
    const { store, persistence } = await open(name);
    addCollection(store, 'A');
    await persistence.whenSaved();
    await deleteDB(name);
    await vi.waitFor(() => expect(persistence.saveState.status).toBe('saved'));
    addCollection(store, 'B');
    await persistence.whenSaved();
    expect(await session(name, collectionNames)).toEqual(['A', 'B']);
  });

  it('compacts many rows to one, keeps what other tabs write meanwhile, and lets one tab do it', async () => {
    const name = freshName();
    const { store, persistence } = await open(name);
    for (let i = 0; i < 30; i++) {
      addCollection(store, `C${i}`);
      await persistence.whenSaved();
    }
    expect((await readKeys(name)).length).toBe(30);
    const runs = await Promise.all([compactInWorker(name), compactInWorker(name)]);
    expect(runs.filter(({ rowCount }) => rowCount === null).length).toBe(1);
    expect((await readKeys(name)).length).toBe(1);
    addCollection(store, 'after');
    await persistence.whenSaved();
    const names = await session(name, collectionNames);
    expect(names.length).toBe(31);
    expect(names.at(-1)).toBe('after');
  });

  it('does not compact over a hole in the log', async () => {
    const name = freshName();
    const { doc, persistence } = await openDocPersistence(name, { idleMs: NEVER });
    const writer = new DocStore(doc);
    for (const title of ['A', 'B', 'C']) {
      addCollection(writer, title);
      await persistence.whenSaved();
    }
    await persistence.destroy();
    const db = await openDB(name);
    await db.delete('updates', (await readKeys(name))[1] as number);
    db.close();
    expect(await compactInWorker(name)).toEqual({ rowCount: null });
    expect((await readKeys(name)).length).toBe(2);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { SqliteStore } from '../store/sqlite/sqliteStore.ts';
import { aUser } from '../store/acceptance/storeSetup.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { DocThread } from './docThread.ts';
import { RoomDocument } from './roomDocument.ts';

async function openDocument() {
  const folder = await temporaryFolder();
  const store = new SqliteStore(folder.path);
  const thread = new DocThread();
  onTestFinished(async () => {
    await thread.close();
    await store.close();
    await folder.remove();
  });
  await store.accounts.createUser(aUser('ann'));
  await store.workspaces.create({ id: 'w', name: 'W', ownerId: 'id-ann', createdAt: 0 });
  const load = () => RoomDocument.load('w', store.documents, thread);
  const document = await load();
  const doc = new Y.Doc();
  const appends: Promise<void>[] = [];
  doc.on('update', (update: Uint8Array) => {
    const accepted = document.accept(update, 'id-ann');
    if (accepted !== null) appends.push(document.append(accepted));
  });
  return { store, document, doc, load, durable: () => Promise.all(appends) };
}

describe('RoomDocument', () => {
  it('ROOM7 what is appended while the log is compacted stays in the log', async () => {
    const { store, document, doc, load, durable } = await openDocument();
    const nodes = doc.getMap('nodes');
    nodes.set('large', 'x'.repeat(200_000));
    for (let i = 0; i < 600; i += 1) nodes.set(`k${i % 7}`, i);
    await durable();
    const compaction = document.compactIfLarge();
    nodes.set('meanwhile', 1);
    await durable();
    await compaction;
    const { snapshot, updates } = await store.documents.load('w');
    expect(snapshot).not.toBeNull();
    expect(updates).toHaveLength(1);
    for (const source of [document, await load()]) {
      const reader = new Y.Doc();
      Y.applyUpdate(reader, await source.diff(new Uint8Array([0])));
      expect(reader.getMap('nodes').toJSON()).toEqual(nodes.toJSON());
    }
  });

  it('SYN2 a diff has what the other lacks and no more', async () => {
    const { document, doc, durable } = await openDocument();
    doc.getMap('nodes').set('a', 'x'.repeat(1000));
    const before = Y.encodeStateVector(doc);
    doc.getMap('nodes').set('b', 1);
    await durable();
    const diff = await document.diff(before);
    expect(diff.length).toBeLessThan(100);
    expect(Y.parseUpdateMeta(diff).to.get(doc.clientID)).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import { bytes, NOW, openStore, type StoreSetup } from './storeSetup.ts';

/** What every store must do with documents. */
export function describeDocuments(name: string, setup: StoreSetup): void {
  describe(`${name}: documents`, () => {
    it('STORE1 STORE2 what was appended is there after reopening, in order, workspace by workspace', async () => {
      const { store, reopen } = await openStore(setup);
      const appended = await Promise.all([
        store.documents.append('w', bytes(1), []),
        store.documents.append('v', bytes(2), []),
        store.documents.append('w', bytes(3), []),
      ]);
      expect(appended).toEqual(appended.toSorted((a, b) => a - b));
      const again = await reopen();
      const { updates, snapshot } = await again.documents.load('w');
      expect(snapshot).toBeNull();
      expect(updates.map((update) => [update.seq, ...update.bytes])).toEqual([
        [appended[0], 1],
        [appended[2], 3],
      ]);
    });

    it('STORE2 an append that fails fails alone', async () => {
      const { store } = await openStore(setup);
      const results = await Promise.allSettled([
        store.documents.append('w', bytes(1), []),
        store.documents.append('nowhere', bytes(2), []),
        store.documents.append('w', bytes(3), []),
      ]);
      expect(results.map((result) => result.status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
      await expect(store.documents.load('nowhere')).rejects.toMatchObject({ code: 'not-found' });
      expect((await store.documents.load('w')).updates).toHaveLength(2);
    });

    it('STORE3 compaction replaces the updates up to its number and no later one', async () => {
      const { store, reopen } = await openStore(setup);
      await store.documents.append('w', bytes(1), []);
      const seq = await store.documents.append('w', bytes(2), []);
      await store.documents.append('v', bytes(9), []);
      await store.documents.append('w', bytes(3), []);
      await store.documents.compact('w', seq, bytes(1, 2));
      const again = await reopen();
      const { updates, snapshot } = await again.documents.load('w');
      expect(snapshot).toEqual({ seq, bytes: bytes(1, 2) });
      expect(updates.map((update) => [...update.bytes])).toEqual([[3]]);
      expect((await again.documents.load('v')).updates).toHaveLength(1);
    });

    it('STORE3 what is appended after everything was compacted comes after it', async () => {
      const { store, reopen } = await openStore(setup);
      const seq = await store.documents.append('w', bytes(1), []);
      await store.documents.compact('w', seq, bytes(1));
      const again = await reopen();
      expect(await again.documents.append('w', bytes(2), [])).toBeGreaterThan(seq);
      expect((await again.documents.load('w')).updates.map((update) => [...update.bytes])).toEqual([
        [2],
      ]);
    });

    it('STORE3 a compaction that comes late undoes no later one', async () => {
      const { store } = await openStore(setup);
      const first = await store.documents.append('w', bytes(1), []);
      const second = await store.documents.append('w', bytes(2), []);
      await store.documents.compact('w', second, bytes(1, 2));
      await store.documents.compact('w', first, bytes(1));
      expect((await store.documents.load('w')).snapshot?.bytes).toEqual(bytes(1, 2));
    });

    it('STORE4 a client id belongs to who was first, also after compaction', async () => {
      const { store, reopen } = await openStore(setup);
      const client = 2 ** 53 - 1;
      const seq = await store.documents.append('w', bytes(1), [
        { client, userId: 'id-ann', isShared: false },
      ]);
      await store.documents.compact('w', seq, bytes(1));
      const again = await reopen();
      const claim = { client, userId: 'id-bob', isShared: false };
      await expect(again.documents.append('w', bytes(2), [claim])).rejects.toMatchObject({
        code: 'owner-conflict',
      });
      await again.documents.append('v', bytes(2), [claim]);
      const { owners, updates } = await again.documents.load('w');
      expect([...owners]).toEqual([[client, 'id-ann']]);
      expect(updates).toEqual([]);
    });

    it('GATE14 a restored workspace shares the client ids it knows until that is ended', async () => {
      const { store } = await openStore(setup);
      await store.documents.append('w', bytes(1), [
        { client: 1, userId: 'id-ann', isShared: false },
      ]);
      await store.documents.append('v', bytes(1), [
        { client: 1, userId: 'id-ann', isShared: false },
      ]);
      await store.documents.markRestored(NOW + 1, 'w');
      expect(await store.documents.load('w')).toMatchObject({
        restoredUntil: NOW + 1,
        sharedClients: new Set([1]),
      });
      expect(await store.documents.load('v')).toMatchObject({ sharedClients: new Set() });
      await store.documents.append('w', bytes(2), [
        { client: 1, userId: 'id-bob', isShared: true },
      ]);
      await store.documents.markRestored(0);
      expect(await store.documents.load('w')).toMatchObject({
        restoredUntil: 0,
        sharedClients: new Set(),
        owners: new Map([[1, 'id-ann']]),
      });
    });
  });
}

import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store, User } from './store.ts';

const NOW = 1_800_000_000_000;
const bytes = (...values: number[]) => new Uint8Array(values);

/** A user that nobody can log in as. */
export function aUser(name: string): User {
  return {
    id: `id-${name}`,
    email: `${name}@example.com`,
    name,
    passwordHash: 'x',
    isAdmin: false,
  };
}

/** What every store must do. `open` gives an empty store, and `reopen` the same one after it was closed. */
export function describeStore(
  name: string,
  setup: () => Promise<{ store: Store; reopen: () => Promise<Store>; remove: () => Promise<void> }>,
): void {
  async function openStore() {
    const { store, reopen, remove } = await setup();
    let current = store;
    onTestFinished(async () => {
      await current.close();
      await remove();
    });
    await store.accounts.createUser(aUser('ann'));
    await store.accounts.createUser(aUser('bob'));
    await store.workspaces.create({ id: 'w', name: 'W', ownerId: 'id-ann', createdAt: NOW });
    await store.workspaces.create({ id: 'v', name: 'V', ownerId: 'id-ann', createdAt: NOW });
    return {
      store,
      reopen: async () => {
        await current.close();
        current = await reopen();
        return current;
      },
    };
  }

  const session = (id: string, userId: string, at = NOW) => ({
    id,
    tokenHash: `hash-${id}`,
    userId,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: NOW + 1000,
    userAgent: 'test',
  });

  describe(`${name}: documents`, () => {
    it('STORE1 STORE2 what was appended is there after reopening, in order, workspace by workspace', async () => {
      const { store, reopen } = await openStore();
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
      const { store } = await openStore();
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
      const { store, reopen } = await openStore();
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
      const { store, reopen } = await openStore();
      const seq = await store.documents.append('w', bytes(1), []);
      await store.documents.compact('w', seq, bytes(1));
      const again = await reopen();
      expect(await again.documents.append('w', bytes(2), [])).toBeGreaterThan(seq);
      expect((await again.documents.load('w')).updates.map((update) => [...update.bytes])).toEqual([
        [2],
      ]);
    });

    it('STORE3 a compaction that comes late undoes no later one', async () => {
      const { store } = await openStore();
      const first = await store.documents.append('w', bytes(1), []);
      const second = await store.documents.append('w', bytes(2), []);
      await store.documents.compact('w', second, bytes(1, 2));
      await store.documents.compact('w', first, bytes(1));
      expect((await store.documents.load('w')).snapshot?.bytes).toEqual(bytes(1, 2));
    });

    it('STORE4 a client id belongs to who was first, also after compaction', async () => {
      const { store, reopen } = await openStore();
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
      const { store } = await openStore();
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

  describe(`${name}: accounts`, () => {
    it('ACC1 the first user is the first', async () => {
      const { store } = await openStore();
      expect(await store.accounts.hasUsers()).toBe(true);
      await expect(store.accounts.createFirstUser(aUser('cid'))).rejects.toMatchObject({
        code: 'setup-done',
      });
    });

    it('an email has one account', async () => {
      const { store } = await openStore();
      await expect(
        store.accounts.createUser({ ...aUser('ann'), id: 'other' }),
      ).rejects.toMatchObject({ code: 'email-taken' });
      expect(await store.accounts.userByEmail('ann@example.com')).toEqual(aUser('ann'));
      expect(await store.accounts.userById('other')).toBeNull();
    });

    it('ACC3 sessions are found by their hash, listed, and ended with their tickets', async () => {
      const { store } = await openStore();
      const { accounts } = store;
      for (const id of ['s1', 's2', 's3']) await accounts.createSession(session(id, 'id-ann'));
      expect(await accounts.sessionByTokenHash('hash-s1')).toEqual(session('s1', 'id-ann'));
      const ticket = {
        hash: 't',
        workspaceId: 'w',
        userId: 'id-ann',
        sessionId: 's1',
        expiresAt: NOW + 9,
      };
      await accounts.putTicket(ticket);
      expect(await accounts.deleteSession('id-bob', 's1')).toBe(false);
      expect(await accounts.deleteSession('id-ann', 's1')).toBe(true);
      expect(await accounts.takeTicket('t', NOW)).toBeNull();
      expect(await accounts.deleteOtherSessions('id-ann', 's2')).toEqual(['s3']);
      await accounts.setSessionToken('s2', 'new');
      expect((await accounts.sessionByTokenHash('new'))?.id).toBe('s2');
      expect(await accounts.sessionByTokenHash('hash-s2')).toBeNull();
    });

    it('ACC3 a session is alive until it ends or lies idle', async () => {
      const { store } = await openStore();
      const { accounts } = store;
      await accounts.createSession(session('old', 'id-ann', NOW - 50));
      await accounts.createSession(session('new', 'id-ann'));
      const all = ['old', 'new', 'none'];
      expect(await accounts.aliveSessions(all, NOW, NOW - 60)).toEqual(new Set(['old', 'new']));
      expect(await accounts.aliveSessions(all, NOW, NOW - 10)).toEqual(new Set(['new']));
      expect(await accounts.aliveSessions(all, NOW + 1000, NOW - 60)).toEqual(new Set());
      await accounts.touchSession('old', NOW);
      expect(await accounts.aliveSessions(all, NOW, NOW - 10)).toEqual(new Set(['old', 'new']));
      await accounts.purgeExpired(NOW + 1000, 0);
      expect(await accounts.sessionsOf('id-ann')).toEqual([]);
    });

    it('STORE6 ACC8 a ticket is taken once, and not after its time', async () => {
      const { store } = await openStore();
      const { accounts } = store;
      await accounts.createSession(session('s', 'id-ann'));
      const ticket = {
        hash: 't',
        workspaceId: 'w',
        userId: 'id-ann',
        sessionId: 's',
        expiresAt: NOW + 9,
      };
      await accounts.putTicket(ticket);
      const takes = await Promise.all([1, 2, 3].map(() => accounts.takeTicket('t', NOW)));
      expect(takes.filter((take) => take !== null)).toEqual([ticket]);
      await accounts.putTicket({ ...ticket, hash: 'late' });
      expect(await accounts.takeTicket('late', NOW + 9)).toBeNull();
    });
  });

  describe(`${name}: workspaces`, () => {
    it('ROLE3 STORE5 a workspace is there for its members only, and all of it goes with it', async () => {
      const { store } = await openStore();
      const { workspaces, documents } = store;
      await documents.append('w', bytes(1), [{ client: 1, userId: 'id-ann', isShared: false }]);
      await workspaces.rename('w', 'New');
      expect(await workspaces.find('w', 'id-ann')).toEqual({ id: 'w', name: 'New', role: 'owner' });
      expect(await workspaces.find('w', 'id-bob')).toBeNull();
      expect(await workspaces.listOf('id-bob')).toEqual([]);
      expect(await workspaces.allIds()).toEqual(['v', 'w']);
      await workspaces.remove('w');
      expect(await workspaces.find('w', 'id-ann')).toBeNull();
      await workspaces.create({ id: 'w', name: 'W', ownerId: 'id-bob', createdAt: NOW });
      expect(await documents.load('w')).toMatchObject({
        updates: [],
        snapshot: null,
        owners: new Map(),
      });
    });

    it('ROLE4 the last owner stays', async () => {
      const { store } = await openStore();
      const { workspaces } = store;
      await expect(workspaces.setRole('w', 'id-ann', 'editor')).rejects.toMatchObject({
        code: 'last-owner',
      });
      await expect(workspaces.removeMember('w', 'id-ann')).rejects.toMatchObject({
        code: 'last-owner',
      });
      await expect(workspaces.setRole('w', 'id-bob', 'owner')).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    it('ACC4 STORE6 an invite makes one member, once', async () => {
      const { store } = await openStore();
      const { workspaces } = store;
      const invite = {
        tokenHash: 'i',
        workspaceId: 'w',
        role: 'editor' as const,
        email: null,
        createdBy: 'id-ann',
        expiresAt: NOW + 10,
      };
      await workspaces.addInvite(invite);
      expect(await workspaces.findInvite('i', NOW)).toEqual(invite);
      expect(await workspaces.findInvite('i', NOW + 10)).toBeNull();
      const uses = await Promise.allSettled([
        workspaces.acceptInvite('i', NOW, { userId: 'id-bob' }),
        workspaces.acceptInvite('i', NOW, { newUser: aUser('cid') }),
      ]);
      expect(uses.map((use) => use.status)).toEqual(['fulfilled', 'rejected']);
      expect(await workspaces.members('w')).toMatchObject([
        { name: 'ann', role: 'owner' },
        { name: 'bob', role: 'editor' },
      ]);
      expect(await store.accounts.userById('id-cid')).toBeNull();
    });

    it('ACC4 an invite is kept when the account cannot be made, and for the right address', async () => {
      const { store } = await openStore();
      const { workspaces } = store;
      const invite = {
        tokenHash: 'i',
        workspaceId: 'w',
        role: 'viewer' as const,
        email: 'cid@example.com',
        createdBy: 'id-ann',
        expiresAt: NOW + 10,
      };
      await workspaces.addInvite(invite);
      await expect(
        workspaces.acceptInvite('i', NOW, { newUser: { ...aUser('bob'), id: 'x' } }),
      ).rejects.toMatchObject({ code: 'email-taken' });
      await expect(workspaces.acceptInvite('i', NOW, { userId: 'id-bob' })).rejects.toMatchObject({
        code: 'invite-for-other',
      });
      await expect(
        workspaces.acceptInvite('i', NOW + 10, { newUser: aUser('cid') }),
      ).rejects.toMatchObject({ code: 'invite-gone' });
      expect(await workspaces.acceptInvite('i', NOW, { newUser: aUser('cid') })).toMatchObject({
        id: 'w',
        role: 'viewer',
      });
    });

    it('ACC4 the links of who may no longer invite are dead; a member keeps the higher role', async () => {
      const { store } = await openStore();
      const { workspaces } = store;
      const invite = (tokenHash: string, createdBy: string, role: 'owner' | 'viewer') =>
        workspaces.addInvite({
          tokenHash,
          workspaceId: 'w',
          role,
          email: null,
          createdBy,
          expiresAt: NOW + 10,
        });
      await invite('a', 'id-ann', 'owner');
      await workspaces.acceptInvite('a', NOW, { userId: 'id-bob' });
      await invite('b', 'id-ann', 'viewer');
      expect(await workspaces.acceptInvite('b', NOW, { userId: 'id-bob' })).toMatchObject({
        role: 'owner',
      });
      await invite('c', 'id-bob', 'viewer');
      await workspaces.removeMember('w', 'id-bob');
      await expect(
        workspaces.acceptInvite('c', NOW, { newUser: aUser('cid') }),
      ).rejects.toMatchObject({ code: 'invite-gone' });
    });

    it('ROLE5 a ticket ends with the membership and with a change of role', async () => {
      const { store } = await openStore();
      const { accounts, workspaces } = store;
      await accounts.createSession(session('s', 'id-bob'));
      for (const [hash, change] of [
        ['t1', () => workspaces.setRole('w', 'id-bob', 'viewer')],
        ['t2', () => workspaces.removeMember('w', 'id-bob')],
      ] as const) {
        await workspaces.addInvite({
          tokenHash: hash,
          workspaceId: 'w',
          role: 'editor',
          email: null,
          createdBy: 'id-ann',
          expiresAt: NOW + 10,
        });
        await workspaces.acceptInvite(hash, NOW, { userId: 'id-bob' });
        await accounts.putTicket({
          hash,
          workspaceId: 'w',
          userId: 'id-bob',
          sessionId: 's',
          expiresAt: NOW + 9,
        });
        await change();
        expect(await accounts.takeTicket(hash, NOW)).toBeNull();
      }
    });
  });

  describe(`${name}: audit`, () => {
    it('STORE7 what happened is kept, newest first, workspace by workspace', async () => {
      const { store } = await openStore();
      const entry = { at: NOW, workspaceId: 'w', userId: 'id-ann', detail: { role: 'editor' } };
      await store.audit.append({ ...entry, action: 'first' });
      await store.audit.append({ ...entry, action: 'other', workspaceId: 'v' });
      await store.audit.append({ ...entry, action: 'second', userId: null });
      expect(await store.audit.list('w', 10)).toEqual([
        { ...entry, action: 'second', userId: null },
        { ...entry, action: 'first' },
      ]);
      expect(await store.audit.list('w', 1)).toHaveLength(1);
      expect(await store.check()).toEqual([]);
    });
  });
}

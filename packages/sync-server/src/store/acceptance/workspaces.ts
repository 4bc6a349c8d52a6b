import { describe, expect, it } from 'vitest';
import { aUser, bytes, NOW, openStore, session, type StoreSetup } from './storeSetup.ts';

/** What every store must do with workspaces, members and invites. */
export function describeWorkspaces(name: string, setup: StoreSetup): void {
  describe(`${name}: workspaces`, () => {
    it('ROLE3 STORE5 a workspace is there for its members only, and all of it goes with it', async () => {
      const { store } = await openStore(setup);
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
      const { store } = await openStore(setup);
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
      const { store } = await openStore(setup);
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
      const { store } = await openStore(setup);
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
      const { store } = await openStore(setup);
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
      const { store } = await openStore(setup);
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
}

import { describe, expect, it } from 'vitest';
import { aUser, NOW, openStore, session, type StoreSetup } from './storeSetup.ts';

/** What every store must do with accounts, sessions and tickets. */
export function describeAccounts(name: string, setup: StoreSetup): void {
  describe(`${name}: accounts`, () => {
    it('ACC1 the first user is the first', async () => {
      const { store } = await openStore(setup);
      expect(await store.accounts.hasUsers()).toBe(true);
      await expect(store.accounts.createFirstUser(aUser('cid'))).rejects.toMatchObject({
        code: 'setup-done',
      });
    });

    it('an email has one account', async () => {
      const { store } = await openStore(setup);
      await expect(
        store.accounts.createUser({ ...aUser('ann'), id: 'other' }),
      ).rejects.toMatchObject({ code: 'email-taken' });
      expect(await store.accounts.userByEmail('ann@example.com')).toEqual(aUser('ann'));
      expect(await store.accounts.userById('other')).toBeNull();
    });

    it('ACC3 sessions are found by their hash, listed, and ended with their tickets', async () => {
      const { store } = await openStore(setup);
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
      const { store } = await openStore(setup);
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
      const { store } = await openStore(setup);
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
}

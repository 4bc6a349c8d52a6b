import { onTestFinished } from 'vitest';
import type { Store, User } from '../store.ts';

/** When all of it happens, in ms. */
export const NOW = 1_800_000_000_000;
/** An update: stores do not look into it. */
export const bytes = (...values: number[]) => new Uint8Array(values);

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

/** A session of a user, which ends a second after `NOW`. */
export const session = (id: string, userId: string, at = NOW) => ({
  id,
  tokenHash: `hash-${id}`,
  userId,
  createdAt: at,
  lastSeenAt: at,
  expiresAt: NOW + 1000,
  userAgent: 'test',
});

/** What an implementation gives: an empty store, and a way to `reopen` the same one after it was closed. */
export type StoreSetup = () => Promise<{
  store: Store;
  reopen: () => Promise<Store>;
  remove: () => Promise<void>;
}>;

/** A store with two users and two workspaces of the first; it goes with the test. */
export async function openStore(setup: StoreSetup) {
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

import { describe, expect, it } from 'vitest';
import { describeAccounts } from './acceptance/accounts.ts';
import { describeDocuments } from './acceptance/documents.ts';
import { NOW, openStore, type StoreSetup } from './acceptance/storeSetup.ts';
import { describeWorkspaces } from './acceptance/workspaces.ts';

/** What every store must do. */
export function describeStore(name: string, setup: StoreSetup): void {
  describeDocuments(name, setup);
  describeAccounts(name, setup);
  describeWorkspaces(name, setup);

  describe(`${name}: audit`, () => {
    it('STORE7 what happened is kept, newest first, workspace by workspace', async () => {
      const { store } = await openStore(setup);
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

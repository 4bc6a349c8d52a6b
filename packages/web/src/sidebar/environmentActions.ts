/** What can be done to environments from their panel. */
import {
  createEnvs,
  deleteItems,
  type DocStore,
  duplicateEnv,
  type EnvId,
  renameEnv,
  restoreBatch,
} from '@scratchpad/core';
import { closeDrawer } from '../app/sidebarState.ts';
import { openTab } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { tryExport } from '../app/tryExport.ts';
import { deletedMessage } from './deletedMessage.tsx';
import { attempt } from './treeActions.ts';
import { sidebarWords as words } from './words.ts';

/** Makes the actions on the environments of one document; `'globals'` stands for the globals. */
export function createEnvironmentActions(store: DocStore) {
  const open = (id: EnvId | 'globals', keep: boolean) => {
    openTab(id === 'globals' ? { kind: 'globals' } : { kind: 'environment', id }, { keep });
    closeDrawer();
  };
  return {
    open,
    /** Makes an environment and opens it; its name is typed next. */
    add: (): EnvId | undefined => {
      const id = attempt(
        () => createEnvs(store, [{ name: words.newEnvironmentName, variables: [] }])[0],
      );
      if (id) openTab({ kind: 'environment', id }, { keep: true });
      return id;
    },
    rename: (id: EnvId, name: string) => {
      const trimmed = name.trim();
      if (trimmed !== '') attempt(() => renameEnv(store, id, trimmed));
    },
    duplicate: (id: EnvId) => attempt(() => duplicateEnv(store, id)),
    /** Deletes at once and offers the way back. Says whether it is gone. */
    remove: (id: EnvId): boolean => {
      const name = store.index.env(id)?.name ?? '';
      const deletion = attempt(() => deleteItems(store, [], [id]));
      if (!deletion) return false;
      showToast({
        message: deletedMessage(name || words.untitled, 1, 0),
        action: {
          label: words.undo,
          onClick: () => attempt(() => restoreBatch(store, deletion.batch)),
        },
      });
      return true;
    },
    exportFile: (id: EnvId | 'globals') =>
      tryExport((exporters) =>
        id === 'globals' ? exporters.exportGlobals(store) : exporters.exportEnvironment(store, id),
      ),
  };
}

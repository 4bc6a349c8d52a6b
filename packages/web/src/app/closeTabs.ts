import { deleteItems, type DocStore, DRAFTS, type NodeId, restoreBatch } from '@scratchpad/core';
import { isLivePath } from './liveTabs.ts';
import { closeTabs, openTab, parsePath } from './tabs.ts';
import { showToast } from './toasts.tsx';
import { appWords } from './words.ts';

/**
 * Closes tabs. A draft lives in its tab alone, so it goes with it: into the trash, with a way back; one in which nothing
 * was written goes without a word.
 */
export function closeTabsAndDrafts(store: DocStore, paths: readonly string[]): void {
  const drafts = paths.flatMap((path) => {
    const target = parsePath(path);
    return target?.kind === 'request' && store.index.tree.places.get(target.id) === DRAFTS
      ? [target.id]
      : [];
  });
  closeTabs(paths, (tab) => isLivePath(store.index, tab.path));
  if (drafts.length === 0) return;
  const { batch } = deleteItems(store, drafts);
  const written = drafts.filter((id) => hasContent(store, id));
  if (written.length === 0) return;
  showToast({
    message: appWords.draftsClosed(written.length),
    action: {
      label: appWords.undo,
      onClick: () => {
        restoreBatch(store, batch);
        for (const id of written) openTab({ kind: 'request', id }, { keep: true });
      },
    },
  });
}

function hasContent(store: DocStore, id: NodeId): boolean {
  const content = store.index.content(id);
  if (content?.kind !== 'http') return true;
  const { name, baseUrl, params, headers } = content;
  const texts = ['docs', 'body', 'preRequest', 'test', 'graphqlQuery'] as const;
  return (
    name !== '' ||
    baseUrl !== '' ||
    params.length + headers.length + content.formdata.length + content.urlencoded.length > 0 ||
    texts.some((text) => store.textContent(id, text) !== '')
  );
}

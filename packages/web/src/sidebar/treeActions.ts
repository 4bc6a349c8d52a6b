/** What can be done to nodes from the tree: each is one command, said in a toast where it can be taken back. */
import {
  createNode,
  deleteItems,
  type DocStore,
  duplicateNodes,
  errorMessage,
  moveNodes,
  type NodeId,
  renameNode,
  restoreBatch,
  topmost,
} from '@scratchpad/core';
import { newCollection, newRequest, newSocket } from '../app/actions.ts';
import { closeDrawer } from '../app/sidebarState.ts';
import { openTab, targetOfNode } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { exportCollectionAs } from '../app/tryExport.ts';
import type { CollectionFormat } from '../import/exportFormats.ts';
import { copyToPad } from '../workspaces/copyToPad.ts';
import { deletedMessage } from './deletedMessage.tsx';
import {
  endRename,
  getTreeState,
  revealNode,
  selectRow,
  setExpanded,
  setTreeState,
  startRename,
} from './treeState.ts';
import { sidebarWords as words } from './words.ts';

/** Runs a command; what it refuses is said in a toast. */
export function attempt<T>(command: () => T): T | undefined {
  try {
    return command();
  } catch (error) {
    showToast({ message: errorMessage(error) });
    return undefined;
  }
}

/** The name of a node as lists show it. */
export function nameOf(node: { readonly name: string; readonly kind: string } | undefined): string {
  if (node && node.name !== '') return node.name;
  return node?.kind === 'http' || node?.kind === 'ws' ? words.untitledRequest : words.untitled;
}

/** The actions of the tree on one document. */
export type TreeActions = ReturnType<typeof createTreeActions>;

/** Makes the actions of the tree for one document. */
export function createTreeActions(store: DocStore) {
  const { index } = store;

  /** Makes a node, opens what lies above it and lets its name be typed. */
  const createAndRename = (make: () => NodeId) => {
    const id = attempt(make);
    if (id === undefined) return;
    revealNode(index.tree, id);
    startRename(id);
  };

  return {
    /** Opens a node in a tab. */
    open(id: NodeId, keep: boolean): void {
      const node = index.node(id);
      if (!node) return;
      openTab(targetOfNode(node.kind, id), { keep });
      if (keep || node.kind === 'http' || node.kind === 'ws') closeDrawer();
    },
    /** Copies a collection of a workspace into the pad, as one of its own. */
    async copyToPad(id: NodeId): Promise<void> {
      try {
        await copyToPad(store, [id], []);
        showToast({ message: words.copiedToPad(nameOf(index.node(id))) });
      } catch (error) {
        showToast({ message: errorMessage(error) });
      }
    },
    newRequest: (): void => {
      attempt(() => newRequest(store));
    },
    newSocket: (): void => {
      attempt(() => newSocket(store));
    },
    newCollection: () => createAndRename(() => newCollection(store)),
    addRequest: (parent: NodeId) =>
      createAndRename(() => {
        const id = createNode(store, parent, {
          kind: 'http',
          name: words.defaultRequest,
          fields: { method: 'GET' },
        });
        openTab({ kind: 'request', id }, { keep: true });
        return id;
      }),
    addSocket: (parent: NodeId) =>
      createAndRename(() => {
        const id = createNode(store, parent, { kind: 'ws', name: words.defaultSocket });
        openTab({ kind: 'request', id }, { keep: true });
        return id;
      }),
    addFolder: (parent: NodeId) =>
      createAndRename(() =>
        createNode(store, parent, { kind: 'folder', name: words.defaultFolder }),
      ),
    /** Lets the name of a node be typed. */
    startRename(id: NodeId): void {
      if (store.readOnlyReason === null) startRename(id);
      else showToast({ message: store.readOnlyReason });
    },
    /** Takes the new name of a node; an empty one leaves the old. */
    rename(id: NodeId, name: string, refocus: boolean): void {
      endRename(refocus);
      const trimmed = name.trim();
      if (trimmed !== '') attempt(() => renameNode(store, id, trimmed));
    },
    duplicate(ids: readonly NodeId[]): void {
      const copies = attempt(() => duplicateNodes(store, ids)) ?? [];
      const [first] = copies;
      if (!first) return;
      revealNode(index.tree, first, true);
      if (copies.length > 1) setTreeState({ selected: new Set(copies) });
    },
    /** Deletes at once and offers the way back. `next` is the row that takes the focus. */
    remove(ids: readonly NodeId[], next: string | null): void {
      const top = topmost(store, ids);
      const first = index.node(top[0] ?? '');
      if (!first) return;
      const requests = top.reduce((sum, id) => sum + index.requestCount(id), 0);
      const deletion = attempt(() => deleteItems(store, top));
      if (!deletion) return;
      if (next !== null) {
        selectRow(next);
        setTreeState({ focusRequests: getTreeState().focusRequests + 1 });
      }
      showToast({
        message: deletedMessage(top.length === 1 ? nameOf(first) : null, top.length, requests),
        action: {
          label: words.undo,
          onClick: () => {
            attempt(() => restoreBatch(store, deletion.batch));
            if (index.tree.places.has(first.id)) revealNode(index.tree, first.id);
          },
        },
      });
    },
    /** Moves nodes and offers the way back when they came to another parent. */
    move: (ids: readonly NodeId[], parent: NodeId | null, at: number): void => {
      const moved = topmost(store, ids);
      const before = moved.map((id) => {
        const place = index.tree.places.get(id);
        const siblings =
          place === null ? index.tree.collections : index.children((place ?? '') as NodeId);
        return { id, place, at: siblings.indexOf(id) };
      });
      const done = attempt(() => {
        moveNodes(store, moved, parent, at);
        return true;
      });
      if (!done) return;
      if (parent !== null) setExpanded([parent], true);
      setTreeState({ selected: new Set(ids), revealRequests: getTreeState().revealRequests + 1 });
      if (before.every(({ place }) => place === parent)) return;
      const first = index.node(moved[0] ?? '');
      const where = parent === null ? words.top : nameOf(index.node(parent));
      showToast({
        message: words.moved(moved.length === 1 ? nameOf(first) : words.items(moved.length), where),
        action: {
          label: words.undo,
          onClick: () => {
            attempt(() => {
              for (const { id, place, at: was } of before) {
                if (place === null || (place && index.node(place)))
                  moveNodes(store, [id], place as NodeId | null, was);
              }
            });
          },
        },
      });
    },
    exportAs: (id: NodeId, format: CollectionFormat) => exportCollectionAs(store, id, format),
  };
}

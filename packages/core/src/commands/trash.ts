/** Commands on the trash: delete, restore, purge. See SPEC.md, section DEL. */
import * as Y from 'yjs';
import type { DocStore } from '../model/docStore.ts';
import { createBatchId, type BatchId, type EnvId, type NodeId } from '../model/ids.ts';
import { MAINTENANCE } from '../model/origins.ts';
import { getNodeMap } from '../model/readers.ts';
import { topmost } from './nodes.ts';

/** The node and all below it, as the tree shows it now. */
function subtree(store: DocStore, id: NodeId, into: NodeId[] = []): NodeId[] {
  into.push(id);
  for (const child of store.index.children(id)) subtree(store, child, into);
  return into;
}

/** What {@link deleteItems} did. */
export interface Deletion {
  readonly batch: BatchId;
  readonly count: number;
}

/**
 * Puts nodes, with exactly what the user sees below them, and environments into the trash as one batch. A node that
 * somebody else puts below meanwhile is not part of it and surfaces.
 */
export function deleteItems(
  store: DocStore,
  ids: readonly NodeId[],
  envs: readonly EnvId[] = [],
): Deletion {
  const batch = createBatchId();
  const mark = Object.freeze([batch, Date.now()]);
  const doomed = topmost(store, ids).flatMap((id) => subtree(store, id));
  store.write(() => {
    for (const id of doomed) getNodeMap(store.roots.nodes, id)?.set('del', mark);
    for (const id of envs) getNodeMap(store.roots.envs, id)?.set('del', mark);
  });
  return { batch, count: doomed.length + envs.length };
}

/** Takes a batch out of the trash. Returns its nodes; where a parent is gone they stand among the recovered items. */
export function restoreBatch(store: DocStore, batch: BatchId): readonly NodeId[] {
  const restored: NodeId[] = [];
  store.write(() => {
    for (const node of store.index.nodes().values()) {
      if (node.deleted?.batch !== batch) continue;
      getNodeMap(store.roots.nodes, node.id)?.delete('del');
      restored.push(node.id);
    }
    for (const [id, env] of store.roots.envs) {
      if (env instanceof Y.Map && store.index.env(id)?.deleted?.batch === batch) env.delete('del');
    }
  });
  return restored;
}

/** Removes batches for good. The only command that destroys; it cannot be undone. */
export function purgeBatches(store: DocStore, batches: readonly BatchId[]): void {
  const doomed = new Set<string>(batches);
  const { nodes, envs } = store.roots;
  store.write(
    () => {
      for (const node of [...store.index.nodes().values()]) {
        if (node.deleted && doomed.has(node.deleted.batch)) nodes.delete(node.id);
      }
      for (const id of [...envs.keys()]) {
        const deleted = store.index.env(id)?.deleted;
        if (deleted && doomed.has(deleted.batch)) envs.delete(id);
      }
    },
    'new',
    // Not LOCAL: a purge is no undo step.
    MAINTENANCE,
  );
}

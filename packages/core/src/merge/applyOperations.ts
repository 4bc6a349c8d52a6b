/** Writes the outcome of a merge into a document: what is new is born in the trash, and all becomes true at once. */
import { equalityDeep } from 'lib0/function';
import type * as Y from 'yjs';
import { type PlannedNode, writeNode } from '../commands/nodes.ts';
import {
  addRows,
  getRows,
  moveRow,
  removeRows,
  type RowOwner,
  updateRow,
} from '../commands/rows.ts';
import { setText } from '../commands/texts.ts';
import type { NodeSpec } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import { createBatchId, createNodeId, type NodeId } from '../model/ids.ts';
import { type Ordered, placeKeys } from '../model/orderKeys.ts';
import { CREATE } from '../model/origins.ts';
import { getNodeMap } from '../model/readers.ts';
import type { NodeChange } from './mergeNode.ts';
import type { MergedRow } from './mergeRows.ts';
import type { ChildRef, NewNode, Operation } from './mergeTrees.ts';
import { plainRow } from './treeNode.ts';
import { longestAscending } from './weave.ts';

/** A node that is there and gets another place. */
interface Move {
  readonly id: NodeId;
  readonly parent: NodeId;
  readonly order: string;
}

/**
 * Carries out operations: one step of undo.
 * @returns the ids of the nodes that were made, by their specs
 * @throws AppError `read-only`
 */
export function applyOperations(
  store: DocStore,
  operations: readonly Operation[],
): ReadonlyMap<NodeSpec, NodeId> {
  if (operations.length === 0) return new Map();
  const made: PlannedNode[] = [];
  const moves: Move[] = [];
  for (const operation of operations) {
    if (operation.type === 'arrange')
      planChildren(store, operation.parent, operation.children, made, moves);
  }
  const mark = Object.freeze([createBatchId(), Date.now()] as const);
  const { nodes } = store.roots;
  if (made.length > 0) {
    // As createNodes does: undoing puts them into the trash and destroys nothing that others wrote in them.
    store.write(() => made.forEach((node) => writeNode(nodes, node, mark)), 'new', CREATE);
  }
  store.write(() => {
    for (const operation of operations) {
      if (operation.type === 'delete')
        for (const id of operation.ids) getNodeMap(nodes, id)?.set('del', mark);
    }
    for (const { id } of made) getNodeMap(nodes, id)?.delete('del');
    for (const move of moves) writePlace(store, nodes, move);
    for (const operation of operations)
      if (operation.type === 'change') applyChange(store, operation);
  });
  return new Map(made.map(({ id, spec }) => [spec, id]));
}

function writePlace(store: DocStore, nodes: Y.Map<unknown>, { id, parent, order }: Move): void {
  const before = store.index.node(id);
  const previous =
    before && before.parent !== parent ? before.parent : (before?.prevParent ?? null);
  getNodeMap(nodes, id)?.set('pos', Object.freeze([parent, order, previous]));
}

/** Gives order keys to children that are new or moved; as many as possible keep theirs. */
function planChildren(
  store: DocStore,
  parent: NodeId,
  children: readonly ChildRef[],
  made: PlannedNode[],
  moves: Move[],
): void {
  const now = store.index.children(parent);
  const positions = new Map(now.map((id, i) => [id, i]));
  const present = children.flatMap((child) =>
    typeof child === 'string' ? (positions.get(child) ?? []) : [],
  );
  const stable = longestAscending(present);
  const kept = new Set(present.filter((_, i) => stable.has(i)).map((position) => now[position]));

  const siblings: Ordered[] = children.flatMap((child) =>
    typeof child === 'string' && kept.has(child)
      ? [{ id: child, order: store.index.node(child)?.order ?? '' }]
      : [],
  );
  children.forEach((child, i) => {
    if (typeof child === 'string' && kept.has(child)) return;
    const placement = placeKeys(siblings, i, 1);
    const order = placement.keys[0] as string;
    for (const [id, key] of placement.rekeyed) {
      const at = siblings.findIndex((sibling) => sibling.id === id);
      siblings[at] = { id, order: key };
      rekey(id as NodeId, parent, key, made, moves);
    }
    const id = typeof child === 'string' ? child : idOf(store, child);
    siblings.splice(i, 0, { id, order });
    if (typeof child === 'string') moves.push({ id: child, parent, order });
    else planNew(store, id, parent, order, child, made, moves);
  });
}

/** What has an identity keeps it, so that whoever makes it makes the same; not when something else, or it in the trash, has it. */
function idOf(store: DocStore, { identity }: NewNode): NodeId {
  return identity !== null && !store.roots.nodes.has(identity) ? identity : createNodeId();
}

function planNew(
  store: DocStore,
  id: NodeId,
  parent: NodeId,
  order: string,
  node: NewNode,
  made: PlannedNode[],
  moves: Move[],
): void {
  made.push({ id, spec: node.spec, parent, order });
  planChildren(store, id, node.children, made, moves);
}

/** Gives another key to one that was placed before, or to one that was to stay. */
function rekey(
  id: NodeId,
  parent: NodeId,
  order: string,
  made: PlannedNode[],
  moves: Move[],
): void {
  const at = made.findIndex((node) => node.id === id);
  const node = made[at];
  if (node) made[at] = { ...node, order };
  else moves.push({ id, parent, order });
}

function applyChange(store: DocStore, { id, parts, texts, tables }: NodeChange): void {
  const map = getNodeMap(store.roots.nodes, id);
  if (!map) return;
  for (const [key, value] of parts) {
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }
  for (const [name, text] of texts) setText(store, id, name, text);
  for (const [table, rows] of tables) applyRows(store, { node: id, table }, rows);
}

/** Makes a table say what a merge gave, touching no row that stays as it is. */
export function applyRows(store: DocStore, owner: RowOwner, rows: readonly MergedRow[]): void {
  const kept = new Set(rows.map(({ id }) => id));
  removeRows(
    store,
    owner,
    getRows(store, owner).flatMap(({ id }) => (kept.has(id) ? [] : [id])),
  );
  rows.forEach(({ id, row }, i) => {
    if (id === null) {
      addRows(store, owner, [row], i);
      return;
    }
    const now = getRows(store, owner).find((candidate) => candidate.id === id);
    if (now && !equalityDeep(plainRow(now), row)) updateRow(store, owner, id, row);
    if (getRows(store, owner)[i]?.id !== id) moveRow(store, owner, id, i);
  });
}

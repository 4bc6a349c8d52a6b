/** What of a collection is ticked: its leaves, which are requests and containers with nothing in them. */
import type { NodeId } from '@scratchpad/core';
import type { TreeSource } from '../../sidebar/visibleRows.ts';

/** How many leaves are at or below a node, and how many of them are ticked. */
export interface Ticks {
  readonly ticked: number;
  readonly total: number;
}

const NONE: readonly NodeId[] = [];

/** The nodes below a container that can be ticked. An example goes where its request goes. */
function partsOf(source: TreeSource, id: NodeId): readonly NodeId[] {
  const kind = source.node(id)?.kind;
  return kind === 'collection' || kind === 'folder' ? (source.tree.children.get(id) ?? NONE) : NONE;
}

/** The leaves at or below a node, from top to bottom. */
export function leavesOf(source: TreeSource, id: NodeId): readonly NodeId[] {
  const leaves: NodeId[] = [];
  const walk = (at: NodeId) => {
    const parts = partsOf(source, at);
    if (parts.length === 0) leaves.push(at);
    for (const part of parts) walk(part);
  };
  walk(id);
  return leaves;
}

/** Counts the ticks of a node and of all below it. */
export function countTicks(
  source: TreeSource,
  root: NodeId,
  ticked: ReadonlySet<NodeId>,
): ReadonlyMap<NodeId, Ticks> {
  const counts = new Map<NodeId, Ticks>();
  const count = (id: NodeId): Ticks => {
    const parts = partsOf(source, id);
    let sum = { ticked: 0, total: 0 };
    if (parts.length === 0) sum = { ticked: ticked.has(id) ? 1 : 0, total: 1 };
    for (const part of parts) {
      const below = count(part);
      sum = { ticked: sum.ticked + below.ticked, total: sum.total + below.total };
    }
    counts.set(id, sum);
    return sum;
  };
  count(root);
  return counts;
}

/** Ticks all leaves at or below a node; when all of them are ticked, none. */
export function toggleTicks(
  source: TreeSource,
  id: NodeId,
  ticked: ReadonlySet<NodeId>,
): ReadonlySet<NodeId> {
  const leaves = leavesOf(source, id);
  const next = new Set(ticked);
  if (leaves.every((leaf) => ticked.has(leaf))) for (const leaf of leaves) next.delete(leaf);
  else for (const leaf of leaves) next.add(leaf);
  return next;
}

/** The nodes with nothing ticked at or below them. */
export function untickedNodes(counts: ReadonlyMap<NodeId, Ticks>): ReadonlySet<NodeId> {
  return new Set([...counts].filter(([, { ticked }]) => ticked === 0).map(([id]) => id));
}

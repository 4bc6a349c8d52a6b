/**
 * Three-way merge of collections: what was imported last, the pad, and a new file. Changed on one side: that side.
 * Changed on both: the pad, unless the conflict is among the choices.
 */
import type { NodeSpec } from '../model/content.ts';
import type { NodeId } from '../model/ids.ts';
import { type Correspondence, matchSides } from './correspondence.ts';
import { Decisions } from './decisions.ts';
import { mergeNode, type NodeChange } from './mergeNode.ts';
import { findPlaces, type Places } from './places.ts';
import type { ReimportReport, ReportEntry } from './report.ts';
import { findAdded, findRemoved } from './survivors.ts';
import { allNodes, pathOf, type TreeNode } from './treeNode.ts';
import { mergeOrder } from './weave.ts';

/** A child in its final place: one that is there, or one to be made with its own children. */
export type ChildRef = NodeId | NewNode;

/** A node to be made. */
export interface NewNode {
  /** The id it gets when it is free; null for any. */
  readonly identity: NodeId | null;
  readonly spec: NodeSpec;
  readonly children: readonly ChildRef[];
}

/** What to do in the pad, in this order. */
export type Operation =
  | { readonly type: 'delete'; readonly ids: readonly NodeId[] }
  /** Makes the children of a node be these, in this order. */
  | { readonly type: 'arrange'; readonly parent: NodeId; readonly children: readonly ChildRef[] }
  | ({ readonly type: 'change' } & NodeChange);

/** What {@link mergeTrees} gives. */
export interface MergedTrees {
  readonly operations: readonly Operation[];
  readonly report: ReimportReport;
  /** The node of the pad that a node of the file is, where it stays. */
  readonly mineOf: (theirs: TreeNode) => TreeNode | undefined;
}

/**
 * Merges. Pure; every node of `mine` has an id.
 * @param base null when nobody knows what was imported last: then every difference is a conflict, and nothing is deleted
 * @param chosen ids of the conflicts in which the file's side is taken
 */
export function mergeTrees(
  base: TreeNode | null,
  mine: TreeNode,
  theirs: TreeNode,
  chosen: ReadonlySet<string>,
): MergedTrees {
  const sides = matchSides(base, mine, theirs);
  const decisions = new Decisions(chosen);
  const added = findAdded(theirs, sides, decisions);
  const places = findPlaces(mine, sides, added, decisions);
  const removed = findRemoved(mine, sides, (node) => places.get(node) !== node.parent, decisions);

  const changes = new Map<TreeNode, NodeChange>();
  for (const node of allNodes(mine)) {
    const other = removed.has(node) ? undefined : sides.theirsOf(node);
    if (!other || !hasId(node)) continue;
    const change = mergeNode(sides.baseOf(node) ?? null, node, other, (difference) =>
      decisions.takesTheirs(node, difference),
    );
    if (change) changes.set(node, change);
  }

  const arrangement = arrange(mine, sides, added, removed, places);
  const operations: Operation[] = [];
  if (removed.size > 0)
    operations.push({ type: 'delete', ids: [...removed].flatMap(({ id }) => id ?? []) });
  operations.push(
    ...arrangement,
    ...[...changes.values()].map((change) => ({ type: 'change' as const, ...change })),
  );

  const isMoved = (node: TreeNode) => places.get(node) !== node.parent;
  const kept = allNodes(mine).filter((node) => !removed.has(node));
  const updated = kept.filter((node) => changes.has(node) || isMoved(node));
  const matched = kept.filter((node) => sides.theirsOf(node)).length;
  const report: ReimportReport = {
    added: [...added].map(toEntry),
    updated: updated.map(toEntry),
    unchanged: matched - updated.length,
    deleted: [...removed].map(toEntry),
    conflicts: decisions.conflicts,
  };
  const mineOf = (node: TreeNode) => {
    const own = sides.mineOf(node);
    return own && !removed.has(own) ? own : undefined;
  };
  return { operations, report, mineOf };
}

function hasId(node: TreeNode): node is TreeNode & { readonly id: NodeId } {
  return node.id !== null;
}

function toEntry(node: TreeNode): ReportEntry {
  return { kind: node.spec.kind, path: pathOf(node), id: node.id ?? node.identity };
}

/** The children of every node whose children change. */
function arrange(
  mine: TreeNode,
  sides: Correspondence,
  added: ReadonlySet<TreeNode>,
  removed: ReadonlySet<TreeNode>,
  places: Places,
): Operation[] {
  /** The same node on any side: the pad's where it is there. */
  const self = (node: TreeNode): TreeNode => sides.mineOf(node) ?? node;
  const members = new Map<TreeNode, Set<TreeNode>>();
  const put = (node: TreeNode, parent: TreeNode | null | undefined) => {
    if (!parent) return;
    const set = members.get(parent) ?? new Set();
    members.set(parent, set.add(node));
  };
  for (const node of allNodes(mine)) if (!removed.has(node)) put(node, places.get(node));
  for (const node of added) put(node, node.parent && self(node.parent));

  const orderOf = (parent: TreeNode): TreeNode[] => {
    const isMine = parent.id !== null;
    const other = isMine ? sides.theirsOf(parent) : parent;
    const inTheirs = (other?.children ?? []).map(self);
    const inMine = isMine ? parent.children : [];
    const base = sides.baseOf(parent);
    // Without a base the file's order counts as the old one, so that the pad's stays.
    const before = base ? base.children.map((child) => baseToSelf.get(child) ?? child) : inTheirs;
    return mergeOrder(before, inMine, inTheirs, members.get(parent) ?? new Set());
  };
  const baseToSelf = new Map<TreeNode, TreeNode>();
  for (const node of [...allNodes(mine), ...added]) {
    const base = sides.baseOf(node);
    if (base) baseToSelf.set(base, node);
  }
  const toRef = (node: TreeNode): ChildRef =>
    node.id ?? { identity: node.identity, spec: node.spec, children: orderOf(node).map(toRef) };

  return allNodes(mine).flatMap((parent): Operation[] => {
    if (removed.has(parent) || parent.id === null) return [];
    const order = orderOf(parent);
    const isSameAsNow =
      order.length === parent.children.length &&
      order.every((node, i) => node === parent.children[i]);
    const onlyFewer =
      !isSameAsNow &&
      order.every((node) => node.parent === parent) &&
      isSubsequence(order, parent.children);
    return isSameAsNow || onlyFewer
      ? []
      : [{ type: 'arrange', parent: parent.id, children: order.map(toRef) }];
  });
}

function isSubsequence<T>(part: readonly T[], whole: readonly T[]): boolean {
  let at = 0;
  for (const member of whole) if (member === part[at]) at++;
  return at === part.length;
}

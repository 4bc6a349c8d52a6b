/**
 * The tree as a projection: a pure, deterministic, total function of what the nodes say about themselves.
 * The rules are in SPEC.md, section TREE.
 */
import type { NodeKind } from './content.ts';
import type { BatchId, NodeId } from './ids.ts';
import { compareOrdered } from './orderKeys.ts';

/** Parent of requests that belong to no collection yet. */
export const DRAFTS = 'drafts';
/** Prefix of the batch under which an import that is still being written lies. */
export const PENDING_PREFIX = 'import:';

/** What the tree needs to know of a node. */
export interface NodeSummary {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  /** Method of an HTTP request, `''` for every other kind. */
  readonly method: string;
  /** The parent it was put under: a node id, {@link DRAFTS}, or null. */
  readonly parent: string | null;
  readonly order: string;
  /** The parent it had before, to which a cycle falls back. */
  readonly prevParent: string | null;
  /** The act that deleted it, or null while it lives. */
  readonly deleted: { readonly batch: BatchId; readonly at: number } | null;
}

/** Where a live node stands: under a node, at the top (null), among the drafts, or among the recovered items. */
export type Place = NodeId | typeof DRAFTS | 'recovered' | null;

/** The projected tree. Every live node that is not hidden stands in exactly one list. */
export interface Tree {
  readonly collections: readonly NodeId[];
  readonly drafts: readonly NodeId[];
  /** Live nodes whose place is gone; never lost, shown as "Recovered items". */
  readonly recovered: readonly NodeId[];
  readonly children: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly places: ReadonlyMap<NodeId, Place>;
}

/** Whether a node of kind `child` may stand under `parent` (null is the top). */
export function canContain(parent: NodeKind | null, child: NodeKind): boolean {
  switch (child) {
    case 'collection':
      return parent === null;
    case 'folder':
    case 'http':
    case 'ws':
      return parent === 'collection' || parent === 'folder';
    case 'example':
      return parent === 'http';
  }
}

type Nodes = ReadonlyMap<string, NodeSummary>;
/** `hidden`: below an import that is not finished. */
type Found = Place | 'hidden';

export function isPending(node: NodeSummary): boolean {
  return node.deleted !== null && node.deleted.batch.startsWith(PENDING_PREFIX);
}

/** TREE2-TREE5: where `node` goes if it hangs on `parent`, ignoring cycles among live nodes. */
function findPlace(nodes: Nodes, node: NodeSummary, parent: string | null): Found {
  if (node.kind === 'collection') return null;
  if (parent === DRAFTS) return node.kind === 'http' || node.kind === 'ws' ? DRAFTS : 'recovered';
  const seen = new Set<string>();
  let at = parent;
  while (at !== null && !seen.has(at)) {
    seen.add(at);
    const candidate = nodes.get(at);
    if (candidate === undefined)
      return at === DRAFTS && (node.kind === 'http' || node.kind === 'ws') ? DRAFTS : 'recovered';
    if (isPending(candidate)) return 'hidden';
    if (
      candidate.deleted === null &&
      candidate.id !== node.id &&
      canContain(candidate.kind, node.kind)
    )
      return candidate.id;
    // A live parent that cannot hold this kind is a damaged place; a deleted one is passed by.
    if (candidate.deleted === null) return 'recovered';
    at = candidate.parent;
  }
  return 'recovered';
}

/** TREE6: gives the smallest id of each cycle back to its previous parent, or to the recovered items. */
function breakCycles(nodes: Nodes, found: Map<NodeId, Found>): void {
  const settled = new Set<string>();
  const cycles: NodeId[] = [];
  for (const start of found.keys()) {
    const path: NodeId[] = [];
    const onPath = new Set<string>();
    let at: Found | undefined = start;
    while (
      typeof at === 'string' &&
      found.has(at as NodeId) &&
      !settled.has(at) &&
      !onPath.has(at)
    ) {
      onPath.add(at);
      path.push(at as NodeId);
      at = found.get(at as NodeId);
    }
    if (typeof at === 'string' && onPath.has(at)) {
      const cycle = path.slice(path.indexOf(at as NodeId));
      cycles.push(cycle.reduce((least, id) => (id < least ? id : least)));
    }
    for (const id of path) settled.add(id);
  }
  for (const id of cycles.sort()) {
    const node = nodes.get(id) as NodeSummary;
    const previous = findPlace(nodes, node, node.prevParent);
    found.set(id, leadsTo(found, previous, id) ? 'recovered' : previous);
  }
}

/** TREE7: what hangs below something hidden is hidden too. Needs {@link breakCycles} first. */
function hideBelowPending(found: Map<NodeId, Found>): void {
  const shown = new Set<Found>();
  for (const start of found.keys()) {
    const path: NodeId[] = [];
    let at: Found | undefined = start;
    while (found.has(at as NodeId) && !shown.has(at)) {
      path.push(at as NodeId);
      at = found.get(at as NodeId) as Found;
    }
    for (const id of path) {
      if (at === 'hidden') found.set(id, 'hidden');
      else shown.add(id);
    }
  }
}

function leadsTo(found: ReadonlyMap<NodeId, Found>, from: Found, target: NodeId): boolean {
  const seen = new Set<Found>();
  let at: Found | undefined = from;
  while (at !== undefined && at !== null && !seen.has(at)) {
    if (at === target) return true;
    seen.add(at);
    at = found.get(at as NodeId);
  }
  return false;
}

/** Projects the nodes into a tree. Total: any input gives a forest that holds each live node once. */
export function projectTree(nodes: Nodes): Tree {
  const found = new Map<NodeId, Found>();
  for (const node of nodes.values()) {
    if (node.deleted === null) found.set(node.id, findPlace(nodes, node, node.parent));
  }
  breakCycles(nodes, found);
  hideBelowPending(found);

  const collections: NodeSummary[] = [];
  const drafts: NodeSummary[] = [];
  const recovered: NodeSummary[] = [];
  const grouped = new Map<NodeId, NodeSummary[]>();
  const places = new Map<NodeId, Place>();
  for (const [id, place] of found) {
    if (place === 'hidden') continue;
    const node = nodes.get(id) as NodeSummary;
    places.set(id, place);
    if (place === null) collections.push(node);
    else if (place === DRAFTS) drafts.push(node);
    else if (place === 'recovered') recovered.push(node);
    else {
      const siblings = grouped.get(place);
      if (siblings) siblings.push(node);
      else grouped.set(place, [node]);
    }
  }
  const children = new Map<NodeId, readonly NodeId[]>();
  for (const [parent, siblings] of grouped) children.set(parent, sortIds(siblings));
  return {
    collections: sortIds(collections),
    drafts: sortIds(drafts),
    recovered: sortIds(recovered),
    children,
    places,
  };
}

function sortIds(nodes: NodeSummary[]): readonly NodeId[] {
  return nodes.sort(compareOrdered).map((node) => node.id);
}

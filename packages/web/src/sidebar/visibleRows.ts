/** The tree as the flat list of rows that is shown: a pure function of tree, open nodes and filter. */
import type { NodeId, NodeKind, NodeSummary, Tree } from '@scratchpad/core';

/** Id of the group of nodes whose place is gone. */
export const RECOVERED = 'recovered';
export type TreeRowId = NodeId | typeof RECOVERED;

/** Where a tree comes from: the open document, or the cache of the last session. */
export interface TreeSource {
  readonly tree: Tree;
  node(id: string): NodeSummary | undefined;
}

/** One row, with what ARIA wants to know of it. */
export interface VisibleRow {
  readonly id: TreeRowId;
  readonly kind: NodeKind | 'recovered';
  /** From 1. */
  readonly level: number;
  /** The row it hangs below; null at the top. */
  readonly parent: TreeRowId | null;
  /** From 1. */
  readonly position: number;
  readonly siblings: number;
  /** Whether something can be shown below it; undefined open state means it has nothing. */
  readonly expandable: boolean;
  readonly expanded: boolean;
}

/** What is shown of the tree. */
export interface Visibility {
  /** Nodes that are open. */
  readonly expanded: ReadonlySet<string>;
  /** Says whether a node passes the filter; null when there is none. */
  readonly matches?: ((node: NodeSummary) => boolean) | null;
  /** Nodes closed by hand while the filter holds them open. */
  readonly closedInFilter?: ReadonlySet<string>;
}

const NONE: readonly NodeId[] = [];

/** Ids that pass the filter or lead to one that does. */
function findShown(source: TreeSource, matches: (node: NodeSummary) => boolean) {
  const { places } = source.tree;
  const matching = new Set<string>();
  const leading = new Set<string>();
  for (const [id, start] of places) {
    const node = source.node(id);
    if (!node || !matches(node)) continue;
    matching.add(id);
    let at = start;
    while (typeof at === 'string' && !leading.has(at)) {
      leading.add(at);
      at = places.get(at as NodeId) ?? null;
    }
  }
  return { matching, leading };
}

/**
 * The rows from top to bottom. With a filter: what matches, what leads to it (open), and all that lies below a match.
 * Costs what it shows, plus one pass over all names when there is a filter.
 */
export function visibleRows(source: TreeSource, visibility: Visibility): readonly VisibleRow[] {
  const { tree } = source;
  const { expanded, matches, closedInFilter } = visibility;
  const shown = matches ? findShown(source, matches) : null;
  const rows: VisibleRow[] = [];

  const isOpen = (id: string) =>
    shown?.leading.has(id) ? !closedInFilter?.has(id) : expanded.has(id);

  const addList = (
    ids: readonly NodeId[],
    level: number,
    parent: TreeRowId | null,
    belowMatch: boolean,
  ) => {
    const listed =
      shown && !belowMatch
        ? ids.filter((id) => shown.matching.has(id) || shown.leading.has(id))
        : ids;
    listed.forEach((id, i) => {
      const node = source.node(id);
      if (!node) return;
      const children = tree.children.get(id) ?? NONE;
      const isContainer = node.kind === 'collection' || node.kind === 'folder';
      const expandable = isContainer || children.length > 0;
      const open = expandable && isOpen(id);
      rows.push({
        id,
        kind: node.kind,
        level,
        parent,
        position: i + 1,
        siblings: listed.length,
        expandable,
        expanded: open,
      });
      if (open) addList(children, level + 1, id, belowMatch || (shown?.matching.has(id) ?? false));
    });
  };

  addList(tree.collections, 1, null, false);
  const recovered = shown
    ? tree.recovered.filter((id) => shown.matching.has(id) || shown.leading.has(id))
    : tree.recovered;
  if (recovered.length > 0) {
    const open = shown ? !closedInFilter?.has(RECOVERED) : expanded.has(RECOVERED);
    const count = rows.filter((row) => row.level === 1).length + 1;
    rows.forEach((row, i) => {
      if (row.level === 1) rows[i] = { ...row, siblings: count };
    });
    rows.push({
      id: RECOVERED,
      kind: 'recovered',
      level: 1,
      parent: null,
      position: count,
      siblings: count,
      expandable: true,
      expanded: open,
    });
    if (open) addList(recovered, 2, RECOVERED, false);
  }
  return rows;
}

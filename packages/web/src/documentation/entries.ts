import type { DocIndex, NodeId, Tree } from '@scratchpad/core';

/** One thing that documentation tells of. */
export interface DocEntry {
  readonly id: NodeId;
  /** 0 for what stands at the top of the page. */
  readonly depth: number;
}

/** A collection or folder with all folders and requests below it, in order. */
export function listEntries(index: DocIndex, tree: Tree, id: NodeId): readonly DocEntry[] {
  const entries: DocEntry[] = [];
  const visit = (at: NodeId, depth: number) => {
    const kind = index.node(at)?.kind;
    if (kind === undefined || kind === 'example') return;
    entries.push({ id: at, depth });
    for (const child of tree.children.get(at) ?? []) visit(child, depth + 1);
  };
  visit(id, 0);
  return entries;
}

/** The name of an entry's place on the page. */
export function anchorOf(id: NodeId): string {
  return `doc-${id}`;
}

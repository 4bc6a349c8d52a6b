/**
 * Importing again with other boxes ticked: what was imported before and is not chosen now is neither new nor deleted, so
 * it goes into the merge as it was the last time.
 */
import { type ImportBase, readImportBase } from '../merge/index.ts';
import type { NodeSpec } from '../model/content.ts';
import type { NodeId } from '../model/ids.ts';

/** A collection, and the id of each of its nodes in the document, those above first; null where it is not known. */
export interface SpecWithIds {
  readonly spec: NodeSpec;
  readonly ids: readonly (NodeId | null)[];
}

interface IdNode {
  readonly own: NodeSpec;
  readonly id: NodeId | null;
  readonly parent: IdNode | null;
  readonly children: IdNode[];
}

/**
 * Puts the nodes of `base` that are in `leftOut` where they were: below the node they were below, behind the one that
 * they were behind. Where that is no longer chosen, the collection itself takes them.
 */
export function keepLeftOut(
  theirs: SpecWithIds,
  base: ImportBase | null,
  leftOut: ReadonlySet<string>,
): SpecWithIds {
  if (base === null || leftOut.size === 0) return theirs;
  const root = toTree(theirs);
  const nodeById = new Map(walk(root).map((node) => [node.id, node]));
  for (const before of walk(toTree({ spec: readImportBase(base), ids: base.ids }))) {
    if (before.id === null || !leftOut.has(before.id) || nodeById.has(before.id)) continue;
    const parent = nodeById.get(before.parent?.id ?? null) ?? root;
    const node: IdNode = { own: before.own, id: before.id, parent, children: [] };
    parent.children.splice(placeOf(before, parent), 0, node);
    nodeById.set(node.id, node);
  }
  return { spec: toSpec(root), ids: walk(root).map(({ id }) => id) };
}

function placeOf(before: IdNode, parent: IdNode): number {
  const siblings = before.parent?.children ?? [];
  for (const sibling of siblings.slice(0, siblings.indexOf(before)).toReversed()) {
    const at = parent.children.findIndex(({ id }) => id !== null && id === sibling.id);
    if (at >= 0) return at + 1;
  }
  return 0;
}

function toTree({ spec, ids }: SpecWithIds): IdNode {
  let at = 0;
  const build = ({ children = [], ...own }: NodeSpec, parent: IdNode | null): IdNode => {
    const node: IdNode = { own, id: ids[at++] ?? null, parent, children: [] };
    for (const child of children) node.children.push(build(child, node));
    return node;
  };
  return build(spec, null);
}

function toSpec({ own, children }: IdNode): NodeSpec {
  return children.length === 0 ? own : { ...own, children: children.map(toSpec) };
}

function walk(node: IdNode, into: IdNode[] = []): IdNode[] {
  into.push(node);
  for (const child of node.children) walk(child, into);
  return into;
}

/** Where Alt with an arrow moves a node: one step in the order that the tree shows. */
import type { NodeId, NodeKind } from '@scratchpad/core';
import type { TreeSource } from './visibleRows.ts';

/** A place to move to, as `moveNodes` takes it: before the present child number `index`. */
export interface MoveTarget {
  readonly parent: NodeId | null;
  readonly index: number;
}

function childrenOf(source: TreeSource, parent: NodeId | null): readonly NodeId[] {
  return parent === null ? source.tree.collections : (source.tree.children.get(parent) ?? []);
}

function isContainer(kind: NodeKind | undefined): boolean {
  return kind === 'collection' || kind === 'folder';
}

/**
 * The target of one step; null where there is none. Up and down pass through open folders and leave a folder at its
 * ends; right goes into the folder above, left out of the folder.
 */
export function keyboardMove(
  source: TreeSource,
  id: NodeId,
  direction: 'up' | 'down' | 'left' | 'right',
  isOpen: (id: string) => boolean,
): MoveTarget | null {
  const place = source.tree.places.get(id);
  if (place === undefined || place === 'drafts' || place === 'recovered') return null;
  const kind = source.node(id)?.kind;
  const siblings = childrenOf(source, place);
  const at = siblings.indexOf(id);
  const enters = (other: NodeId | undefined): other is NodeId =>
    other !== undefined &&
    (kind === 'folder' || kind === 'http' || kind === 'ws') &&
    isContainer(source.node(other)?.kind);
  const out = (after: boolean): MoveTarget | null => {
    // Collections stand at the top and examples under their request: both stay there.
    if (place === null || kind === 'example') return null;
    const above = source.tree.places.get(place);
    if (above === null) {
      // Out of a collection means into the neighbouring one.
      const collections = source.tree.collections;
      const next = collections[collections.indexOf(place) + (after ? 1 : -1)];
      return next ? { parent: next, index: after ? 0 : childrenOf(source, next).length } : null;
    }
    if (above === undefined || above === 'drafts' || above === 'recovered') return null;
    return { parent: above, index: childrenOf(source, above).indexOf(place) + (after ? 1 : 0) };
  };
  const previous = siblings[at - 1];
  const next = siblings[at + 1];
  switch (direction) {
    case 'up':
      if (previous === undefined) return out(false);
      if (enters(previous) && isOpen(previous))
        return { parent: previous, index: childrenOf(source, previous).length };
      return { parent: place, index: at - 1 };
    case 'down':
      if (next === undefined) return out(true);
      if (enters(next) && isOpen(next)) return { parent: next, index: 0 };
      return { parent: place, index: at + 2 };
    case 'right':
      return enters(previous)
        ? { parent: previous, index: childrenOf(source, previous).length }
        : null;
    case 'left': {
      const leavesCollection = place !== null && source.tree.places.get(place) === null;
      return leavesCollection ? null : out(true);
    }
  }
}

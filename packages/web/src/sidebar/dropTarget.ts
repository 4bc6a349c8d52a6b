/** Where a drop would go: a pure function of rows, pointer and what may be put where. */
import type { NodeId } from '@scratchpad/core';
import type { TreeSource, VisibleRow } from './visibleRows.ts';

/** A place to drop, and how it is shown. */
export interface DropTarget {
  readonly parent: NodeId | null;
  /** Before the present child number `index` of the parent. */
  readonly index: number;
  /** The row that receives (tint), or null for a line between rows. */
  readonly into: NodeId | null;
  /** Number of the row above which the line stands. */
  readonly line: number;
  /** Level of the line, from 1. */
  readonly level: number;
}

/** The pointer, as the rows see it. */
export interface DropPointer {
  /** Number of the row under the pointer; rows.length below the last one. */
  readonly row: number;
  /** Place in the row, 0 (top) to 1. */
  readonly fraction: number;
  /** The level that the horizontal place asks for, from 1. */
  readonly level: number;
}

function subtreeEnd(rows: readonly VisibleRow[], from: number): number {
  const level = rows[from]?.level ?? 0;
  let end = from + 1;
  while (end < rows.length && (rows[end]?.level ?? 0) > level) end++;
  return end;
}

/**
 * The drop target under the pointer; null where nothing may be dropped.
 * @param accepts whether what is dragged may be put under a node (null is the top)
 */
export function findDropTarget(
  source: TreeSource,
  rows: readonly VisibleRow[],
  pointer: DropPointer,
  accepts: (parent: NodeId | null) => boolean,
): DropTarget | null {
  const childIds = (parent: NodeId | null) =>
    parent === null ? source.tree.collections : (source.tree.children.get(parent) ?? []);
  const beside = (at: number, after: boolean): DropTarget | null => {
    const row = rows[at];
    if (!row || row.kind === 'recovered' || row.parent === 'recovered') return null;
    if (!accepts(row.parent)) return null;
    const index = childIds(row.parent).indexOf(row.id as NodeId) + (after ? 1 : 0);
    const line = after ? subtreeEnd(rows, at) : at;
    return { parent: row.parent, index, into: null, line, level: row.level };
  };
  const parentRow = (at: number) => rows.findIndex((row) => row.id === rows[at]?.parent);

  if (rows.length === 0) return null;
  const below = pointer.row >= rows.length;
  let at = below ? rows.length - 1 : pointer.row;
  const fraction = below ? 1 : pointer.fraction;
  const row = rows[at];
  if (!row) return null;
  const id = row.id as NodeId;
  const receives = row.kind !== 'recovered' && accepts(id);
  if (receives && fraction > 0.25 && fraction < 0.75)
    return { parent: id, index: childIds(id).length, into: id, line: at, level: row.level };
  // Below an open folder's own row begins its inside.
  if (receives && row.expanded && fraction >= 0.75)
    return { parent: id, index: 0, into: null, line: at + 1, level: row.level + 1 };

  const after = fraction >= 0.5;
  if (after) {
    // At the end of several levels the horizontal place of the pointer says which of them is meant.
    while (
      at >= 0 &&
      (rows[at]?.level ?? 1) > Math.max(1, pointer.level) &&
      subtreeEnd(rows, parentRow(at)) === subtreeEnd(rows, at) &&
      accepts(rows[parentRow(at)]?.parent as NodeId | null)
    )
      at = parentRow(at);
  }
  // Where the kind does not fit, the nearest place above that takes it.
  while (at >= 0) {
    const target = beside(at, after);
    if (target) return target;
    if (receives)
      return { parent: id, index: childIds(id).length, into: id, line: at, level: row.level };
    at = parentRow(at);
  }
  return null;
}

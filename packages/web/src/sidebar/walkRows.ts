import type { VisibleRow } from './visibleRows.ts';

/**
 * The keys that walk in a tree, as the WAI-ARIA tree pattern has them.
 * @param at the active row
 * @returns the row to go to; undefined when the key does not lead anywhere
 */
export function walkRows(
  key: string,
  rows: readonly VisibleRow[],
  at: number,
  pageRows: number,
): VisibleRow | undefined {
  const row = rows[at];
  switch (key) {
    case 'ArrowDown':
      return rows[at + 1];
    case 'ArrowUp':
      return rows[at - 1];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    case 'PageDown':
      return rows[Math.min(rows.length - 1, at + pageRows)];
    case 'PageUp':
      return rows[Math.max(0, at - pageRows)];
    case 'ArrowRight':
      return row?.expanded ? rows[at + 1] : undefined;
    case 'ArrowLeft':
      return row && !row.expanded ? rows.find((other) => other.id === row.parent) : undefined;
    default:
      return undefined;
  }
}

/** A row to render, or the place of rows that are not. */
export type WindowItem =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly from: number; readonly rows: number };

/** What is in sight: rows from `first` up to, not including, `end`. */
export interface Sight {
  readonly first: number;
  readonly end: number;
}

/**
 * The rows to render of `count`: those in sight, and the one that is pinned (it has the focus) with its neighbours, so
 * that keys find where to go; gaps between them. `pinned` is -1 when there is none.
 */
export function windowItems(count: number, sight: Sight, pinned: number): readonly WindowItem[] {
  const items: WindowItem[] = [];
  let gapFrom = 0;
  const closeGap = (to: number) => {
    if (to > gapFrom) items.push({ kind: 'gap', from: gapFrom, rows: to - gapFrom });
  };
  // The ends are always there: Tab comes in by them.
  const wanted = new Set<number>(count === 0 ? [] : [0, count - 1]);
  for (let i = Math.max(0, sight.first); i < Math.min(count, sight.end); i++) wanted.add(i);
  if (pinned >= 0)
    for (let i = Math.max(0, pinned - 1); i <= Math.min(count - 1, pinned + 1); i++) wanted.add(i);
  for (const index of [...wanted].sort((a, b) => a - b)) {
    closeGap(index);
    items.push({ kind: 'row', index });
    gapFrom = index + 1;
  }
  closeGap(count);
  return items;
}

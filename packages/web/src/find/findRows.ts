import type { FoundHit } from './findWorker.ts';
import type { FoundItem, FoundText } from './runFind.ts';

/** One line of the results: an item, or one of its hits. */
export type FindRow =
  | {
      readonly kind: 'item';
      readonly id: string;
      readonly item: FoundItem;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: 'hit';
      readonly id: string;
      readonly item: FoundItem;
      readonly text: FoundText;
      readonly hit: FoundHit;
      /** Its number among the hits of its item, from 1. */
      readonly position: number;
    };

/** The lines that are shown: hits stand below their item unless it is collapsed. */
export function findRows(
  items: readonly FoundItem[],
  collapsed: ReadonlySet<string>,
): readonly FindRow[] {
  const rows: FindRow[] = [];
  for (const item of items) {
    const isOpen = !collapsed.has(item.key);
    rows.push({ kind: 'item', id: item.key, item, isOpen });
    if (!isOpen) continue;
    let position = 0;
    for (const text of item.texts)
      for (const hit of text.hits) {
        position++;
        rows.push({ kind: 'hit', id: `${item.key}/${position}`, item, text, hit, position });
      }
  }
  return rows;
}

import type { PlaceEdits } from '@scratchpad/core/find';
import type { Found, FoundItem, FoundText } from './runFind.ts';

/**
 * The results after some of them were replaced, until the search that follows says it exactly: the next replacement
 * need not wait for that.
 */
export function afterReplacing(found: Found, changes: readonly PlaceEdits[]): Found {
  const editsByPlace = new Map(changes.map(({ place, edits }) => [JSON.stringify(place), edits]));
  const shift = (text: FoundText): FoundText => {
    const edits = editsByPlace.get(JSON.stringify(text.place));
    if (!edits) return text;
    const hits = text.hits
      .filter(({ from }) => !edits.some((edit) => edit.from === from))
      .map((hit) => {
        const by = edits
          .filter((edit) => edit.from < hit.from)
          .reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), 0);
        return by === 0 ? hit : { ...hit, from: hit.from + by, to: hit.to + by };
      });
    return { ...text, hits };
  };
  const items = found.items.flatMap((item): readonly FoundItem[] => {
    const texts = item.texts.map(shift).filter(({ hits }) => hits.length > 0);
    const count = texts.reduce((sum, { hits }) => sum + hits.length, 0);
    return count === 0 ? [] : [{ ...item, texts, count }];
  });
  return { ...found, items, count: items.reduce((sum, { count }) => sum + count, 0) };
}

import {
  excerptOf,
  itemKey,
  listItems,
  type VariableAt,
  type VariableUsesAt,
  variableUsesIn,
  watchDocument,
} from '@scratchpad/core/find';
import { useEffect, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import type { FoundItem } from './runFind.ts';

/** So long a slice of reading takes; the page answers between two of them. */
const SLICE_MS = 8;

/** The uses of a variable: as the core says them, and as a list shows them. */
export interface VariableUses {
  readonly uses: readonly VariableUsesAt[];
  readonly items: readonly FoundItem[];
  readonly count: number;
  readonly isDone: boolean;
}

const NONE: VariableUses = { uses: [], items: [], count: 0, isDone: false };

/** Looks for the uses of a variable in slices, anew when the document changes. */
export function useVariableUses(variable: VariableAt): VariableUses {
  const store = useDocStore();
  const [found, setFound] = useState<VariableUses>(NONE);
  const [version, setVersion] = useState(0);
  const { key } = variable;
  const wanted = JSON.stringify(variable);
  useEffect(() => watchDocument(store, () => setVersion((number) => number + 1)), [store]);
  useEffect(() => {
    const all = listItems(store);
    const uses: VariableUsesAt[] = [];
    const items: FoundItem[] = [];
    let at = 0;
    let timer = setTimeout(function slice() {
      const end = performance.now() + SLICE_MS;
      for (let item = all[at]; item && performance.now() < end; item = all[++at]) {
        const here = variableUsesIn(store, item, variable);
        if (here.length === 0) continue;
        uses.push(...here);
        const texts = here.map(({ ranges, ...placed }) => ({
          ...placed,
          hits: ranges.map((range) => ({
            ...range,
            matched: key,
            excerpt: excerptOf(placed.text, range),
          })),
        }));
        const count = here.reduce((sum, { ranges }) => sum + ranges.length, 0);
        items.push({ key: itemKey(item), item, texts, count });
      }
      if (at < all.length) {
        timer = setTimeout(slice);
        return;
      }
      const count = items.reduce((sum, item) => sum + item.count, 0);
      setFound({ uses, items, count, isDone: true });
    });
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- the variable by what it says
  }, [store, version, wanted]);
  return found;
}

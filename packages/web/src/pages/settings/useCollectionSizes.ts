import type { NodeId } from '@scratchpad/core';
import { listItems, readPlaces } from '@scratchpad/core/find';
import { useEffect, useState } from 'react';
import { useDocStore, useTree } from '../../app/docHooks.ts';

/** So long a slice of reading takes; the page answers between two of them. */
const SLICE_MS = 8;

/** The text in each collection, largest first; null until all are read. */
export function useCollectionSizes():
  | readonly { readonly id: NodeId; readonly bytes: number }[]
  | null {
  const store = useDocStore();
  const tree = useTree();
  const [sizes, setSizes] = useState<readonly { id: NodeId; bytes: number }[] | null>(null);
  useEffect(() => {
    const items = listItems(store);
    const byCollection = new Map<NodeId, number>();
    let at = 0;
    let timer = setTimeout(function slice() {
      const end = performance.now() + SLICE_MS;
      for (let item = items[at]; item && performance.now() < end; item = items[++at]) {
        if (!('node' in item)) continue;
        const top = store.index.ancestors(item.node)[0] ?? item.node;
        if (store.index.node(top)?.kind !== 'collection') continue;
        const bytes = readPlaces(store, item, { withHidden: true }).reduce(
          (sum, { text }) => sum + text.length,
          0,
        );
        byCollection.set(top, (byCollection.get(top) ?? 0) + bytes);
      }
      if (at < items.length) timer = setTimeout(slice);
      else
        setSizes(
          [...byCollection].map(([id, bytes]) => ({ id, bytes })).sort((a, b) => b.bytes - a.bytes),
        );
    });
    return () => clearTimeout(timer);
  }, [store, tree]);
  return sizes;
}

import type { NodeId } from '@scratchpad/core';
import { type RefObject, useEffect, useState } from 'react';
import { anchorOf, type DocEntry } from './entries.ts';

/** The section at the top of what is in sight. */
export function useCurrentSection(
  scroller: RefObject<HTMLElement | null>,
  entries: readonly DocEntry[],
  isComplete: boolean,
): NodeId | null {
  const [current, setCurrent] = useState<NodeId | null>(entries[0]?.id ?? null);
  useEffect(() => {
    const root = scroller.current;
    if (!root || !isComplete) return undefined;
    const idByAnchor = new Map(entries.map(({ id }) => [anchorOf(id), id]));
    const inSight = new Set<NodeId>();
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes) {
          const id = idByAnchor.get(target.id);
          if (id === undefined) continue;
          if (isIntersecting) inSight.add(id);
          else inSight.delete(id);
        }
        const first = entries.find(({ id }) => inSight.has(id));
        if (first) setCurrent(first.id);
      },
      { root, rootMargin: '-8px 0px -70% 0px' },
    );
    for (const section of root.querySelectorAll('.doc-section')) observer.observe(section);
    return () => observer.disconnect();
  }, [scroller, entries, isComplete]);
  return current;
}

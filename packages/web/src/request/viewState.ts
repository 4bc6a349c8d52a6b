/** What a person chose to look at, by node, for as long as the page is open: tabs do not jump when one comes back. */
import { useState } from 'react';

const kept = new Map<string, unknown>();

/** State that survives leaving the page of a node and coming back. `name` says what of it. */
export function useViewState<T>(name: string, initial: T): [T, (value: T) => void] {
  const [, render] = useState(0);
  const value = kept.has(name) ? (kept.get(name) as T) : initial;
  return [
    value,
    (next) => {
      kept.set(name, next);
      render((count) => count + 1);
    },
  ];
}

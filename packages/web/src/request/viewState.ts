/** What a person chose to look at, by node, for as long as the page is open: tabs do not jump when one comes back. */
import { useCallback, useSyncExternalStore } from 'react';

const kept = new Map<string, unknown>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Chooses for a page that is shown, or will be. */
export function setViewState(name: string, value: unknown): void {
  kept.set(name, value);
  for (const listener of listeners) listener();
}

/** State that survives leaving the page of a node and coming back. `name` says what of it. */
export function useViewState<T>(name: string, initial: T): [T, (value: T) => void] {
  const value = useSyncExternalStore(subscribe, () => kept.get(name));
  const set = useCallback((next: T) => setViewState(name, next), [name]);
  return [value === undefined ? initial : (value as T), set];
}

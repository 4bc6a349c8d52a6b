/** Whether the list of all tabs is open; its button and a shortcut open it. */
import { useSyncExternalStore } from 'react';

let isOpen = false;
const listeners = new Set<() => void>();

/** Opens or closes it. */
export function setTabList(open: boolean): void {
  isOpen = open;
  for (const listener of listeners) listener();
}

/** Opens it, or closes it when it is open. */
export function toggleTabList(): void {
  setTabList(!isOpen);
}

/** See {@link setTabList}. */
export function useTabList(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOpen,
  );
}

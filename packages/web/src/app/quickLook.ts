/** Whether the quick look at variables is open; its button and a shortcut open it. */
import { useSyncExternalStore } from 'react';

let isOpen = false;
const listeners = new Set<() => void>();

/** Opens or closes it. */
export function setQuickLook(open: boolean): void {
  isOpen = open;
  for (const listener of listeners) listener();
}

/** Opens it, or closes it when it is open. */
export function toggleQuickLook(): void {
  setQuickLook(!isOpen);
}

/** See {@link setQuickLook}. */
export function useQuickLook(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOpen,
  );
}

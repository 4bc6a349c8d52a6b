/** Whether the Workspaces menu is open; the banner opens it, too. */
import { useSyncExternalStore } from 'react';

let isOpen = false;
const listeners = new Set<() => void>();

/** Opens or closes the menu. */
export function setWorkspacesMenu(open: boolean): void {
  isOpen = open;
  for (const listener of listeners) listener();
}

/** See {@link setWorkspacesMenu}. */
export function useWorkspacesMenu(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOpen,
  );
}

/** The one thing that lies over the page, if any. */
import { useSyncExternalStore } from 'react';
import type { ImportInput } from '../import/importMessages.ts';

export type Overlay =
  | { readonly kind: 'palette' | 'shortcuts' }
  | { readonly kind: 'import'; readonly inputs?: readonly ImportInput[] };

let current: Overlay | null = null;
const listeners = new Set<() => void>();

/** Shows an overlay in place of the present one; null shows none. */
export function setOverlay(overlay: Overlay | null): void {
  current = overlay;
  for (const listener of listeners) listener();
}

/** The overlay that is shown. */
export function useOverlay(): Overlay | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** What people type into right after its shortcut: it has to be there by then, so it is fetched once the start is over. */
import { useEffect } from 'react';

export const loadPalette = () => import('../palette/CommandPalette.tsx');
export const loadFindPage = () => import('../find/FindPage.tsx');

/** So long after the pad is open its start is over. */
const PRELOAD_MS = 500;

/** Fetches it. What does not come is tried again when it is opened. */
export function usePreloaded(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of [loadPalette, loadFindPage]) load().catch(() => undefined);
    }, PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
}

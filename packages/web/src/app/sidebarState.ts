/** Width of the sidebar, whether it is open, and which panel it shows. */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readUiState, writeUiState } from './uiState.ts';

export const SIDEBAR = { min: 200, max: 480, initial: 272, snap: 160 } as const;
/** Below this width of the window the sidebar is a drawer. */
export const DRAWER_BELOW_PX = 900;

const stateSchema = z.object({
  width: z.number().min(SIDEBAR.min).max(SIDEBAR.max),
  open: z.boolean(),
  panel: z.enum(['collections', 'environments']),
});

/** What is kept of the sidebar. */
export type SidebarState = z.infer<typeof stateSchema>;

let state: SidebarState = readUiState('sidebar', stateSchema, {
  width: SIDEBAR.initial,
  open: window.innerWidth > DRAWER_BELOW_PX,
  panel: 'collections',
});
const listeners = new Set<() => void>();

/** Changes parts of the state. */
export function setSidebar(patch: Partial<SidebarState>): void {
  state = { ...state, ...patch };
  writeUiState('sidebar', state);
  for (const listener of listeners) listener();
}

/** Opens or closes the sidebar. */
export function toggleSidebar(): void {
  setSidebar({ open: !state.open });
}

/** Closes the sidebar where it lies over the page. */
export function closeDrawer(): void {
  if (window.innerWidth <= DRAWER_BELOW_PX) setSidebar({ open: false });
}

export function useSidebar(): SidebarState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

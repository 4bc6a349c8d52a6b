/** Width of the sidebar, whether it is open, and which panel it shows. In a narrow window it is a drawer over the page. */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readUiState, writeUiState } from './uiState.ts';

export const SIDEBAR = { min: 200, max: 480, initial: 272, snap: 160 } as const;

/** The width below which the sidebar is a drawer; the same as in shell.module.css. */
const narrow = window.matchMedia('(max-width: 900px)');

const keptSchema = z.object({
  width: z.number().min(SIDEBAR.min).max(SIDEBAR.max),
  open: z.boolean(),
  panel: z.enum(['collections', 'environments']),
});
type Kept = z.infer<typeof keptSchema>;

/** What is shown of the sidebar now. */
export type SidebarState = Kept & { readonly isDrawer: boolean };

let kept: Kept = readUiState('sidebar', keptSchema, {
  width: SIDEBAR.initial,
  open: true,
  panel: 'collections',
});
/** A drawer is closed at first, and does not change what a wide window shows. */
let drawerOpen = false;
let state: SidebarState = compute();
const listeners = new Set<() => void>();

function compute(): SidebarState {
  const isDrawer = narrow.matches;
  return { ...kept, open: isDrawer ? drawerOpen : kept.open, isDrawer };
}

function publish(): void {
  state = compute();
  for (const listener of listeners) listener();
}

narrow.addEventListener('change', () => {
  drawerOpen = false;
  publish();
});

/** Changes parts of the state. */
export function setSidebar({ open, ...rest }: Partial<Kept>): void {
  kept = { ...kept, ...rest };
  if (open !== undefined) {
    if (narrow.matches) drawerOpen = open;
    else kept = { ...kept, open };
  }
  writeUiState('sidebar', kept);
  publish();
}

/** Opens or closes the sidebar. */
export function toggleSidebar(): void {
  setSidebar({ open: !state.open });
}

/** Closes the sidebar where it lies over the page: what was chosen in it is to be seen. */
export function closeDrawer(): void {
  if (state.isDrawer && state.open) setSidebar({ open: false });
}

/** The sidebar's state. */
export function useSidebar(): SidebarState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

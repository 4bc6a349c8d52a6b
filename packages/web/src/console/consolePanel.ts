/** Whether the console is open, and how high it is; kept by this browser. */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readUiState, writeUiState } from '../app/uiState.ts';

/** Its height in pixels; never more than this share of the window. */
export const CONSOLE = { min: 160, initial: 240, maxShare: 0.6 } as const;

const panelSchema = z.object({ open: z.boolean(), height: z.number().min(CONSOLE.min) });
type PanelState = z.infer<typeof panelSchema>;

let state: PanelState = readUiState('console', panelSchema, {
  open: false,
  height: CONSOLE.initial,
});
const listeners = new Set<() => void>();

/** Changes parts of the state. */
export function setConsole(patch: Partial<PanelState>): void {
  state = { ...state, ...patch };
  writeUiState('console', state);
  for (const listener of listeners) listener();
}

/** Opens or closes the console. */
export function toggleConsole(): void {
  setConsole({ open: !state.open });
}

/** Its state. */
export function useConsolePanel(): PanelState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

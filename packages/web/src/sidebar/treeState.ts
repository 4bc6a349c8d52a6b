/** What is open, selected, focused and being renamed in the tree of collections. Open nodes survive a reload. */
import type { NodeId, Tree } from '@scratchpad/core';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readUiState, writeUiState } from '../app/uiState.ts';
import { RECOVERED } from './visibleRows.ts';

/** The state of the tree. */
export interface TreeState {
  readonly expanded: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  /** The row that has, or would get, the focus. */
  readonly active: string | null;
  /** Where a selection with Shift starts. */
  readonly anchor: string | null;
  readonly renaming: NodeId | null;
  /** Grows whenever the active row is to take the focus. */
  readonly focusRequests: number;
  /** Grows whenever the active row is to be scrolled to. */
  readonly revealRequests: number;
}

const KEY = 'tree.expanded';
/** More open nodes than anybody opens by hand; keeps localStorage small. */
const MAX_KEPT = 5000;

let state: TreeState = {
  expanded: new Set(readUiState(KEY, z.array(z.string()), [RECOVERED])),
  selected: new Set(),
  active: null,
  anchor: null,
  renaming: null,
  focusRequests: 0,
  revealRequests: 0,
};
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The state now. */
export function getTreeState(): TreeState {
  return state;
}

/** The state; renders at each change of it. */
export function useTreeState(): TreeState {
  return useSyncExternalStore(subscribe, getTreeState);
}

/** Changes parts of the state. */
export function setTreeState(patch: Partial<TreeState>): void {
  state = { ...state, ...patch };
  if (patch.expanded) writeUiState(KEY, [...patch.expanded].slice(-MAX_KEPT));
  for (const listener of listeners) listener();
}

/** Opens or closes nodes. */
export function setExpanded(ids: readonly string[], open: boolean): void {
  if (ids.every((id) => state.expanded.has(id) === open)) return;
  const expanded = new Set(state.expanded);
  for (const id of ids) {
    if (open) expanded.add(id);
    else expanded.delete(id);
  }
  setTreeState({ expanded });
}

/** Makes one row the active and only selected one. */
export function selectRow(id: string): void {
  setTreeState({ selected: new Set([id]), active: id, anchor: id });
}

/** Opens what lies above a node, selects it and scrolls to it; `focus` also moves the keyboard there. */
export function revealNode(tree: Tree, id: NodeId, focus = false): void {
  const above: string[] = [];
  let at = tree.places.get(id);
  while (typeof at === 'string' && !above.includes(at)) {
    above.push(at);
    at = tree.places.get(at as NodeId);
  }
  setExpanded(above, true);
  selectRow(id);
  setTreeState({
    revealRequests: state.revealRequests + 1,
    ...(focus ? { focusRequests: state.focusRequests + 1 } : {}),
  });
}

/** Starts renaming in place. */
export function startRename(id: NodeId): void {
  setTreeState({ renaming: id, active: id, revealRequests: state.revealRequests + 1 });
}

/** Ends renaming and gives the keyboard back to the row. */
export function endRename(refocus: boolean): void {
  setTreeState({
    renaming: null,
    ...(refocus ? { focusRequests: state.focusRequests + 1 } : {}),
  });
}

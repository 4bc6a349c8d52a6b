/** The keys of the tree, as the WAI-ARIA tree pattern has them, with renaming, deleting, duplicating and moving. */
import { type DocStore, type NodeId, topmost } from '@scratchpad/core';
import { type KeyboardEvent, useRef } from 'react';
import { matchesKeys } from '../app/shortcuts.ts';
import { keyboardMove } from './keyboardMove.ts';
import { nameOf, type TreeActions } from './treeActions.ts';
import { getTreeState, setTreeState } from './treeState.ts';
import { TypeAhead } from './typeAhead.ts';
import type { TreeSource, VisibleRow } from './visibleRows.ts';
import { walkRows } from './walkRows.ts';

/** What the keys work on; the tree of the last session has neither document nor actions and can be walked only. */
export interface TreeKeysContext {
  readonly rows: readonly VisibleRow[];
  readonly source: TreeSource;
  readonly store: DocStore;
  readonly actions: TreeActions | null;
  readonly pageRows: number;
  readonly onToggle: (row: VisibleRow, open: boolean) => void;
  readonly onMenu: (row: VisibleRow) => void;
  readonly onRemove: (ids: readonly NodeId[]) => void;
}

const DIRECTIONS = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
} as const;

/** The selected nodes in the order of the rows; the active one when it is not among them. */
export function chosenIds(rows: readonly VisibleRow[]): readonly NodeId[] {
  const { selected, active } = getTreeState();
  // A row that was just taken out of a larger selection has the focus and is not meant.
  if (active !== null && !selected.has(active) && selected.size < 2)
    return active === 'recovered' ? [] : [active as NodeId];
  return rows
    .filter((row) => selected.has(row.id) && row.kind !== 'recovered')
    .map((row) => row.id as NodeId);
}

/** Selects the rows between the anchor and a row, and makes that row the active one. */
export function selectRange(rows: readonly VisibleRow[], to: VisibleRow): void {
  const { anchor, active } = getTreeState();
  const end = rows.indexOf(to);
  const found = rows.findIndex((row) => row.id === (anchor ?? active));
  const start = found < 0 ? end : found;
  const range = rows.slice(Math.min(start, end), Math.max(start, end) + 1);
  setTreeState({
    selected: new Set(range.map((row) => row.id)),
    active: to.id,
    anchor: rows[start]?.id ?? to.id,
    focusRequests: getTreeState().focusRequests + 1,
  });
}

/** Makes a row the active and only selected one, and gives it the focus. */
export function goTo(row: VisibleRow): void {
  setTreeState({
    selected: new Set([row.id]),
    active: row.id,
    anchor: row.id,
    focusRequests: getTreeState().focusRequests + 1,
  });
}

/** The handler of the keys that rows do not handle themselves. */
export function useTreeKeys(context: TreeKeysContext): (event: KeyboardEvent) => void {
  const typeAhead = useRef(new TypeAhead());
  const { rows, source, store, actions } = context;

  const moveChosen = (direction: 'up' | 'down' | 'left' | 'right') => {
    const ids = topmost(store, chosenIds(rows));
    const lead = direction === 'down' ? ids.at(-1) : ids[0];
    const isOpen = (id: string) => rows.some((row) => row.id === id && row.expanded);
    const target = lead && keyboardMove(source, lead, direction, isOpen);
    if (!target || !actions) return;
    actions.move(ids, target.parent, target.index);
    setTreeState({ focusRequests: getTreeState().focusRequests + 1 });
  };

  /** Keys that do something to the active row. Says whether the key was one of them. */
  const act = (event: KeyboardEvent, row: VisibleRow): boolean => {
    const native = event.nativeEvent;
    if (event.key === 'ArrowRight' && row.expandable && !row.expanded) context.onToggle(row, true);
    else if (event.key === 'ArrowLeft' && row.expanded) context.onToggle(row, false);
    else if (event.key === 'Escape' && getTreeState().selected.size > 1) goTo(row);
    else if (row.kind === 'recovered') {
      if (event.key !== 'Enter' && event.key !== ' ') return false;
      context.onToggle(row, !row.expanded);
    } else if (!actions) return false;
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey)
      actions.open(row.id as NodeId, true);
    else if (event.key === ' ' && !typeAhead.current.isTyping)
      actions.open(row.id as NodeId, false);
    else if (event.key === 'F2') actions.startRename(row.id as NodeId);
    else if (event.key === 'Delete' || matchesKeys(native, 'Mod+Backspace'))
      context.onRemove(chosenIds(rows));
    else if (matchesKeys(native, 'Mod+D')) actions.duplicate(chosenIds(rows));
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      context.onMenu(row);
    else return false;
    return true;
  };

  return (event) => {
    if (event.defaultPrevented || rows.length === 0) return;
    const { active } = getTreeState();
    const at = Math.max(
      0,
      rows.findIndex((row) => row.id === active),
    );
    const row = rows[at];
    if (!row) return;
    const mod = event.ctrlKey || event.metaKey;
    const direction = DIRECTIONS[event.key as keyof typeof DIRECTIONS];
    const next = event.altKey || mod ? undefined : walkRows(event.key, rows, at, context.pageRows);
    if (event.altKey && direction && !mod) {
      if (row.kind !== 'recovered') moveChosen(direction);
    } else if (next) {
      if (event.shiftKey && event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')
        selectRange(rows, next);
      else goTo(next);
    } else if (matchesKeys(event.nativeEvent, 'Mod+A')) {
      setTreeState({ selected: new Set(rows.map(({ id }) => id)) });
    } else if (!act(event, row)) {
      if (event.key.length !== 1 || mod || event.altKey) return;
      const found = typeAhead.current.find(event.key, rows.length, at, (i) =>
        nameOf(source.node(rows[i]?.id ?? '')),
      );
      const target = rows[found];
      if (target) goTo(target);
    }
    event.preventDefault();
  };
}

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { DocStore, NodeId } from '@scratchpad/core';
import { DragChip, DropLine } from './DragLayer.tsx';
import { type OpenMenu, TreeMenu } from './TreeMenu.tsx';
import { type RowHandlers, TreeRow } from './TreeRow.tsx';
import { nameOf, type TreeActions } from './treeActions.ts';
import { getTreeState, selectRow, setTreeState, useTreeState } from './treeState.ts';
import { useTreeDrag } from './useTreeDrag.ts';
import { chosenIds, goTo, selectRange, useTreeKeys } from './useTreeKeys.ts';
import type { TreeSource, VisibleRow } from './visibleRows.ts';
import { sidebarWords as words } from './words.ts';
import styles from './tree.module.css';

const ROW_PX = 26;
/** Fingers get more room. */
const COARSE_ROW_PX = 32;
const OVERSCAN = 12;
const domId = (id: string) => `tree-${id}`;

/** The row that takes the focus when rows go: the next that stays, else the one before. */
function rowAfterRemoval(rows: readonly VisibleRow[], doomed: readonly NodeId[]): string | null {
  const gone = new Set<string>(doomed);
  const stays = rows.map((row) => {
    if (row.parent !== null && gone.has(row.parent)) gone.add(row.id);
    return !gone.has(row.id);
  });
  const first = stays.indexOf(false);
  return (
    (rows.find((_, i) => i > first && stays[i]) ?? rows.findLast((_, i) => stays[i]))?.id ?? null
  );
}

/** The tree of collections: an ARIA tree whose rows exist while they are in sight, or have the focus. */
export function CollectionTree(props: {
  readonly rows: readonly VisibleRow[];
  readonly source: TreeSource;
  readonly store: DocStore;
  /** Null while the tree can only be looked at. */
  readonly actions: TreeActions | null;
  readonly countOf: ((id: NodeId) => number) | null;
  readonly onToggle: (row: VisibleRow, open: boolean) => void;
  /** What stands in the place of rows when there are none. */
  readonly empty: ReactNode;
}) {
  const { rows, source, store, actions, onToggle } = props;
  const state = useTreeState();
  const viewport = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const rowHeight = useMemo(
    () => (matchMedia('(pointer: coarse)').matches ? COARSE_ROW_PX : ROW_PX),
    [],
  );
  const isReadOnly = store.readOnlyReason !== null;
  const activeAt = rows.findIndex((row) => row.id === state.active);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    getItemKey: (i) => rows[i]?.id ?? i,
    // The active row stays, however far one scrolls: the focus would be lost with it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (activeAt < 0 || activeAt >= rows.length || shown.includes(activeAt)) return shown;
      return activeAt < (shown[0] ?? 0) ? [activeAt, ...shown] : [...shown, activeAt];
    },
  });

  const openMenu = (row: VisibleRow, x: number, y: number) => {
    if (!actions || row.kind === 'recovered') return;
    if (!getTreeState().selected.has(row.id)) selectRow(row.id);
    setTreeState({ active: row.id });
    const id = row.id as NodeId;
    setMenu({ id, kind: row.kind, name: nameOf(source.node(id)), ids: chosenIds(rows), x, y });
  };
  const remove = (ids: readonly NodeId[]) => actions?.remove(ids, rowAfterRemoval(rows, ids));
  const focusActive = () => setTreeState({ focusRequests: getTreeState().focusRequests + 1 });

  const { drag, onPointerDown, justDragged } = useTreeDrag(
    viewport,
    isReadOnly
      ? null
      : actions && { store, source, rows, selected: state.selected, rowHeight, move: actions.move },
  );
  const onKeyDown = useTreeKeys({
    rows,
    source,
    store,
    actions,
    pageRows: Math.max(1, Math.floor((viewport.current?.clientHeight ?? 0) / rowHeight) - 1),
    onToggle,
    onRemove: remove,
    onMenu: (row) => {
      const box = document.querySelector(`#${CSS.escape(domId(row.id))}`)?.getBoundingClientRect();
      openMenu(row, (box?.left ?? 0) + 40, box?.bottom ?? 0);
    },
  });

  const press = (row: VisibleRow, event: MouseEvent) => {
    if (justDragged.current) return;
    if (event.shiftKey) return selectRange(rows, row);
    if (event.ctrlKey || event.metaKey) {
      const selected = new Set(getTreeState().selected);
      if (!selected.delete(row.id)) selected.add(row.id);
      return setTreeState({ selected, active: row.id, anchor: row.id });
    }
    goTo(row);
    if (row.kind === 'recovered') return onToggle(row, !row.expanded);
    const isContainer = row.kind === 'collection' || row.kind === 'folder';
    if (isContainer && !row.expanded) onToggle(row, true);
    if (actions) actions.open(row.id as NodeId, false);
    else if (isContainer && row.expanded) onToggle(row, false);
  };
  const latest = useRef({ press, openMenu, onToggle, actions });
  useLayoutEffect(() => {
    latest.current = { press, openMenu, onToggle, actions };
  });
  const handlers = useMemo<RowHandlers>(
    () => ({
      onPress: (row, event) => latest.current.press(row, event),
      onDoublePress: (row) => {
        if (row.kind !== 'recovered') latest.current.actions?.open(row.id as NodeId, true);
      },
      onToggle: (row) => latest.current.onToggle(row, !row.expanded),
      onAdd: (id) => latest.current.actions?.addRequest(id),
      onMenu: (row, x, y) => latest.current.openMenu(row, x, y),
      onRename: (id, name, refocus) => latest.current.actions?.rename(id, name, refocus),
    }),
    [],
  );

  const { revealRequests, focusRequests } = state;
  useLayoutEffect(() => {
    if (revealRequests > 0 && activeAt >= 0) virtualizer.scrollToIndex(activeAt, { align: 'auto' });
    // Once for each request, with the rows of that moment.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [revealRequests]);
  const answered = useRef(focusRequests);
  useEffect(() => {
    if (answered.current === focusRequests || activeAt < 0) return;
    answered.current = focusRequests;
    virtualizer.scrollToIndex(activeAt, { align: 'auto' });
    document
      .querySelector<HTMLElement>(`#${CSS.escape(domId(rows[activeAt]?.id ?? ''))}`)
      ?.focus({ preventScroll: true });
  });
  const onFocus = (event: FocusEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (id && id !== getTreeState().active) setTreeState({ active: id });
  };

  const receiving = drag?.target?.into ?? null;
  const dragged = drag ? new Set<string>(drag.ids) : null;
  const isSelected = (i: number) => rows[i] !== undefined && state.selected.has(rows[i].id);
  const stop = activeAt < 0 ? 0 : activeAt;
  return (
    <>
      {props.empty}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus, one of them by Tab */}
      <div
        ref={viewport}
        role="tree"
        className={styles.viewport}
        aria-label={words.collections}
        aria-multiselectable="true"
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onFocus={onFocus}
      >
        <div role="none" className={styles.sizer} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index: i, start }) => {
            const row = rows[i];
            if (!row) return null;
            const counts = row.kind === 'collection' || (row.kind === 'folder' && !row.expanded);
            const selected = isSelected(i);
            return (
              <TreeRow
                key={row.id}
                row={row}
                source={source}
                domId={domId(row.id)}
                top={start}
                count={counts ? (props.countOf?.(row.id as NodeId) ?? null) : null}
                selected={selected}
                joinedTop={selected && isSelected(i - 1)}
                joinedBottom={selected && isSelected(i + 1)}
                active={i === stop}
                renaming={state.renaming === row.id}
                dragged={dragged?.has(row.id) ?? false}
                receiving={receiving === row.id}
                readOnly={actions === null}
                handlers={handlers}
              />
            );
          })}
          {drag && <DropLine drag={drag} rowHeight={rowHeight} />}
        </div>
      </div>
      {drag && <DragChip drag={drag} source={source} />}
      {actions && (
        <TreeMenu
          menu={menu}
          actions={actions}
          onRemove={remove}
          onClose={(refocus) => {
            setMenu(null);
            if (refocus) focusActive();
          }}
        />
      )}
    </>
  );
}

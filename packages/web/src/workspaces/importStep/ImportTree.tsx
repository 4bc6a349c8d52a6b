import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { NodeId } from '@scratchpad/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { NodeIcon } from '../../sidebar/NodeIcon.tsx';
import { nameOf } from '../../sidebar/treeActions.ts';
import { createFilter } from '../../sidebar/treeFilter.ts';
import { TypeAhead } from '../../sidebar/typeAhead.ts';
import { type VisibleRow, visibleRows } from '../../sidebar/visibleRows.ts';
import { walkRows } from '../../sidebar/walkRows.ts';
import { workspaceWords as words } from '../words.ts';
import type { NodeAction, PlannedUnit } from './dryRun.ts';
import type { Ticks } from './selection.ts';
import type { Source } from './useImportStep.ts';
import type { Selection } from './useSelection.ts';
import treeRow from '../../sidebar/treeRow.module.css';
import styles from './importTree.module.css';

const ROW_PX = 28;
const domId = (id: string) => `import-${id}`;

/** The collections of the pad as a tree, to tick; each row says what the import does with it. */
export function ImportTree(props: {
  readonly source: Source;
  readonly needle: string;
  readonly selection: Selection;
  readonly dryRun: readonly PlannedUnit[] | null;
}) {
  const { source, needle, selection, dryRun } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const typeAhead = useRef(new TypeAhead());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [closedInFilter, setClosedInFilter] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const rows = useMemo(
    () =>
      visibleRows(source.tree, {
        expanded: open,
        matches: createFilter(needle),
        closedInFilter,
      }).filter(({ kind }) => kind !== 'example'),
    [source, needle, open, closedInFilter],
  );
  const activeAt = Math.max(
    0,
    rows.findIndex(({ id }) => id === active),
  );
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (i) => rows[i]?.id ?? i,
    // The active row stays, however far one scrolls: the focus would be lost with it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (rows.length === 0 || shown.includes(activeAt)) return shown;
      return activeAt < (shown[0] ?? 0) ? [activeAt, ...shown] : [...shown, activeAt];
    },
  });

  const setRowOpen = (row: VisibleRow, isOpen: boolean) => {
    const [set, setSet] = needle === '' ? [open, setOpen] : [closedInFilter, setClosedInFilter];
    const next = new Set(set);
    if (isOpen === (needle === '')) next.add(row.id);
    else next.delete(row.id);
    setSet(next);
  };
  const goTo = (row: VisibleRow) => {
    setActive(row.id);
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`#${CSS.escape(domId(row.id))}`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[activeAt];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const pageRows = Math.max(1, Math.floor((viewport.current?.clientHeight ?? 0) / ROW_PX) - 1);
    const next = walkRows(event.key, rows, activeAt, pageRows);
    if (next) goTo(next);
    else if (event.key === 'ArrowRight' && row.expandable && !row.expanded) setRowOpen(row, true);
    else if (event.key === 'ArrowLeft' && row.expanded) setRowOpen(row, false);
    else if (event.key === ' ' || event.key === 'Enter') selection.toggleNode(row.id as NodeId);
    else if (event.key.length === 1) {
      const found = typeAhead.current.find(event.key, rows.length, activeAt, (i) =>
        nameOf(source.tree.node(rows[i]?.id ?? '')),
      );
      const target = rows[found];
      if (target) goTo(target);
    } else return;
    event.preventDefault();
  };

  const actionsOf = useMemo(() => createActionReader(source, dryRun), [source, dryRun]);
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus, one of them by Tab
    <div
      ref={viewport}
      role="tree"
      className={styles.viewport}
      aria-label={words.collections}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
    >
      <div role="none" className={styles.sizer} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const id = row.id as NodeId;
          return (
            <ImportRow
              key={id}
              row={row}
              node={source.tree.node(id)}
              top={start}
              isActive={index === activeAt}
              ticks={selection.ticksOf(id)}
              action={actionsOf(id, row.expandable && !row.expanded)}
              onToggle={() => {
                setActive(id);
                selection.toggleNode(id);
              }}
              onOpen={() => setRowOpen(row, !row.expanded)}
              onFocus={() => setActive(id)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** By node what happens to it; undefined while that is not planned, or when it is left out. */
function createActionReader(source: Source, dryRun: readonly PlannedUnit[] | null) {
  const byRoot = new Map(dryRun?.map((planned) => [planned.plan.content.id, planned]));
  const { places } = source.tree.tree;
  return (id: NodeId, withBelow: boolean): NodeAction | undefined => {
    let root: NodeId = id;
    for (let at = places.get(id); typeof at === 'string'; at = places.get(at as NodeId))
      root = at as NodeId;
    const planned = byRoot.get(root);
    if (!planned) return undefined;
    const { action } = planned.plan;
    if (action !== 'update') return action;
    return (withBelow ? planned.actionsBelow : planned.actions).get(id);
  };
}

function ImportRow(props: {
  readonly row: VisibleRow;
  readonly node:
    | { readonly name: string; readonly kind: string; readonly method: string }
    | undefined;
  readonly top: number;
  readonly isActive: boolean;
  readonly ticks: Ticks;
  readonly action: NodeAction | undefined;
  readonly onToggle: () => void;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
}) {
  const { row, ticks } = props;
  const name = nameOf(props.node);
  const isContainer = row.kind === 'collection' || row.kind === 'folder';
  const isTicked = ticks.ticked > 0 && ticks.ticked === ticks.total;
  const id = domId(row.id);
  const word = rowWord(row, ticks, props.action);
  const state = isTicked ? 'true' : ticks.ticked > 0 ? 'mixed' : 'false';
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree handles the keys of its rows
    <div
      id={id}
      role="treeitem"
      className={styles.row}
      style={{ top: props.top, '--level': row.level - 1 } as CSSProperties}
      data-off={ticks.ticked === 0 || undefined}
      data-kind={row.kind}
      tabIndex={props.isActive ? 0 : -1}
      title={name}
      // What is hidden describes the row all the same: its method, and what happens to it.
      aria-describedby={`${id}-kind ${id}-word`}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-checked={state}
      aria-expanded={isContainer && row.expandable ? row.expanded : undefined}
      onClick={props.onToggle}
      onFocus={props.onFocus}
    >
      {row.level > 1 && <span className={treeRow.guides} aria-hidden />}
      {isContainer && row.expandable ? (
        // Not a stop of the keyboard: the arrows open and close.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- see above
        <span
          className={treeRow.twisty}
          data-twisty
          onClick={(event) => {
            event.stopPropagation();
            props.onOpen();
          }}
        >
          {row.expanded ? (
            <IconChevronDown size={14} stroke={2} aria-hidden />
          ) : (
            <IconChevronRight size={14} stroke={2} aria-hidden />
          )}
        </span>
      ) : (
        <span className={treeRow.twisty} />
      )}
      <span className={`sp-check ${styles.box}`} data-state={state} aria-hidden />
      <span id={`${id}-kind`} className={styles.icon} aria-hidden>
        <NodeIcon kind={row.kind} method={props.node?.method ?? ''} />
      </span>
      <span className={treeRow.name}>{name}</span>
      {word && (
        <span id={`${id}-word`} className={styles.word} data-action={word.action} aria-hidden>
          {word.text}
        </span>
      )}
    </div>
  );
}

/** How much of a container is chosen; else what happens to the row, and to all below it when it is closed. */
function rowWord(
  row: VisibleRow,
  { ticked, total }: Ticks,
  action: NodeAction | undefined,
): { readonly text: string; readonly action?: string } | null {
  if (row.kind === 'collection' || row.kind === 'folder') {
    if (ticked === 0) return { text: String(total) };
    if (ticked < total) return { text: words.chosenOf(ticked, total) };
    if (row.expanded && typeof action !== 'number') return null;
  }
  if (action === undefined || ticked === 0) return null;
  return typeof action === 'number'
    ? { text: words.fields(action), action: 'conflicts' }
    : { text: words.actions[action], action };
}

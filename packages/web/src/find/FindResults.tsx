import { useVirtualizer } from '@tanstack/react-virtual';
import {
  IconBox,
  IconBraces,
  IconBookmark,
  IconChevronDown,
  IconChevronRight,
  IconFolder,
  IconReplace,
  IconWorld,
} from '@tabler/icons-react';
import { type DocIndex, DRAFTS, type NodeId } from '@scratchpad/core';
import type { FindItem } from '@scratchpad/core/find';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import { type FindRow, findRows } from './findRows.ts';
import type { FoundHit } from './findWorker.ts';
import { openItem, openPlace } from './openPlace.ts';
import { placeLabel } from './placeLabel.ts';
import type { FoundItem, FoundText } from './runFind.ts';
import { findWords as words } from './words.ts';
import styles from './findResults.module.css';

const ROW_PX = 28;
const PAGE_ROWS = 15;
const ICON = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;

/**
 * The hits by item, as a virtual tree: arrows move, open and close, Enter opens the place. With `insertFor` each hit
 * shows what it would become, and Tab reaches the button that replaces it.
 */
export function FindResults(props: {
  readonly items: readonly FoundItem[];
  readonly insertFor: ((hit: FoundHit) => string) | null;
  /** Null: nothing is replaced from here. */
  readonly replacing: {
    readonly item: (item: FoundItem) => void;
    readonly hit: (text: FoundText, hit: FoundHit) => void;
  } | null;
  readonly onOpened?: () => void;
}) {
  const { items } = props;
  const store = useDocStore();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const rows = useMemo(() => findRows(items, collapsed), [items, collapsed]);
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === active),
  );
  // The row that the keyboard went to may be rendered only after the list has scrolled there.
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current) return;
    const row = scroller.current?.querySelector<HTMLElement>(
      `[data-index="${at}"] [role="treeitem"]`,
    );
    if (!row) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  const goTo = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[to];
    if (!row) return;
    setActive(row.id);
    virtual.scrollToIndex(to);
    wantsFocus.current = true;
  };
  const setOpen = (row: FindRow, open: boolean) => {
    const next = new Set(collapsed);
    if (open) next.delete(row.item.key);
    else next.add(row.item.key);
    setCollapsed(next);
  };
  const open = (row: FindRow) => {
    props.onOpened?.();
    if (row.kind === 'item') openItem(store, row.item.item);
    else openPlace(store, row.text.place, row.hit);
  };
  const replace = (row: FindRow) => {
    wantsFocus.current = true;
    const next = rows[at + 1] ?? rows[at - 1];
    if (row.kind === 'item') props.replacing?.item(row.item);
    else props.replacing?.hit(row.text, row.hit);
    if (row.kind === 'item' && next) setActive(next.id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row) return;
    const isOnRow = event.target instanceof Element && event.target.matches('[role="treeitem"]');
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[event.key];
    if (step !== undefined) goTo(at + step);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(rows.length - 1);
    else if (!isOnRow) return;
    else if (event.key === 'ArrowLeft') {
      if (row.kind === 'hit') goTo(rows.findIndex(({ id }) => id === row.item.key));
      else setOpen(row, false);
    } else if (event.key === 'ArrowRight') {
      if (row.kind === 'item' && !row.isOpen) setOpen(row, true);
      else goTo(at + 1);
    } else if (event.key === 'Enter') open(row);
    else return;
    event.preventDefault();
  };

  if (rows.length === 0) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus
    <div
      ref={scroller}
      className={styles.scroller}
      role="tree"
      aria-label={words.results}
      data-find-results
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index] as FindRow;
          const isHit = row.kind === 'hit';
          const name = nameOf(store.index, row.item.item);
          const label = isHit ? placeLabel(row.text, row.hit) : name;
          const insert = isHit && props.insertFor ? props.insertFor(row.hit) : null;
          return (
            <div
              key={key}
              role="presentation"
              data-index={index}
              className={styles.place}
              style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
            >
              {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree has the keys */}
              <div
                role="treeitem"
                aria-level={isHit ? 2 : 1}
                aria-posinset={isHit ? row.position : items.indexOf(row.item) + 1}
                aria-setsize={isHit ? row.item.count : items.length}
                aria-expanded={isHit ? undefined : row.isOpen}
                aria-selected={index === at}
                tabIndex={index === at ? 0 : -1}
                className={styles.row}
                data-kind={row.kind}
                onFocus={() => setActive(row.id)}
                onClick={() => open(row)}
              >
                {isHit ? (
                  <Hit hit={row.hit} label={label} insert={insert} />
                ) : (
                  <>
                    <button
                      type="button"
                      className={styles.twist}
                      tabIndex={-1}
                      aria-hidden
                      onClick={(event) => {
                        event.stopPropagation();
                        setOpen(row, !row.isOpen);
                      }}
                    >
                      {row.isOpen ? <IconChevronDown {...ICON} /> : <IconChevronRight {...ICON} />}
                    </button>
                    <span className={styles.icon}>
                      <ItemIcon index={store.index} item={row.item.item} />
                    </span>
                    <span className={styles.name}>{name}</span>{' '}
                    <span className={styles.path}>{pathOf(store.index, row.item.item)}</span>{' '}
                    <span className={styles.count}>{row.item.count}</span>
                  </>
                )}
                {props.replacing && (
                  <button
                    type="button"
                    className={styles.replace}
                    tabIndex={index === at ? 0 : -1}
                    title={words.replaceShort}
                    aria-label={
                      isHit
                        ? words.replaceOne(`${name}, ${label}`)
                        : words.replaceItem(row.item.count, name)
                    }
                    onClick={(event) => {
                      event.stopPropagation();
                      setActive(row.id);
                      replace(row);
                    }}
                  >
                    <IconReplace {...ICON} />
                  </button>
                )}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Hit(props: {
  readonly hit: FoundHit;
  readonly label: string;
  readonly insert: string | null;
}) {
  const { before, match, after } = props.hit.excerpt;
  return (
    <>
      <span className={styles.where}>{props.label}</span>{' '}
      <span className={styles.excerpt}>
        {before}
        {props.insert === null ? (
          <mark>{match}</mark>
        ) : (
          <>
            <del>{match}</del>
            {props.insert !== '' && <ins>{props.insert}</ins>}
          </>
        )}
        {after}
      </span>
    </>
  );
}

function nameOf(index: DocIndex, item: FindItem): string {
  if ('globals' in item) return words.globals;
  const name = 'env' in item ? index.env(item.env)?.name : index.node(item.node)?.name;
  return name === undefined || name === '' ? words.untitled : name;
}

function pathOf(index: DocIndex, item: FindItem): string {
  if ('globals' in item) return '';
  if ('env' in item) return words.environment;
  if (index.tree.places.get(item.node) === DRAFTS) return words.drafts;
  return index
    .ancestors(item.node)
    .map((id: NodeId) => index.node(id)?.name ?? '')
    .join(' / ');
}

function ItemIcon({ index, item }: { readonly index: DocIndex; readonly item: FindItem }) {
  if ('globals' in item) return <IconWorld {...ICON} />;
  if ('env' in item) return <IconBraces {...ICON} />;
  const node = index.node(item.node);
  switch (node?.kind) {
    case 'collection':
      return <IconBox {...ICON} />;
    case 'folder':
      return <IconFolder {...ICON} />;
    case 'example':
      return <IconBookmark {...ICON} />;
    default:
      return <MethodLabel kind={node?.kind ?? 'http'} method={node?.method ?? ''} short />;
  }
}

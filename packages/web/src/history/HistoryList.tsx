import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { formatBytes, formatDuration, formatStatus, statusTone } from '../response/format.ts';
import { endOf, errorOf, headOf } from '../send/outcome.ts';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import type { HistoryEntry } from './historyEntry.ts';
import type { HistoryRow } from './historyRows.ts';
import { historyWords as words } from './words.ts';
import styles from './historyList.module.css';

const ROW_PX = 30;
const DAY_PX = 33;

/** The entries by day, as a virtual list: thousands scroll as few do. Arrows move, Enter opens, Delete deletes. */
export function HistoryList(props: {
  readonly rows: readonly HistoryRow[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (entry: HistoryEntry) => void;
  readonly onDelete: (entry: HistoryEntry) => void;
  readonly onDeleteDay: (day: number) => void;
  readonly onEnd: () => void;
}) {
  const { rows, selected, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'day' ? DAY_PX : ROW_PX),
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index];
      return row?.kind === 'entry' ? row.entry.id : `day-${row?.day}`;
    },
  });
  const items = virtual.getVirtualItems();
  // The row that the keyboard went to may be rendered only after the list has scrolled there.
  const focused = useRef<string | null>(null);
  useEffect(() => {
    if (focused.current === null) return;
    const row = document.getElementById(`history-${focused.current}`);
    if (!row) return;
    focused.current = null;
    row.focus({ preventScroll: true });
  });
  const firstEntry = rows.find((row) => row.kind === 'entry');
  const tabStop =
    selected !== null && rows.some((row) => row.kind === 'entry' && row.entry.id === selected)
      ? selected
      : firstEntry?.entry.id;
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 20) onEnd();
  }, [lastShown, rows.length, onEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    const entries = rows.flatMap((row, index) =>
      row.kind === 'entry' ? [{ entry: row.entry, index }] : [],
    );
    const at = entries.findIndex(({ entry }) => entry.id === selected);
    const go = (to: number) => {
      const next = entries[Math.max(0, Math.min(entries.length - 1, to))];
      if (!next) return;
      props.onSelect(next.entry.id);
      virtual.scrollToIndex(next.index);
      focused.current = next.entry.id;
    };
    const current = entries[at]?.entry;
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(entries.length - 1);
    else if (event.key === 'PageDown') go(at + 15);
    else if (event.key === 'PageUp') go(at - 15);
    else if (event.key === 'Enter' && current) props.onOpen(current);
    else if (event.key === 'Delete' && current) {
      const neighbour = entries[at + 1] ?? entries[at - 1];
      props.onDelete(current);
      if (neighbour) {
        props.onSelect(neighbour.entry.id);
        focused.current = neighbour.entry.id;
      }
    } else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="list"
      aria-label={words.title}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {items.map((item) => {
          const row = rows[item.index] as HistoryRow;
          return (
            <div
              key={item.key}
              role="presentation"
              className={styles.place}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              {row.kind === 'day' ? (
                <Day row={row} onDelete={() => props.onDeleteDay(row.day)} />
              ) : (
                <Entry
                  entry={row.entry}
                  position={item.index}
                  total={rows.length}
                  isSelected={row.entry.id === selected}
                  isTabStop={row.entry.id === tabStop}
                  onSelect={() => props.onSelect(row.entry.id)}
                  onOpen={() => props.onOpen(row.entry)}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Day({
  row,
  onDelete,
}: {
  readonly row: Extract<HistoryRow, { kind: 'day' }>;
  readonly onDelete: () => void;
}) {
  return (
    <div role="listitem" className={styles.day}>
      <h2>{row.label}</h2>
      <span>{words.requests(row.count)}</span>
      <button
        type="button"
        className="sp-link"
        onClick={onDelete}
        aria-label={`${words.deleteDay}: ${row.label}`}
      >
        {words.deleteDay}
      </button>
    </div>
  );
}

function Entry(props: {
  readonly entry: HistoryEntry;
  readonly position: number;
  readonly total: number;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}) {
  const { entry } = props;
  const head = headOf(entry.outcome);
  const isCancelled = errorOf(entry.outcome)?.code === 'CANCELLED';
  const totalMs = endOf(entry.outcome)?.timings.totalMs ?? entry.outcome.durationMs;
  return (
    <div role="listitem" aria-posinset={props.position + 1} aria-setsize={props.total}>
      <button
        type="button"
        id={`history-${entry.id}`}
        tabIndex={props.isTabStop ? 0 : -1}
        aria-current={props.isSelected || undefined}
        className={styles.entry}
        onClick={props.onSelect}
        onDoubleClick={props.onOpen}
      >
        <span className={styles.time}>
          {new Date(entry.at).toLocaleTimeString(undefined, {
            hour: '2-digit',
            minute: '2-digit',
            second: '2-digit',
            hour12: false,
          })}
        </span>
        <span className={styles.request} title={`${entry.method} ${entry.url}`}>
          <span className={styles.method}>
            <MethodLabel kind="http" method={entry.method} short />
          </span>
          <span className={styles.url}>{shortUrl(entry.url)}</span>
        </span>
        <span
          className={styles.status}
          data-tone={isCancelled ? 'neutral' : statusTone(entry.status)}
        >
          {head
            ? formatStatus(head.status, head.statusText)
            : isCancelled
              ? words.cancelled
              : words.notSent}
        </span>
        <span className={styles.took}>{formatDuration(totalMs)}</span>
        <span className={styles.size}>{head ? formatBytes(entry.sizeBytes) : ''}</span>
      </button>
    </div>
  );
}

/** Path and query say what differs; a local address keeps its host, as there it is what one looks for. */
function shortUrl(url: string): string {
  const match = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^#]*)/i.exec(url);
  if (!match) return url;
  const [, host = '', rest = ''] = match;
  const isLocal = /^(?:localhost|127\.|\[::1\])/.test(host);
  return isLocal || rest === '' || rest === '/' ? host + rest : rest;
}

import { IconDownload, IconSearch, IconTrash } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Segments } from '../response/Segments.tsx';
import { saveToFile } from '../response/saveToFile.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { writeSession } from './exportSession.ts';
import { LogRow } from './LogRow.tsx';
import { isMessage, lineOf, type SocketEntry, type SocketLog } from './socketLog.ts';
import { type SocketSession, useSocketState } from './socketSession.ts';
import { StateChip } from './StateChip.tsx';
import { socketWords as words } from './words.ts';
import styles from './socket.module.css';

type Filter = keyof typeof words.filters;

const FILTERS = Object.entries(words.filters).map(([value, label]) => ({
  value: value as Filter,
  label,
}));

/** What passed, the newest first. */
export function MessageLog({ session }: { readonly session: SocketSession }) {
  const { log } = session;
  const entries = useSyncExternalStore(log.subscribe, () => log.entries);
  const state = useSocketState(session);
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const shown = useMemo(() => filtered(entries, filter, search), [entries, filter, search]);
  return (
    <section className={styles.log} aria-label={words.log} data-part="answer">
      <div className={styles.logBar}>
        <StateChip state={state} />
        <span className={styles.counts}>{words.counts(log.counts.in, log.counts.out)}</span>
        <Segments label={words.filter} value={filter} options={FILTERS} onChange={setFilter} />
        <span className={styles.spring} />
        <span className={styles.search}>
          <IconSearch size={14} stroke={1.75} aria-hidden />
          <input
            type="text"
            aria-label={words.search}
            placeholder={words.search}
            spellCheck={false}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </span>
        <IconButton
          label={words.export}
          disabled={entries.length === 0}
          onClick={() =>
            saveToFile(
              new Blob([writeSession(entries)], { type: 'application/json' }),
              'websocket-session.json',
            )
          }
        >
          <IconDownload size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton label={words.clear} disabled={entries.length === 0} onClick={() => log.clear()}>
          <IconTrash size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
      {shown.length === 0 ? (
        <p className={styles.empty}>{entries.length === 0 ? words.empty : words.noMatch}</p>
      ) : (
        <Rows entries={shown} dropped={log.dropped} log={log} />
      )}
    </section>
  );
}

/** Of a row that is closed, its line below included. */
const ROW_PX = 28;

function Rows(props: {
  readonly entries: readonly SocketEntry[];
  readonly dropped: number;
  readonly log: SocketLog;
}) {
  const { entries } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const count = entries.length;
  const at = (index: number) => entries[count - 1 - index] as SocketEntry;
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => at(index).id,
    estimateSize: () => ROW_PX,
    overscan: 4,
  });
  const toggle = useCallback((id: number) => {
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  // New entries come in at the top: whoever scrolled down reads, and what is read stays where it is.
  const newest = entries.at(-1)?.id ?? 0;
  const last = useRef(newest);
  useLayoutEffect(() => {
    const added = newest - last.current;
    last.current = newest;
    // Not asked of the element, which would have to lay out its new rows for the answer.
    const offset = virtual.scrollOffset ?? 0;
    if (added > 0 && offset > ROW_PX) virtual.scrollToOffset(offset + added * ROW_PX);
  }, [newest, virtual]);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key
      tabIndex={0}
      role="log"
      aria-label={words.log}
      aria-live="off"
    >
      <div className={styles.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const entry = at(index);
          const before = entries[count - 2 - index];
          const isOpen = open.has(entry.id);
          return (
            <div
              key={key}
              // Only what is open has a height to be asked for: asking makes the browser lay out the page at once.
              ref={isOpen ? virtual.measureElement : undefined}
              data-index={index}
              className={styles.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogRow
                entry={entry}
                sinceMs={before ? entry.at - before.at : null}
                isOpen={isOpen}
                onToggle={toggle}
              />
            </div>
          );
        })}
      </div>
      {props.dropped > 0 && <p className={styles.empty}>{words.dropped(props.dropped)}</p>}
    </div>
  );
}

function filtered(
  entries: readonly SocketEntry[],
  filter: Filter,
  search: string,
): readonly SocketEntry[] {
  const wanted = search.trim().toLowerCase();
  if (filter === 'all' && wanted === '') return entries;
  return entries.filter((entry) => {
    if (!isMessage(entry)) return filter === 'all' && entry.text.toLowerCase().includes(wanted);
    if (filter !== 'all' && entry.kind !== filter) return false;
    const text = typeof entry.message === 'string' ? entry.message : lineOf(entry.message);
    return wanted === '' || text.toLowerCase().includes(wanted);
  });
}

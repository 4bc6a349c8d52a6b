import { IconEraser, IconX } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { IconButton } from '../ui/IconButton.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { ConsoleRow } from './ConsoleRow.tsx';
import { CONSOLE_LEVELS, consoleLog, type ConsoleEntry, useConsoleEntries } from './consoleLog.ts';
import { CONSOLE, setConsole, useConsolePanel } from './consolePanel.ts';
import { consoleWords as words } from './words.ts';
import styles from './console.module.css';

const LEVELS = ['all', ...CONSOLE_LEVELS] as const;
type Level = (typeof LEVELS)[number];

const STEP_PX = 16;

/** Every request on the wire and every log of scripts, at the bottom of the window. */
export function ConsolePanel() {
  const { height } = useConsolePanel();
  const entries = useConsoleEntries();
  const [text, setText] = useState('');
  const [level, setLevel] = useState<Level>('all');
  const shown = useMemo(() => filtered(entries, text, level), [entries, text, level]);
  return (
    <section
      className={styles.panel}
      style={{ height: `min(${height}px, ${CONSOLE.maxShare * 100}vh)` }}
      aria-label={words.name}
      data-region
    >
      <Sash height={height} />
      <div className={styles.bar}>
        <h2 className={styles.title}>{words.name}</h2>
        <input
          type="text"
          className={styles.filter}
          aria-label={words.filter}
          placeholder={words.filter}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <PlainSelect
          label={words.level}
          value={level}
          options={LEVELS.map((value) => ({ value, label: words.levels[value] }))}
          onChange={setLevel}
        />
        <span className={styles.spring} />
        <IconButton label={words.clear} onClick={() => consoleLog.clear()}>
          <IconEraser size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton label={words.close} onClick={() => setConsole({ open: false })}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
      {shown.length === 0 ? (
        <p className={styles.note}>{entries.length === 0 ? words.empty : words.noMatch}</p>
      ) : (
        <Entries entries={shown} />
      )}
    </section>
  );
}

function Entries({ entries }: { readonly entries: readonly ConsoleEntry[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (at) => entries[at]?.id ?? at,
    estimateSize: () => 26,
    overscan: 12,
  });
  const isAtEnd = useRef(true);
  const last = entries.at(-1)?.id;
  useEffect(() => {
    // Whoever scrolled up reads; otherwise the newest stays in sight.
    if (isAtEnd.current) virtual.scrollToIndex(entries.length - 1, { align: 'end' });
    // oxlint-disable-next-line react/exhaustive-deps -- each new last entry, and nothing else
  }, [last]);
  const toggle = (id: number) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key
      tabIndex={0}
      role="log"
      aria-label={words.entries}
      aria-live="off"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 40;
      }}
    >
      <div className={styles.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const entry = entries[index] as ConsoleEntry;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.row}
              data-level={entry.level}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ConsoleRow entry={entry} isOpen={open.has(entry.id)} onToggle={toggle} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The upper edge, to drag or to move by keys. */
function Sash({ height }: { readonly height: number }) {
  const most = () => window.innerHeight * CONSOLE.maxShare;
  const resize = (next: number) =>
    setConsole({ height: Math.round(Math.max(CONSOLE.min, Math.min(most(), next))) });
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const from = height + event.clientY;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => resize(from - move.clientY);
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
    event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp') resize(height + STEP_PX);
    else if (event.key === 'ArrowDown') resize(height - STEP_PX);
    else if (event.key === 'Home') resize(CONSOLE.min);
    else if (event.key === 'End') resize(most());
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a focusable separator is a widget (WAI-ARIA)
    <div
      role="separator"
      tabIndex={0}
      className={styles.sash}
      aria-label={words.height}
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={CONSOLE.min}
      aria-valuemax={Math.round(most())}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setConsole({ height: CONSOLE.initial })}
    />
  );
}

function filtered(
  entries: readonly ConsoleEntry[],
  text: string,
  level: Level,
): readonly ConsoleEntry[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' && level === 'all') return entries;
  return entries.filter(
    (entry) =>
      (level === 'all' || entry.level === level) &&
      `${entry.source}\n${entry.text}`.toLowerCase().includes(wanted),
  );
}

import { IconCheck, IconChevronRight, IconMinus, IconX } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { formatBytes, formatDuration, formatStatus, statusTone } from '../response/format.ts';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import { isFailed, type RunLine, type RunRow } from './runRows.ts';
import { runnerWords as words } from './words.ts';
import styles from './results.module.css';

const ICON = { size: 14, stroke: 2, 'aria-hidden': true } as const;

/** What stands in the list: a head for each iteration, the requests, and under them what failed or was asked for. */
type Shown =
  | {
      readonly kind: 'iteration';
      readonly key: string;
      readonly iteration: number;
      readonly failed: number;
    }
  | { readonly kind: 'row'; readonly key: string; readonly row: RunRow; readonly at: number }
  | { readonly kind: 'line'; readonly key: string; readonly line: RunLine };

/** Every request of a run, by iteration; thousands scroll as few do. */
export function ResultList(props: {
  readonly rows: readonly RunRow[];
  readonly labels: readonly string[];
  /** Keeps the newest in sight. */
  readonly follows: boolean;
}) {
  const { rows, follows } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const shown = useMemo(() => toShown(rows, open), [rows, open]);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (shown[at]?.kind === 'row' ? 30 : 28),
    getItemKey: (at) => shown[at]?.key ?? at,
    overscan: 12,
  });
  useEffect(() => {
    if (follows) virtual.scrollToIndex(shown.length - 1, { align: 'end' });
    // oxlint-disable-next-line react/exhaustive-deps -- each time the list grows
  }, [shown.length, follows]);
  const toggle = (at: number) => {
    const next = new Set(open);
    if (!next.delete(at)) next.add(at);
    setOpen(next);
  };
  return (
    <div
      className={styles.root}
      role="table"
      aria-label={words.results}
      aria-rowcount={rows.length}
    >
      <div role="rowgroup">
        <div className={styles.head} role="row">
          {Object.values(words.columns).map((column) => (
            <span key={column} role="columnheader">
              {column}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        role="rowgroup"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key
        tabIndex={0}
      >
        <div className={styles.list} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const item = shown[index] as Shown;
            return (
              <div
                key={key}
                // Only a line can be higher than it is thought to be.
                ref={item.kind === 'line' ? virtual.measureElement : null}
                data-index={index}
                className={styles.place}
                role="row"
                style={{ transform: `translateY(${start}px)` }}
              >
                {item.kind === 'iteration' ? (
                  <IterationHead
                    iteration={item.iteration}
                    failed={item.failed}
                    label={props.labels[Math.min(item.iteration, props.labels.length - 1)] ?? ''}
                  />
                ) : item.kind === 'row' ? (
                  <Row row={item.row} at={item.at} isOpen={open.has(item.at)} onToggle={toggle} />
                ) : (
                  <Line line={item.line} />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function IterationHead(props: {
  readonly iteration: number;
  readonly label: string;
  readonly failed: number;
}) {
  return (
    <span className={styles.iteration} role="cell">
      <strong>{words.iteration(props.iteration + 1)}</strong>
      <code>{props.label}</code>
      {props.failed > 0 && <em>{words.failed(props.failed)}</em>}
    </span>
  );
}

const Row = memo(function Row(props: {
  readonly row: RunRow;
  readonly at: number;
  readonly isOpen: boolean;
  readonly onToggle: (at: number) => void;
}) {
  const { row } = props;
  const counted = row.lines.filter(({ status }) => status !== 'skipped');
  const passed = counted.filter(({ status }) => status === 'passed').length;
  const failed = isFailed(row);
  return (
    <>
      <span className={styles.request} role="cell">
        <button
          type="button"
          aria-expanded={props.isOpen}
          disabled={row.lines.length === 0}
          onClick={() => props.onToggle(props.at)}
        >
          <IconChevronRight {...ICON} className={styles.twisty} />
          <span className={styles.method}>
            <MethodLabel kind="http" method={row.method} short />
          </span>
          <span className={styles.name} title={row.url || row.name}>
            {row.name}
          </span>
          {row.path !== '' && <span className={styles.path}>{row.path}</span>}
        </button>
      </span>
      <span role="cell" data-tone={row.state === 'done' ? statusTone(row.status) : undefined}>
        {row.status === null
          ? row.state === 'done'
            ? words.notSent
            : ''
          : formatStatus(row.status, row.statusText)}
      </span>
      <span role="cell">{row.status === null ? '' : formatDuration(row.timeMs)}</span>
      <span role="cell">{row.status === null ? '' : formatBytes(row.sizeBytes)}</span>
      <span role="cell" className={styles.tests} data-tone={failed ? 'danger' : 'ok'}>
        {row.state === 'sending' ? (
          <span className={styles.quiet}>{words.sending}</span>
        ) : row.state === 'skipped' ? (
          <span className={styles.quiet}>{words.skippedRow}</span>
        ) : counted.length === 0 ? (
          <span className={styles.quiet}>{words.noTests}</span>
        ) : (
          <>
            {failed ? <IconX {...ICON} /> : <IconCheck {...ICON} />} {passed}/{counted.length}
          </>
        )}
      </span>
    </>
  );
});

function Line({ line }: { readonly line: RunLine }) {
  return (
    <span className={styles.line} role="cell" data-status={line.status}>
      {line.status === 'passed' ? (
        <IconCheck {...ICON} />
      ) : line.status === 'failed' ? (
        <IconX {...ICON} />
      ) : (
        <IconMinus {...ICON} />
      )}
      <span>{line.name}</span>
      {line.message !== null && <code>{line.message}</code>}
    </span>
  );
}

function toShown(rows: readonly RunRow[], open: ReadonlySet<number>): readonly Shown[] {
  const shown: Shown[] = [];
  const failedBy = new Map<number, number>();
  for (const row of rows) {
    const failed = row.lines.filter(({ status }) => status === 'failed').length;
    failedBy.set(row.iteration, (failedBy.get(row.iteration) ?? 0) + failed);
  }
  for (const [at, row] of rows.entries()) {
    if (at === 0 || row.iteration !== rows[at - 1]?.iteration) {
      const { iteration } = row;
      const failed = failedBy.get(iteration) ?? 0;
      shown.push({ kind: 'iteration', key: `i${iteration}`, iteration, failed });
    }
    shown.push({ kind: 'row', key: `r${at}`, row, at });
    const isOpen = open.has(at);
    for (const [number, line] of row.lines.entries()) {
      if (!isOpen && line.status !== 'failed') continue;
      shown.push({ kind: 'line', key: `r${at}l${number}`, line });
    }
  }
  return shown;
}

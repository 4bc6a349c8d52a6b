import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useViewState } from '../request/viewState.ts';
import type { ScriptsReport } from '../send/outcome.ts';
import { testCounts } from './countTests.ts';
import { Segments } from './Segments.tsx';
import { responseWords as words } from './words.ts';
import styles from './testResults.module.css';

const FILTERS = ['all', 'passed', 'failed', 'skipped'] as const;
type Filter = (typeof FILTERS)[number];

interface Row {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly message: string | null;
  readonly place: string;
}

const ICON = { size: 14, stroke: 2 } as const;

/** The tests that ran with an answer, and the scripts that failed, which come first. */
export function TestResults({ report }: { readonly report: ScriptsReport | undefined }) {
  const [filter, setFilter] = useViewState<Filter>('test-filter', 'all');
  if (!report || report.tests.length + report.errors.length === 0) {
    return <p className={styles.note}>{words.noTests}</p>;
  }
  const counts = testCounts(report);
  const all = rowsOf(report);
  const shown = filter === 'all' ? all : all.filter(({ status }) => status === filter);
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <Segments
          label={words.testFilter}
          value={filter}
          options={FILTERS.map((value) => ({
            value,
            label: `${words.testFilters[value]} ${value === 'all' ? all.length : counts[value]}`,
          }))}
          onChange={setFilter}
        />
      </div>
      {shown.length === 0 ? (
        <p className={styles.note}>{words.noTestsMatch}</p>
      ) : (
        <List rows={shown} />
      )}
    </div>
  );
}

function List({ rows }: { readonly rows: readonly Row[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (rows[at]?.message ? 50 : 28),
    overscan: 20,
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key
    <div ref={scroller} className={styles.scroller} tabIndex={0}>
      <ul
        className={styles.list}
        aria-label={words.testList}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start, key }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className={styles.row}
            data-status={rows[index]?.status}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Test row={rows[index] as Row} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Test({ row }: { readonly row: Row }) {
  return (
    <>
      <span className={styles.icon} role="img" aria-label={words.testStatus[row.status]}>
        {row.status === 'passed' ? (
          <IconCheck {...ICON} aria-hidden />
        ) : row.status === 'failed' ? (
          <IconX {...ICON} aria-hidden />
        ) : (
          <IconMinus {...ICON} aria-hidden />
        )}
      </span>
      <span className={styles.name}>{row.name}</span>
      <span className={styles.place}>{row.place}</span>
      {row.message !== null && <span className={styles.message}>{row.message}</span>}
    </>
  );
}

function rowsOf({ errors, tests }: ScriptsReport): readonly Row[] {
  const failed = errors.map(({ owner, listen, name, message }): Row => ({
    name: words.scriptOf(words.scriptNames[listen], owner),
    status: 'failed',
    message: `${name}: ${message}`,
    place: '',
  }));
  const owners = new Set(tests.map(({ owner }) => owner));
  return [
    ...failed,
    ...tests.map(({ name, owner, status, message }): Row => ({
      name,
      status,
      message,
      // Worth its room only where tests of several places ran.
      place: owners.size > 1 ? owner : '',
    })),
  ];
}

import { Button, Menu } from '@mantine/core';
import {
  IconCheck,
  IconFileExport,
  IconPlayerPlay,
  IconPlayerStop,
  IconX,
} from '@tabler/icons-react';
import { errorMessage } from '@scratchpad/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { showToast } from '../app/toasts.tsx';
import { formatDuration } from '../response/format.ts';
import { InlineNotice } from '../response/InlineNotice.tsx';
import { Segments } from '../response/Segments.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ResultList } from './ResultList.tsx';
import type { RunRecord } from './runRecord.ts';
import { isFailed } from './runRows.ts';
import type { RunView } from './runSession.ts';
import { timesOf } from './runStatistics.ts';
import { IterationsChart, TimesChart } from './TimesChart.tsx';
import { runnerWords as words } from './words.ts';
import styles from './runner.module.css';

type Filter = 'all' | 'passed' | 'failed';

/** A run while it goes on and when it has ended: progress, numbers, charts, every request. */
export function RunResults(props: {
  readonly view: RunView;
  readonly onStop?: () => void;
  /** Null when there is nothing to run any more. */
  readonly onAgain?: (() => void) | null;
}) {
  const { view } = props;
  const [filter, setFilter] = useState<Filter>('all');
  const [text, setText] = useState('');
  const [follows, setFollows] = useState(true);
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const { rows } = view;
  const failedRows = useMemo(
    () => rows.filter(isFailed).length,
    // oxlint-disable-next-line react/exhaustive-deps -- the rows grow in place; the view is another one then
    [view],
  );
  const finished = rows.filter(({ state }) => state !== 'sending').length;
  const shown = useMemo(
    () =>
      rows.filter(
        (row) =>
          (filter === 'all' || isFailed(row) === (filter === 'failed')) &&
          (wanted === '' || `${row.method} ${row.name} ${row.url}`.toLowerCase().includes(wanted)),
      ),
    // oxlint-disable-next-line react/exhaustive-deps -- as above
    [view, filter, wanted],
  );
  return (
    <section className={styles.resultsInner} aria-label={words.results}>
      <Head {...props} finished={finished} />
      {view.error !== null && (
        <InlineNotice tone="warn" title={words.endedEarly}>
          {view.error}
        </InlineNotice>
      )}
      <TimesChart rows={rows} planned={view.isRunning ? view.planned : rows.length} />
      <IterationsChart rows={rows} />
      <div className={styles.resultsBar}>
        <Segments
          label={words.show}
          value={filter}
          options={[
            { value: 'all', label: `${words.filters.all} ${rows.length}` },
            { value: 'passed', label: `${words.filters.passed} ${rows.length - failedRows}` },
            { value: 'failed', label: `${words.filters.failed} ${failedRows}` },
          ]}
          onChange={setFilter}
        />
        <span className={styles.spring} />
        <input
          type="text"
          className={styles.find}
          aria-label={words.find}
          placeholder={words.find}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {view.isRunning && (
          <label className={styles.follow}>
            <input
              type="checkbox"
              className="sp-check"
              checked={follows}
              onChange={(event) => setFollows(event.target.checked)}
            />
            {words.follow}
          </label>
        )}
        {view.record && <ExportMenu record={view.record} />}
      </div>
      {shown.length === 0 ? (
        <p className={styles.note}>{rows.length === 0 ? '' : words.noMatch}</p>
      ) : (
        <ResultList rows={shown} labels={view.labels} follows={view.isRunning && follows} />
      )}
    </section>
  );
}

function Head(props: {
  readonly view: RunView;
  readonly finished: number;
  readonly onStop?: () => void;
  readonly onAgain?: (() => void) | null;
}) {
  const { view, finished } = props;
  const { rows, isRunning, startedAt, planned } = view;
  const times = timesOf(rows);
  const tookMs = view.endedAt - startedAt;
  const leftMs = finished > 0 ? (tookMs / finished) * (planned - finished) : null;
  return (
    <header className={styles.resultsHead}>
      <div className={styles.headLine}>
        <h2>
          {isRunning
            ? words.iterationOf((rows.at(-1)?.iteration ?? 0) + 1, view.iterations)
            : words.results}
        </h2>
        <span>
          {isRunning
            ? words.progress(finished, planned)
            : words.done(rows.length, (rows.at(-1)?.iteration ?? -1) + 1)}
        </span>
        <span className={styles.spring} />
        <span className={styles.time}>
          {formatDuration(tookMs)}
          {isRunning && leftMs !== null && leftMs > 1000 && (
            <>, {words.left(formatDuration(Math.round(leftMs / 1000) * 1000))}</>
          )}
        </span>
        {isRunning && props.onStop && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlayerStop size={14} stroke={2} aria-hidden />}
            onClick={props.onStop}
          >
            {words.stop}
          </Button>
        )}
        {!isRunning && props.onAgain && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlayerPlay size={14} stroke={2} aria-hidden />}
            onClick={props.onAgain}
          >
            {words.again}
          </Button>
        )}
      </div>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={words.progressName}
        aria-valuemin={0}
        aria-valuemax={planned}
        aria-valuenow={Math.min(planned, finished)}
      >
        <span
          data-failed={view.failed > 0 || undefined}
          style={{ width: `${planned > 0 ? Math.min(100, (finished / planned) * 100) : 0}%` }}
        />
      </div>
      <div className={styles.headLine}>
        <span data-tone="ok">
          <IconCheck size={14} stroke={2} aria-hidden /> {words.passed(view.passed)}
        </span>
        <span data-tone={view.failed > 0 ? 'danger' : undefined}>
          <IconX size={14} stroke={2} aria-hidden /> {words.failed(view.failed)}
        </span>
        <span>{words.skipped(view.skipped)}</span>
        <span className={styles.spring} />
        {times && (
          <span className={styles.times}>
            <span>{words.median(formatDuration(times.median))}</span>
            <span>{words.p95(formatDuration(times.p95))}</span>
            <span>{words.slowest(formatDuration(times.slowest))}</span>
          </span>
        )}
      </div>
      <div role="status" className="sp-visually-hidden">
        {isRunning ? '' : words.summary(view.passed, view.failed)}
      </div>
    </header>
  );
}

function ExportMenu({ record }: { readonly record: RunRecord }) {
  const save = (run: (exporters: typeof import('./exportRun.ts')) => void | Promise<void>) => {
    import('./exportRun.ts').then(run).catch((error: unknown) => {
      showToast({ message: words.notExported(errorMessage(error)), sticky: true });
    });
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <IconButton label={words.export}>
          <IconFileExport size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save(({ exportRunJson }) => exportRunJson(record))}>
          {words.exportJson}
        </Menu.Item>
        <Menu.Item onClick={() => save(({ exportRunJunit }) => exportRunJunit(record))}>
          {words.exportJunit}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

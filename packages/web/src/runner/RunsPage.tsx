import { IconBox, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useDocumentId } from '../app/documentPath.ts';
import { useDocStore, useTree } from '../app/docHooks.ts';
import { openTab } from '../app/tabs.ts';
import { formatDuration } from '../response/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { RunResults } from './RunResults.tsx';
import type { RunHead, RunRecord } from './runRecord.ts';
import { readRun, removeRun, useRuns } from './runStore.ts';
import { formatDate } from '../ui/formatDate.ts';
import { runnerWords as words } from './words.ts';
import styles from './runner.module.css';

/** What can be run, and what was run on this device. */
export function RunsPage() {
  const [shown, setShown] = useState<string | null>(null);
  if (shown !== null) return <OneRun id={shown} onBack={() => setShown(null)} />;
  return (
    <div className={styles.all}>
      <header>
        <h1>{words.title}</h1>
        <p>{words.chooseText}</p>
      </header>
      <Collections />
      <EarlierRuns onShow={setShown} />
    </div>
  );
}

function Collections() {
  const { index } = useDocStore();
  const { collections } = useTree();
  return (
    <section aria-labelledby="run-choose">
      <h2 id="run-choose">{words.chooseTitle}</h2>
      {collections.length === 0 && <p>{words.noCollections}</p>}
      <ul className={styles.choices} hidden={collections.length === 0}>
        {collections.map((id) => (
          <li key={id}>
            <button
              type="button"
              className={styles.choice}
              onClick={() => openTab({ kind: 'run', id }, { keep: true })}
            >
              <IconBox size={16} stroke={1.75} aria-hidden />
              <span>{index.node(id)?.name}</span>
              <small>{index.requestCount(id)}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function EarlierRuns({ onShow }: { readonly onShow: (id: string) => void }) {
  const runs = useRuns(useDocumentId());
  if (runs === null) return null;
  return (
    <section aria-labelledby="run-earlier">
      <h2 id="run-earlier">{words.earlier}</h2>
      {runs.length === 0 && <p>{words.noEarlier}</p>}
      <ul className={styles.choices} hidden={runs.length === 0}>
        {runs.map((run) => (
          <li key={run.id}>
            <button type="button" className={styles.choice} onClick={() => onShow(run.id)}>
              <span>{run.name}</span>
              <small data-tone={run.failed > 0 || run.error !== null ? 'danger' : 'ok'}>
                {words.summary(run.passed, run.failed)}
              </small>
              <small>{formatDuration(run.endedAt - run.startedAt)}</small>
              <small>{timeText(run)}</small>
            </button>
            <IconButton label={words.removeRun} onClick={() => void removeRun(run.id)}>
              <IconTrash size={14} stroke={2} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One earlier run with all that is kept of it. */
function OneRun({ id, onBack }: { readonly id: string; readonly onBack: () => void }) {
  const [record, setRecord] = useState<RunRecord | null | undefined>(null);
  useEffect(() => {
    let current = true;
    void readRun(id).then((read) => {
      if (current) setRecord(read);
    });
    return () => {
      current = false;
    };
  }, [id]);
  return (
    <div className={styles.one}>
      <div className={styles.oneHead}>
        <button type="button" className={styles.link} onClick={onBack}>
          {words.back}
        </button>
        {record && (
          <>
            <strong>{record.name}</strong>
            <span>{timeText(record)}</span>
            {record.environment !== null && <span>{record.environment}</span>}
          </>
        )}
      </div>
      <div className={styles.oneBody}>
        {record === undefined && <p className={styles.note}>{words.gone}</p>}
        {record && (
          <RunResults
            view={{
              ...record,
              isRunning: false,
              planned: record.rows.length,
              record,
            }}
          />
        )}
      </div>
    </div>
  );
}

function timeText({ startedAt }: Pick<RunHead, 'startedAt'>): string {
  return formatDate(startedAt);
}

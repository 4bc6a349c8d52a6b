import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { NodeId } from '@scratchpad/core';
import { useDocStore } from '../app/docHooks.ts';
import { responses } from '../send/responseStore.ts';
import type { ScriptsReport } from '../send/outcome.ts';
import { useSyncExternalStore } from 'react';
import { scriptWords as words } from './words.ts';
import styles from './scripts.module.css';

const ICON = { size: 14, stroke: 2, 'aria-hidden': true } as const;
/** More stand in the response's own tab. */
const MAX_ROWS = 50;

/** What the tests of this script said the last time, under the script, each with the way to its line. */
export function LastRun(props: {
  readonly id: NodeId;
  readonly listen: 'prerequest' | 'test';
  readonly onLine: (line: number) => void;
}) {
  const { id, listen } = props;
  const store = useDocStore();
  const outcome = useSyncExternalStore(
    (listener) => responses.subscribe(id, listener),
    () => responses.of(id).answer?.outcome,
  );
  const own = outcome?.scripts?.tests.filter(
    (test) => test.listen === listen && test.owner === outcome.requestName,
  );
  if (!outcome || !own || own.length === 0) return null;
  const failed = own.filter(({ status }) => status === 'failed').length;
  const passed = own.filter(({ status }) => status === 'passed').length;
  const code = store.textContent(id, listen === 'test' ? 'test' : 'preRequest');
  return (
    <section className={styles.last} aria-label={words.lastRun}>
      <header className={styles.lastHead}>
        <h3>{words.lastRun}</h3>
        {passed > 0 && <span data-tone="ok">{words.passed(passed)}</span>}
        {failed > 0 && <span data-tone="danger">{words.failed(failed)}</span>}
        <time dateTime={new Date(outcome.startedAt).toISOString()}>
          {new Date(outcome.startedAt).toLocaleTimeString([], { hour12: false })}
        </time>
      </header>
      <ul className={styles.lastRows}>
        {failedFirst(own)
          .slice(0, MAX_ROWS)
          .map((test, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- names come twice, and the list never moves
            <li key={at} data-status={test.status}>
              <StatusIcon status={test.status} />
              <span className={styles.lastName}>{test.name}</span>
              {test.message !== null && (
                <span className={styles.lastMessage}>
                  {test.message} <Line code={code} name={test.name} onLine={props.onLine} />
                </span>
              )}
            </li>
          ))}
      </ul>
    </section>
  );
}

function failedFirst(tests: ScriptsReport['tests']): ScriptsReport['tests'] {
  return tests.toSorted((a, b) => Number(b.status === 'failed') - Number(a.status === 'failed'));
}

function StatusIcon({ status }: Pick<ScriptsReport['tests'][number], 'status'>) {
  if (status === 'passed') return <IconCheck {...ICON} />;
  return status === 'failed' ? <IconX {...ICON} /> : <IconMinus {...ICON} />;
}

/** The line that a test's name stands in; an error of the sandbox tells none. */
function Line(props: {
  readonly code: string;
  readonly name: string;
  readonly onLine: (line: number) => void;
}) {
  const line = props.code.split('\n').findIndex((text) => text.includes(props.name)) + 1;
  if (line === 0) return null;
  return (
    <button type="button" className={styles.line} onClick={() => props.onLine(line)}>
      {words.line(line)}
    </button>
  );
}

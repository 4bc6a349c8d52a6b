import { addRows, type NodeId } from '@scratchpad/core';
import { IconBookmark } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { keysOf } from '../app/shortcuts.ts';
import { openTab } from '../app/tabs.ts';
import { CodeEditor } from '../editors/CodeEditor.tsx';
import { SubTabs } from '../request/SubTabs.tsx';
import { useViewState } from '../request/viewState.ts';
import {
  cookiesOf,
  endOf,
  errorOf,
  headOf,
  hopsOf,
  type Outcome,
  responseHeader,
} from '../send/outcome.ts';
import { type Progress, responses, useResponseState } from '../send/responseStore.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { BodyView } from './BodyView.tsx';
import { CookieList } from './CookieList.tsx';
import { Failure, HeldNotice } from './Failure.tsx';
import { formatBytes, formatDuration, formatStatus } from './format.ts';
import { HeaderList } from './HeaderList.tsx';
import { HopList } from './HopList.tsx';
import { ResponseFacts } from './ResponseFacts.tsx';
import { saveAsExample } from './saveAsExample.ts';
import { fileNameFor } from './saveToFile.ts';
import { countTests, describeTests } from './countTests.ts';
import { TestResults } from './TestResults.tsx';
import { responseWords as words } from './words.ts';
import styles from './responsePane.module.css';

const Visualizer = lazy(async () => ({
  default: (await import('../visualizer/Visualizer.tsx')).Visualizer,
}));

type Tab = 'body' | 'cookies' | 'headers' | 'tests' | 'visualize';

/** What came of the last sending of a request, and what is under way. */
export function ResponsePane({
  id,
  onSend,
}: {
  readonly id: NodeId;
  readonly onSend: (acceptUnresolved?: boolean) => void;
}) {
  const { progress, answer, held } = useResponseState(id);
  const store = useDocStore();
  const [env] = useActiveEnvironment();
  const [tab, setTab] = useViewState<Tab>('response-tab', 'body');
  const outcome = answer?.outcome ?? null;
  const said = useAnnouncement(outcome);

  const addHeld = () => {
    if (!held) return;
    const owner = env === null || !store.index.env(env) ? ({ globals: true } as const) : { env };
    addRows(
      store,
      owner,
      held.unresolved.map((key) => ({ key })),
    );
    responses.update(id, { held: null });
    // They have names now; their values are typed where the person can see all of them.
    openTab('env' in owner ? { kind: 'environment', id: owner.env } : { kind: 'globals' });
  };

  const cookies = outcome ? cookiesOf(outcome) : [];
  const headers = outcome ? (headOf(outcome)?.headers ?? []) : [];
  return (
    <section className={styles.root} aria-label={words.region} data-part="answer">
      <div role="status" className="sp-visually-hidden">
        {said}
      </div>
      <SubTabs
        label={words.parts}
        active={tab}
        onChange={setTab}
        tabs={[
          { id: 'body', label: words.tabs.body, text: words.bodyTab },
          { id: 'cookies', label: words.tabs.cookies, count: cookies.length },
          { id: 'headers', label: words.tabs.headers, count: headers.length },
          { id: 'tests', label: words.tabs.tests, ...countTests(outcome?.scripts) },
          {
            id: 'visualize',
            label: words.tabs.visualize,
            dot: Boolean(outcome?.scripts?.visualization),
          },
        ]}
        aside={
          progress ? (
            <Elapsed progress={progress} />
          ) : (
            outcome && (
              <>
                <ResponseFacts outcome={outcome} />
                {answer && headOf(outcome) && (
                  <SaveExample id={id} outcome={outcome} body={answer.body} />
                )}
              </>
            )
          )
        }
      >
        {held && !progress ? (
          <HeldNotice names={held.unresolved} onAdd={addHeld} onSendAnyway={() => onSend(true)} />
        ) : progress?.partial ? (
          <CodeEditor
            source={{ stream: progress.partial }}
            language="text"
            label={words.tabs.body}
            wrap
            follow
          />
        ) : answer ? (
          <div className={styles.content} data-stale={progress ? true : undefined}>
            <AnswerPanel
              id={id}
              tab={tab}
              outcome={answer.outcome}
              body={answer.body}
              onSend={() => onSend()}
            />
          </div>
        ) : (
          !progress && <Empty />
        )}
      </SubTabs>
    </section>
  );
}

/** One tab of an answer. Also what the history shows. */
export function AnswerPanel(props: {
  readonly id: NodeId | null;
  readonly tab: Tab;
  readonly outcome: Outcome;
  readonly body: Blob;
  readonly onSend?: () => void;
}) {
  const { outcome } = props;
  const { history } = useServices();
  const findEarlier = useCallback(async () => {
    const earlier = await history.answerBefore(outcome.requestId, outcome.startedAt);
    if (!earlier) return undefined;
    const { startedAt: at } = earlier.outcome;
    return {
      body: earlier.body,
      contentType: responseHeader(earlier.outcome, 'content-type') ?? '',
      at,
    };
  }, [history, outcome]);
  const contentType = responseHeader(outcome, 'content-type') ?? '';
  const tab = shownTab(props.tab, outcome);
  if (tab === 'cookies')
    return <CookieList cookies={cookiesOf(outcome)} hidden={outcome.via === 'browser'} />;
  if (tab === 'headers') {
    const hops = hopsOf(outcome);
    return (
      <>
        <HeaderList headers={headOf(outcome)?.headers ?? []} label={words.tabs.headers} />
        {hops.length > 1 && <h3 className={styles.heading}>{words.hops(hops.length - 1)}</h3>}
        {hops.length > 0 && <HopList hops={hops} />}
      </>
    );
  }
  if (tab === 'tests') return <TestResults report={outcome.scripts} />;
  if (tab === 'visualize') {
    return (
      <Suspense fallback={null}>
        <Visualizer
          // Another answer is another picture; what was allowed for one holds for the next of the same request.
          name={props.id ?? outcome.id}
          report={outcome.scripts}
        />
      </Suspense>
    );
  }
  const head = headOf(outcome);
  const notes = [...outcome.notes, ...(endOf(outcome)?.truncated ? [words.truncated] : [])];
  return (
    <div className={styles.body}>
      {errorOf(outcome) && (
        <Failure outcome={outcome} id={props.id} {...(props.onSend && { onSend: props.onSend })} />
      )}
      {notes.length > 0 && (
        <ul className={styles.notes} aria-label={words.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {head && (
        <div className={styles.bodyView}>
          <BodyView
            name={props.id ?? outcome.id}
            body={props.body}
            request={props.id}
            {...(props.id === null ? {} : { findEarlier })}
            contentType={contentType}
            fileName={fileNameFor(
              outcome.sent.url,
              contentType,
              responseHeader(outcome, 'content-disposition'),
            )}
          />
        </div>
      )}
    </div>
  );
}

/** Without an answer every part is empty: why there is none stands in each that has nothing of its own to show. */
function shownTab(tab: Tab, outcome: Outcome): Tab {
  if (!errorOf(outcome) || headOf(outcome)) return tab;
  const { scripts } = outcome;
  const hasOwn =
    (tab === 'headers' && hopsOf(outcome).length > 0) ||
    (tab === 'tests' &&
      scripts !== undefined &&
      scripts.tests.length + scripts.errors.length > 0) ||
    (tab === 'visualize' && Boolean(scripts?.visualization));
  return hasOwn ? tab : 'body';
}

function Empty() {
  return (
    <div className={styles.empty}>
      <p>{words.empty}</p>
      <Kbd>{keysOf('send')}</Kbd>
    </div>
  );
}

function Elapsed({ progress }: { readonly progress: Progress }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const phase =
    progress.phase === 'receiving'
      ? words.receiving(formatBytes(progress.receivedBytes))
      : progress.phase === 'waiting'
        ? words.waiting
        : progress.phase === 'scripts'
          ? words.scripts
          : words.sending;
  return (
    <div className={styles.elapsed}>
      <span className={styles.phase}>{phase}</span>
      <span className={styles.time}>{formatDuration(Math.max(0, now - progress.startedAt))}</span>
    </div>
  );
}

function SaveExample({
  id,
  outcome,
  body,
}: {
  readonly id: NodeId;
  readonly outcome: Outcome;
  readonly body: Blob;
}) {
  const store = useDocStore();
  const [said, setSaid] = useState<string | null>(null);
  const save = async () => {
    const { name, cut } = await saveAsExample(store, id, outcome, body);
    setSaid(`${words.savedExample(name)}${cut ? ` ${words.exampleCut}` : ''}`);
    setTimeout(() => setSaid(null), 4000);
  };
  return (
    <>
      <span role="status" className={styles.said}>
        {said}
      </span>
      <span className={styles.exampleIcon}>
        <IconButton label={words.saveExample} onClick={() => void save()}>
          <IconBookmark size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </span>
      <button type="button" className={styles.exampleButton} onClick={() => void save()}>
        <IconBookmark size={16} stroke={1.75} aria-hidden />
        {words.saveExample}
      </button>
    </>
  );
}

/** Says an answer that arrived while the pane was shown; one that was there already is not news. */
function useAnnouncement(outcome: Outcome | null): string {
  const [first] = useState(outcome?.id);
  if (!outcome || outcome.id === first) return '';
  const head = headOf(outcome);
  const time = formatDuration(endOf(outcome)?.timings.totalMs ?? outcome.durationMs);
  const tests = outcome.scripts ? ` ${describeTests(outcome.scripts)}` : '';
  return head
    ? `${words.announced(formatStatus(head.status, head.statusText), time)}${tests}`
    : words.announced(words.notSent, time);
}

import { Menu, Popover } from '@mantine/core';
import type { NodeId } from '@scratchpad/core';
import { IconArrowLeft, IconDots, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { openTab } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { TargetList } from '../request/SaveMenu.tsx';
import { SubTabs } from '../request/SubTabs.tsx';
import { useViewState } from '../request/viewState.ts';
import { countTests } from '../response/countTests.ts';
import { formatBytes, formatStatus, statusTone } from '../response/format.ts';
import { HeaderList } from '../response/HeaderList.tsx';
import { PhasesBar } from '../response/PhasesBar.tsx';
import { AnswerPanel } from '../response/ResponsePane.tsx';
import { StatusChip } from '../response/StatusChip.tsx';
import { endOf, headOf, hopsOf } from '../send/outcome.ts';
import { sendHttp } from '../send/sendHttp.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import { openAsDraft, openEntry, saveEntry } from './historyActions.ts';
import type { HistoryEntry } from './historyEntry.ts';
import { dayLabel, startOfDay } from './historyRows.ts';
import { historyWords as words } from './words.ts';
import styles from './historyDetail.module.css';

type Tab = 'response' | 'headers' | 'tests' | 'request';

/** Tabs of the answer, by the names they have beside a request. */
const ANSWER_TABS = { response: 'body', headers: 'headers', tests: 'tests' } as const;

/** One entry: what was sent, what came back, and what can be done with it. */
export function HistoryDetail(props: {
  readonly entry: HistoryEntry;
  /** What "today" is meant by. */
  readonly now: number;
  readonly onDelete: () => void;
  readonly onBack: () => void;
}) {
  const { entry } = props;
  const store = useDocStore();
  const services = useServices();
  const [env] = useActiveEnvironment();
  const [tab, setTab] = useViewState<Tab>('history-tab', 'response');
  const [saving, setSaving] = useState(false);
  const body = useBody(entry);
  const head = headOf(entry.outcome);
  const end = endOf(entry.outcome);
  const sendAgain = () => {
    const id = openEntry(store, entry);
    if (id !== null) void sendHttp({ store, services, env }, id);
  };
  const saveTo = (target: NodeId, name: string) => {
    const id = saveEntry(store, entry, target, name);
    setSaving(false);
    openTab({ kind: 'request', id }, { keep: true });
    showToast({ message: words.saved(store.index.node(target)?.name ?? '') });
  };
  const time = new Date(entry.at).toLocaleTimeString(undefined, { hour12: false });
  return (
    <section className={styles.root} aria-label={words.detail}>
      <div className={styles.head}>
        <span className={styles.back}>
          <IconButton label={words.back} onClick={props.onBack}>
            <IconArrowLeft size={16} stroke={1.75} aria-hidden />
          </IconButton>
        </span>
        <MethodLabel kind="http" method={entry.method} />
        <h2>{entry.outcome.requestName || entry.url}</h2>
        <span
          className={styles.when}
        >{`${dayLabel(startOfDay(entry.at), props.now)} ${time}`}</span>
      </div>
      <div className={styles.url}>{entry.url}</div>
      <div className={styles.actions}>
        <button type="button" className={styles.primary} onClick={() => openEntry(store, entry)}>
          {words.open}
        </button>
        <button type="button" className={styles.button} onClick={sendAgain}>
          {words.sendAgain}
        </button>
        <Popover
          opened={saving}
          onChange={setSaving}
          position="bottom-start"
          trapFocus
          returnFocus
          width={320}
        >
          <Popover.Target>
            <button type="button" className={styles.button} onClick={() => setSaving(!saving)}>
              {words.save}
            </button>
          </Popover.Target>
          <Popover.Dropdown>
            <TargetList label={words.save} name={entry.spec.name ?? ''} onPick={saveTo} />
          </Popover.Dropdown>
        </Popover>
        <span className={styles.icons}>
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className={styles.more} aria-label={words.openAsDraft}>
                <IconDots size={16} stroke={1.75} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => openAsDraft(store, entry)}>{words.openAsDraft}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <IconButton label={words.deleteOne} onClick={props.onDelete}>
            <IconTrash size={16} stroke={1.75} aria-hidden />
          </IconButton>
        </span>
      </div>
      <div className={styles.tabs}>
        <SubTabs
          label={words.parts}
          active={tab}
          onChange={setTab}
          tabs={[
            { id: 'response', label: words.response },
            { id: 'headers', label: words.headers, count: head?.headers.length ?? 0 },
            { id: 'tests', label: words.tests, ...countTests(entry.outcome.scripts) },
            { id: 'request', label: words.request },
          ]}
          aside={
            head && (
              <StatusChip tone={statusTone(head.status)}>
                {formatStatus(head.status, head.statusText)}
              </StatusChip>
            )
          }
        >
          {tab === 'request' ? (
            <SentRequest entry={entry} />
          ) : (
            <div className={styles.response}>
              {tab === 'response' && end && entry.outcome.via === 'agent' && (
                <div className={styles.phases}>
                  <PhasesBar timings={end.timings} />
                </div>
              )}
              <div className={styles.answer}>
                {body && (
                  <AnswerPanel
                    id={null}
                    tab={ANSWER_TABS[tab]}
                    outcome={entry.outcome}
                    body={body}
                  />
                )}
              </div>
            </div>
          )}
        </SubTabs>
      </div>
    </section>
  );
}

function SentRequest({ entry }: { readonly entry: HistoryEntry }) {
  const { sent } = entry.outcome;
  // What the agent put on the wire says more than what the page asked it for.
  const headers = hopsOf(entry.outcome)[0]?.request.headers ?? sent.headers;
  return (
    <>
      <HeaderList headers={headers} label={words.headers} />
      {sent.bodyBytes === 0 ? (
        <p className={styles.note}>{words.noSentBody}</p>
      ) : sent.bodyText === null ? (
        <p className={styles.note}>{words.bodyNotText(formatBytes(sent.bodyBytes))}</p>
      ) : (
        <>
          <h3 className={styles.heading}>{words.sentBody(formatBytes(sent.bodyBytes))}</h3>
          <pre className={styles.sentBody}>{sent.bodyText}</pre>
        </>
      )}
    </>
  );
}

function useBody(entry: HistoryEntry): Blob | null {
  const { history } = useServices();
  const [found, setFound] = useState<{ readonly id: string; readonly body: Blob } | null>(null);
  useEffect(() => {
    let gone = false;
    const take = (body: Blob | undefined) => {
      if (!gone) setFound({ id: entry.id, body: body ?? new Blob() });
    };
    history.body(entry.id).then(take, () => take(undefined));
    return () => {
      gone = true;
    };
  }, [history, entry.id]);
  return found?.id === entry.id ? found.body : null;
}

import type { NodeId, WsContent } from '@scratchpad/core';
import { useCallback } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useHasText } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { keepTab, pathOf } from '../app/tabs.ts';
import { BulkToggle } from '../editors/BulkEdit.tsx';
import { KeyValueTable } from '../editors/KeyValueTable.tsx';
import { MarkdownEditor } from '../editors/MarkdownEditor.tsx';
import { PresetMenu } from '../presets/PresetMenu.tsx';
import { ParamsTab } from '../request/ParamsTab.tsx';
import { SplitPane } from '../request/SplitPane.tsx';
import { SubTabs } from '../request/SubTabs.tsx';
import { TitleRow } from '../request/TitleRow.tsx';
import { UrlField } from '../request/UrlField.tsx';
import { useViewState } from '../request/viewState.ts';
import { requestWords } from '../request/words.ts';
import lineStyles from '../request/requestLine.module.css';
import pageStyles from '../request/requestPage.module.css';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import { Composer } from './Composer.tsx';
import { MessageLog } from './MessageLog.tsx';
import { SocketSettings } from './SocketSettings.tsx';
import { type SocketSession, socketSessionOf, useSocketState } from './socketSession.ts';
import { socketWords as words } from './words.ts';
import styles from './socket.module.css';

type Tab = keyof typeof words.tabs;

/** A WebSocket request: its parts and the message above, what passes below. */
export function SocketPage({ id, content }: { readonly id: NodeId; readonly content: WsContent }) {
  const store = useDocStore();
  const services = useServices();
  const [env] = useActiveEnvironment();
  const session = socketSessionOf(id);
  const state = useSocketState(session);
  const connect = useCallback(
    (acceptUnresolved = false) => void session.connect({ store, services, env }, acceptUnresolved),
    [session, store, services, env],
  );
  const held = state.status === 'idle' ? state.held : [];
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- typing anywhere in it keeps its tab
    <div className={pageStyles.page} onInput={() => keepTab(pathOf({ kind: 'request', id }))}>
      <TitleRow id={id} layout="stacked" onLayout={null} />
      <div className={lineStyles.line}>
        <div className={lineStyles.field}>
          <span className={pageStyles.ws}>
            <MethodLabel kind="ws" method="" />
          </span>
          <UrlField id={id} content={content} onSend={() => connect()} onCurl={() => undefined} />
        </div>
        <ConnectButton session={session} onConnect={() => connect()} />
      </div>
      {held.length > 0 && (
        <p role="alert" className={styles.held}>
          {words.held(held.map((name) => `{{${name}}}`).join(', '))}
          <button type="button" className={styles.link} onClick={() => connect(true)}>
            {words.connectAnyway}
          </button>
        </p>
      )}
      <SplitPane
        layout="stacked"
        first={<Parts id={id} content={content} session={session} />}
        second={<MessageLog session={session} />}
      />
    </div>
  );
}

function ConnectButton(props: { readonly session: SocketSession; readonly onConnect: () => void }) {
  const { status } = useSocketState(props.session);
  switch (status) {
    case 'idle':
      return (
        <button type="button" className={styles.connect} onClick={props.onConnect}>
          {words.connect}
        </button>
      );
    case 'open':
      return (
        <button
          type="button"
          className={styles.disconnect}
          onClick={() => props.session.disconnect()}
        >
          {words.disconnect}
        </button>
      );
    default:
      return (
        <button
          type="button"
          className={styles.disconnect}
          disabled={status === 'closing'}
          onClick={() => props.session.disconnect()}
        >
          <span className={lineStyles.ring} aria-hidden="true" />
          {status === 'closing' ? words.closing : words.cancel}
        </button>
      );
  }
}

function Parts(props: {
  readonly id: NodeId;
  readonly content: WsContent;
  readonly session: SocketSession;
}) {
  const { id, content } = props;
  const [tab, setTab] = useViewState<Tab>(`ws-tab:${id}`, 'message');
  const [bulk, setBulk] = useViewState(`bulk:${tab}:${id}`, false);
  const hasDocs = useHasText(id, 'docs');
  const enabled = (rows: WsContent['params']) => rows.filter((row) => row.enabled).length;
  return (
    <SubTabs
      label={requestWords.parts}
      active={tab}
      onChange={setTab}
      aside={
        (tab === 'params' || tab === 'headers') && (
          <>
            {tab === 'headers' && <PresetMenu id={id} />}
            <BulkToggle bulk={bulk} onChange={setBulk} />
          </>
        )
      }
      tabs={[
        { id: 'message', label: words.tabs.message },
        {
          id: 'params',
          label: words.tabs.params,
          count: enabled(content.params) + content.pathVariables.length,
        },
        { id: 'headers', label: words.tabs.headers, count: enabled(content.headers) },
        {
          id: 'subprotocols',
          label: words.tabs.subprotocols,
          count: enabled(content.subprotocols),
        },
        {
          id: 'settings',
          label: words.tabs.settings,
          dot: Object.keys(content.settings).length > 0,
        },
        { id: 'docs', label: words.tabs.docs, dot: hasDocs },
      ]}
    >
      {tab === 'message' && <Composer id={id} content={content} session={props.session} />}
      {tab === 'params' && <ParamsTab id={id} content={content} bulk={bulk} />}
      {tab === 'headers' && (
        <KeyValueTable
          owner={{ node: id, table: 'headers' }}
          label={words.tabs.headers}
          kind="headers"
          bulk={bulk}
        />
      )}
      {tab === 'subprotocols' && (
        <KeyValueTable
          owner={{ node: id, table: 'subprotocols' }}
          label={words.tabs.subprotocols}
          kind="names"
        />
      )}
      {tab === 'settings' && <SocketSettings id={id} content={content} />}
      {tab === 'docs' && <MarkdownEditor id={id} />}
    </SubTabs>
  );
}

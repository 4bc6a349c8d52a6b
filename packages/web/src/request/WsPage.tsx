import type { NodeId, WsContent } from '@scratchpad/core';
import { useViewState } from './viewState.ts';
import { useHasText } from '../app/docHooks.ts';
import { KeyValueTable } from '../editors/KeyValueTable.tsx';
import { MarkdownEditor } from '../editors/MarkdownEditor.tsx';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import { SubTabs } from './SubTabs.tsx';
import { TitleRow } from './TitleRow.tsx';
import { UrlField } from './UrlField.tsx';
import { ParamsTab } from './ParamsTab.tsx';
import { requestWords as words } from './words.ts';
import lineStyles from './requestLine.module.css';
import styles from './requestPage.module.css';

type Tab = 'params' | 'headers' | 'docs';

/** A WebSocket request: this version keeps, edits and exports it, and connects none. */
export function WsPage({ id, content }: { readonly id: NodeId; readonly content: WsContent }) {
  const [tab, setTab] = useViewState<Tab>(`ws-tab:${id}`, 'params');
  const hasDocs = useHasText(id, 'docs');
  return (
    <div className={styles.page}>
      <TitleRow id={id} layout="stacked" onLayout={null} />
      <div className={lineStyles.line}>
        <div className={lineStyles.field}>
          <span className={styles.ws}>
            <MethodLabel kind="ws" method="" />
          </span>
          <UrlField id={id} content={content} onSend={() => undefined} onCurl={() => undefined} />
        </div>
      </div>
      <p className={styles.note}>{words.wsNote}</p>
      <div className={styles.rest}>
        <SubTabs
          label={words.parts}
          active={tab}
          onChange={setTab}
          tabs={[
            { id: 'params', label: words.tabs.params, count: content.params.length },
            { id: 'headers', label: words.tabs.headers, count: content.headers.length },
            { id: 'docs', label: words.tabs.docs, dot: hasDocs },
          ]}
        >
          {tab === 'params' && <ParamsTab id={id} content={content} bulk={false} />}
          {tab === 'headers' && (
            <KeyValueTable
              owner={{ node: id, table: 'headers' }}
              label={words.headersTable}
              kind="headers"
            />
          )}
          {tab === 'docs' && <MarkdownEditor id={id} />}
        </SubTabs>
      </div>
    </div>
  );
}

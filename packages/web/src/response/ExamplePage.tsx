import { type ExampleContent, type NodeId, renameNode, setField, setText } from '@scratchpad/core';
import { useEffect, useMemo, useState } from 'react';
import { useDocStore, useNodeContent } from '../app/docHooks.ts';
import { keepTab, pathOf } from '../app/tabs.ts';
import { CodeEditor } from '../editors/CodeEditor.tsx';
import { formatJson } from '../editors/formatJson.ts';
import { KeyValueTable } from '../editors/KeyValueTable.tsx';
import { toLanguage } from '../editors/languages.ts';
import { NameField } from '../ui/NameField.tsx';
import { SubTabs } from '../request/SubTabs.tsx';
import { Path } from '../request/TitleRow.tsx';
import { useViewState } from '../request/viewState.ts';
import { getBlob } from '../storage/blobs.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { BodyView } from './BodyView.tsx';
import { formatStatus, statusTone } from './format.ts';
import { readOriginalRequest } from './originalRequest.ts';
import { StatusChip } from './StatusChip.tsx';
import { responseWords as words } from './words.ts';
import styles from './examplePage.module.css';

type Tab = 'body' | 'headers';
const LANGUAGES = ['text', 'json', 'xml', 'html', 'javascript'] as const;

/** A stored answer: its name, status, headers and body, all of which can be edited. */
export function ExamplePage({ id }: { readonly id: NodeId }) {
  const content = useNodeContent(id);
  if (content?.kind !== 'example') return <p className={styles.note}>{words.exampleGone}</p>;
  return <Example id={id} content={content} />;
}

function Example({ id, content }: { readonly id: NodeId; readonly content: ExampleContent }) {
  const store = useDocStore();
  const readOnly = store.readOnlyReason !== null;
  const [tab, setTab] = useViewState<Tab>(`example-tab:${id}`, 'body');
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- typing anywhere in it keeps its tab
    <div className={styles.page} onInput={() => keepTab(pathOf({ kind: 'example', id }))}>
      <div className={styles.title}>
        <Path id={id} />
        <NameField
          label={words.exampleName}
          placeholder={words.example}
          value={content.name}
          isPlace={(place) => place.kind === 'field' && place.node === id}
          onChange={(name) => renameNode(store, id, name)}
        />
      </div>
      <div className={styles.line}>
        <OriginalRequest content={content} />
        <input
          type="number"
          min={100}
          max={999}
          className={styles.status}
          aria-label={words.exampleStatus}
          placeholder="200"
          readOnly={readOnly}
          value={content.status ?? ''}
          onChange={(event) =>
            setField(
              store,
              id,
              'status',
              Number.isFinite(event.target.valueAsNumber) ? event.target.valueAsNumber : null,
            )
          }
        />
        <input
          className={styles.statusText}
          aria-label={words.exampleStatusText}
          placeholder="OK"
          readOnly={readOnly}
          value={content.statusText}
          onChange={(event) => setField(store, id, 'statusText', event.target.value)}
        />
      </div>
      <SubTabs
        label={words.parts}
        active={tab}
        onChange={setTab}
        tabs={[
          { id: 'body', label: words.tabs.body, text: words.bodyTab },
          { id: 'headers', label: words.tabs.headers, count: content.headers.length },
        ]}
        aside={
          <>
            {tab === 'body' &&
              !readOnly &&
              content.bodyBlob === null &&
              content.bodyLanguage === 'json' && (
                <button
                  type="button"
                  className="sp-link"
                  onClick={() => {
                    const text = formatJson(store.textContent(id, 'body'));
                    if (text !== null) setText(store, id, 'body', text);
                  }}
                >
                  {words.beautify}
                </button>
              )}
            {tab === 'body' && content.bodyBlob === null && (
              <PlainSelect
                label={words.language}
                disabled={readOnly}
                value={LANGUAGES.find((language) => language === content.bodyLanguage) ?? 'text'}
                options={LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
                onChange={(language) => setField(store, id, 'bodyLanguage', language)}
              />
            )}
            {content.status !== null && (
              <StatusChip tone={statusTone(content.status)}>
                {formatStatus(content.status, content.statusText)}
              </StatusChip>
            )}
          </>
        }
      >
        {tab === 'headers' ? (
          <KeyValueTable
            owner={{ node: id, table: 'headers' }}
            label={words.exampleHeaders}
            kind="headers"
          />
        ) : content.bodyBlob === null ? (
          <CodeEditor
            source={{ node: id, text: 'body' }}
            language={toLanguage(content.bodyLanguage)}
            label={words.tabs.body}
            wrap
          />
        ) : (
          <BlobBody id={id} hash={content.bodyBlob} language={content.bodyLanguage} />
        )}
      </SubTabs>
    </div>
  );
}

/** Method and URL of the request that the example answers. */
function OriginalRequest({ content }: { readonly content: ExampleContent }) {
  const { method, url } = readOriginalRequest(content.originalRequest);
  return (
    <code className={styles.request} title={url}>
      {method} {url}
    </code>
  );
}

function BlobBody({
  id,
  hash,
  language,
}: {
  readonly id: NodeId;
  readonly hash: string;
  readonly language: string;
}) {
  const [text, setText] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    getBlob(hash).then(
      (found) => {
        if (!gone) setText(found ?? null);
      },
      () => {
        if (!gone) setText(null);
      },
    );
    return () => {
      gone = true;
    };
  }, [hash]);
  const body = useMemo(() => new Blob([text ?? '']), [text]);
  if (text === undefined) return null;
  if (text === null) return <p className={styles.note}>{words.exampleBlobMissing}</p>;
  return (
    <div className={styles.blob}>
      <p className={styles.note}>{words.exampleBlob}</p>
      <div className={styles.blobBody}>
        <BodyView
          name={id}
          body={body}
          contentType={language === 'json' ? 'application/json' : `text/${language}`}
          fileName={`example.${language}`}
        />
      </div>
    </div>
  );
}

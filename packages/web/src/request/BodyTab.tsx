import {
  BODY_MODES,
  type BodyMode,
  type HttpContent,
  type NodeId,
  prunesBody,
  setField,
  setSetting,
  setText,
} from '@scratchpad/core';
import { IconPaperclip } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { BulkToggle } from '../editors/BulkEdit.tsx';
import { CodeEditor } from '../editors/CodeEditor.tsx';
import { KeyValueTable } from '../editors/KeyValueTable.tsx';
import { formatJson } from '../editors/formatJson.ts';
import { toLanguage } from '../editors/languages.ts';
import { keepPickedFiles } from '../send/pickedFiles.ts';
import { useFilesHere } from '../send/useFilesHere.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { useViewState } from './viewState.ts';
import { requestWords as words } from './words.ts';
import styles from './requestTabs.module.css';

const GraphqlBody = lazy(async () => ({
  default: (await import('../graphql/GraphqlBody.tsx')).GraphqlBody,
}));

const RAW_LANGUAGES = ['text', 'json', 'javascript', 'html', 'xml'] as const;
const ORDER: readonly BodyMode[] = ['none', 'formdata', 'urlencoded', 'raw', 'file', 'graphql'];

/** The body: its type, and an editor for it. */
export function BodyTab({ id, content }: { readonly id: NodeId; readonly content: HttpContent }) {
  const store = useDocStore();
  const [bulk, setBulk] = useViewState(`bulk:body:${id}`, false);
  const [problem, setProblem] = useState<string | null>(null);
  const readOnly = store.readOnlyReason !== null;
  const { bodyMode } = content;
  const language = RAW_LANGUAGES.find((known) => known === content.bodyLanguage) ?? 'text';
  const beautify = () => {
    const done = formatJson(store.textContent(id, 'body'), { variables: true });
    setProblem(done === null ? words.beautifyFailed : null);
    if (done !== null) setText(store, id, 'body', done);
  };
  const modeChoice = (
    <PlainSelect
      label={words.bodyMode}
      disabled={readOnly}
      value={bodyMode}
      options={ORDER.filter((mode) => BODY_MODES.includes(mode)).map((mode) => ({
        value: mode,
        label: words.bodyModes[mode],
      }))}
      onChange={(mode) => setField(store, id, 'bodyMode', mode)}
    />
  );
  return (
    <div className={styles.bodyTab}>
      {bodyMode !== 'graphql' && (
        <div className={styles.bodyBar}>
          {modeChoice}
          {bodyMode === 'raw' && (
            <PlainSelect
              label={words.bodyLanguage}
              disabled={readOnly}
              value={language}
              options={RAW_LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
              onChange={(value) => setField(store, id, 'bodyLanguage', value)}
            />
          )}
          <span className={styles.spring} />
          {problem !== null && (
            <span role="alert" className={styles.problem}>
              {problem}
            </span>
          )}
          {bodyMode === 'raw' && language === 'json' && !readOnly && (
            <button type="button" className="sp-link" onClick={beautify}>
              {words.beautify}
            </button>
          )}
          {(bodyMode === 'urlencoded' || bodyMode === 'formdata') && (
            <BulkToggle bulk={bulk} onChange={setBulk} />
          )}
        </div>
      )}
      {bodyMode !== 'none' && prunesBody(content) && (
        <div className={styles.notice}>
          {words.pruned(content.method)}
          {!readOnly && (
            <button
              type="button"
              className="sp-link"
              onClick={() => setSetting(store, id, 'disableBodyPruning', true)}
            >
              {words.sendAnyway}
            </button>
          )}
        </div>
      )}
      <div className={styles.bodyContent}>
        <BodyEditor id={id} content={content} bulk={bulk} modeChoice={modeChoice} />
      </div>
    </div>
  );
}

function BodyEditor({
  id,
  content,
  bulk,
  modeChoice,
}: {
  readonly id: NodeId;
  readonly content: HttpContent;
  readonly bulk: boolean;
  /** Stands in the bar of an editor that has one. */
  readonly modeChoice: ReactNode;
}) {
  switch (content.bodyMode) {
    case 'none':
      return <p className={styles.empty}>{words.noBody}</p>;
    case 'raw':
      return (
        <CodeEditor
          source={{ node: id, text: 'body' }}
          language={toLanguage(content.bodyLanguage)}
          label={words.rawBody}
          variables
        />
      );
    case 'urlencoded':
      return (
        <KeyValueTable
          owner={{ node: id, table: 'urlencoded' }}
          label={words.bodyModes.urlencoded}
          bulk={bulk}
        />
      );
    case 'formdata':
      return (
        <KeyValueTable
          owner={{ node: id, table: 'formdata' }}
          label={words.bodyModes.formdata}
          kind="formdata"
          bulk={bulk}
        />
      );
    case 'file':
      return <BodyFile id={id} name={content.bodyFile} />;
    case 'graphql':
      return (
        <Suspense>
          <GraphqlBody id={id} content={content} head={modeChoice} />
        </Suspense>
      );
  }
}

function BodyFile({ id, name }: { readonly id: NodeId; readonly name: string | null }) {
  const store = useDocStore();
  const picker = useRef<HTMLInputElement>(null);
  const here = useFilesHere(id, null, name ?? '').has(name ?? '') || name === null;
  return (
    <div className={styles.file}>
      <button
        type="button"
        className="sp-button"
        disabled={store.readOnlyReason !== null}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size={14} stroke={2} aria-hidden />
        {name ?? words.chooseFile}
      </button>
      <span className={here ? styles.hint : styles.problem}>
        {name === null ? words.noFile : here ? '' : words.fileNotHere}
      </span>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={words.chooseFile}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file)
            void keepPickedFiles(id, null, [file]).then(() =>
              setField(store, id, 'bodyFile', file.name),
            );
        }}
      />
    </div>
  );
}

import {
  addRows,
  buildMessage,
  MESSAGE_LANGUAGES,
  type MessageLanguage,
  type NodeId,
  removeRows,
  type Row,
  rowText,
  setField,
  setText,
  updateRow,
  type WsContent,
} from '@scratchpad/core';
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useIsReadOnly } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { showStepToast } from '../app/stepToast.ts';
import { CodeEditor } from '../editors/CodeEditor.tsx';
import { toLanguage } from '../editors/languages.ts';
import { readScopes } from '../send/scopes.ts';
import { NameField } from '../ui/NameField.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { type SocketSession, useSocketState } from './socketSession.ts';
import { socketWords as words } from './words.ts';
import styles from './socket.module.css';

const readLanguage = (value: unknown): MessageLanguage =>
  MESSAGE_LANGUAGES.find((known) => known === value) ?? 'text';

/** The message that is written, and those that are kept. */
export function Composer(props: {
  readonly id: NodeId;
  readonly content: WsContent;
  readonly session: SocketSession;
}) {
  const { id, content, session } = props;
  const store = useDocStore();
  const services = useServices();
  const [env] = useActiveEnvironment();
  const readOnly = useIsReadOnly();
  const isOpen = useSocketState(session).status === 'open';
  const [problem, setProblem] = useState<string | null>(null);
  const language = readLanguage(content.bodyLanguage);

  const send = () => {
    const scopes = readScopes(store, services.currentValues, id, env);
    const built = buildMessage(store.textContent(id, 'body'), language, scopes);
    if ('problem' in built) return setProblem(words.problems[built.problem]);
    if (!session.send(built.message)) return;
    const names = built.unresolved.map((name) => `{{${name}}}`).join(', ');
    setProblem(names === '' ? null : words.unresolvedMessage(names));
  };
  useShortcuts({ send: () => (isOpen ? send() : 'not-mine') });

  return (
    <div className={styles.composer}>
      <SavedMessages id={id} content={content} />
      <div className={styles.writer}>
        <div className={styles.editor}>
          <CodeEditor
            source={{ node: id, text: 'body' }}
            language={toLanguage(language)}
            label={words.composer}
            placeholder={words.composerHint}
            variables
            wrap
          />
        </div>
        {problem !== null && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <div className={styles.writerBar}>
          <PlainSelect
            label={words.language}
            disabled={readOnly}
            value={language}
            options={MESSAGE_LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
            onChange={(value) => setField(store, id, 'bodyLanguage', value)}
          />
          <span className={styles.spring} />
          <button
            type="button"
            className={styles.quiet}
            disabled={readOnly}
            onClick={() => {
              const value = store.textContent(id, 'body');
              const key = nameFor(value, content.messages);
              addRows(store, { node: id, table: 'messages' }, [
                { key, value, extra: { language } },
              ]);
            }}
          >
            {words.saveMessage}
          </button>
          <button
            type="button"
            className={styles.primary}
            disabled={!isOpen}
            title={isOpen ? `${words.send} (Ctrl Enter)` : words.sendHint}
            onClick={send}
          >
            {words.send}
          </button>
        </div>
      </div>
    </div>
  );
}

/** A JSON message is often told by one of its fields; others get a number. */
function nameFor(text: string, rows: readonly Row[]): string {
  const [, told] = /"(?:type|event|action|op|method|name)"\s*:\s*"([^"{}]{1,40})"/.exec(text) ?? [];
  const base = told ?? words.newMessageName;
  const names = new Set(rows.map((row) => row.key));
  let name = base;
  for (let i = 2; names.has(name); i += 1) name = `${base} ${i}`;
  return name;
}

function SavedMessages({ id, content }: { readonly id: NodeId; readonly content: WsContent }) {
  const store = useDocStore();
  const readOnly = useIsReadOnly();
  const [renaming, setRenaming] = useState<string | null>(null);
  const owner = { node: id, table: 'messages' } as const;
  const current = store.textContent(id, 'body');
  const use = (row: Row) => {
    setText(store, id, 'body', rowText(row));
    setField(store, id, 'bodyLanguage', readLanguage(row.extra['language']));
  };
  return (
    <section className={styles.saved} aria-label={words.savedMessages}>
      <h3 className={styles.savedTitle}>{words.savedMessages}</h3>
      {content.messages.length === 0 && <p className={styles.savedNote}>{words.noSaved}</p>}
      <ul className={styles.savedList}>
        {content.messages.map((row) => {
          const language = readLanguage(row.extra['language']);
          return (
            <li
              key={row.id}
              className={styles.savedRow}
              data-active={rowText(row) === current || undefined}
            >
              {renaming === row.id ? (
                <span className={styles.savedRename} onBlur={() => setRenaming(null)}>
                  <NameField
                    label={words.nameOf(row.key)}
                    placeholder={words.newMessageName}
                    value={row.key}
                    onChange={(name) => {
                      if (name !== '') updateRow(store, owner, row.id, { key: name });
                    }}
                  />
                </span>
              ) : (
                <button
                  type="button"
                  className={styles.savedName}
                  disabled={readOnly}
                  onClick={() => use(row)}
                >
                  <span>{row.key}</span>
                  <span className={styles.savedKind}>{words.languages[language]}</span>
                </button>
              )}
              <Menu position="bottom-end" width={230}>
                <Menu.Target>
                  <button
                    type="button"
                    className={styles.savedMore}
                    aria-label={words.messageMenu(row.key)}
                    disabled={readOnly}
                  >
                    <IconDots size={14} stroke={1.75} aria-hidden />
                  </button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setRenaming(row.id)}>{words.renameMessage}</Menu.Item>
                  <Menu.Item
                    onClick={() =>
                      updateRow(store, owner, row.id, {
                        value: store.textContent(id, 'body'),
                        extra: { ...row.extra, language: readLanguage(content.bodyLanguage) },
                      })
                    }
                  >
                    {words.updateMessage}
                  </Menu.Item>
                  <Menu.Item
                    color="red"
                    onClick={() => {
                      removeRows(store, owner, [row.id]);
                      showStepToast(store, words.deletedMessage(row.key));
                    }}
                  >
                    {words.deleteMessage}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

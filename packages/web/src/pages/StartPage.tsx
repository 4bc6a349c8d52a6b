import { IconBox, IconCopy, IconFileImport, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import { errorMessage } from '@scratchpad/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { newCollection, newRequest } from '../app/actions.ts';
import { useDocStore, useTree } from '../app/docHooks.ts';
import { useDocumentId } from '../app/documentPath.ts';
import { setOverlay } from '../app/overlays.ts';
import { keysOf, type ShortcutId } from '../app/shortcuts.ts';
import { openTab } from '../app/tabs.ts';
import { takeText } from '../import/takeText.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { pageWords } from './words.ts';
import styles from './page.module.css';

/** Nothing is open: ways to begin. */
export function StartPage() {
  const store = useDocStore();
  const workspace = useDocumentId();
  const isPad = workspace === null;
  const { collections } = useTree();
  if (store.readOnlyReason !== null) {
    return (
      <div className={styles.start}>
        <h1>{pageWords.viewTitle}</h1>
        <p>{store.readOnlyReason}</p>
      </div>
    );
  }
  return (
    <div className={styles.start}>
      <h1>{pageWords.startTitle}</h1>
      <p>{isPad ? pageWords.startText : pageWords.startShared}</p>
      <PasteBox />
      <div className={styles.choices}>
        <Choice
          icon={<IconSend size={18} stroke={1.75} aria-hidden />}
          title={pageWords.newRequest}
          text={pageWords.newRequestText}
          shortcut="newRequest"
          onClick={() => newRequest(store)}
        />
        <Choice
          icon={<IconBox size={18} stroke={1.75} aria-hidden />}
          title={pageWords.newCollection}
          text={pageWords.newCollectionText}
          shortcut="newCollection"
          onClick={() => newCollection(store)}
        />
        {!isPad && (
          <Choice
            icon={<IconCopy size={18} stroke={1.75} aria-hidden />}
            title={pageWords.importPad}
            text={pageWords.importPadText}
            onClick={() => setOverlay({ kind: 'import-step', workspace })}
          />
        )}
        <Choice
          icon={<IconFileImport size={18} stroke={1.75} aria-hidden />}
          title={pageWords.import}
          text={pageWords.importText}
          shortcut="import"
          onClick={() => setOverlay({ kind: 'import' })}
        />
        {collections.length > 0 && (
          <Choice
            icon={<IconPlayerPlay size={18} stroke={1.75} aria-hidden />}
            title={pageWords.runCollection}
            text={pageWords.runCollectionText}
            shortcut="runner"
            onClick={() => openTab({ kind: 'runner' }, { keep: true })}
          />
        )}
      </div>
      {isPad && collections.length === 0 && <UsedBefore />}
    </div>
  );
}

/** Ways in for those who have something elsewhere. */
function UsedBefore() {
  return (
    <p className={styles.usedBefore}>
      {pageWords.usedBefore}{' '}
      <button type="button" onClick={() => setOverlay({ kind: 'import' })}>
        {pageWords.restoreExport}
      </button>
      . {pageWords.withTeam}{' '}
      <button type="button" onClick={() => setOverlay({ kind: 'log-in' })}>
        {pageWords.logInToServer}
      </button>
      .
    </p>
  );
}

function Choice(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly shortcut?: ShortcutId;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className={styles.choice} onClick={props.onClick}>
      {props.icon}
      <span>
        <strong>{props.title}</strong>
        <small>{props.text}</small>
      </span>
      {props.shortcut && <Kbd>{keysOf(props.shortcut)}</Kbd>}
    </button>
  );
}

/** Takes whatever people have on the clipboard and makes a request, or opens the import, of it. */
function PasteBox() {
  const store = useDocStore();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);

  const take = async (pasted: string) => {
    if (pasted.trim() === '') return;
    try {
      if (await takeText(store, pasted, { bare: true })) setText('');
      else setError(pageWords.pasteUnknown);
    } catch (thrown) {
      setError(errorMessage(thrown));
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || text.trimEnd().endsWith('\\')) return;
    event.preventDefault();
    void take(text);
  };
  return (
    <>
      <label className={styles.paste}>
        <textarea
          aria-label={pageWords.pasteName}
          placeholder={pageWords.pastePlaceholder}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setError(null);
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain');
            if (text === '' && pasted !== '') {
              event.preventDefault();
              setText(pasted);
              void take(pasted);
            }
          }}
        />
        <span className={styles.pasteFoot}>
          {pageWords.pasteHint}
          <Kbd>Enter</Kbd>
        </span>
      </label>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </>
  );
}

import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { fileToInput } from './dataTransfer.ts';
import type { ImportInput } from './importMessages.ts';
import { importWords } from './words.ts';
import styles from './importDialog.module.css';

/** Where files come from: a pick, a folder, pasted text. Drops are taken anywhere in the window. */
export function ImportSource({
  onChoose,
}: {
  readonly onChoose: (inputs: readonly ImportInput[]) => void;
}) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const onPick = (event: ChangeEvent<HTMLInputElement>) => {
    const picked = [...(event.target.files ?? [])];
    if (picked.length > 0) onChoose(picked.map(fileToInput));
  };
  return (
    <>
      <div className={styles.source}>
        <IconFileImport size={24} stroke={1.5} aria-hidden />
        <p>{importWords.dropHere}</p>
        <div>
          <Button onClick={() => files.current?.click()} data-autofocus>
            {importWords.chooseFiles}
          </Button>
          <Button variant="default" onClick={() => folder.current?.click()}>
            {importWords.chooseFolder}
          </Button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={importWords.chooseFiles}
          onChange={onPick}
        />
        {/* `webkitdirectory` is no attribute that React's types know; every browser does. */}
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={importWords.chooseFolder}
          onChange={onPick}
          {...{ webkitdirectory: '' }}
        />
        <small>{importWords.kinds}</small>
      </div>
      <label className={styles.paste}>
        {importWords.paste}
        <textarea
          aria-label={importWords.pasteName}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className={styles.foot}>
        <span />
        <Button
          variant="default"
          disabled={text.trim() === ''}
          onClick={() => onChoose([{ name: importWords.pastedName, data: text }])}
        >
          {importWords.readPasted}
        </Button>
      </div>
    </>
  );
}

import {
  formFileNames,
  isFileRow,
  type JsonObject,
  type NodeId,
  type Row,
  type RowInput,
} from '@scratchpad/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { useIsReadOnly } from '../app/docHooks.ts';
import { keepPickedFiles } from '../send/pickedFiles.ts';
import { useFilesHere } from '../send/useFilesHere.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { editorWords as words } from './words.ts';
import styles from './keyValueTable.module.css';

type Change = (row: Row, patch: Partial<RowInput>) => void;

/** Chooses between text and file for one field of form data. */
export function PartControls({ row, onChange }: { readonly row: Row; readonly onChange: Change }) {
  const isFile = isFileRow(row);
  const disabled = useIsReadOnly();
  return (
    <PlainSelect
      disabled={disabled}
      label={words.fieldType(row.key)}
      value={isFile ? 'file' : 'text'}
      options={[
        { value: 'text', label: words.text },
        { value: 'file', label: words.file },
      ]}
      onChange={(type) => onChange(row, { extra: { ...row.extra, type } })}
    />
  );
}

/** Picks the files of one field. They stay on this device; the document keeps their names. */
export function FileCell({
  row,
  node,
  onChange,
}: {
  readonly row: Row;
  readonly node: NodeId;
  readonly onChange: Change;
}) {
  const disabled = useIsReadOnly();
  const picker = useRef<HTMLInputElement>(null);
  const names = formFileNames(row);
  const here = useFilesHere(node, row.id, names.join('\n'));
  const pick = (files: readonly File[]) => {
    if (files.length === 0) return;
    void keepPickedFiles(node, row.id, files).then(() => {
      const src = files.length === 1 ? (files[0] as File).name : files.map((file) => file.name);
      const extra: JsonObject = { ...row.extra, src };
      onChange(row, { extra });
    });
  };
  return (
    <div className={styles.fileCell}>
      <button
        type="button"
        className={styles.fileButton}
        disabled={disabled}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size={14} stroke={2} aria-hidden />
        {names.length === 0 ? words.chooseFiles : names.map(shortName).join(', ')}
      </button>
      {names.some((name) => !here.has(name)) && (
        <span className={styles.notHere}>{words.notHere}</span>
      )}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={words.chooseFiles}
        onChange={(event) => {
          pick([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function shortName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

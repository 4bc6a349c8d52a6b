import {
  bulkTextToRows,
  type Row,
  type RowOwner,
  replaceRows,
  rowsToBulkText,
} from '@scratchpad/core';
import { useState } from 'react';
import { useDocStore, useIsReadOnly } from '../app/docHooks.ts';
import { useRows } from './useRows.ts';
import { editorWords as words } from './words.ts';
import styles from './keyValueTable.module.css';

const isNone = () => false;

/**
 * The rows as text. While it has focus it shows what is typed; each change is taken over at once. Rows that are
 * `isFixed` have no place in the text; they stay, and `fixedHint` says so.
 */
export function BulkEdit(props: {
  readonly owner: RowOwner;
  readonly label: string;
  readonly isFixed?: (row: Row) => boolean;
  readonly fixedHint?: string;
}) {
  const { owner, label, isFixed = isNone } = props;
  const store = useDocStore();
  const readOnly = useIsReadOnly();
  const all = useRows(owner);
  const rows = all.filter((row) => !isFixed(row));
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div className={styles.bulk}>
      <textarea
        className={styles.bulkText}
        aria-label={`${words.bulkEdit}: ${label}`}
        spellCheck={false}
        readOnly={readOnly}
        value={typed ?? rowsToBulkText(rows)}
        placeholder={words.bulkHint}
        onFocus={() => setTyped(rowsToBulkText(rows))}
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.target.value);
          replaceRows(store, owner, bulkTextToRows(event.target.value), 'merge', isFixed);
        }}
      />
      <div className={styles.bulkHint}>
        {words.bulkHint} {rows.length < all.length && props.fixedHint}
      </div>
    </div>
  );
}

/** Switches a table between rows and text. */
export function BulkToggle({
  bulk,
  onChange,
}: {
  readonly bulk: boolean;
  readonly onChange: (bulk: boolean) => void;
}) {
  return (
    <button type="button" className="sp-link" onClick={() => onChange(!bulk)}>
      {bulk ? words.tableEdit : words.bulkEdit}
    </button>
  );
}

import { isFileRow, type RowOwner } from '@scratchpad/core';
import { memo } from 'react';
import { BulkEdit } from './BulkEdit.tsx';
import { HEADER_NAMES } from './headerNames.ts';
import { KeyValueRow, type TableKind } from './KeyValueRow.tsx';
import { RowTable } from './RowTable.tsx';
import { sameLine, useRowTable } from './useRowTable.ts';
import { editorWords as words } from './words.ts';
import styles from './keyValueTable.module.css';

/** Properties of a {@link KeyValueTable}. */
export interface KeyValueTableProps {
  readonly owner: RowOwner;
  /** Accessible name. */
  readonly label: string;
  /** `headers` completes names; `formdata` has files and content types; `path` rows follow the URL and cannot be added; `names` have no value. */
  readonly kind?: TableKind;
  /** Text instead of a table. */
  readonly bulk?: boolean;
}

const COLUMNS = { key: 'key', value: 'value', description: 'description' } as const;

const Line = memo(KeyValueRow, sameLine);

/** Rows of key, value and description. The last row is empty; typing in it makes it one. */
export function KeyValueTable({ owner, label, kind = 'plain', bulk = false }: KeyValueTableProps) {
  const table = useRowTable(owner, COLUMNS, kind === 'path');
  if (bulk) {
    return kind === 'formdata' ? (
      <BulkEdit owner={owner} label={label} isFixed={isFileRow} fixedHint={words.filesStay} />
    ) : (
      <BulkEdit owner={owner} label={label} />
    );
  }
  return (
    <div className={styles.wrap}>
      <RowTable
        table={table}
        label={label}
        columns={
          <>
            <col className={styles.colCheck} />
            <col className={styles.colKey} />
            {kind !== 'names' && <col className={styles.colValue} />}
            {kind === 'formdata' && <col className={styles.colType} />}
            <col className={styles.colDescription} />
            <col className={styles.colActions} />
          </>
        }
        heads={
          <>
            <th scope="col">
              <span className="sp-visually-hidden">{words.enabled('')}</span>
            </th>
            <th scope="col">{kind === 'names' ? words.name : words.key}</th>
            {kind !== 'names' && <th scope="col">{words.value}</th>}
            {kind === 'formdata' && (
              <th scope="col" className={styles.type}>
                {words.contentType}
              </th>
            )}
            <th scope="col" className={styles.description}>
              {words.description}
            </th>
            <th scope="col">
              <span className="sp-visually-hidden">{words.remove('')}</span>
            </th>
          </>
        }
      >
        {(key, line) => (
          <Line
            key={key}
            {...line}
            kind={kind}
            node={'node' in owner ? owner.node : null}
            keySuggestions={kind === 'headers' ? HEADER_NAMES : undefined}
          />
        )}
      </RowTable>
    </div>
  );
}

import {
  addRows,
  isFileRow,
  moveRow,
  type Row,
  type RowInput,
  type RowId,
  type RowOwner,
  removeRows,
  updateRow,
} from '@scratchpad/core';
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useDocStore, useIsReadOnly } from '../app/docHooks.ts';
import { BulkEdit } from './BulkEdit.tsx';
import { GapRow } from './GapRow.tsx';
import { HEADER_NAMES } from './headerNames.ts';
import { KeyValueRow, type TableKind } from './KeyValueRow.tsx';
import { moveBetweenCells } from './tableKeys.ts';
import { useGhostRow } from './useGhostRow.ts';
import { useRevealRow } from './useRevealRow.ts';
import { useRowWindow } from './useRowWindow.ts';
import { useRowDrag } from './useRowDrag.ts';
import { sameRow, useRows } from './useRows.ts';
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

/** What the empty row at the end shows. */
const NEW_ROW: Row = {
  id: 'new' as RowId,
  key: '',
  value: '',
  enabled: true,
  description: '',
  extra: {},
};

/** The most columns that a table has. */
const COLUMN_COUNT = 6;
const COLUMNS = { key: 'key', value: 'value', description: 'description' } as const;

const Line = memo(KeyValueRow, (a, b) => {
  const { row: rowA, ...restA } = a;
  const { row: rowB, ...restB } = b;
  return (
    sameRow(rowA, rowB) &&
    Object.entries(restA).every(([name, value]) =>
      Object.is(value, restB[name as keyof typeof restB]),
    )
  );
});

/** Rows of key, value and description. The last row is empty; typing in it makes it one. */
export function KeyValueTable({ owner, label, kind = 'plain', bulk = false }: KeyValueTableProps) {
  const store = useDocStore();
  const readOnly = useIsReadOnly();
  const rows = useRows(owner);
  const ghost = useGhostRow();
  const body = useRef<HTMLTableSectionElement>(null);
  const [said, setSaid] = useState('');
  const latest = useRef({ owner, rows });
  useLayoutEffect(() => {
    latest.current = { owner, rows };
  });

  const move = useCallback(
    (from: number, to: number) => {
      const row = latest.current.rows[from];
      if (!row) return;
      moveRow(store, latest.current.owner, row.id, to);
      setSaid(words.moved(to > from ? to : to + 1));
    },
    [store],
  );
  const { drag, start } = useRowDrag(body, move);

  const shown = useMemo(
    () => (kind === 'path' || readOnly ? rows : [...rows, NEW_ROW]),
    [kind, readOnly, rows],
  );
  const { items, pin } = useRowWindow(
    body,
    useMemo(() => shown.map(({ id }) => id), [shown]),
  );
  useRevealRow(owner, body, pin, COLUMNS);

  const { became } = ghost;
  const change = useCallback(
    (row: Row, patch: Partial<RowInput>) => {
      if (row !== NEW_ROW) return updateRow(store, latest.current.owner, row.id, patch);
      const [id] = addRows(store, latest.current.owner, [{ key: '', ...patch }]);
      if (id) became(id);
    },
    [store, became],
  );
  const remove = useCallback(
    (row: Row) => removeRows(store, latest.current.owner, [row.id]),
    [store],
  );
  const insert = useCallback(
    (at: number, added: readonly RowInput[]) => {
      addRows(store, latest.current.owner, added, at);
    },
    [store],
  );

  if (bulk) {
    return kind === 'formdata' ? (
      <BulkEdit owner={owner} label={label} isFixed={isFileRow} fixedHint={words.filesStay} />
    ) : (
      <BulkEdit owner={owner} label={label} />
    );
  }
  const keySuggestions = kind === 'headers' ? HEADER_NAMES : undefined;
  return (
    <div className={styles.wrap}>
      <table
        className={styles.table}
        aria-label={label}
        onKeyDown={moveBetweenCells}
        data-kind={kind}
        aria-rowcount={shown.length + 1}
      >
        <colgroup>
          <col className={styles.colCheck} />
          <col className={styles.colKey} />
          {kind !== 'names' && <col className={styles.colValue} />}
          {kind === 'formdata' && <col className={styles.colType} />}
          <col className={styles.colDescription} />
          <col className={styles.colActions} />
        </colgroup>
        <thead>
          <tr>
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
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map((item) => {
            if (item.kind === 'gap')
              return <GapRow key={`gap-${item.from}`} rows={item.rows} columns={COLUMN_COUNT} />;
            const i = item.index;
            const row = shown[i] as Row;
            return (
              <Line
                key={row === NEW_ROW ? ghost.ghostKey : ghost.keyOf(row.id)}
                row={row}
                number={i}
                isNew={row === NEW_ROW}
                kind={kind}
                node={'node' in owner ? owner.node : null}
                keySuggestions={keySuggestions}
                drop={
                  drag === null
                    ? null
                    : drag.to === i
                      ? 'before'
                      : drag.to === rows.length && i === rows.length - 1
                        ? 'after'
                        : null
                }
                dragged={drag?.from === i}
                onChange={change}
                onRemove={remove}
                onPasteRows={insert}
                onGrip={start}
                onMove={move}
              />
            );
          })}
        </tbody>
      </table>
      <div role="status" className="sp-visually-hidden">
        {said}
      </div>
    </div>
  );
}

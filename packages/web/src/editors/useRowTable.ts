import {
  addRows,
  moveRow,
  type Row,
  type RowId,
  type RowInput,
  type RowOwner,
  removeRows,
  updateRow,
} from '@scratchpad/core';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useDocStore, useIsReadOnly } from '../app/docHooks.ts';
import type { RowProps } from './TableRow.tsx';
import { useGhostRow } from './useGhostRow.ts';
import { useRevealRow } from './useRevealRow.ts';
import { useRowDrag } from './useRowDrag.ts';
import { sameRow, useRows } from './useRows.ts';
import { useRowWindow } from './useRowWindow.ts';
import { editorWords as words } from './words.ts';

/** What the empty row at the end shows. */
const NEW_ROW: Row = {
  id: 'new' as RowId,
  key: '',
  value: '',
  enabled: true,
  description: '',
  extra: {},
};

/** Whether a row is the empty one at the end. */
export const isNewRow = (row: Row): boolean => row === NEW_ROW;

/** Rows as a table shows and changes them; `RowTable` draws it. */
export type RowTableState = ReturnType<typeof useRowTable>;

/**
 * The rows of a table and what can be done with them. The last row is empty; typing in it makes it one.
 * @param columnOf the `data-cell` of each part of a row, for a search that leads there
 * @param isFixed whether no row can be added
 */
export function useRowTable(
  owner: RowOwner,
  columnOf: Parameters<typeof useRevealRow>[3],
  isFixed = false,
) {
  const store = useDocStore();
  const readOnly = useIsReadOnly();
  const rows = useRows(owner);
  const { ghostKey, keyOf, became } = useGhostRow();
  const body = useRef<HTMLTableSectionElement>(null);
  const [said, setSaid] = useState('');
  const latest = useRef({ owner, rows });
  useLayoutEffect(() => {
    latest.current = { owner, rows };
  });

  const onMove = useCallback(
    (from: number, to: number) => {
      const row = latest.current.rows[from];
      if (!row) return;
      moveRow(store, latest.current.owner, row.id, to);
      setSaid(words.moved(to > from ? to : to + 1));
    },
    [store],
  );
  const { drag, start } = useRowDrag(body, onMove);

  const shown = useMemo(
    () => (isFixed || readOnly ? rows : [...rows, NEW_ROW]),
    [isFixed, readOnly, rows],
  );
  const { items, pin } = useRowWindow(
    body,
    useMemo(() => shown.map(({ id }) => id), [shown]),
  );
  useRevealRow(owner, body, pin, columnOf);

  /** Makes the empty row a real one. */
  const become = useCallback(
    (input: RowInput): RowId | undefined => {
      const [id] = addRows(store, latest.current.owner, [input]);
      if (id) became(id);
      return id;
    },
    [store, became],
  );
  const onChange = useCallback(
    (row: Row, patch: Partial<RowInput>) => {
      if (isNewRow(row)) become({ key: '', ...patch });
      else updateRow(store, latest.current.owner, row.id, patch);
    },
    [store, become],
  );
  const onRemove = useCallback(
    (row: Row) => removeRows(store, latest.current.owner, [row.id]),
    [store],
  );
  const onPasteRows = useCallback(
    (at: number, added: readonly RowInput[]) => {
      addRows(store, latest.current.owner, added, at);
    },
    [store],
  );

  const lineAt = (number: number): RowProps & { readonly key: string } => {
    const row = shown[number] as Row;
    const isNew = isNewRow(row);
    const isLast = number === rows.length - 1;
    return {
      key: isNew ? ghostKey : keyOf(row.id),
      row,
      number,
      isNew,
      drop: drag?.to === number ? 'before' : isLast && drag?.to === rows.length ? 'after' : null,
      dragged: drag?.from === number,
      onChange,
      onRemove,
      onPasteRows,
      onGrip: start,
      onMove,
    };
  };
  return { rows, rowCount: shown.length, items, body, said, lineAt, become };
}

/** Whether two lines show the same, for `memo`: rows are read anew at each change of their owner. */
export function sameLine<Props extends RowProps>(a: Props, b: Props): boolean {
  const { row: rowA, ...restA } = a;
  const { row: rowB, ...restB } = b;
  return (
    sameRow(rowA, rowB) &&
    Object.entries(restA).every(([name, value]) =>
      Object.is(value, restB[name as keyof typeof restB]),
    )
  );
}

import type { Row, RowInput } from '@scratchpad/core';
import { IconGripVertical, IconTrash } from '@tabler/icons-react';
import type { ClipboardEvent, KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useIsReadOnly } from '../app/docHooks.ts';
import { pastedRows } from './pastedRows.ts';
import styles from './rowTable.module.css';
import { editorWords as words } from './words.ts';

/** What every row of a table has; all callbacks are stable, so that only changed rows render. */
export interface RowProps {
  readonly row: Row;
  readonly number: number;
  /** The empty row at the end, which becomes a real one at the first change. */
  readonly isNew: boolean;
  readonly drop: 'before' | 'after' | null;
  readonly dragged: boolean;
  readonly onChange: (row: Row, patch: Partial<RowInput>) => void;
  readonly onRemove: (row: Row) => void;
  readonly onPasteRows: (at: number, rows: readonly RowInput[]) => void;
  readonly onGrip: (event: PointerEvent<HTMLElement>, from: number) => void;
  readonly onMove: (from: number, to: number) => void;
}

/** One row: its grip and tick before the cells, what is done to it behind them, and the keys that move it. */
export function TableRow(props: {
  readonly line: RowProps;
  /** The accessible name of the tick. */
  readonly tickLabel: string;
  /** Whether it can be neither ticked, moved nor removed. */
  readonly isFixed?: boolean;
  /** What stands before the bin. */
  readonly actions?: ReactNode;
  /** The cells. */
  readonly children: ReactNode;
}) {
  const { row, number, isNew, drop, dragged, onChange, onRemove, onGrip, onMove } = props.line;
  const readOnly = useIsReadOnly();
  const isFixed = props.isFixed === true || isNew;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || isFixed || readOnly) return;
    if (event.key === 'ArrowUp' && number > 0) onMove(number, number - 1);
    else if (event.key === 'ArrowDown') onMove(number, number + 2);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <tr
      className={styles.row}
      data-row={isNew ? 'new' : row.id}
      data-number={number}
      aria-rowindex={number + 2}
      data-drop={drop}
      data-dragged={dragged || undefined}
      onKeyDown={onKeyDown}
    >
      <td className={styles.check}>
        {!isFixed && (
          <>
            {!readOnly && (
              <button
                type="button"
                className={styles.grip}
                tabIndex={-1}
                aria-label={words.move(row.key)}
                onPointerDown={(event) => onGrip(event, number)}
              >
                <IconGripVertical size={14} stroke={2} aria-hidden />
              </button>
            )}
            <input
              type="checkbox"
              className="sp-check"
              checked={row.enabled}
              disabled={readOnly}
              aria-label={props.tickLabel}
              onChange={(event) => onChange(row, { enabled: event.target.checked })}
            />
          </>
        )}
      </td>
      {props.children}
      <td className={styles.actions}>
        {props.actions}
        {!isFixed && !readOnly && (
          <button
            type="button"
            className={styles.bin}
            aria-label={words.remove(row.key)}
            onClick={() => onRemove(row)}
          >
            <IconTrash size={14} stroke={2} aria-hidden />
          </button>
        )}
      </td>
    </tr>
  );
}

/** What a cell of a row is called. */
export function cellLabel({ isNew, number }: RowProps, column: string): string {
  return isNew ? words.newCell(column) : words.cell(column, number + 1);
}

/** Makes rows of several pasted lines; one line goes into the cell as it is. */
export function pasteRows(event: ClipboardEvent<HTMLInputElement>, line: RowProps): void {
  const rows = pastedRows(event.clipboardData.getData('text/plain'));
  if (!rows) return;
  event.preventDefault();
  line.onPasteRows(line.isNew ? line.number : line.number + 1, rows);
}

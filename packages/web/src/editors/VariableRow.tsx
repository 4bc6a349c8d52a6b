import { type Row, type RowInput, rowText } from '@scratchpad/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconEye,
  IconEyeOff,
  IconGripVertical,
  IconListSearch,
  IconPin,
  IconTrash,
} from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useIsReadOnly } from '../app/docHooks.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { pastedRows } from './pastedRows.ts';
import { VariableField } from './VariableField.tsx';
import { editorWords as words } from './words.ts';
import styles from './variablesTable.module.css';

/** Properties of one variable; all callbacks are stable, so that only changed rows render. */
export interface VariableRowProps {
  readonly row: Row;
  readonly number: number;
  /** The empty row at the end, which becomes a real one at the first change. */
  readonly isNew: boolean;
  readonly isDuplicate: boolean;
  /** The current value; undefined when the initial one holds. */
  readonly current: string | undefined;
  readonly drop: 'before' | 'after' | null;
  readonly dragged: boolean;
  readonly onChange: (row: Row, patch: Partial<RowInput>) => void;
  readonly onCurrent: (row: Row, value: string | undefined) => void;
  readonly onRemove: (row: Row) => void;
  readonly onUses: (row: Row) => void;
  readonly onPasteRows: (at: number, rows: readonly RowInput[]) => void;
  readonly onGrip: (event: PointerEvent<HTMLElement>, from: number) => void;
  readonly onMove: (from: number, to: number) => void;
}

/** One variable. */
export function VariableRow(props: VariableRowProps) {
  const { row, number, isNew, current, isDuplicate } = props;
  const readOnly = useIsReadOnly();
  const [revealed, setRevealed] = useState(false);
  const isSecret = row.extra['type'] === 'secret';
  const masked = isSecret && !revealed;
  const label = (column: string) =>
    isNew ? words.newCell(column) : words.cell(column, number + 1);
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const rows = pastedRows(event.clipboardData.getData('text/plain'));
    if (!rows) return;
    event.preventDefault();
    props.onPasteRows(isNew ? number : number + 1, rows);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || isNew || readOnly) return;
    if (event.key === 'ArrowUp' && number > 0) props.onMove(number, number - 1);
    else if (event.key === 'ArrowDown') props.onMove(number, number + 2);
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
      data-drop={props.drop}
      data-dragged={props.dragged || undefined}
      onKeyDown={onKeyDown}
    >
      <td className={styles.check}>
        {!isNew && (
          <>
            {!readOnly && (
              <button
                type="button"
                className={styles.grip}
                tabIndex={-1}
                aria-label={words.move(row.key)}
                onPointerDown={(event) => props.onGrip(event, number)}
              >
                <IconGripVertical size={14} stroke={2} aria-hidden />
              </button>
            )}
            <input
              type="checkbox"
              className="sp-check"
              checked={row.enabled}
              disabled={readOnly}
              aria-label={words.variableEnabled(row.key)}
              onChange={(event) => props.onChange(row, { enabled: event.target.checked })}
            />
          </>
        )}
      </td>
      <td data-cell="name">
        <div className={styles.cell}>
          <VariableField
            look="cell"
            label={label(words.variable)}
            value={row.key}
            placeholder={isNew ? words.addVariable : undefined}
            muted={!row.enabled}
            onChange={(key) => props.onChange(row, { key })}
            onPaste={paste}
          />
          {isDuplicate && (
            <span
              className={styles.duplicate}
              title={words.duplicate}
              role="img"
              aria-label={words.duplicate}
            >
              <IconAlertTriangle size={14} stroke={2} aria-hidden />
            </span>
          )}
        </div>
      </td>
      <td className={styles.type}>
        {!isNew && (
          <PlainSelect
            label={`${words.type}: ${row.key}`}
            disabled={readOnly}
            value={isSecret ? 'secret' : 'default'}
            options={[
              { value: 'default', label: words.default },
              { value: 'secret', label: words.secret },
            ]}
            onChange={(type) => props.onChange(row, { extra: { ...row.extra, type } })}
          />
        )}
      </td>
      <td data-cell="initial">
        <div className={styles.cell}>
          <VariableField
            look="cell"
            label={label(words.initialValue)}
            value={rowText(row)}
            placeholder={isNew ? words.initialValue : undefined}
            masked={masked && rowText(row) !== ''}
            muted={!row.enabled}
            onChange={(value) => props.onChange(row, { value })}
          />
          {isSecret && (
            <button
              type="button"
              className={styles.tool}
              aria-label={revealed ? words.hide : words.show}
              aria-pressed={revealed}
              onClick={() => setRevealed(!revealed)}
            >
              {revealed ? (
                <IconEyeOff size={14} stroke={2} aria-hidden />
              ) : (
                <IconEye size={14} stroke={2} aria-hidden />
              )}
            </button>
          )}
        </div>
      </td>
      <td data-cell="current" className={styles.current}>
        <div className={styles.cell}>
          <VariableField
            look="cell"
            label={label(words.currentValue)}
            // On this device only: whoever may not change the document may change these.
            readOnly={false}
            value={current ?? rowText(row)}
            placeholder={isNew ? words.currentValue : undefined}
            masked={masked && (current ?? rowText(row)) !== ''}
            muted={!row.enabled || current === undefined}
            onChange={(value) => props.onCurrent(row, value)}
          />
          {current !== undefined && (
            <span className={styles.tools} role="group" aria-label={words.rowActions(row.key)}>
              {!readOnly && (
                <button
                  type="button"
                  className={styles.tool}
                  aria-label={words.persist}
                  title={words.persistWhy}
                  onClick={() => {
                    props.onChange(row, { value: current });
                    props.onCurrent(row, undefined);
                  }}
                >
                  <IconPin size={14} stroke={2} aria-hidden />
                </button>
              )}
              <button
                type="button"
                className={styles.tool}
                aria-label={words.reset}
                title={words.resetWhy}
                onClick={() => props.onCurrent(row, undefined)}
              >
                <IconArrowBackUp size={14} stroke={2} aria-hidden />
              </button>
            </span>
          )}
        </div>
      </td>
      <td className={styles.actions}>
        {!isNew && row.key !== '' && (
          <button
            type="button"
            className={styles.bin}
            aria-label={words.usesOf(row.key)}
            title={words.usesOf(row.key)}
            onClick={() => props.onUses(row)}
          >
            <IconListSearch size={14} stroke={2} aria-hidden />
          </button>
        )}
        {!isNew && !readOnly && (
          <button
            type="button"
            className={styles.bin}
            aria-label={words.remove(row.key)}
            onClick={() => props.onRemove(row)}
          >
            <IconTrash size={14} stroke={2} aria-hidden />
          </button>
        )}
      </td>
    </tr>
  );
}

import {
  type JsonObject,
  type NodeId,
  type Row,
  type RowInput,
  isFileRow,
  rowText,
} from '@scratchpad/core';
import { IconGripVertical, IconTrash } from '@tabler/icons-react';
import { useIsReadOnly } from '../app/docHooks.ts';
import type { ClipboardEvent, KeyboardEvent, PointerEvent } from 'react';
import { FileCell, PartControls } from './FormDataCells.tsx';
import { headerValues, MEDIA_TYPES } from './headerNames.ts';
import { pastedRows } from './pastedRows.ts';
import { VariableField } from './VariableField.tsx';
import type { Suggestion } from './variableSegments.ts';
import { editorWords as words } from './words.ts';
import styles from './keyValueTable.module.css';

/** Which kind of table a row stands in. */
export type TableKind = 'plain' | 'headers' | 'formdata' | 'path' | 'names';

/** Properties of one row; all callbacks are stable, so that only changed rows render. */
export interface KeyValueRowProps {
  readonly row: Row;
  readonly number: number;
  /** The empty row at the end, which becomes a real one at the first change. */
  readonly isNew: boolean;
  readonly kind: TableKind;
  readonly node: NodeId | null;
  readonly keySuggestions: readonly Suggestion[] | undefined;
  readonly drop: 'before' | 'after' | null;
  readonly dragged: boolean;
  readonly onChange: (row: Row, patch: Partial<RowInput>) => void;
  readonly onRemove: (row: Row) => void;
  readonly onPasteRows: (at: number, rows: readonly RowInput[]) => void;
  readonly onGrip: (event: PointerEvent<HTMLElement>, from: number) => void;
  readonly onMove: (from: number, to: number) => void;
}

/** One row. */
export function KeyValueRow(props: KeyValueRowProps) {
  const { row, number, kind, isNew } = props;
  const readOnly = useIsReadOnly();
  const label = (column: string) =>
    isNew ? words.newCell(column) : words.cell(column, number + 1);
  const isFile = kind === 'formdata' && isFileRow(row);
  const isPath = kind === 'path';
  const pasteIntoKey = (event: ClipboardEvent<HTMLInputElement>) => {
    const rows = pastedRows(event.clipboardData.getData('text/plain'));
    if (!rows || isPath) return;
    event.preventDefault();
    props.onPasteRows(isNew ? number : number + 1, rows);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (!event.altKey || isPath || isNew || readOnly) return;
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
      data-off={!row.enabled || undefined}
      data-drop={props.drop}
      data-dragged={props.dragged || undefined}
      onKeyDown={onKeyDown}
    >
      <td className={styles.check}>
        {!isPath && !isNew && (
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
              aria-label={words.enabled(row.key)}
              onChange={(event) => props.onChange(row, { enabled: event.target.checked })}
            />
          </>
        )}
      </td>
      <td data-cell="key">
        <div className={styles.cell}>
          <VariableField
            look="cell"
            label={label(kind === 'names' ? words.name : words.key)}
            value={row.key}
            placeholder={isNew ? (kind === 'names' ? words.name : words.addKey) : undefined}
            muted={!row.enabled}
            readOnly={isPath || undefined}
            suggestions={props.keySuggestions}
            onChange={(key) => props.onChange(row, { key })}
            onPaste={pasteIntoKey}
          />
          {kind === 'formdata' && !isNew && <PartControls row={row} onChange={props.onChange} />}
        </div>
      </td>
      {kind !== 'names' && (
        <td data-cell="value">
          <div className={styles.cell}>
            {isFile && props.node !== null ? (
              <FileCell row={row} node={props.node} onChange={props.onChange} />
            ) : (
              <VariableField
                look="cell"
                label={label(words.value)}
                value={rowText(row)}
                placeholder={isNew ? words.value : undefined}
                muted={!row.enabled}
                suggestions={kind === 'headers' ? headerValues(row.key) : undefined}
                onChange={(value) => props.onChange(row, { value })}
                onPaste={isNew ? pasteIntoKey : undefined}
              />
            )}
          </div>
        </td>
      )}
      {kind === 'formdata' && (
        <td data-cell="type" className={styles.type}>
          <div className={styles.cell}>
            <VariableField
              look="cell"
              label={label(words.contentType)}
              value={typeof row.extra['contentType'] === 'string' ? row.extra['contentType'] : ''}
              placeholder={words.contentTypeAuto}
              muted={!row.enabled}
              suggestions={MEDIA_TYPES}
              onChange={(type) => props.onChange(row, { extra: withContentType(row, type) })}
            />
          </div>
        </td>
      )}
      <td data-cell="description" className={styles.description}>
        <div className={styles.cell}>
          <VariableField
            look="prose"
            label={label(words.description)}
            value={row.description}
            placeholder={isNew ? words.description : undefined}
            muted={!row.enabled}
            onChange={(description) => props.onChange(row, { description })}
          />
        </div>
      </td>
      <td className={styles.actions}>
        {!isPath && !isNew && !readOnly && (
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

/** An empty content type is none: the field has no word for it. */
function withContentType(row: Row, contentType: string): JsonObject {
  const { contentType: _, ...rest } = row.extra;
  return contentType === '' ? rest : { ...rest, contentType };
}

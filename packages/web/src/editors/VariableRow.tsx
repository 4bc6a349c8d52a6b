import { type Row, rowText } from '@scratchpad/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconEye,
  IconEyeOff,
  IconListSearch,
  IconPin,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useIsReadOnly } from '../app/docHooks.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import table from './rowTable.module.css';
import { cellLabel, pasteRows, type RowProps, TableRow } from './TableRow.tsx';
import { VariableField } from './VariableField.tsx';
import { editorWords as words } from './words.ts';
import styles from './variablesTable.module.css';

/** One variable. */
export function VariableRow(
  line: RowProps & {
    readonly isDuplicate: boolean;
    /** The current value; undefined when the initial one holds. */
    readonly current: string | undefined;
    readonly onCurrent: (row: Row, value: string | undefined) => void;
    readonly onUses: (row: Row) => void;
  },
) {
  const { row, isNew, current, isDuplicate, onChange, onCurrent } = line;
  const readOnly = useIsReadOnly();
  const [revealed, setRevealed] = useState(false);
  const isSecret = row.extra['type'] === 'secret';
  const masked = isSecret && !revealed;
  return (
    <TableRow
      line={line}
      tickLabel={words.variableEnabled(row.key)}
      actions={
        !isNew &&
        row.key !== '' && (
          <button
            type="button"
            className={table.bin}
            aria-label={words.usesOf(row.key)}
            title={words.usesOf(row.key)}
            onClick={() => line.onUses(row)}
          >
            <IconListSearch size={14} stroke={2} aria-hidden />
          </button>
        )
      }
    >
      <td data-cell="name">
        <div className={table.cell}>
          <VariableField
            look="cell"
            label={cellLabel(line, words.variable)}
            value={row.key}
            placeholder={isNew ? words.addVariable : undefined}
            muted={!row.enabled}
            onChange={(key) => onChange(row, { key })}
            onPaste={(event) => pasteRows(event, line)}
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
            onChange={(type) => onChange(row, { extra: { ...row.extra, type } })}
          />
        )}
      </td>
      <td data-cell="initial">
        <div className={table.cell}>
          <VariableField
            look="cell"
            label={cellLabel(line, words.initialValue)}
            value={rowText(row)}
            placeholder={isNew ? words.initialValue : undefined}
            masked={masked && rowText(row) !== ''}
            muted={!row.enabled}
            onChange={(value) => onChange(row, { value })}
          />
          {isSecret && (
            <button
              type="button"
              className={table.tool}
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
        <div className={table.cell}>
          <VariableField
            look="cell"
            label={cellLabel(line, words.currentValue)}
            // On this device only: whoever may not change the document may change these.
            readOnly={false}
            value={current ?? rowText(row)}
            placeholder={isNew ? words.currentValue : undefined}
            masked={masked && (current ?? rowText(row)) !== ''}
            muted={!row.enabled || current === undefined}
            onChange={(value) => onCurrent(row, value)}
          />
          {current !== undefined && (
            <span className={styles.tools} role="group" aria-label={words.rowActions(row.key)}>
              {!readOnly && (
                <button
                  type="button"
                  className={table.tool}
                  aria-label={words.persist}
                  title={words.persistWhy}
                  onClick={() => {
                    onChange(row, { value: current });
                    onCurrent(row, undefined);
                  }}
                >
                  <IconPin size={14} stroke={2} aria-hidden />
                </button>
              )}
              <button
                type="button"
                className={table.tool}
                aria-label={words.reset}
                title={words.resetWhy}
                onClick={() => onCurrent(row, undefined)}
              >
                <IconArrowBackUp size={14} stroke={2} aria-hidden />
              </button>
            </span>
          )}
        </div>
      </td>
    </TableRow>
  );
}

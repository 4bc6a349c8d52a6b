import { type JsonObject, type NodeId, type Row, isFileRow, rowText } from '@scratchpad/core';
import type { ClipboardEvent } from 'react';
import { FileCell, PartControls } from './FormDataCells.tsx';
import { headerValues, MEDIA_TYPES } from './headerNames.ts';
import { cellLabel, pasteRows, type RowProps, TableRow } from './TableRow.tsx';
import { VariableField } from './VariableField.tsx';
import type { Suggestion } from './variableSegments.ts';
import { editorWords as words } from './words.ts';
import table from './rowTable.module.css';
import styles from './keyValueTable.module.css';

/** Which kind of table a row stands in. */
export type TableKind = 'plain' | 'headers' | 'formdata' | 'path' | 'names';

/** One row. */
export function KeyValueRow(
  line: RowProps & {
    readonly kind: TableKind;
    readonly node: NodeId | null;
    readonly keySuggestions: readonly Suggestion[] | undefined;
  },
) {
  const { row, kind, isNew, onChange } = line;
  const isFile = kind === 'formdata' && isFileRow(row);
  const isPath = kind === 'path';
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    if (!isPath) pasteRows(event, line);
  };
  return (
    <TableRow line={line} tickLabel={words.enabled(row.key)} isFixed={isPath}>
      <td data-cell="key">
        <div className={table.cell}>
          <VariableField
            look="cell"
            label={cellLabel(line, kind === 'names' ? words.name : words.key)}
            value={row.key}
            placeholder={isNew ? (kind === 'names' ? words.name : words.addKey) : undefined}
            muted={!row.enabled}
            readOnly={isPath || undefined}
            suggestions={line.keySuggestions}
            onChange={(key) => onChange(row, { key })}
            onPaste={paste}
          />
          {kind === 'formdata' && !isNew && <PartControls row={row} onChange={onChange} />}
        </div>
      </td>
      {kind !== 'names' && (
        <td data-cell="value">
          <div className={table.cell}>
            {isFile && line.node !== null ? (
              <FileCell row={row} node={line.node} onChange={onChange} />
            ) : (
              <VariableField
                look="cell"
                label={cellLabel(line, words.value)}
                value={rowText(row)}
                placeholder={isNew ? words.value : undefined}
                muted={!row.enabled}
                suggestions={kind === 'headers' ? headerValues(row.key) : undefined}
                onChange={(value) => onChange(row, { value })}
                onPaste={isNew ? paste : undefined}
              />
            )}
          </div>
        </td>
      )}
      {kind === 'formdata' && (
        <td data-cell="type" className={styles.type}>
          <div className={table.cell}>
            <VariableField
              look="cell"
              label={cellLabel(line, words.contentType)}
              value={typeof row.extra['contentType'] === 'string' ? row.extra['contentType'] : ''}
              placeholder={words.contentTypeAuto}
              muted={!row.enabled}
              suggestions={MEDIA_TYPES}
              onChange={(type) => onChange(row, { extra: withContentType(row, type) })}
            />
          </div>
        </td>
      )}
      <td data-cell="description" className={styles.description}>
        <div className={table.cell}>
          <VariableField
            look="prose"
            label={cellLabel(line, words.description)}
            value={row.description}
            placeholder={isNew ? words.description : undefined}
            muted={!row.enabled}
            onChange={(description) => onChange(row, { description })}
          />
        </div>
      </td>
    </TableRow>
  );
}

/** An empty content type is none: the field has no word for it. */
function withContentType(row: Row, contentType: string): JsonObject {
  const { contentType: _, ...rest } = row.extra;
  return contentType === '' ? rest : { ...rest, contentType };
}

import { formFileNames, isFileRow, type Row, rowText } from '@scratchpad/core';
import { isHidden } from './hiddenValues.ts';
import { documentationWords as words } from './words.ts';

function valueOf(row: Row): string {
  if (isFileRow(row)) return words.file(formFileNames(row).join(', '));
  return isHidden(row) ? '••••' : rowText(row);
}

/** Rows with what they are for; nothing when there are none. */
export function DocTable(props: {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly valueTitle?: string;
}) {
  const rows = props.rows.filter((row) => row.key !== '' || rowText(row) !== '');
  if (rows.length === 0) return null;
  const hasAbout = rows.some((row) => row.description !== '');
  return (
    <table className="doc-table">
      <caption>{props.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.key}</th>
          <th scope="col">{props.valueTitle ?? words.value}</th>
          {hasAbout && <th scope="col">{words.about}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <code>{row.key}</code>
              {!row.enabled && <span className="doc-off">{words.optional}</span>}
            </td>
            <td>
              <code>{valueOf(row)}</code>
            </td>
            {hasAbout && <td>{row.description}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { ReactNode } from 'react';
import { GapRow } from './GapRow.tsx';
import styles from './rowTable.module.css';
import { moveBetweenCells } from './tableKeys.ts';
import type { RowProps } from './TableRow.tsx';
import type { RowTableState } from './useRowTable.ts';

/** The most columns that a table has. */
const COLUMN_COUNT = 6;

/** The table around the rows of a `useRowTable`. */
export function RowTable(props: {
  readonly table: RowTableState;
  /** Accessible name. */
  readonly label: string;
  /** The `col` of each column. */
  readonly columns: ReactNode;
  /** The `th` of each column. */
  readonly heads: ReactNode;
  readonly children: (key: string, line: RowProps) => ReactNode;
}) {
  const { items, rowCount, body, said, lineAt } = props.table;
  return (
    <>
      <table
        className={styles.table}
        aria-label={props.label}
        onKeyDown={moveBetweenCells}
        aria-rowcount={rowCount + 1}
      >
        <colgroup>{props.columns}</colgroup>
        <thead>
          <tr>{props.heads}</tr>
        </thead>
        <tbody ref={body}>
          {items.map((item) => {
            if (item.kind === 'gap')
              return <GapRow key={`gap-${item.from}`} rows={item.rows} columns={COLUMN_COUNT} />;
            const { key, ...line } = lineAt(item.index);
            return props.children(key, line);
          })}
        </tbody>
      </table>
      <div role="status" className="sp-visually-hidden">
        {said}
      </div>
    </>
  );
}

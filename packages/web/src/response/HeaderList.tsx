import { headerText } from '@scratchpad/core';
import type { HeaderList as Headers } from '@scratchpad/core/wire';
import { responseWords as words } from './words.ts';
import styles from './lists.module.css';

/** Header lines in order, as they came. */
export function HeaderList({
  headers,
  label,
}: {
  readonly headers: Headers;
  readonly label: string;
}) {
  if (headers.length === 0) return <p className={styles.note}>{words.noHeaders}</p>;
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{words.headerName}</th>
          <th scope="col">{words.headerValue}</th>
        </tr>
      </thead>
      <tbody>
        {headers.map(([name, value], i) => (
          <tr key={i}>
            <td>{name}</td>
            <td>{headerText(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

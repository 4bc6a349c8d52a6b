import { gapHeight } from './useRowWindow.ts';

/** Stands where rows of a long table are not rendered. */
export function GapRow({ rows, columns }: { readonly rows: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- hidden, and nothing but height */}
      <td colSpan={columns} style={{ height: gapHeight(rows), padding: 0, border: 0 }} />
    </tr>
  );
}

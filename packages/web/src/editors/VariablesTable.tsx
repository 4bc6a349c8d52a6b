import {
  addRows,
  moveRow,
  type Row,
  type RowId,
  type RowInput,
  type RowOwner,
  removeRows,
  rowsToScope,
  updateRow,
} from '@scratchpad/core';
import { memo, useCallback, useMemo, useLayoutEffect, useRef } from 'react';
import { useDocStore, useGlobals, useIsReadOnly } from '../app/docHooks.ts';
import { setOverlay } from '../app/overlays.ts';
import { useCurrentValues, useServices } from '../app/services.ts';
import type { ValueOwner } from '../storage/currentValues.ts';
import { GLOBALS_OWNER } from '../send/scopes.ts';
import { ScopesContext } from './scopesContext.ts';
import { GapRow } from './GapRow.tsx';
import { useViewState } from '../request/viewState.ts';
import { BulkEdit, BulkToggle } from './BulkEdit.tsx';
import { LocalVariables } from './LocalVariables.tsx';
import { moveBetweenCells } from './tableKeys.ts';
import { useGhostRow } from './useGhostRow.ts';
import { useRevealRow } from './useRevealRow.ts';
import { useRowWindow } from './useRowWindow.ts';
import { useRowDrag } from './useRowDrag.ts';
import { sameRow, useRows } from './useRows.ts';
import { VariableRow } from './VariableRow.tsx';
import { editorWords as words } from './words.ts';
import styles from './variablesTable.module.css';

const NEW_ROW: Row = {
  id: 'new' as RowId,
  key: '',
  value: '',
  enabled: true,
  description: '',
  extra: {},
};

const isSecret = (row: Row) => row.extra['type'] === 'secret';

/** Descriptions of variables are kept and not shown; a search leads to the row. */
const COLUMNS = { key: 'name', value: 'initial', description: 'name' } as const;

const Line = memo(VariableRow, (a, b) => {
  const { row: rowA, ...restA } = a;
  const { row: rowB, ...restB } = b;
  return (
    sameRow(rowA, rowB) &&
    Object.entries(restA).every(([name, value]) =>
      Object.is(value, restB[name as keyof typeof restB]),
    )
  );
});

/**
 * The variables of an environment, a collection or the globals. The initial value is in the document; the current
 * value, behind the dashed line, is on this device only. `owner` holds the rows, `valueOwner` the current values.
 */
export function VariablesTable(props: {
  readonly owner: RowOwner;
  readonly valueOwner: ValueOwner;
  readonly label?: string;
}) {
  const { owner, valueOwner } = props;
  const store = useDocStore();
  const readOnly = useIsReadOnly();
  const { currentValues } = useServices();
  const rows = useRows(owner);
  const current = useCurrentValues(valueOwner);
  const ghost = useGhostRow();
  const body = useRef<HTMLTableSectionElement>(null);
  const latest = useRef({ owner, valueOwner, rows });
  useLayoutEffect(() => {
    latest.current = { owner, valueOwner, rows };
  });

  // Values may hold other variables: of this table, and the globals.
  const globals = useGlobals();
  const globalValues = useCurrentValues(GLOBALS_OWNER);
  const scopes = useMemo(
    () => ({
      globals: rowsToScope('globals', globals.variables, globalValues),
      ...(valueOwner !== GLOBALS_OWNER && {
        environment: rowsToScope('environment', rows, current),
      }),
    }),
    [globals, globalValues, rows, current, valueOwner],
  );

  const duplicates = useMemo(() => {
    const counts = new Map<string, number>();
    for (const row of rows)
      if (row.enabled && row.key !== '') counts.set(row.key, (counts.get(row.key) ?? 0) + 1);
    return new Set([...counts].filter(([, count]) => count > 1).map(([key]) => key));
  }, [rows]);

  const move = useCallback(
    (from: number, to: number) => {
      const row = latest.current.rows[from];
      if (row) moveRow(store, latest.current.owner, row.id, to);
    },
    [store],
  );
  const { drag, start } = useRowDrag(body, move);
  const shown = useMemo(() => (readOnly ? rows : [...rows, NEW_ROW]), [readOnly, rows]);
  const { items, pin } = useRowWindow(
    body,
    useMemo(() => shown.map(({ id }) => id), [shown]),
  );
  useRevealRow(owner, body, pin, COLUMNS);
  const { became } = ghost;
  const change = useCallback(
    (row: Row, patch: Partial<RowInput>) => {
      if (row !== NEW_ROW) return updateRow(store, latest.current.owner, row.id, patch);
      const [id] = addRows(store, latest.current.owner, [{ key: '', ...patch }]);
      if (id) became(id);
    },
    [store, became],
  );
  const setCurrent = useCallback(
    (row: Row, value: string | undefined) => {
      if (row !== NEW_ROW) return currentValues.set(latest.current.valueOwner, row.id, value);
      const [id] = addRows(store, latest.current.owner, [{ key: '' }]);
      if (!id) return;
      became(id);
      currentValues.set(latest.current.valueOwner, id, value);
    },
    [store, currentValues, became],
  );
  const remove = useCallback(
    // Its current value stays until the row is gone for good: undo brings both back.
    (row: Row) => removeRows(store, latest.current.owner, [row.id]),
    [store],
  );
  const showUses = useCallback(
    (row: Row) => setOverlay({ kind: 'variable-uses', owner: latest.current.owner, key: row.key }),
    [],
  );
  const insert = useCallback(
    (at: number, added: readonly RowInput[]) =>
      void addRows(store, latest.current.owner, added, at),
    [store],
  );

  const [bulk, setBulk] = useViewState(`bulk:variables:${valueOwner}`, false);
  const own = rows.filter((row) => current.has(row.id));
  const persistAll = () => {
    for (const row of own) {
      updateRow(store, owner, row.id, { value: current.get(row.id) ?? '' });
      currentValues.set(valueOwner, row.id, undefined);
    }
  };
  const resetAll = () => {
    for (const row of own) currentValues.set(valueOwner, row.id, undefined);
  };

  if (bulk) {
    return (
      <div className={styles.bulk}>
        <div className={styles.bulkBar}>
          <BulkToggle bulk onChange={setBulk} />
        </div>
        <BulkEdit
          owner={owner}
          label={words.initialValue}
          isFixed={isSecret}
          fixedHint={words.secretsStay}
        />
      </div>
    );
  }
  return (
    <ScopesContext value={scopes}>
      <div className={styles.wrap}>
        <div className={styles.bulkBar}>
          <BulkToggle bulk={false} onChange={setBulk} />
        </div>
        <table
          className={styles.table}
          aria-label={props.label ?? words.variable}
          onKeyDown={moveBetweenCells}
          aria-rowcount={shown.length + 1}
        >
          <colgroup>
            <col className={styles.colCheck} />
            <col className={styles.colName} />
            <col className={styles.colType} />
            <col />
            <col />
            <col className={styles.colActions} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">
                <span className="sp-visually-hidden">{words.variableEnabled('')}</span>
              </th>
              <th scope="col">{words.variable}</th>
              <th scope="col" className={styles.type}>
                {words.type}
              </th>
              <th scope="col">{words.initialValue}</th>
              <th scope="col" className={styles.current}>
                <span title={words.onlyHere}>{words.currentValue}</span>
                <span className={styles.all}>
                  <button
                    type="button"
                    className="sp-link"
                    disabled={own.length === 0 || readOnly}
                    title={words.persistWhy}
                    onClick={persistAll}
                  >
                    {words.persistAll}
                  </button>
                  <button
                    type="button"
                    className="sp-link"
                    disabled={own.length === 0}
                    title={words.resetWhy}
                    onClick={resetAll}
                  >
                    {words.resetAll}
                  </button>
                </span>
              </th>
              <th scope="col">
                <span className="sp-visually-hidden">{words.remove('')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {items.map((item) => {
              if (item.kind === 'gap')
                return <GapRow key={`gap-${item.from}`} rows={item.rows} columns={6} />;
              const i = item.index;
              const row = shown[i] as Row;
              return (
                <Line
                  key={row === NEW_ROW ? ghost.ghostKey : ghost.keyOf(row.id)}
                  row={row}
                  number={i}
                  isNew={row === NEW_ROW}
                  isDuplicate={row.enabled && duplicates.has(row.key)}
                  current={current.get(row.id)}
                  drop={
                    drag === null
                      ? null
                      : drag.to === i
                        ? 'before'
                        : drag.to === rows.length && i === rows.length - 1
                          ? 'after'
                          : null
                  }
                  dragged={drag?.from === i}
                  onChange={change}
                  onCurrent={setCurrent}
                  onRemove={remove}
                  onUses={showUses}
                  onPasteRows={insert}
                  onGrip={start}
                  onMove={move}
                />
              );
            })}
          </tbody>
        </table>
        <LocalVariables owner={owner} valueOwner={valueOwner} />
      </div>
    </ScopesContext>
  );
}

import { type Row, type RowOwner, rowsToScope, updateRow } from '@scratchpad/core';
import { memo, useCallback, useMemo, useLayoutEffect, useRef } from 'react';
import { useDocStore, useGlobals, useIsReadOnly } from '../app/docHooks.ts';
import { setOverlay } from '../app/overlays.ts';
import { useCurrentValues, useServices } from '../app/services.ts';
import type { ValueOwner } from '../storage/currentValues.ts';
import { GLOBALS_OWNER } from '../send/scopes.ts';
import { ScopesContext } from './scopesContext.ts';
import { useViewState } from '../request/viewState.ts';
import { BulkEdit, BulkToggle } from './BulkEdit.tsx';
import { LocalVariables } from './LocalVariables.tsx';
import { RowTable } from './RowTable.tsx';
import { isNewRow, sameLine, useRowTable } from './useRowTable.ts';
import { VariableRow } from './VariableRow.tsx';
import { editorWords as words } from './words.ts';
import styles from './variablesTable.module.css';

const isSecret = (row: Row) => row.extra['type'] === 'secret';

/** Descriptions of variables are kept and not shown; a search leads to the row. */
const COLUMNS = { key: 'name', value: 'initial', description: 'name' } as const;

const Line = memo(VariableRow, sameLine);

/**
 * The variables of an environment, a collection or the globals. The initial value is in the document; the current
 * value, behind the dashed line, is on this device only. `owner` holds the rows, `valueOwner` the current values. Those
 * of a removed row stay until it is gone for good: undo brings both back.
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
  const table = useRowTable(owner, COLUMNS);
  const { rows, become } = table;
  const current = useCurrentValues(valueOwner);
  const latest = useRef({ owner, valueOwner });
  useLayoutEffect(() => {
    latest.current = { owner, valueOwner };
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

  const setCurrent = useCallback(
    (row: Row, value: string | undefined) => {
      const id = isNewRow(row) ? become({ key: '' }) : row.id;
      if (id) currentValues.set(latest.current.valueOwner, id, value);
    },
    [currentValues, become],
  );
  const showUses = useCallback(
    (row: Row) => setOverlay({ kind: 'variable-uses', owner: latest.current.owner, key: row.key }),
    [],
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
        <RowTable
          table={table}
          label={props.label ?? words.variable}
          columns={
            <>
              <col className={styles.colCheck} />
              <col className={styles.colName} />
              <col className={styles.colType} />
              <col />
              <col />
              <col className={styles.colActions} />
            </>
          }
          heads={
            <>
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
            </>
          }
        >
          {(key, line) => (
            <Line
              key={key}
              {...line}
              isDuplicate={line.row.enabled && duplicates.has(line.row.key)}
              current={current.get(line.row.id)}
              onCurrent={setCurrent}
              onUses={showUses}
            />
          )}
        </RowTable>
        <LocalVariables owner={owner} valueOwner={valueOwner} />
      </div>
    </ScopesContext>
  );
}

/** Giving a variable a current value from an answer. */
import {
  addRows,
  type DocStore,
  type EnvId,
  localVariableId,
  type NodeId,
  type Row,
  type RowOwner,
} from '@scratchpad/core';
import { collectionOf } from '../app/docHooks.ts';
import { GLOBALS_OWNER } from '../send/scopes.ts';
import type { CurrentValues, ValueOwner } from '../storage/currentValues.ts';
import { responseWords as words } from './words.ts';

/** Where a variable can live. */
export interface VariableHome {
  /** Whose current values it has. */
  readonly owner: ValueOwner;
  readonly name: string;
  readonly rows: readonly Row[];
  readonly rowOwner: RowOwner;
}

/** The homes in reach of a request, the active environment first. */
export function listVariableHomes(
  { index }: DocStore,
  id: NodeId | null,
  env: EnvId | null,
): readonly VariableHome[] {
  const environment = env === null ? undefined : index.envContent(env);
  const collection = id === null ? undefined : collectionOf(index, id);
  const homes: VariableHome[] = [];
  if (environment) {
    const { id: owner, name, variables: rows } = environment;
    homes.push({ owner, name: words.homes.environment(name), rows, rowOwner: { env: owner } });
  }
  if (collection) {
    const { id: owner, name, variables: rows } = collection;
    const rowOwner = { node: owner, table: 'variables' } as const;
    homes.push({ owner, name: words.homes.collection(name), rows, rowOwner });
  }
  const rows = index.globals.variables;
  homes.push({
    owner: GLOBALS_OWNER,
    name: words.homes.globals,
    rows,
    rowOwner: { globals: true },
  });
  return homes;
}

/**
 * Sets the current value of a variable. One that is not there is made; in a document that cannot be written to it is on
 * this device only.
 */
export function setVariable(
  store: DocStore,
  values: CurrentValues,
  { owner, rows, rowOwner }: VariableHome,
  key: string,
  value: string,
): void {
  // Of two rows of one key the last enabled one counts; see `rowsToScope`.
  const present = rows.findLast((row) => row.enabled && row.key === key)?.id;
  const made = () =>
    store.readOnlyReason === null ? addRows(store, rowOwner, [{ key }])[0] : undefined;
  values.set(owner, present ?? made() ?? localVariableId(key), value);
}

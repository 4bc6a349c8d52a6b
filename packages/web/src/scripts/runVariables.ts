/** The variables of a run, from the document with the values of this device, and back to this device only. */
import {
  localVariableId,
  localVariables,
  type NodeId,
  type Row,
  type DocStore,
  type EnvId,
} from '@scratchpad/core';
import {
  rowsToVariables,
  valueText,
  type RunVariables,
  type VariableList,
} from '@scratchpad/core/run';
import { collectionOf } from '../app/docHooks.ts';
import { GLOBALS_OWNER } from '../send/scopes.ts';
import type { CurrentValues, ValueOwner } from '../storage/currentValues.ts';

/** The scopes that outlive a run: whose they are, what the document says, and what a run begins with. */
interface ScopeOrigin {
  readonly owner: ValueOwner;
  readonly rows: readonly Row[];
  readonly initial: VariableList;
}

/** See {@link readRunVariables}. */
export type RunScopesOrigin = Readonly<Partial<Record<keyof RunVariables, ScopeOrigin>>>;

/** The variables in reach of a node: globals, an environment, those of its collection. */
export function readRunVariables(
  store: DocStore,
  values: CurrentValues,
  id: NodeId,
  env: EnvId | null,
): RunScopesOrigin {
  const origin = (owner: ValueOwner, rows: readonly Row[]): ScopeOrigin => ({
    owner,
    rows,
    initial: withValues(rows, values.of(owner)),
  });
  const environment = env === null ? undefined : store.index.envContent(env);
  const collection = collectionOf(store.index, id);
  return {
    globals: origin(GLOBALS_OWNER, store.index.globals.variables),
    ...(environment && { environment: origin(environment.id, environment.variables) }),
    ...(collection && { collectionVariables: origin(collection.id, collection.variables) }),
  };
}

/** What the engine takes. */
export function initialVariables({
  globals,
  environment,
  collectionVariables,
}: RunScopesOrigin): RunVariables {
  return {
    globals: globals?.initial ?? [],
    environment: environment?.initial ?? [],
    collectionVariables: collectionVariables?.initial ?? [],
  };
}

/** Keeps the values that scripts set or took away, on this device. The document stays as it is. */
export function keepRunVariables(
  values: CurrentValues,
  origins: RunScopesOrigin,
  left: RunVariables,
): void {
  for (const scope of ['globals', 'environment', 'collectionVariables'] as const) {
    const origin = origins[scope];
    if (origin) keepScope(values, origin, left[scope]);
  }
}

function keepScope(
  values: CurrentValues,
  { owner, rows, initial }: ScopeOrigin,
  left: VariableList,
): void {
  const before = textsOf(initial);
  const after = textsOf(left);
  const idOf = (key: string) =>
    rows.findLast((row) => row.key === key && row.enabled)?.id ?? localVariableId(key);
  for (const [key, text] of after) {
    if (before.get(key) !== text) values.set(owner, idOf(key), text);
  }
  for (const key of before.keys()) {
    if (after.has(key)) continue;
    const id = idOf(key);
    // A variable of the document stays there; here it is empty until somebody resets it.
    values.set(owner, id, id === localVariableId(key) ? undefined : '');
  }
}

function withValues(rows: readonly Row[], current: ReadonlyMap<string, string>): VariableList {
  const known = new Set(rows.filter(({ enabled }) => enabled).map(({ key }) => key));
  return rowsToVariables([
    ...rows.map((row) => ({ ...row, value: current.get(row.id) ?? row.value })),
    ...localVariables(current)
      .filter(([key]) => !known.has(key))
      .map(([key, value]) => ({ key, value })),
  ]);
}

function textsOf(list: VariableList): ReadonlyMap<string, string> {
  return new Map(
    list.flatMap(({ key, value, disabled }) =>
      typeof key === 'string' && key !== '' && disabled !== true
        ? [[key, value === null ? '' : valueText(value)]]
        : [],
    ),
  );
}

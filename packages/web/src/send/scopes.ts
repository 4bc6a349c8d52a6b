import {
  type DocStore,
  type EnvId,
  type NodeId,
  type Row,
  rowsToScope,
  type Scopes,
} from '@scratchpad/core';
import { useMemo } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { collectionOf, useDocStore, useEnvContent, useGlobals, useTopic } from '../app/docHooks.ts';
import { useCurrentValues } from '../app/services.ts';
import type { CurrentValues, ValueOwner } from '../storage/currentValues.ts';

/** Owner of the current values of the globals. */
export const GLOBALS_OWNER: ValueOwner = 'globals';

/** The variables in reach of a request: globals, its collection's, the environment's, with their current values. */
export function readScopes(
  store: DocStore,
  values: CurrentValues,
  id: NodeId,
  env: EnvId | null,
): Scopes {
  const collection = collectionOf(store.index, id);
  const environment = env === null ? undefined : store.index.envContent(env);
  return {
    globals: rowsToScope('globals', store.index.globals.variables, values.of(GLOBALS_OWNER)),
    ...(collection && {
      collection: rowsToScope('collection', collection.variables, values.of(collection.id)),
    }),
    ...(environment && {
      environment: rowsToScope('environment', environment.variables, values.of(environment.id)),
    }),
  };
}

const NO_ROWS: readonly Row[] = [];

/** As {@link readScopes}, for what is shown; the same object until one of its parts changes. `id` null: no collection. */
export function useScopes(id: NodeId | null): Scopes {
  const { index } = useDocStore();
  const [env] = useActiveEnvironment();
  const globals = useGlobals();
  const environment = useEnvContent(env);
  // The place of a request decides which collection it belongs to.
  useTopic('tree', ({ tree }) => tree);
  const top = id === null ? null : (index.ancestors(id)[0] ?? id);
  const collection = useTopic(`node:${top ?? ''}`, () =>
    top === null ? undefined : collectionOf(index, top),
  );
  const globalValues = useCurrentValues(GLOBALS_OWNER);
  const environmentValues = useCurrentValues(env ?? '');
  const collectionValues = useCurrentValues(collection?.id ?? '');
  const globalRows = globals.variables;
  const environmentRows = environment?.variables ?? NO_ROWS;
  const collectionRows = collection?.variables ?? NO_ROWS;
  return useMemo(
    () => ({
      globals: rowsToScope('globals', globalRows, globalValues),
      collection: rowsToScope('collection', collectionRows, collectionValues),
      environment: rowsToScope('environment', environmentRows, environmentValues),
    }),
    [
      globalRows,
      globalValues,
      collectionRows,
      collectionValues,
      environmentRows,
      environmentValues,
    ],
  );
}

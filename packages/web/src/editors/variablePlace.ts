import type { ScopeName } from '@scratchpad/core';
import { createContext, useContext } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useEnvContent, useNodeSummary } from '../app/docHooks.ts';
import type { NodeId, RowOwner } from '@scratchpad/core';
import { GLOBALS_OWNER } from '../send/scopes.ts';
import type { ValueOwner } from '../storage/currentValues.ts';
import { editorWords } from './words.ts';

/** The collection whose variables are in reach; null for none. */
export const CollectionContext = createContext<NodeId | null>(null);

/** Where a scope's variables stand: its name for people, a chip, and the owner of its current values. */
export function useVariablePlace(scope: ScopeName): {
  readonly name: string;
  readonly chip: string;
  readonly owner: ValueOwner | null;
  /** Whose rows they are. */
  readonly rows: RowOwner | null;
} {
  const [env] = useActiveEnvironment();
  const environment = useEnvContent(env);
  const collectionId = useContext(CollectionContext);
  const collection = useNodeSummary(collectionId ?? ('' as NodeId));
  const kind = editorWords.scope[scope];
  switch (scope) {
    case 'environment':
      return {
        name: environment?.name ?? kind,
        chip: `${kind} · ${environment?.name ?? ''}`,
        owner: env,
        rows: env === null ? null : { env },
      };
    case 'collection':
      return {
        name: collection?.name ?? kind,
        chip: kind,
        owner: collectionId,
        rows: collectionId === null ? null : { node: collectionId, table: 'variables' },
      };
    case 'globals':
      return { name: kind, chip: kind, owner: GLOBALS_OWNER, rows: { globals: true } };
    default:
      return { name: kind, chip: kind, owner: null, rows: null };
  }
}

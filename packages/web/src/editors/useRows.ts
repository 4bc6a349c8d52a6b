import type { Row, RowOwner, Topic } from '@scratchpad/core';
import { useTopic } from '../app/docHooks.ts';

const NONE: readonly Row[] = [];

function topicOf(owner: RowOwner): Topic {
  if ('globals' in owner) return 'globals';
  return 'node' in owner ? `node:${owner.node}` : `env:${owner.env}`;
}

/** The owner's rows in order; the same array until the owner changes. */
export function useRows(owner: RowOwner): readonly Row[] {
  return useTopic(topicOf(owner), (index) => {
    if ('globals' in owner) return index.globals.variables;
    if ('env' in owner) return index.envContent(owner.env)?.variables ?? NONE;
    const content = index.content(owner.node);
    const tables = content as unknown as Partial<Record<string, readonly Row[]>> | undefined;
    return tables?.[owner.table] ?? NONE;
  });
}

/** Whether two rows show the same. Rows are read anew at each change of their owner; most of them are equal. */
export function sameRow(a: Row, b: Row): boolean {
  return (
    a.id === b.id &&
    a.key === b.key &&
    a.value === b.value &&
    a.enabled === b.enabled &&
    a.description === b.description &&
    a.extra === b.extra
  );
}

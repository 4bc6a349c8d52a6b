import { findVariables } from '@scratchpad/core';
import type { UnitContent } from '@scratchpad/core/workspace';

/** Names of the variables that each node of a unit uses. */
export function usedVariables(content: UnitContent): readonly ReadonlySet<string>[] {
  return content.nodes.map((node) => {
    const names = new Set<string>();
    const look = (value: unknown): void => {
      if (typeof value === 'string') {
        if (value.includes('{{')) for (const { name } of findVariables(value)) names.add(name);
      } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
    };
    for (const [, value] of node.entries) look(value);
    for (const [, text] of node.texts) look(text);
    return names;
  });
}

/** How many nodes use a variable that an environment defines. */
export function countUses(
  uses: readonly ReadonlySet<string>[],
  variables: readonly string[],
): number {
  return uses.filter((names) => variables.some((name) => names.has(name))).length;
}

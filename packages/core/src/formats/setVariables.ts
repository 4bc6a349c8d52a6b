import type { RowInput } from '../model/content.ts';

/** A script that sets variables, which is what the variables of a folder or request do in other tools. */
export function setVariables(rows: readonly RowInput[]): string {
  return rows
    .filter(({ enabled }) => enabled !== false)
    .map(
      ({ key, value }) =>
        `pm.variables.set(${JSON.stringify(key)}, ${JSON.stringify(value ?? '')});`,
    )
    .join('\n');
}

/** Scripts one after the other; empty ones leave no line. */
export function joinScripts(...scripts: readonly string[]): string {
  return scripts.filter((text) => text.trim() !== '').join('\n');
}

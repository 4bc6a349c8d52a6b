import { uuidv4 } from 'lib0/random';

const MAKERS = new Map<string, () => string>([
  ['$guid', uuidv4],
  ['$randomUUID', uuidv4],
  ['$timestamp', () => String(Math.floor(Date.now() / 1000))],
  ['$isoTimestamp', () => new Date().toISOString()],
  ['$randomInt', () => String(Math.floor(Math.random() * 1001))],
]);

/** Names of the dynamic variables, for completion. */
export const DYNAMIC_VARIABLES: readonly string[] = [...MAKERS.keys()];

/** A fresh value of a dynamic variable; undefined for any other name. */
export function dynamicVariable(name: string): string | undefined {
  return MAKERS.get(name)?.();
}

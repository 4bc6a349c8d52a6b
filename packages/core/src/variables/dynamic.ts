import { uuidv4 } from 'lib0/random';
import { DYNAMIC_NAMES } from './dynamicNames.ts';

const MAKERS = new Map<string, () => string>([
  ['$guid', uuidv4],
  ['$randomUUID', uuidv4],
  ['$timestamp', () => String(Math.floor(Date.now() / 1000))],
  ['$isoTimestamp', () => new Date().toISOString()],
  ['$randomInt', () => String(Math.floor(Math.random() * 1001))],
]);

/** Names of the dynamic variables, for completion. */
export const DYNAMIC_VARIABLES: readonly string[] = [...MAKERS.keys(), ...DYNAMIC_NAMES];

const names = new Set(DYNAMIC_VARIABLES);
let isLoaded = false;
/** Whether one was asked for that is not loaded yet. */
let isMissed = false;

/** Whether a name is that of a dynamic variable. */
export function isDynamicVariable(name: string): boolean {
  return names.has(name);
}

/**
 * A fresh value of a dynamic variable; undefined for any other name, and for one whose maker is not loaded yet: see
 * {@link loadMissedDynamicVariables}.
 */
export function dynamicVariable(name: string): string | undefined {
  const make = MAKERS.get(name);
  if (!make && !isLoaded && names.has(name)) isMissed = true;
  return make?.();
}

/**
 * Loads the makers of all dynamic variables when one was asked for without them. They are some hundred kilobytes, so
 * nobody pays for them before. True when it did: what was resolved before is to be resolved again.
 */
export async function loadMissedDynamicVariables(): Promise<boolean> {
  if (!isMissed || isLoaded) return false;
  const { DYNAMIC_MAKERS } = await import('./dynamicMakers.ts');
  for (const [name, make] of DYNAMIC_MAKERS) if (!MAKERS.has(name)) MAKERS.set(name, make);
  isLoaded = true;
  return true;
}

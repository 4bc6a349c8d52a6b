/** Variables: which scope a name comes from, and what a text becomes when its `{{names}}` are replaced. */
import type { Row } from '../model/content.ts';
import { rowText } from '../model/rows.ts';
import { dynamicVariable } from './dynamic.ts';

/** Scopes from the narrowest to the widest; the first that has the name wins. */
export const SCOPE_NAMES = ['local', 'data', 'environment', 'collection', 'globals'] as const;
export type ScopeName = (typeof SCOPE_NAMES)[number];

/** One variable as a scope offers it. */
export interface ScopedVariable {
  readonly scope: ScopeName;
  readonly key: string;
  /** The value that is sent: the current one, or the initial one when there is none. */
  readonly value: string;
  /** The value in the document; undefined for local and data variables. */
  readonly initial?: string;
  readonly secret: boolean;
  /** The row it stands in, for editing it in place. */
  readonly row?: Row;
}

/** All variables in reach, by scope. */
export type Scopes = Readonly<Partial<Record<ScopeName, ReadonlyMap<string, ScopedVariable>>>>;

/** What the id of a current value begins with when no row of the document has it: a script made that variable. */
const LOCAL_PREFIX = '+';

/** Under which id the value of a variable lies that is on this device only. Ids of rows never begin so. */
export function localVariableId(key: string): string {
  return LOCAL_PREFIX + key;
}

/** The variables that are on this device only, by name. */
export function localVariables(
  current: ReadonlyMap<string, string>,
): readonly (readonly [key: string, value: string])[] {
  return [...current]
    .filter(([id]) => id.startsWith(LOCAL_PREFIX))
    .map(([id, value]) => [id.slice(LOCAL_PREFIX.length), value]);
}

/** A scope from rows and their current values, and from those without a row. Of two rows of one key the last enabled one counts, as in the field. */
export function rowsToScope(
  scope: ScopeName,
  rows: readonly Row[],
  current: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, ScopedVariable> {
  const variables = new Map<string, ScopedVariable>();
  for (const row of rows) {
    if (!row.enabled || row.key === '') continue;
    const initial = rowText(row);
    variables.set(row.key, {
      scope,
      key: row.key,
      value: current.get(row.id) ?? initial,
      initial,
      secret: row.extra['type'] === 'secret',
      row,
    });
  }
  for (const [key, value] of localVariables(current)) {
    if (!variables.has(key)) variables.set(key, { scope, key, value, secret: false });
  }
  return variables;
}

/** The variable a name stands for, narrowest scope first, with the ones it hides. Undefined when no scope has it. */
export function lookUp(
  scopes: Scopes,
  name: string,
):
  | { readonly variable: ScopedVariable; readonly overrides: readonly ScopedVariable[] }
  | undefined {
  const found = SCOPE_NAMES.map((scope) => scopes[scope]?.get(name)).filter(
    (variable) => variable !== undefined,
  );
  const [variable, ...overrides] = found;
  return variable && { variable, overrides };
}

/** A `{{name}}` in a text; offsets in UTF-16 code units, `to` after the closing braces. */
export interface VariableUse {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const USE = /\{\{([^{}]*?)\}\}/g;

/** Every innermost `{{name}}` of a text. */
export function findVariables(text: string): readonly VariableUse[] {
  return [...text.matchAll(USE)].map((match) => ({
    name: (match[1] as string).trim(),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Values may hold further variables; deeper than this it is a circle, and the text stays as it is. */
const MAX_DEPTH = 20;
/** Doubling values must not fill the memory. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** What {@link resolveText} gives. */
export interface Resolved {
  readonly text: string;
  /** Names that no scope has; they stay in the text as written. */
  readonly unresolved: readonly string[];
}

/**
 * Replaces `{{name}}` from the inside out, so that `{{a{{b}}}}` works, until nothing changes. A dynamic variable
 * (`{{$guid}}`) gives a new value at each place. Names without a value stay as written and are reported.
 */
export function resolveText(text: string, scopes: Scopes): Resolved {
  const unresolved = new Set<string>();
  let result = text;
  for (
    let depth = 0;
    depth < MAX_DEPTH && result.includes('{{') && result.length < MAX_LENGTH;
    depth++
  ) {
    unresolved.clear();
    const next = result.replace(USE, (written, inner: string) => {
      const name = inner.trim();
      const value = lookUp(scopes, name)?.variable.value ?? dynamicVariable(name);
      if (value === undefined) unresolved.add(name);
      return value ?? written;
    });
    if (next === result) break;
    result = next;
  }
  return { text: result, unresolved: [...unresolved] };
}

/** Where a variable is used, and giving it another name there: only at places that resolve to this one. */
import { AppError } from '../AppError.ts';
import { type RowOwner, updateRow } from '../commands/rows.ts';
import type { CommandErrorCode, DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId, RowId } from '../model/ids.ts';
import { findVariables } from '../variables/scopes.ts';
import { type FindItem, type PlacedText, readPlaces } from './places.ts';
import { type RangeEdit, replaceRanges } from './replace.ts';

/** A variable by where it is defined. */
export interface VariableAt {
  readonly key: string;
  readonly owner: RowOwner;
  /** The environment that is active; for one of an environment's variables, that environment counts as active. */
  readonly activeEnv: EnvId | null;
  /** Other environments whose variable of this name goes along with it; see {@link sameInOtherEnvironments}. */
  readonly alongWith?: readonly EnvId[];
}

/** A text that uses a variable; each range is the name alone. */
export interface VariableUsesAt extends PlacedText {
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

type Scope = 'environment' | 'collection' | 'globals';

function scopeOf(owner: RowOwner): Scope {
  if ('globals' in owner) return 'globals';
  return 'env' in owner ? 'environment' : 'collection';
}

/** Environments beside the variable's own that have one of the same name: requests use whichever is active. */
export function sameInOtherEnvironments(
  store: DocStore,
  { key, owner }: Pick<VariableAt, 'key' | 'owner'>,
): readonly EnvId[] {
  if (!('env' in owner)) return [];
  return store.index.environments.filter((id) => id !== owner.env && envHas(store, id, key));
}

/**
 * The uses of a variable in one item: `{{name}}`, and in scripts `pm.environment.get("name")` and its like with the
 * name as a plain string. A place counts when it resolves to this variable: a narrower scope that has the name takes
 * it. Values of other environments count for an environment's variable when those have no such variable themselves.
 */
export function variableUsesIn(
  store: DocStore,
  item: FindItem,
  variable: VariableAt,
): readonly VariableUsesAt[] {
  const scope = scopeOf(variable.owner);
  const isResolved = resolvesHere(store, item, variable);
  return readPlaces(store, item, { withHidden: true }).flatMap((placed): VariableUsesAt[] => {
    const { place, area, text } = placed;
    if (area === 'descriptions' || area === 'examples' || area === 'names') return [];
    // The name of a variable is its definition, and no use.
    if (area === 'variables' && place.kind === 'row' && place.part === 'key') return [];
    const ranges = isResolved ? tokenRanges(text, variable.key) : [];
    if (area === 'scripts')
      ranges.push(
        ...callRanges(text, variable.key, scope, isResolved, isInReach(store, item, variable)),
      );
    if (ranges.length === 0) return [];
    return [{ ...placed, ranges: ranges.sort((a, b) => a.from - b.from) }];
  });
}

function has(rows: readonly { readonly key: string; readonly enabled: boolean }[], key: string) {
  return rows.some((row) => row.enabled && row.key === key);
}

function envHas(store: DocStore, id: EnvId, key: string): boolean {
  return has(store.index.envContent(id)?.variables ?? [], key);
}

function collectionHas(store: DocStore, id: NodeId | undefined, key: string): boolean {
  const content = id === undefined ? undefined : store.index.content(id);
  return content?.kind === 'collection' && has(content.variables, key);
}

function collectionIdOf(store: DocStore, item: FindItem): NodeId | undefined {
  if (!('node' in item)) return undefined;
  return store.index.ancestors(item.node)[0] ?? item.node;
}

/** Whether the scope of the variable is one that the item can reach at all. */
function isInReach(store: DocStore, item: FindItem, { owner }: VariableAt): boolean {
  return !('node' in owner) || collectionIdOf(store, item) === owner.node;
}

/** Whether `{{key}}` in the item stands for this variable. */
function resolvesHere(store: DocStore, item: FindItem, variable: VariableAt): boolean {
  const { key, owner, activeEnv, alongWith = [] } = variable;
  if (!isInReach(store, item, variable)) return false;
  // A value of an environment is used while that environment is active.
  const active = 'env' in item ? item.env : 'env' in owner ? owner.env : activeEnv;
  if ('env' in owner) {
    if (active === null || active === owner.env || alongWith.includes(active)) return true;
    return !envHas(store, active, key);
  }
  if (active !== null && envHas(store, active, key)) return false;
  return 'node' in owner || !collectionHas(store, collectionIdOf(store, item), key);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The names inside `{{ }}`, without the spaces around them. */
function tokenRanges(text: string, key: string): Range[] {
  return findVariables(text).flatMap((use) => {
    if (use.name !== key) return [];
    const from = text.indexOf(key, use.from + 2);
    return [{ from, to: from + key.length }];
  });
}

const SCOPE_OF_OBJECT: Readonly<Record<string, Scope | 'any'>> = {
  environment: 'environment',
  globals: 'globals',
  collectionVariables: 'collection',
  variables: 'any',
};
const CALL =
  /\bpm\s*\.\s*(environment|globals|collectionVariables|variables)\s*\.\s*(get|set|has|unset)\s*\(\s*(["'`])/g;
const OLD_CALL = /\bpostman\s*\.\s*(?:get|set|clear)(Environment|Global)Variable\s*\(\s*(["'`])/g;

/** The names in calls of scripts that mean a variable of `scope`. */
function callRanges(
  text: string,
  key: string,
  scope: Scope,
  isResolved: boolean,
  isReached: boolean,
): Range[] {
  const ranges: Range[] = [];
  const take = (match: RegExpExecArray, quote: string) => {
    const from = match.index + match[0].length;
    if (text.startsWith(key + quote, from)) ranges.push({ from, to: from + key.length });
  };
  for (const match of text.matchAll(CALL)) {
    const [, object = '', method = '', quote = ''] = match;
    const meant = SCOPE_OF_OBJECT[object];
    // What `pm.variables.set` makes is local to a run, whatever else has the name.
    const isMeant =
      meant === 'any' ? isResolved && (method === 'get' || method === 'has') : meant === scope;
    if (isMeant && isReached) take(match, quote);
  }
  for (const match of text.matchAll(OLD_CALL)) {
    const [, kind, quote = ''] = match;
    if (scope === (kind === 'Global' ? 'globals' : 'environment')) take(match, quote);
  }
  return ranges;
}

/**
 * Gives a variable another name, at its definitions and at all given uses, as one step.
 * @returns how many uses were changed, and how many say something else by now
 * @throws AppError `not-allowed` for a name that could not be used; `read-only`
 */
export function renameVariable(
  store: DocStore,
  definitions: readonly { readonly owner: RowOwner; readonly row: RowId }[],
  uses: readonly VariableUsesAt[],
  name: string,
): { readonly replaced: number; readonly skipped: number } {
  if (!isVariableName(name)) {
    throw new AppError<CommandErrorCode>(
      'not-allowed',
      'The name of a variable is not empty, has no braces, and no spaces around it.',
    );
  }
  const edits = uses.map(({ place, text, ranges }) => ({
    place,
    edits: ranges.map(({ from, to }): RangeEdit => ({
      from,
      to,
      expected: text.slice(from, to),
      insert: name,
    })),
  }));
  return store.write(() => {
    for (const { owner, row } of definitions) updateRow(store, owner, row, { key: name });
    return replaceRanges(store, edits);
  });
}

/** Whether `{{name}}` can name a variable. */
export function isVariableName(name: string): boolean {
  return name !== '' && name.trim() === name && !/[{}]/.test(name);
}

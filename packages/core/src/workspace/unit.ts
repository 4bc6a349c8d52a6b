/**
 * A unit of the import step: one collection with what is chosen below it, one environment, or the globals, as plain
 * values that depend on nothing but its content. What leaves the pad is this and no more: no history, no client id, no secret.
 */
import * as Y from 'yjs';
import { AppError } from '../AppError.ts';
import type { CommandErrorCode, DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId, RowId } from '../model/ids.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';
import { getNodeMap } from '../model/readers.ts';
import { rowToTuple, tupleToRow } from '../model/rows.ts';
import { AUTH_PREFIX, GLOBALS_PREFIX, ROW_PREFIX } from '../model/schema.ts';
import { blankSecrets, looksSecret } from './secrets.ts';

/** Which collection or environment; or the globals, which are one in each document. */
export type UnitRef =
  | { readonly kind: 'collection'; readonly id: NodeId }
  | { readonly kind: 'environment'; readonly id: EnvId }
  | { readonly kind: 'globals'; readonly id: typeof GLOBALS_ID };

/** The id of the globals as a unit. */
export const GLOBALS_ID = 'globals';

/** One map of the document, with its entries in order of their keys. */
export interface UnitNode {
  readonly id: string;
  /** Null for the unit itself. */
  readonly parent: string | null;
  readonly order: string;
  readonly entries: readonly (readonly [key: string, value: JsonValue])[];
  readonly texts: readonly (readonly [key: string, text: string])[];
}

/** See the top of the file. */
export interface UnitContent {
  readonly kind: UnitRef['kind'];
  readonly id: string;
  readonly name: string;
  /** Those above first. An environment is one. */
  readonly nodes: readonly UnitNode[];
  /** Nodes of the collection that stay behind. They are no part of the content: nothing is said about them. */
  readonly leftOut: readonly NodeId[];
}

/** A value that stays behind unless somebody says otherwise. */
export interface Withheld {
  /** Names it for {@link readUnit}. */
  readonly place: string;
  /** The node or environment it belongs to. */
  readonly owner: string;
  /** The row of a variable; null for what is no variable. */
  readonly row: string | null;
  /** Name of the variable, header or field. */
  readonly name: string;
  readonly value: JsonValue;
  /** Marked as secret, or only looking like one. */
  readonly reason: 'secret' | 'looks-secret';
}

/** What {@link readUnit} read. */
export interface UnitReading {
  readonly content: UnitContent;
  readonly withheld: readonly Withheld[];
}

/** Row tables whose values may be secrets of a person. */
const SECRET_TABLES = [
  ROW_PREFIX.variables,
  GLOBALS_PREFIX,
  ROW_PREFIX.headers,
  ROW_PREFIX.params,
  ROW_PREFIX.urlencoded,
  ROW_PREFIX.formdata,
  ROW_PREFIX.subprotocols,
  ROW_PREFIX.messages,
];
/** Those of them that are variables. */
const VARIABLE_TABLES: ReadonlySet<string> = new Set([ROW_PREFIX.variables, GLOBALS_PREFIX]);
/** Fields of authorization types that hold a secret whatever they are called elsewhere. */
const SECRET_AUTH =
  /^(?:apikey\.value|basic\.password|digest\.password|ntlm\.password|hawk\.authKey)$/;
/** Kept apart from the entries: where it stands, and whether it is deleted. */
const NOT_CONTENT = new Set(['pos', 'del']);

/**
 * Reads a unit as the user sees it now.
 * @throws AppError `not-found`
 */
export function readUnit(
  store: DocStore,
  ref: UnitRef,
  options: {
    /** Values to bring along, by {@link Withheld.place} or {@link variablePlace}; they replace what stands there. */
    readonly passed?: ReadonlyMap<string, JsonValue>;
    /** Nodes of a collection that stay behind, with all below them. */
    readonly leftOut?: ReadonlySet<string>;
  } = {},
): UnitReading {
  const { passed = new Map<string, JsonValue>(), leftOut = new Set<string>() } = options;
  const withheld: Withheld[] = [];
  const nodes: UnitNode[] = [];
  const add = (id: string, parent: string | null, order: string, map: Y.Map<unknown>) => {
    const entries: [string, JsonValue][] = [];
    const texts: [string, string][] = [];
    for (const key of [...map.keys()].sort()) {
      const value = map.get(key);
      if (value instanceof Y.Text) texts.push([key, value.toJSON()]);
      else if (!(value instanceof Y.AbstractType) && value !== undefined && !NOT_CONTENT.has(key))
        entries.push([key, keepBack(id, key, value as JsonValue, passed, withheld)]);
    }
    nodes.push({ id, parent, order, entries, texts });
  };
  if (ref.kind === 'environment') {
    const map = getNodeMap(store.roots.envs, ref.id);
    const summary = store.index.env(ref.id);
    if (!map || !summary || summary.deleted) throw gone();
    add(ref.id, null, '', map);
    return { content: { ...ref, name: summary.name, nodes, leftOut: [] }, withheld };
  }
  if (ref.kind === 'globals') {
    const entries = [...store.roots.envs.entries()]
      .filter(([key]) => key.startsWith(GLOBALS_PREFIX))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]): [string, JsonValue] => [
        key,
        keepBack(GLOBALS_ID, key, value as JsonValue, passed, withheld),
      ]);
    nodes.push({ id: GLOBALS_ID, parent: null, order: '', entries, texts: [] });
    return { content: { ...ref, name: store.index.globals.name, nodes, leftOut: [] }, withheld };
  }
  const behind: NodeId[] = [];
  const leave = (id: NodeId) => {
    behind.push(id);
    for (const child of store.index.children(id)) leave(child);
  };
  const walk = (id: NodeId, parent: string | null) => {
    const map = getNodeMap(store.roots.nodes, id);
    const summary = store.index.node(id);
    if (!map || !summary) return;
    add(id, parent, summary.order, map);
    for (const child of store.index.children(id)) {
      if (leftOut.has(child)) leave(child);
      else walk(child, id);
    }
  };
  const root = store.index.node(ref.id);
  if (root?.kind !== 'collection' || !store.index.tree.places.has(ref.id)) throw gone();
  walk(ref.id, null);
  return { content: { ...ref, name: root.name, nodes, leftOut: behind }, withheld };
}

/** Where the value of a variable stands, for {@link readUnit}. */
export function variablePlace({ kind, id }: UnitRef, row: RowId): string {
  return `${id}/${kind === 'globals' ? GLOBALS_PREFIX : ROW_PREFIX.variables}${row}`;
}

function gone(): AppError<CommandErrorCode> {
  return new AppError<CommandErrorCode>('not-found', 'This item is no longer in the Scratch Pad.');
}

/** The value as it may leave: replaced when one was passed, emptied when it is a secret, or as it is. */
function keepBack(
  owner: string,
  key: string,
  value: JsonValue,
  passed: ReadonlyMap<string, JsonValue>,
  withheld: Withheld[],
): JsonValue {
  const place = `${owner}/${key}`;
  const note = (name: string, secret: JsonValue, row: string | null, isMarked: boolean) =>
    withheld.push({
      place,
      owner,
      row,
      name,
      value: secret,
      reason: isMarked ? 'secret' : 'looks-secret',
    });
  const prefix = SECRET_TABLES.find((candidate) => key.startsWith(candidate));
  if (prefix !== undefined) {
    const row = tupleToRow(key.slice(prefix.length), value);
    if (!row) return value;
    const isMarked = row.extra['type'] === 'secret' && row.value !== '' && row.value !== null;
    const isSecret = isMarked || looksSecret(row.key, row.value);
    if (isSecret) note(row.key, row.value, VARIABLE_TABLES.has(prefix) ? row.id : null, isMarked);
    const given = passed.get(place);
    if (given === undefined && !isSecret) return value;
    return [...rowToTuple(row.order, { ...row, value: given ?? '' })];
  }
  if (key.startsWith(AUTH_PREFIX)) {
    const field = key.slice(AUTH_PREFIX.length);
    const isSecret =
      looksSecret(field.slice(field.indexOf('.') + 1), value) ||
      (SECRET_AUTH.test(field) && typeof value === 'string' && looksSecret('secret', value));
    if (!isSecret) return value;
    note(field, value, null, true);
    return passed.get(place) ?? '';
  }
  if (key === 'originalRequest' && (isJsonObject(value) || Array.isArray(value))) {
    const blanked = blankSecrets(value);
    if (!blanked.found) return value;
    note('request of the example', value, null, false);
    return passed.get(place) ?? blanked.value;
  }
  return value;
}

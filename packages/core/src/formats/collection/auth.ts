/**
 * Authorization: `{type, [type]: fields}`, where fields are a list of `{key, value, type}` in 2.1 and an object in 2.0.
 * Both are read in files of either version. Fields of types that are not chosen are kept too.
 */
import { equalityDeep } from 'lib0/function';
import type { Auth } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { assemble, Fields } from '../fields.ts';
import type { CollectionVersion, NodeReading } from './nodeReading.ts';

type Params = Record<string, Record<string, JsonValue>>;

/** Takes the authorization of a node. Null, and what has no type, is left and means `inherit`. */
export function readAuth(owner: Fields, node: NodeReading): Auth | undefined {
  const source = owner.peek('auth');
  if (!isJsonObject(source)) return undefined;
  const type = source['type'];
  if (typeof type !== 'string' || type === '' || type === 'inherit') return undefined;
  owner.take('auth');

  const fields = new Fields(source);
  fields.take('type');
  const params = Object.create(null) as Params;
  const rows: JsonObject = {};
  for (const name of Object.keys(source)) {
    // The document keeps a field under `<type>.<field>`.
    if (name === 'type' || name === '' || name.includes('.')) continue;
    const value = source[name];
    const read = Array.isArray(value) ? listToParams(value) : objectToParams(value);
    if (!read) continue;
    fields.take(name);
    params[name] = read;
    if (Array.isArray(value) && !equalityDeep(value, paramsToList(read))) {
      rows[name] = value.filter(isJsonObject).map(withoutValue);
    }
  }
  node.keep('auth', fields.rest());
  if (Object.keys(rows).length > 0) node.spell('authRows', rows);
  return { type, params };
}

function withoutValue(row: JsonObject): JsonObject {
  const { value: _, ...rest } = row;
  return rest;
}

/** Undefined when the list is empty or holds anything but rows with keys of their own. */
function listToParams(list: readonly JsonValue[]): Record<string, JsonValue> | undefined {
  const params = Object.create(null) as Record<string, JsonValue>;
  for (const row of list) {
    if (!isJsonObject(row)) return undefined;
    const { key, value = null } = row;
    if (typeof key !== 'string' || key in params) return undefined;
    params[key] = value;
  }
  return list.length > 0 ? params : undefined;
}

function objectToParams(value: JsonValue | undefined): Record<string, JsonValue> | undefined {
  if (!isJsonObject(value) || Object.keys(value).length === 0) return undefined;
  const params = Object.create(null) as Record<string, JsonValue>;
  for (const key of Object.keys(value)) params[key] = value[key] as JsonValue;
  return params;
}

/** The rows as the field writes them, in one order. */
function paramsToList(params: Readonly<Record<string, JsonValue>>): JsonObject[] {
  return Object.keys(params)
    .sort()
    .map((key) => {
      const value = params[key] as JsonValue;
      return { key, value, type: typeof value === 'object' ? 'any' : typeof value };
    });
}

/** The rows in the order and with the further fields that the file had, as far as they are still there. */
function paramsToKnownList(
  params: Readonly<Record<string, JsonValue>>,
  rows: JsonValue | undefined,
): JsonObject[] {
  const fresh = new Map(paramsToList(params).map((row) => [row['key'], row]));
  const list: JsonObject[] = [];
  for (const row of Array.isArray(rows) ? rows.filter(isJsonObject) : []) {
    const now = fresh.get(row['key']);
    if (!now || !fresh.delete(row['key'])) continue;
    list.push(assemble(['key', 'value', 'type'], { key: now['key'], value: now['value'] }, row));
  }
  return [...list, ...fresh.values()];
}

/** Writes the authorization of a node; undefined for `inherit`. */
export function writeAuth(
  auth: Auth | undefined,
  version: CollectionVersion,
  unknown: JsonObject | undefined,
): JsonObject | undefined {
  if (!auth || auth.type === 'inherit') return undefined;
  const rows = isJsonObject(unknown?.['authRows']) ? unknown['authRows'] : {};
  const known: JsonObject = { type: auth.type };
  const others = Object.keys(auth.params).filter((name) => name !== auth.type);
  const order = [auth.type, ...others.sort()];
  for (const name of order) {
    const params = auth.params[name];
    if (!params) continue;
    known[name] =
      version === '2.0'
        ? Object.fromEntries(
            Object.keys(params)
              .sort()
              .map((key) => [key, params[key]]),
          )
        : paramsToKnownList(params, rows[name]);
  }
  return assemble(['type', ...order], known, unknown?.['auth']);
}

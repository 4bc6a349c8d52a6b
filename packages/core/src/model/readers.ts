/**
 * Total readers: from the Y.Doc to plain content. What stands in a document is foreign (another version wrote it, a
 * peer forged it, a disk damaged it), so every value is checked here, and nothing here throws or writes.
 */
import * as Y from 'yjs';
import {
  BODY_MODES,
  NODE_KINDS,
  type Auth,
  type BodyMode,
  type EnvContent,
  type FieldName,
  type NodeContent,
  type NodeKind,
  type NodeSpec,
  FIELDS,
  type RowInput,
  type Table,
  type TextName,
} from './content.ts';
import type { BatchId, EnvId, NodeId } from './ids.ts';
import { isJsonObject, type JsonValue } from './json.ts';
import type { NodeSummary } from './projection.ts';
import { readRows } from './rows.ts';
import {
  AUTH_PREFIX,
  GLOBALS_PREFIX,
  GLOBALS_UNKNOWN_KEY,
  ROW_PREFIX,
  SETTING_PREFIX,
  TABLES_OF_KIND,
  TEXTS_OF_KIND,
  UNKNOWN_PREFIX,
} from './schema.ts';

/** The node map under `id`, or undefined when there is none. */
export function getNodeMap(nodes: Y.Map<unknown>, id: string): Y.Map<unknown> | undefined {
  const map = nodes.get(id);
  return map instanceof Y.Map ? map : undefined;
}

function asString(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

function asStringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The deletion mark, or null. A mark of the wrong shape still deletes: losing sight of a node beats resurrecting it. */
function readDeleted(value: unknown): NodeSummary['deleted'] {
  if (value === undefined || value === null) return null;
  const [batch, at] = Array.isArray(value) ? (value as unknown[]) : [];
  return {
    batch: asString(batch, 'unknown') as BatchId,
    at: typeof at === 'number' && Number.isFinite(at) ? at : 0,
  };
}

function readKind(map: Y.Map<unknown>): NodeKind | undefined {
  const kind = map.get('kind');
  return NODE_KINDS.find((known) => known === kind);
}

/** What the tree needs of a node; undefined for a node of a kind this version does not know. */
export function readSummary(id: string, map: Y.Map<unknown>): NodeSummary | undefined {
  const kind = readKind(map);
  if (kind === undefined) return undefined;
  const pos = map.get('pos');
  const [parent, order, prevParent] = Array.isArray(pos) ? (pos as unknown[]) : [];
  return {
    id: id as NodeId,
    kind,
    name: asString(map.get('name')),
    method: kind === 'http' ? asString(map.get('method'), 'GET') : '',
    parent: asStringOrNull(parent),
    order: asString(order),
    prevParent: asStringOrNull(prevParent),
    deleted: readDeleted(map.get('del')),
  };
}

function readGroup(map: Y.Map<unknown>, prefix: string): Record<string, JsonValue> {
  const group: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  const keys: string[] = [];
  for (const key of map.keys()) if (key.startsWith(prefix)) keys.push(key);
  // Y.Map order follows the history of edits, which differs between replicas.
  for (const key of keys.sort()) group[key.slice(prefix.length)] = map.get(key) as JsonValue;
  return group;
}

/** Authorization of a node. Fields are kept as `a:<type>.<field>`, so that two people may fill in two of them. */
function readAuth(map: Y.Map<unknown>): Auth {
  const params: Record<string, Record<string, JsonValue>> = Object.create(null) as Record<
    string,
    Record<string, JsonValue>
  >;
  for (const [path, value] of Object.entries(readGroup(map, AUTH_PREFIX))) {
    const dot = path.indexOf('.');
    if (dot <= 0) continue;
    const type = path.slice(0, dot);
    (params[type] ??= Object.create(null) as Record<string, JsonValue>)[path.slice(dot + 1)] =
      value;
  }
  return { type: asString(map.get('authType'), 'inherit'), params };
}

function readFileId(map: Y.Map<unknown>): string | null | undefined {
  const value = map.get('fileId');
  return typeof value === 'string' || value === null ? value : undefined;
}

/** Everything of a node but its texts; undefined for an unknown kind. */
export function readContent(id: string, map: Y.Map<unknown>): NodeContent | undefined {
  const kind = readKind(map);
  if (kind === undefined) return undefined;
  const base = {
    id: id as NodeId,
    name: asString(map.get('name')),
    unknown: readGroup(map, UNKNOWN_PREFIX),
    fileId: readFileId(map),
  };
  const table = (name: Table) => readRows(map, ROW_PREFIX[name]);
  switch (kind) {
    case 'collection':
      return { ...base, kind, auth: readAuth(map), variables: table('variables') };
    case 'folder':
      return { ...base, kind, auth: readAuth(map) };
    case 'http':
      return {
        ...base,
        kind,
        method: asString(map.get('method'), 'GET'),
        baseUrl: asString(map.get('baseUrl')),
        fragment: asStringOrNull(map.get('fragment')),
        params: table('params'),
        pathVariables: table('pathVariables'),
        headers: table('headers'),
        auth: readAuth(map),
        bodyMode: readBodyMode(map.get('bodyMode')),
        bodyLanguage: asString(map.get('bodyLanguage'), 'text'),
        urlencoded: table('urlencoded'),
        formdata: table('formdata'),
        bodyFile: asStringOrNull(map.get('bodyFile')),
        graphqlOperation: asStringOrNull(map.get('graphqlOperation')),
        settings: readGroup(map, SETTING_PREFIX),
      };
    case 'ws':
      return {
        ...base,
        kind,
        baseUrl: asString(map.get('baseUrl')),
        fragment: asStringOrNull(map.get('fragment')),
        params: table('params'),
        pathVariables: table('pathVariables'),
        headers: table('headers'),
        subprotocols: table('subprotocols'),
        messages: table('messages'),
        bodyLanguage: asString(map.get('bodyLanguage'), 'text'),
        settings: readGroup(map, SETTING_PREFIX),
      };
    case 'example': {
      const status = map.get('status');
      return {
        ...base,
        kind,
        status: typeof status === 'number' ? status : null,
        statusText: asString(map.get('statusText')),
        headers: table('headers'),
        bodyBlob: asStringOrNull(map.get('bodyBlob')),
        bodyLanguage: asString(map.get('bodyLanguage')),
        originalRequest: (map.get('originalRequest') ?? null) as JsonValue,
      };
    }
  }
}

function readBodyMode(value: unknown): BodyMode {
  return BODY_MODES.find((mode) => mode === value) ?? 'none';
}

/** The Y.Text of a node, for an editor to bind to; undefined when the node or the text is missing. */
export function readText(map: Y.Map<unknown> | undefined, name: TextName): Y.Text | undefined {
  const text = map?.get(name);
  return text instanceof Y.Text ? text : undefined;
}

/** A node alone (no children) as a spec: what duplicating copies and exporting writes. */
export function readNodeSpec(map: Y.Map<unknown>): NodeSpec | undefined {
  const kind = readKind(map);
  if (kind === undefined) return undefined;
  const fileId = readFileId(map);
  const fields: Partial<Record<FieldName, JsonValue>> = {};
  for (const name of FIELDS) {
    const value = map.get(name);
    if (value !== undefined) fields[name] = value as JsonValue;
  }
  const tables: Partial<Record<Table, readonly RowInput[]>> = {};
  for (const name of TABLES_OF_KIND[kind]) tables[name] = readRows(map, ROW_PREFIX[name]);
  const texts: Partial<Record<TextName, string>> = {};
  for (const name of TEXTS_OF_KIND[kind]) texts[name] = readText(map, name)?.toJSON() ?? '';
  return {
    kind,
    name: asString(map.get('name')),
    ...(fileId === undefined ? {} : { fileId }),
    fields,
    tables,
    texts,
    auth: readAuth(map),
    settings: readGroup(map, SETTING_PREFIX),
    unknown: readGroup(map, UNKNOWN_PREFIX),
  };
}

/** What the list of environments needs. */
export interface EnvSummary {
  readonly id: EnvId;
  readonly name: string;
  readonly order: string;
  readonly deleted: NodeSummary['deleted'];
}

/** Summary of an environment; undefined when what stands there is not one. */
export function readEnvSummary(id: string, map: unknown): EnvSummary | undefined {
  if (!(map instanceof Y.Map)) return undefined;
  return {
    id: id as EnvId,
    name: asString(map.get('name')),
    order: asString(map.get('order')),
    deleted: readDeleted(map.get('del')),
  };
}

/** Everything of an environment. */
export function readEnv(id: string, map: unknown): EnvContent | undefined {
  if (!(map instanceof Y.Map)) return undefined;
  return {
    id: id as EnvId,
    name: asString(map.get('name')),
    variables: readRows(map, ROW_PREFIX.variables),
    unknown: readGroup(map, UNKNOWN_PREFIX),
    fileId: readFileId(map),
  };
}

/** The globals of the document, in the shape of an environment. */
export function readGlobals(envs: Y.Map<unknown>): EnvContent {
  const unknown = envs.get(GLOBALS_UNKNOWN_KEY);
  return {
    id: 'globals' as EnvId,
    name: 'Globals',
    variables: readRows(envs, GLOBALS_PREFIX),
    unknown: isJsonObject(unknown) ? unknown : {},
    fileId: undefined,
  };
}

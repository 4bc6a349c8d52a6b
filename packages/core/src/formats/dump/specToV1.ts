/**
 * A collection as one of version 1, which is what a data dump holds: as much as version 1 can say, for other programs,
 * and the whole as version 2.1 beside it for ours.
 */
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { BODY_MODES, type BodyMode, type NodeSpec, type RowInput } from '../../model/content.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { joinUrl } from '../../request/url.ts';
import { writeAuth } from '../collection/auth.ts';
import { writeCollection } from '../collection/collection.ts';
import { writeEvents } from '../collection/events.ts';
import type { GetBlob } from '../collection/example.ts';
import { MARKER } from '../collection/marker.ts';
import { writeRows, type RowKind } from '../collection/rows.ts';
import { toHex } from '../importLog.ts';

const DATA_MODES: Readonly<Record<BodyMode, string | null>> = {
  none: null,
  raw: 'raw',
  urlencoded: 'urlencoded',
  formdata: 'params',
  file: 'binary',
  graphql: 'graphql',
};

/** Hands out ids that version 1 needs everywhere: the file's, once each, else one that follows from the place. */
class V1Ids {
  readonly #used = new Set<string>();
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  idOf(spec: NodeSpec, path: string): string {
    const own = spec.fileId;
    const id =
      typeof own === 'string' && !this.#used.has(own) ? own : uuidOf(`${this.#root}/${path}`);
    this.#used.add(id);
    return id;
  }
}

/** A UUID of version 8 (RFC 9562) from a text: the same text, the same id. */
function uuidOf(text: string): string {
  const bytes = digest(encodeUtf8(text)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Translates a collection; `index` tells collections without an id apart. */
export function specToV1(spec: NodeSpec, index: number, getBlob: GetBlob): JsonObject {
  const ids = new V1Ids(spec.fileId ?? `${index}/${spec.name}`);
  const collectionId = ids.idOf(spec, '');
  const folders: JsonObject[] = [];
  const requests: JsonObject[] = [];

  const addChildren = (owner: NodeSpec, ownerId: string, path: string): JsonObject => {
    const order: string[] = [];
    const foldersOrder: string[] = [];
    (owner.children ?? []).forEach((child, i) => {
      const childPath = `${path}/${i}`;
      const id = ids.idOf(child, childPath);
      if (child.kind === 'folder') {
        foldersOrder.push(id);
        const folder: JsonObject = {
          id,
          ...v1Owner(child),
          collectionId,
          folder: parentId(ownerId),
        };
        folders.push(folder);
        Object.assign(folder, addChildren(child, id, childPath));
      } else if (child.kind === 'http' || child.kind === 'ws') {
        order.push(id);
        const responses = (child.children ?? []).map((example, at) => ({
          id: ids.idOf(example, `${childPath}/${at}`),
          ...v1Response(example, getBlob),
        }));
        requests.push({
          id,
          ...v1Request(child),
          collectionId,
          folder: parentId(ownerId),
          responses,
        });
      }
    });
    return { order, folders_order: foldersOrder };
  };
  const parentId = (ownerId: string) => (ownerId === collectionId ? null : ownerId);

  const lists = addChildren(spec, collectionId, '');
  return {
    id: collectionId,
    ...v1Owner(spec),
    variables: writeRows(spec.tables?.variables ?? [], 'variable'),
    ...lists,
    folders,
    requests,
    [MARKER]: { collection: writeCollection(spec, { version: '2.1', getBlob }) },
  };
}

function v1Owner(spec: NodeSpec): JsonObject {
  const { docs = '', preRequest = '', test = '' } = spec.texts ?? {};
  return {
    name: spec.name,
    description: docs,
    auth: writeAuth(spec.auth, '2.1', undefined) ?? null,
    events: writeEvents({ preRequest, test }, undefined) ?? null,
  };
}

function v1Rows(rows: readonly RowInput[] | undefined, kind: RowKind): JsonObject[] {
  return writeRows(rows ?? [], kind).map(({ disabled, ...row }) => ({
    ...row,
    enabled: disabled !== true,
  }));
}

function v1Request(spec: NodeSpec): JsonObject {
  const { fields = {}, tables = {}, texts = {}, settings = {} } = spec;
  const { baseUrl, fragment, bodyMode, bodyLanguage, bodyFile, method } = fields;
  const params = (tables.params ?? []).map(({ key, value = '', enabled = true }) => ({
    key,
    value,
    enabled,
  }));
  const rows = bodyMode === 'urlencoded' ? tables.urlencoded : tables.formdata;
  const mode = BODY_MODES.find((known) => known === bodyMode) ?? 'none';
  const graphql: JsonObject = {
    query: texts.graphqlQuery ?? '',
    variables: texts.graphqlVariables ?? '',
    ...(typeof fields.graphqlOperation === 'string' && {
      operationName: fields.graphqlOperation,
    }),
  };
  return {
    ...v1Owner(spec),
    method: typeof method === 'string' ? method : 'GET',
    url: joinUrl(
      typeof baseUrl === 'string' ? baseUrl : '',
      params,
      typeof fragment === 'string' ? fragment : null,
    ),
    headerData: v1Rows(tables.headers, 'header'),
    queryParams: v1Rows(tables.params, 'query'),
    pathVariableData: writeRows(tables.pathVariables ?? [], 'variable'),
    dataMode: DATA_MODES[mode],
    data: v1Rows(rows, 'form').map(v1FormRow),
    rawModeData: bodyMode === 'file' ? (bodyFile ?? '') : (texts.body ?? ''),
    graphqlModeData: bodyMode === 'graphql' ? graphql : {},
    dataOptions: bodyLanguage === undefined ? null : { raw: { language: bodyLanguage } },
    protocolProfileBehavior: { ...settings },
  };
}

function v1FormRow(row: JsonObject): JsonObject {
  if (row['type'] !== 'file') return row;
  const { src, ...rest } = row;
  return { ...rest, value: src ?? null };
}

function v1Response(spec: NodeSpec, getBlob: GetBlob): JsonObject {
  const { fields = {}, tables = {}, texts = {} } = spec;
  const blob = typeof fields.bodyBlob === 'string' ? getBlob(fields.bodyBlob) : undefined;
  const status: JsonValue = fields.statusText ?? '';
  return {
    name: spec.name,
    status,
    responseCode: { code: fields.status ?? null, name: status },
    headers: writeRows(tables.headers ?? [], 'header'),
    language: fields.bodyLanguage ?? null,
    text: blob ?? texts.body ?? '',
  };
}

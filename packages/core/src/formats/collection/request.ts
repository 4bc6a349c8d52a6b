/** The `request` of an item: a URL as a text, or an object. */
import type { Auth, FieldName, NodeSpec, RowInput, Table } from '../../model/content.ts';
import { BODY_MODES } from '../../model/content.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { assemble, Fields } from '../fields.ts';
import { readAuth, writeAuth } from './auth.ts';
import { readBody, writeBody, type BodyContent } from './body.ts';
import { readDescription } from './description.ts';
import { isLeft, type CollectionVersion, type NodeReading } from './nodeReading.ts';
import { readHeaders, writeRows } from './rows.ts';
import { readUrl, textToUrl, writeUrl, type UrlContent } from './url.ts';

const REQUEST_ORDER = ['auth', 'method', 'header', 'body', 'url', 'description'];

/** The parts of a spec that come from the `request` of an item. */
export interface RequestParts {
  readonly fields: Partial<Record<FieldName, JsonValue>>;
  readonly tables: Partial<Record<Table, readonly RowInput[]>>;
  readonly texts: { docs: string; body: string; graphqlQuery: string; graphqlVariables: string };
  readonly auth: Auth | undefined;
}

/** Takes the request of an item: with body and authorization for an HTTP request, without for a WebSocket one. */
export function readRequest(item: Fields, kind: 'http' | 'ws', node: NodeReading): RequestParts {
  const text = item.takeString('request');
  if (text !== undefined) {
    if (node.version === '2.1') node.spell('urlAsWritten', 'text');
    node.absent('method');
    node.absent('header');
    return { ...urlToParts(textToUrl(text)), auth: undefined };
  }
  const source = item.takeObject('request');
  if (!source && !item.has('request')) node.absent('request');
  const request = new Fields(source ?? {});
  const parts = urlToParts(readUrl(request, node));
  const { text: docs, form } = readDescription(request);
  if (form) node.spell('description', form);
  parts.texts.docs = docs;
  if (request.has('header')) parts.tables.headers = readHeaders(request);
  else node.absent('header');
  if (!request.has('method')) node.absent('method');
  const method = kind === 'http' ? request.takeString('method') : undefined;
  if (method !== undefined) parts.fields.method = method;
  // The one that a WebSocket request is written with.
  else if (request.peek('method') === 'GET') request.take('method');

  let auth: Auth | undefined;
  if (kind === 'http') {
    auth = readAuth(request, node);
    bodyToParts(readBody(request, node), parts);
  }
  node.keep('request', request.rest());
  return { ...parts, auth };
}

function urlToParts(url: UrlContent): Omit<RequestParts, 'auth'> {
  const { baseUrl, fragment, params, pathVariables } = url;
  return {
    fields: fragment === null ? { baseUrl } : { baseUrl, fragment },
    tables: { params, pathVariables },
    texts: { docs: '', body: '', graphqlQuery: '', graphqlVariables: '' },
  };
}

function bodyToParts(
  body: BodyContent,
  { fields, tables, texts }: Omit<RequestParts, 'auth'>,
): void {
  if (body.mode !== 'none') fields.bodyMode = body.mode;
  if (body.language !== undefined) fields.bodyLanguage = body.language;
  if (body.file !== undefined) fields.bodyFile = body.file;
  if (body.graphqlOperation !== undefined) fields.graphqlOperation = body.graphqlOperation;
  tables.urlencoded = body.urlencoded;
  tables.formdata = body.formdata;
  texts.body = body.raw;
  texts.graphqlQuery = body.graphqlQuery;
  texts.graphqlVariables = body.graphqlVariables;
}

function asString(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function specToUrl({ fields = {}, tables = {} }: NodeSpec): UrlContent {
  return {
    baseUrl: asString(fields.baseUrl) ?? '',
    fragment: asString(fields.fragment) ?? null,
    params: tables.params ?? [],
    pathVariables: tables.pathVariables ?? [],
  };
}

function specToBody({ fields = {}, tables = {}, texts = {} }: NodeSpec): BodyContent {
  const file = fields.bodyFile;
  return {
    mode: BODY_MODES.find((mode) => mode === fields.bodyMode) ?? 'none',
    language: asString(fields.bodyLanguage),
    raw: texts.body ?? '',
    urlencoded: tables.urlencoded ?? [],
    formdata: tables.formdata ?? [],
    file: file === null ? null : asString(file),
    graphqlQuery: texts.graphqlQuery ?? '',
    graphqlVariables: texts.graphqlVariables ?? '',
    graphqlOperation: asString(fields.graphqlOperation),
  };
}

/**
 * Writes the request of an item; undefined when the file had none and none was made.
 * @param description what stands at the request; it is undefined where the item is described instead
 */
export function writeRequest(
  spec: NodeSpec,
  description: JsonValue | undefined,
  version: CollectionVersion,
): JsonObject | undefined {
  const { unknown, fields = {}, tables = {} } = spec;
  const isHttp = spec.kind === 'http';
  const headers = tables.headers ?? [];
  const method = isHttp ? asString(fields.method) : undefined;
  const request = assemble(
    REQUEST_ORDER,
    {
      auth: isHttp ? writeAuth(spec.auth, version, unknown) : undefined,
      method: method ?? (isLeft(unknown, 'request', 'method') ? undefined : 'GET'),
      header:
        headers.length === 0 && isLeft(unknown, 'request', 'header')
          ? undefined
          : writeRows(headers, 'header'),
      body: isHttp ? writeBody(specToBody(spec), unknown) : undefined,
      url: writeRequestUrl(spec, version),
      description,
    },
    unknown?.['request'],
  );
  const isEmpty = Object.keys(request).length === 0;
  return isEmpty && isLeft(unknown, 'item', 'request') ? undefined : request;
}

function writeRequestUrl(spec: NodeSpec, version: CollectionVersion): JsonValue | undefined {
  const url = specToUrl(spec);
  const isEmpty =
    url.baseUrl === '' &&
    url.fragment === null &&
    url.params.length === 0 &&
    url.pathVariables.length === 0 &&
    spec.unknown?.['url'] === undefined;
  // A URL of an odd shape was left with the request, and returns while nobody has written one.
  if (isEmpty && isLeft(spec.unknown, 'request', 'url')) return undefined;
  return writeUrl(url, version, spec.unknown);
}

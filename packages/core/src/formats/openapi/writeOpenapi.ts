/**
 * A collection as an OpenAPI 3.1 description: paths, parameters, bodies with the schemas their examples have, responses
 * from saved examples, security. Best effort: a collection says what one sends, and not what an API is, so what has no
 * place in a description is named.
 */
import { equalityDeep } from 'lib0/function';
import type { NodeSpec, RowInput } from '../../model/content.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { rowText } from '../../model/rows.ts';
import { pathVariableNames } from '../../request/url.ts';
import type { GetBlob } from '../collection/example.ts';
import { ImportLog } from '../importLog.ts';
import { stringifyFile } from '../stringifyFile.ts';
import {
  enabledRows,
  fieldText,
  listRequests,
  type PlacedRequest,
  type Written,
} from '../written.ts';
import { HTTP_METHODS } from './methods.ts';
import { parseExample, schemaFromExample } from './schemaFromExample.ts';
import { SecuritySchemes } from './securitySchemes.ts';

/** Headers that a description says elsewhere (OpenAPI 3.1, 4.8.12.1). */
const SAID_ELSEWHERE = new Set(['accept', 'content-type', 'authorization']);

/** Writes the description of one collection. */
export function writeOpenapi(collection: NodeSpec, getBlob: GetBlob = () => undefined): Written {
  const log = new ImportLog();
  const security = new SecuritySchemes(log);
  const servers = new Set<string>();
  const paths: Record<string, JsonObject> = {};
  const ids = new Set<string>();
  const shared = security.requirement(
    collection.auth?.type === 'noauth' ? undefined : collection.auth,
    collection.name,
  );
  for (const request of listRequests([collection])) {
    const { spec, path } = request;
    const method = (fieldText(spec, 'method') || 'GET').toLowerCase();
    if (spec.kind === 'ws' || !HTTP_METHODS.some((name) => name === method)) {
      log.leftOut(
        path,
        `A description has no place for ${spec.kind === 'ws' ? 'WebSocket requests' : 'this method'}.`,
      );
      continue;
    }
    const { server, path: template } = splitServer(fieldText(spec, 'baseUrl'));
    servers.add(server);
    const item = (paths[template] ??= {});
    if (item[method] !== undefined) {
      log.leftOut(
        path,
        'A description has one operation for a method and path; the first was taken.',
      );
      continue;
    }
    if (spec.texts?.preRequest || spec.texts?.test)
      log.leftOut(path, 'Scripts have no place in a description.');
    const operation = writeOperation(request, security, ids, getBlob, log);
    // What holds for all is said once.
    if (equalityDeep(operation['security'], shared)) delete operation['security'];
    if (server !== [...servers][0]) operation['servers'] = [serverOf(server, collection)];
    item[method] = operation;
  }
  const [first] = servers;
  const tags = (collection.children ?? []).filter(({ kind }) => kind === 'folder');
  const document: JsonObject = {
    openapi: '3.1.0',
    info: {
      title: collection.name,
      ...(collection.texts?.docs ? { description: collection.texts.docs } : {}),
      version: '1.0.0',
    },
    ...(first === undefined ? {} : { servers: [serverOf(first, collection)] }),
    ...(tags.length === 0 ? {} : { tags: tags.map(writeTag) }),
    ...(shared.length === 0 ? {} : { security: shared }),
    paths,
    ...security.components(),
  };
  return { text: stringifyFile(document), leftOut: log.leftOutNotes };
}

function writeTag({ name, texts }: NodeSpec): JsonObject {
  return texts?.docs ? { name, description: texts.docs } : { name };
}

/** The part of a URL that is the same for all, and the path with its `:names` in braces. */
function splitServer(baseUrl: string): { server: string; path: string } {
  const [server = ''] =
    /^(?:[a-z][a-z\d+.-]*:\/\/[^/]*|\{\{[^{}]*\}\}[^/]*|[^/]+)/i.exec(baseUrl) ?? [];
  const path = baseUrl
    .slice(server.length)
    .split('/')
    .map((part) => part.replace(/^:(.+)$/, '{$1}').replaceAll(/\{\{([^{}]+)\}\}/g, '{$1}'))
    .join('/');
  return { server, path: path.startsWith('/') ? path : `/${path}` };
}

/** Variables of the collection are filled in; others are variables of the server. */
function serverOf(server: string, collection: NodeSpec): JsonObject {
  const values = new Map(
    (collection.tables?.variables ?? []).map(({ key, value }) => [
      key,
      rowText({ value: value ?? '' }),
    ]),
  );
  const variables: JsonObject = {};
  const fill = (text: string, depth: number): string =>
    text.replaceAll(/\{\{([^{}]+)\}\}/g, (_, name: string) => {
      const value = values.get(name);
      // A variable that stands for a whole address is one with it; what is left becomes a variable of the server.
      if (value !== undefined && value !== '' && depth < 5) return fill(value, depth + 1);
      variables[name] = { default: '' };
      return `{${name}}`;
    });
  const url = fill(server, 0);
  return Object.keys(variables).length === 0 ? { url: url === '' ? '/' : url } : { url, variables };
}

function writeOperation(
  { spec, auth, folders, path }: PlacedRequest,
  security: SecuritySchemes,
  ids: Set<string>,
  getBlob: GetBlob,
  log: ImportLog,
): JsonObject {
  const body = writeRequestBody(spec, path, log);
  const parameters = writeParameters(spec);
  const [tag] = folders;
  const docs = spec.texts?.docs ?? '';
  return {
    ...(tag === undefined ? {} : { tags: [tag] }),
    summary: spec.name,
    ...(docs === '' ? {} : { description: docs }),
    operationId: operationId(spec.name, ids),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body ? { requestBody: body } : {}),
    responses: writeResponses(spec, getBlob),
    security: security.requirement(auth, path),
  };
}

/** A name in camel case that no other operation has. */
function operationId(name: string, ids: Set<string>): string {
  const words = name.normalize('NFKD').match(/[a-z\d]+/gi) ?? ['operation'];
  const base = words
    .map((word, i) => (i === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  let id = base;
  for (let i = 2; ids.has(id); i++) id = `${base}${i}`;
  ids.add(id);
  return id;
}

function writeParameters({ fields = {}, tables = {} }: NodeSpec): JsonObject[] {
  const baseUrl = typeof fields.baseUrl === 'string' ? fields.baseUrl : '';
  const values = new Map((tables.pathVariables ?? []).map((row) => [row.key, row]));
  const braced = [...splitServer(baseUrl).path.matchAll(/\{([^{}]+)\}/g)].map(
    ([, name = '']) => name,
  );
  const inPath = [...new Set([...pathVariableNames(baseUrl), ...braced])].map((key) =>
    writeParameter('path', values.get(key) ?? { key }),
  );
  const headers = (tables.headers ?? []).filter(
    ({ key }) => key !== '' && !SAID_ELSEWHERE.has(key.toLowerCase()),
  );
  return [
    ...inPath,
    ...firstOfEach(tables.params ?? []).map((row) => writeParameter('query', row)),
    ...firstOfEach(headers).map((row) => writeParameter('header', row)),
  ];
}

/** A parameter is described once, however often it is sent. */
function firstOfEach(rows: readonly RowInput[]): RowInput[] {
  return [...new Map(rows.toReversed().map((row) => [row.key, row])).values()].toReversed();
}

function writeParameter(place: 'path' | 'query' | 'header', row: RowInput): JsonObject {
  const { key, value = '', description = '', enabled = true } = row;
  const text = rowText({ value });
  return {
    name: key,
    in: place,
    ...(description === '' ? {} : { description }),
    required: place === 'path' || enabled,
    schema: { type: 'string' },
    ...(text === '' ? {} : { example: text }),
  };
}

function writeRequestBody(spec: NodeSpec, path: string, log: ImportLog): JsonObject | undefined {
  const { tables = {}, texts = {} } = spec;
  const header = enabledRows(tables.headers).find(
    ({ key }) => key.toLowerCase() === 'content-type',
  );
  const contentType = header && rowText({ value: header.value ?? '' });
  switch (fieldText(spec, 'bodyMode')) {
    case 'raw': {
      const language = fieldText(spec, 'bodyLanguage');
      const type =
        contentType ??
        { json: 'application/json', xml: 'application/xml' }[language] ??
        'text/plain';
      return { content: { [type]: writeMedia(texts.body ?? '', type) } };
    }
    case 'graphql': {
      log.leftOut(path, 'A GraphQL query is described as the JSON that is sent.');
      const { graphqlQuery: query = '', graphqlVariables = '' } = texts;
      const example = { query, variables: parseExample(graphqlVariables) ?? {} };
      return { content: { 'application/json': { schema: schemaFromExample(example), example } } };
    }
    case 'urlencoded':
      return {
        content: { 'application/x-www-form-urlencoded': { schema: formSchema(tables.urlencoded) } },
      };
    case 'formdata':
      return { content: { 'multipart/form-data': { schema: formSchema(tables.formdata) } } };
    case 'file':
      return { content: { [contentType ?? 'application/octet-stream']: {} } };
    default:
      return undefined;
  }
}

function writeMedia(text: string, type: string): JsonObject {
  const example = /json/i.test(type) ? parseExample(text) : undefined;
  if (example !== undefined) return { schema: schemaFromExample(example), example };
  return text === '' ? {} : { schema: { type: 'string' }, example: text };
}

function formSchema(rows: readonly RowInput[] | undefined): JsonObject {
  const list = rows ?? [];
  const properties = list.map(({ key, value, description = '', extra = {} }) => {
    const isFile = extra['type'] === 'file';
    const text = rowText({ value: value ?? '' });
    const property: JsonObject = {
      type: 'string',
      ...(isFile ? { contentMediaType: 'application/octet-stream', format: 'binary' } : {}),
      ...(description === '' ? {} : { description }),
      ...(isFile || text === '' ? {} : { examples: [text] }),
    };
    return [key, property] as const;
  });
  const required = enabledRows(list).map(({ key }) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
  };
}

/** One for each status; further examples of a status are further examples of its content. */
function writeResponses(spec: NodeSpec, getBlob: GetBlob): JsonObject {
  const responses: Record<string, JsonObject> = {};
  for (const { name, fields = {}, texts = {}, tables = {}, kind } of spec.children ?? []) {
    if (kind !== 'example') continue;
    const status = typeof fields.status === 'number' ? String(fields.status) : 'default';
    const blob = typeof fields.bodyBlob === 'string' ? (getBlob(fields.bodyBlob) ?? '') : '';
    const text = texts.body === undefined || texts.body === '' ? blob : texts.body;
    const header = enabledRows(tables.headers).find(
      ({ key }) => key.toLowerCase() === 'content-type',
    );
    const type = header ? rowText({ value: header.value ?? '' }) : guessType(fields.bodyLanguage);
    const response = (responses[status] ??= { description: name === '' ? status : name });
    if (text === '') continue;
    const content = (response['content'] ??= {}) as JsonObject;
    content[type] ??= writeMedia(text, type);
  }
  return Object.keys(responses).length > 0
    ? responses
    : { default: { description: 'The response' } };
}

function guessType(language: JsonValue | undefined): string {
  return language === 'json' || language === 'xml'
    ? `application/${language}`
    : language === 'html'
      ? 'text/html'
      : 'text/plain';
}

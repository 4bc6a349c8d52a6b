/**
 * What a collection means, told apart from how it is spelled: an understanding of the format of its own, which the
 * round trip tests compare by. Two files mean the same when their normal forms are equal, in any order of keys.
 *
 * These spellings, and no others, are equal:
 *  1. `info.schema` absent, and the address of the version;
 *  2. `request` a text, and an object with that text as `url`;
 *  3. in 2.0, `url` a text, and an object with that text as `raw` whose other parts follow from it;
 *  4. `header` a text of lines, and a list of rows; a row of `header` or `query` a text, and an object;
 *  5. `query` and `urlencoded` a text, and a list of rows;
 *  6. a row without `key`, and with an empty one, or for a variable the one that is its `id`;
 *  7. a row without `value`, and with an empty one, or for a query with null; but not for a row of type file;
 *  8. `exec`, or the script itself, in lines, and the same lines joined;
 *  9. authorization as an object, and as rows, in any order, with `type` following from the value;
 * 10. the data of the chosen body mode absent, and empty;
 * 11. a description object without content, and with an empty one.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';

type Version = '2.0' | '2.1';
type Value = JsonValue | undefined;

const BODY_DATA: Readonly<Record<string, JsonValue>> = {
  raw: '',
  urlencoded: [],
  formdata: [],
  file: {},
  graphql: {},
};

/** The normal form of a collection. */
export function normalForm(collection: JsonValue, version: Version): JsonValue {
  const normal = { ...(collection as JsonObject) };
  const info = { ...(normal['info'] as JsonObject) };
  info['schema'] ??= `https://schema.getpostman.com/json/collection/v${version}.0/collection.json`;
  edit(info, 'description', description);
  normal['info'] = info;
  edit(
    normal,
    'item',
    each((item) => normalItem(item, version)),
  );
  owner(normal, version);
  edit(normal, 'variable', rows('variable'));
  return normal;
}

function edit(object: JsonObject, key: string, change: (value: JsonValue) => Value): void {
  const value = object[key];
  if (value !== undefined) object[key] = change(value);
}

function each(change: (member: JsonObject) => Value): (value: JsonValue) => Value {
  return (value) =>
    Array.isArray(value) && value.every(isJsonObject)
      ? value.map((member) => change(member) as JsonValue)
      : value;
}

function owner(object: JsonObject, version: Version): void {
  edit(object, 'auth', (auth) => normalAuth(auth, version));
  edit(object, 'event', (events) => (Array.isArray(events) ? events.map(normalEvent) : events));
}

function normalItem(source: JsonObject, version: Version): JsonObject {
  const item = { ...source };
  if ('item' in item) {
    edit(item, 'description', description);
    owner(item, version);
    edit(
      item,
      'item',
      each((child) => normalItem(child, version)),
    );
    return item;
  }
  edit(item, 'description', description);
  edit(item, 'event', (events) => (Array.isArray(events) ? events.map(normalEvent) : events));
  edit(item, 'request', (request) => normalRequest(request, version));
  edit(item, 'response', each(normalResponse));
  return item;
}

function normalRequest(source: JsonValue, version: Version): JsonValue {
  if (typeof source === 'string') return { url: normalUrl(source, version) as JsonValue };
  if (!isJsonObject(source)) return source;
  const request = { ...source };
  edit(request, 'description', description);
  edit(request, 'auth', (auth) => normalAuth(auth, version));
  edit(request, 'header', rows('header'));
  edit(request, 'url', (url) => normalUrl(url, version));
  edit(request, 'body', normalBody);
  return request;
}

function normalResponse(source: JsonObject): JsonObject {
  const response = { ...source };
  edit(response, 'header', rows('header'));
  return response;
}

function normalUrl(source: JsonValue, version: Version): Value {
  if (!isJsonObject(source)) return source;
  const url = { ...source };
  edit(url, 'query', rows('query'));
  edit(url, 'variable', rows('variable'));
  const { raw, protocol, auth, host, port, path, query, hash, ...others } = url;
  void [protocol, auth, host, port, path, hash];
  const isPlain =
    version === '2.0' &&
    typeof raw === 'string' &&
    Object.keys(others).length === 0 &&
    (query === undefined ||
      (Array.isArray(query) &&
        query.every((row) => isJsonObject(row) && Object.keys(row).length === 2)));
  return isPlain ? raw : url;
}

function normalBody(source: JsonValue): Value {
  if (!isJsonObject(source)) return source;
  const body = { ...source };
  for (const key of ['urlencoded', 'formdata']) edit(body, key, rows('form'));
  const mode = body['mode'];
  if (typeof mode === 'string' && Object.hasOwn(BODY_DATA, mode) && body['disabled'] !== true) {
    body[mode] ??= BODY_DATA[mode];
    if (mode === 'graphql' && isJsonObject(body[mode])) {
      body[mode] = { query: '', variables: '', ...body[mode] };
    }
  }
  return body;
}

function description(source: JsonValue): JsonValue {
  return isJsonObject(source) ? { content: '', ...source } : source;
}

function rows(kind: 'header' | 'query' | 'form' | 'variable'): (value: JsonValue) => Value {
  return (value) => {
    if (typeof value === 'string' && kind === 'header') {
      return value
        .split(/[\r\n]+/)
        .filter((line) => line.trim() !== '')
        .map(headerRow);
    }
    if (typeof value === 'string' && (kind === 'query' || kind === 'form')) {
      return value === '' && kind === 'form' ? [] : value.split('&').map(pairRow);
    }
    if (!Array.isArray(value)) return value;
    const isTextAllowed = kind === 'header' || kind === 'query';
    if (!value.every((row) => isJsonObject(row) || (isTextAllowed && typeof row === 'string'))) {
      return value;
    }
    return value.flatMap((row) => {
      if (typeof row !== 'string') return [normalRow(row as JsonObject, kind)];
      return kind === 'header' ? [headerRow(row)] : row.split('&').map(pairRow);
    });
  };
}

function headerRow(line: string): JsonObject {
  const [key = '', ...value] = line.split(':');
  return { key: key.trim(), value: value.join(':').trim() };
}

function pairRow(pair: string): JsonObject {
  const [key = '', ...value] = pair.split('=');
  return { key, value: value.length === 0 ? null : value.join('=') };
}

function normalRow(source: JsonObject, kind: string): JsonObject {
  const row = { ...source };
  if (kind === 'variable' && typeof row['id'] === 'string') row['key'] ??= row['id'];
  if (row['key'] === undefined) row['key'] = '';
  const isFile = kind === 'form' && row['type'] === 'file';
  if (row['value'] === undefined && !isFile) row['value'] = kind === 'query' ? null : '';
  edit(row, 'description', description);
  return row;
}

function normalEvent(source: JsonValue): JsonValue {
  if (!isJsonObject(source)) return source;
  const event = { ...source };
  edit(event, 'script', (script) => {
    if (!isJsonObject(script)) return joined(script);
    const normal = { ...script };
    edit(normal, 'exec', joined);
    return normal;
  });
  return event;
}

function joined(lines: JsonValue): JsonValue {
  const isText = Array.isArray(lines) && lines.every((line) => typeof line === 'string');
  return isText ? lines.join('\n') : lines;
}

function normalAuth(source: JsonValue, version: Version): JsonValue {
  const type = isJsonObject(source) ? source['type'] : undefined;
  if (!isJsonObject(source) || typeof type !== 'string' || type === '' || type === 'inherit') {
    return source;
  }
  const auth: JsonObject = { type };
  for (const [name, params] of Object.entries(source)) {
    if (name === 'type') continue;
    auth[name] =
      params === undefined || name === '' || name.includes('.') ? params : asRows(params, version);
  }
  return auth;
}

function asRows(params: JsonValue, version: Version): JsonValue {
  const list = isJsonObject(params)
    ? Object.entries(params).map(([key, value]) => ({ key, value }))
    : params;
  if (!Array.isArray(list) || list.length === 0) return params;
  const keys = new Set(list.map((row) => isJsonObject(row) && row['key']));
  if (keys.size < list.length || ![...keys].every((key) => typeof key === 'string')) return params;
  return (list as JsonObject[])
    .map((row): JsonObject => {
      const { key, value = null } = row;
      if (version === '2.0') return { key, value };
      const type = value === null || typeof value === 'object' ? 'any' : typeof value;
      return isJsonObject(params) ? { key, value, type } : { ...row, value };
    })
    .sort((a, b) => ((a['key'] as string) < (b['key'] as string) ? -1 : 1));
}

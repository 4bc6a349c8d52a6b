/** Saved responses of a request. */
import type { FieldName, NodeSpec, RowInput, Table } from '../../model/content.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { assemble, Fields } from '../fields.ts';
import { readFileId, writeFileId } from './fileId.ts';
import { isLeft, NodeReading } from './nodeReading.ts';
import { readHeaders, writeRows } from './rows.ts';

const RESPONSE_ORDER = [
  'id',
  '_postman_id',
  'name',
  'originalRequest',
  'status',
  'code',
  '_postman_previewlanguage',
  'header',
  'cookie',
  'responseTime',
  'body',
];

/** Finds the text of a body that is not in the document, by its SHA-256; undefined when this device has not got it. */
export type GetBlob = (hash: string) => string | undefined;

/** Takes the responses of an item as examples. A list with anything but objects in it is left. */
export function readExamples(item: Fields, parent: NodeReading): readonly NodeSpec[] {
  if (!item.has('response')) parent.absent('response');
  const { path, version, log } = parent;
  return (item.takeObjects('response') ?? []).map((response, i) => {
    log.counts.examples++;
    return readExample(response, new NodeReading(`${path}.response[${i}]`, version, log));
  });
}

function readExample(source: JsonObject, node: NodeReading): NodeSpec {
  const response = new Fields(source);
  const fields: Partial<Record<FieldName, JsonValue>> = {};
  const tables: Partial<Record<Table, readonly RowInput[]>> = {};
  for (const name of ['name', 'header', 'body']) if (!response.has(name)) node.absent(name);

  if (typeof response.peek('code') === 'number') fields.status = response.take('code') ?? null;
  const statusText = response.takeString('status');
  if (statusText !== undefined) fields.statusText = statusText;
  const language = response.takeString('_postman_previewlanguage');
  if (language !== undefined) fields.bodyLanguage = language;
  const originalRequest = response.take('originalRequest');
  if (originalRequest !== undefined) fields.originalRequest = originalRequest;
  if (response.has('header')) tables.headers = readHeaders(response);

  const body = response.takeString('body') ?? '';
  const hash = node.log.setAside(body);
  if (hash !== undefined) fields.bodyBlob = hash;
  const name = response.takeString('name') ?? '';
  const fileId = readFileId(response, 'id', node);
  node.keep('response', response.rest());
  return {
    kind: 'example',
    name,
    fileId,
    fields,
    tables,
    texts: { body: hash === undefined ? body : '' },
    unknown: node.unknown(),
  };
}

/** Writes examples as responses. */
export function writeExamples(examples: readonly NodeSpec[], getBlob: GetBlob): JsonObject[] {
  return examples.map((spec) => {
    const { unknown, fields = {}, tables = {}, texts = {} } = spec;
    const rest = unknown?.['response'];
    const isDefault = (name: string): boolean => isLeft(unknown, 'response', name);
    const blob = typeof fields.bodyBlob === 'string' ? (getBlob(fields.bodyBlob) ?? '') : '';
    const body = texts.body === undefined || texts.body === '' ? blob : texts.body;
    const headers = tables.headers ?? [];
    return assemble(
      RESPONSE_ORDER,
      {
        ...writeFileId(spec, 'id'),
        name: spec.name === '' && isDefault('name') ? undefined : spec.name,
        originalRequest: fields.originalRequest,
        status: fields.statusText,
        code: fields.status,
        _postman_previewlanguage: fields.bodyLanguage,
        header:
          headers.length === 0 && isDefault('header') ? undefined : writeRows(headers, 'header'),
        body: body === '' && isDefault('body') ? undefined : body,
      },
      rest,
    );
  });
}

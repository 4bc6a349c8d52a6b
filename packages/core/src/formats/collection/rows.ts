/** Rows of the format's tables: headers, parameters, form rows, variables. */
import type { RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { parseQuery } from '../../request/url.ts';
import { assemble, Fields } from '../fields.ts';
import { readDescription, writeDescription } from './description.ts';

/** What tells one table's rows from another's. */
export type RowKind = 'header' | 'query' | 'form' | 'variable' | 'value';

const ROW_ORDER = [
  'id',
  'key',
  'value',
  'type',
  'src',
  'contentType',
  'description',
  'disabled',
  'enabled',
];

/**
 * Takes a list of rows. Undefined, and the field left, when it is no list or a member cannot be a row: a table is read
 * whole or not at all.
 */
export function readRows(fields: Fields, key: string, kind: RowKind): RowInput[] | undefined {
  const list = fields.peek(key);
  if (!Array.isArray(list)) return undefined;
  const rows: RowInput[] = [];
  for (const member of list) {
    if (isJsonObject(member)) rows.push(readRow(member, kind));
    else if (typeof member === 'string' && kind === 'header') rows.push(readHeaderLine(member));
    else if (typeof member === 'string' && kind === 'query') rows.push(...parseQuery(member));
    else return undefined;
  }
  fields.take(key);
  return rows;
}

/** As {@link readRows}, but leaves an empty list, so that it is told from an absent one. */
export function readFilledRows(fields: Fields, key: string, kind: RowKind): readonly RowInput[] {
  const list = fields.peek(key);
  return Array.isArray(list) && list.length > 0 ? (readRows(fields, key, kind) ?? []) : [];
}

function readRow(source: JsonObject, kind: RowKind): RowInput {
  const fields = new Fields(source);
  const { text, form } = readDescription(fields);
  // Variables of the first drafts of the format have an id in place of a key.
  const idKey = kind === 'variable' && !fields.has('key') ? source['id'] : undefined;
  const row = {
    key: fields.takeString('key') ?? (typeof idKey === 'string' ? idKey : ''),
    value: readValue(fields, kind),
    enabled: readEnabled(fields, kind),
    description: text,
  };
  const rest = fields.rest();
  const extra = form ? { ...rest, description: form } : rest;
  return extra ? { ...row, extra } : row;
}

function readValue(fields: Fields, kind: RowKind): JsonValue {
  // A file row has no value; one that is written all the same is left and returns to its place.
  if (kind === 'form' && fields.peek('type') === 'file') return fields.takeText('value') ?? '';
  return fields.take('value') ?? (kind === 'query' || fields.has('value') ? null : '');
}

function readEnabled(fields: Fields, kind: RowKind): boolean {
  const key = kind === 'value' ? 'enabled' : 'disabled';
  const whenOff = kind !== 'value';
  const value = fields.peek(key);
  if (value === whenOff || (kind === 'value' && value === true)) fields.take(key);
  return value !== whenOff;
}

/** Writes rows as the format has them. */
export function writeRows(rows: readonly RowInput[], kind: RowKind): JsonObject[] {
  return rows.map((row) => {
    const { key, value = '', enabled = true, description = '', extra = {} } = row;
    const isFile = kind === 'form' && extra['type'] === 'file';
    // Where the row has its default, a field of an odd shape that was left in `extra` returns to its place.
    const isOn = kind === 'value' && !('enabled' in extra) ? true : undefined;
    return assemble(
      ROW_ORDER,
      {
        key: key === '' && 'key' in extra ? undefined : key,
        value: isFile && value === '' ? undefined : value,
        description: writeDescription(description, extra['description']),
        [kind === 'value' ? 'enabled' : 'disabled']: enabled ? isOn : kind !== 'value',
      },
      extra,
    );
  });
}

/** Whether a row says nothing but its key and value. */
export function isPlainRow({ enabled = true, description = '', extra = {} }: RowInput): boolean {
  return enabled && description === '' && Object.keys(extra).length === 0;
}

/** Headers as one text with a line for each, as HTTP has them and as files of version 1 do. */
export function readHeaderText(text: string): RowInput[] {
  return text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map(readHeaderLine);
}

function readHeaderLine(line: string): RowInput {
  const colon = line.indexOf(':');
  return colon < 0
    ? { key: line.trim(), value: '' }
    : { key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
}

/** Takes headers, which are a list or one text. Null and anything else is left. */
export function readHeaders(fields: Fields): readonly RowInput[] {
  const text = fields.takeString('header');
  return text === undefined ? (readRows(fields, 'header', 'header') ?? []) : readHeaderText(text);
}

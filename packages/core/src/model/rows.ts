/** The tuple that a row is in the document, and back. */
import type * as Y from 'yjs';
import type { Row, RowInput } from './content.ts';
import { createRowId, type RowId } from './ids.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { compareOrdered } from './orderKeys.ts';
import { generateNKeysBetween } from 'fractional-indexing';

/** `[order, key, value, disabled, description, extra]`, frozen; trailing defaults are left out. */
export type RowTuple = readonly JsonValue[];

/** A row together with its place, as commands need it. */
export interface PlacedRow extends Row {
  readonly order: string;
}

const NO_EXTRA: JsonObject = Object.freeze({});

/** Builds the tuple; the shortest form that reads back as the same row. */
export function rowToTuple(order: string, row: RowInput): RowTuple {
  const tuple: JsonValue[] = [
    order,
    row.key,
    row.value ?? (row.value === null ? null : ''),
    row.enabled === false ? 1 : 0,
    row.description ?? '',
    row.extra ?? NO_EXTRA,
  ];
  if (Object.keys(row.extra ?? NO_EXTRA).length === 0) tuple.pop();
  if (tuple.length === 5 && tuple[4] === '') tuple.pop();
  if (tuple.length === 4 && tuple[3] === 0) tuple.pop();
  return Object.freeze(tuple);
}

/** Reads a tuple; what is not one gives undefined, wrong parts give their defaults. Never throws. */
export function tupleToRow(id: string, tuple: unknown): PlacedRow | undefined {
  if (!Array.isArray(tuple)) return undefined;
  const [order, key, value, disabled, description, extra] = tuple as unknown[];
  return {
    id: id as RowId,
    order: typeof order === 'string' ? order : '',
    key: typeof key === 'string' ? key : '',
    value: value === undefined ? '' : (value as JsonValue),
    enabled: disabled !== 1,
    description: typeof description === 'string' ? description : '',
    extra: isJsonObject(extra) ? extra : NO_EXTRA,
  };
}

/** All rows of one table in order. */
export function readRows(map: Y.Map<unknown>, prefix: string): readonly PlacedRow[] {
  const rows: PlacedRow[] = [];
  for (const [key, value] of map.entries()) {
    if (!key.startsWith(prefix)) continue;
    const row = tupleToRow(key.slice(prefix.length), value);
    if (row) rows.push(row);
  }
  return rows.sort(compareOrdered);
}

/** Map entries for the rows of a new table, in the order given. */
export function rowsToEntries(prefix: string, rows: readonly RowInput[]): [string, RowTuple][] {
  if (rows.length === 0) return [];
  const orders = generateNKeysBetween(null, null, rows.length);
  return rows.map((row, i) => [prefix + createRowId(), rowToTuple(orders[i] as string, row)]);
}

/** A row's value as the text that a cell shows and a request sends. */
export function rowText(row: Pick<Row, 'value'>): string {
  const { value } = row;
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

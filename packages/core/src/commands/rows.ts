/** Commands on rows: headers, parameters, form rows, and variables of collections, environments and globals. */
import type * as Y from 'yjs';
import type { Row, RowInput, Table } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import { createRowId, type EnvId, type NodeId, type RowId } from '../model/ids.ts';
import { placeKeys } from '../model/orderKeys.ts';
import { readRows, rowText, rowToTuple, tupleToRow, type PlacedRow } from '../model/rows.ts';
import { getNodeMap } from '../model/readers.ts';
import { GLOBALS_PREFIX, ROW_PREFIX } from '../model/schema.ts';

/** Whose rows: a table of a node, an environment's variables, or the globals. */
export type RowOwner =
  | { readonly node: NodeId; readonly table: Table }
  | { readonly env: EnvId }
  | { readonly globals: true };

function resolveOwner(
  store: DocStore,
  owner: RowOwner,
): { map: Y.Map<unknown>; prefix: string } | undefined {
  if ('globals' in owner) return { map: store.roots.envs, prefix: GLOBALS_PREFIX };
  const map =
    'node' in owner
      ? getNodeMap(store.roots.nodes, owner.node)
      : getNodeMap(store.roots.envs, owner.env);
  return map && { map, prefix: 'node' in owner ? ROW_PREFIX[owner.table] : ROW_PREFIX.variables };
}

/** The owner's rows in order. */
export function getRows(store: DocStore, owner: RowOwner): readonly PlacedRow[] {
  const at = resolveOwner(store, owner);
  return at ? readRows(at.map, at.prefix) : [];
}

/** One row; undefined when it is gone. */
export function getRow(store: DocStore, owner: RowOwner, id: RowId): PlacedRow | undefined {
  const at = resolveOwner(store, owner);
  return at && tupleToRow(id, at.map.get(at.prefix + id));
}

/** Adds rows at `index` (default: last); returns their ids. Pasting many lines is one call and one undo step. */
export function addRows(
  store: DocStore,
  owner: RowOwner,
  rows: readonly RowInput[],
  index = Number.MAX_SAFE_INTEGER,
): readonly RowId[] {
  const at = resolveOwner(store, owner);
  if (!at || rows.length === 0) return [];
  const present = readRows(at.map, at.prefix);
  const placement = placeKeys(present, index, rows.length);
  const ids = rows.map(() => createRowId());
  store.write(() => {
    rows.forEach((row, i) =>
      at.map.set(at.prefix + (ids[i] as RowId), rowToTuple(placement.keys[i] as string, row)),
    );
    rekey(at.map, at.prefix, present, placement.rekeyed);
  });
  return ids;
}

function rekey(
  map: Y.Map<unknown>,
  prefix: string,
  rows: readonly PlacedRow[],
  rekeyed: ReadonlyMap<string, string>,
): void {
  if (rekeyed.size === 0) return;
  for (const row of rows) {
    const order = rekeyed.get(row.id);
    if (order !== undefined) map.set(prefix + row.id, rowToTuple(order, row));
  }
}

/** Changes parts of a row. Does nothing when the row is gone. Quick successive calls are one undo step. */
export function updateRow(
  store: DocStore,
  owner: RowOwner,
  id: RowId,
  patch: Partial<RowInput>,
): void {
  const at = resolveOwner(store, owner);
  const row = at && tupleToRow(id, at.map.get(at.prefix + id));
  if (!at || !row) return;
  store.write(
    () => at.map.set(at.prefix + id, rowToTuple(row.order, { ...row, ...patch })),
    'merge',
  );
}

/** Removes rows. */
export function removeRows(store: DocStore, owner: RowOwner, ids: readonly RowId[]): void {
  const at = resolveOwner(store, owner);
  if (!at) return;
  store.write(() => ids.forEach((id) => at.map.delete(at.prefix + id)));
}

/** Moves a row before the present row number `index`. */
export function moveRow(store: DocStore, owner: RowOwner, id: RowId, index: number): void {
  const at = resolveOwner(store, owner);
  if (!at) return;
  const all = readRows(at.map, at.prefix);
  const row = all.find((candidate) => candidate.id === id);
  if (!row) return;
  const rest = all.filter((candidate) => candidate !== row);
  const target = all.slice(0, index).filter((candidate) => candidate !== row).length;
  const placement = placeKeys(rest, target, 1);
  store.write(() => {
    at.map.set(at.prefix + id, rowToTuple(placement.keys[0] as string, row));
    rekey(at.map, at.prefix, rest, placement.rekeyed);
  });
}

/**
 * Makes the table say `rows`, touching as few rows as possible: what is equal stays as it is, what changed in place
 * keeps its id (and its description, extra fields and place), so that concurrent edits of other rows survive.
 * Bulk edit and the URL field both end here. Rows that are `isFixed` are none of this: they stay where they are.
 */
export function replaceRows(
  store: DocStore,
  owner: RowOwner,
  rows: readonly RowInput[],
  step: 'new' | 'merge' = 'merge',
  isFixed: (row: Row) => boolean = () => false,
): void {
  const at = resolveOwner(store, owner);
  if (!at) return;
  const present = readRows(at.map, at.prefix).filter((row) => !isFixed(row));
  const same = (a: Row, b: RowInput) =>
    a.key === b.key &&
    // `null` is a parameter without `=`, which is not the empty value.
    (a.value === null) === (b.value === null) &&
    rowText(a) === rowText({ value: b.value ?? '' }) &&
    a.enabled === (b.enabled ?? true);
  let start = 0;
  while (
    start < present.length &&
    start < rows.length &&
    same(present[start] as Row, rows[start] as RowInput)
  )
    start++;
  let oldEnd = present.length;
  let newEnd = rows.length;
  while (
    oldEnd > start &&
    newEnd > start &&
    same(present[oldEnd - 1] as Row, rows[newEnd - 1] as RowInput)
  ) {
    oldEnd--;
    newEnd--;
  }
  if (start === oldEnd && start === newEnd) return;
  const shared = Math.min(oldEnd, newEnd) - start;
  const added = newEnd - start - shared;
  const placement = added > 0 ? placeKeys(present, start + shared, added) : undefined;
  store.write(() => {
    for (let i = start; i < start + shared; i++) {
      const row = present[i] as PlacedRow;
      const next = rows[i] as RowInput;
      if (same(row, next) && next.description === undefined) continue;
      at.map.set(at.prefix + row.id, rowToTuple(row.order, { ...row, enabled: true, ...next }));
    }
    for (let i = start + shared; i < oldEnd; i++)
      at.map.delete(at.prefix + (present[i] as PlacedRow).id);
    placement?.keys.forEach((order, i) => {
      at.map.set(
        at.prefix + createRowId(),
        rowToTuple(order, rows[start + shared + i] as RowInput),
      );
    });
    if (placement) rekey(at.map, at.prefix, present, placement.rekeyed);
  }, step);
}

/** Rows as bulk-edit text: `key:value` a line, `//` before a disabled one. */
export function rowsToBulkText(rows: readonly Row[]): string {
  return rows.map((row) => `${row.enabled ? '' : '//'}${row.key}:${rowText(row)}`).join('\n');
}

/** Reads bulk-edit text. A line without a colon is a key with an empty value; empty lines are skipped. */
export function bulkTextToRows(text: string): readonly RowInput[] {
  const rows: RowInput[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '') continue;
    const enabled = !line.startsWith('//');
    const body = enabled ? line : line.slice(2).trimStart();
    const colon = body.indexOf(':');
    rows.push({
      key: (colon < 0 ? body : body.slice(0, colon)).trim(),
      value: colon < 0 ? '' : body.slice(colon + 1).trim(),
      enabled,
    });
  }
  return rows;
}

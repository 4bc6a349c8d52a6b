/** Three-way merge of a table, row by row and field by field. */
import type { RowInput } from '../model/content.ts';
import type { RowId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import { isSame, plainRow } from './treeNode.ts';
import { mergeOrder } from './weave.ts';

/** A row as the document holds it, or as it comes from a file. */
export type GivenRow = RowInput & { readonly id?: RowId };

/** A row of the merged table; `id` is that of the pad's row, or null for a new one. */
export interface MergedRow {
  readonly id: RowId | null;
  readonly row: Required<RowInput>;
}

/** A row or one of its fields that both sides changed. */
export interface RowConflict {
  /** The row's key, with a number when others have it too, and the field: `Accept.value`; only the row when it was removed. */
  readonly field: string;
  readonly base: JsonValue | undefined;
  readonly mine: JsonValue | undefined;
  readonly theirs: JsonValue | undefined;
}

/** What {@link mergeRows} gives. */
export interface MergedRows {
  readonly rows: readonly MergedRow[];
  readonly isChanged: boolean;
  readonly conflicts: readonly RowConflict[];
}

const FIELDS = ['key', 'value', 'enabled', 'description', 'extra'] as const;

/** One row on all sides. */
interface Entry {
  base?: Required<RowInput>;
  mine?: Required<RowInput>;
  theirs?: Required<RowInput>;
  id: RowId | null;
}

/**
 * Merges a table.
 * @param takesTheirs whether a conflict, by its field, goes to the file
 */
export function mergeRows(
  base: readonly GivenRow[] | null,
  mine: readonly GivenRow[],
  theirs: readonly GivenRow[],
  takesTheirs: (field: string) => boolean,
): MergedRows {
  const byName = new Map<string, Entry>();
  const ofBase = collect(byName, base ?? [], 'base');
  const ofMine = collect(byName, mine, 'mine');
  const ofTheirs = collect(byName, theirs, 'theirs');
  joinRenamed(byName, ofMine, 'mine');
  joinRenamed(byName, ofTheirs, 'theirs');

  const conflicts: RowConflict[] = [];
  const merged = new Map<Entry, MergedRow>();
  let isChanged = false;
  for (const [label, entry] of byName) {
    const row = mergeRow(label, entry, takesTheirs, conflicts);
    if (row) merged.set(entry, { id: entry.id, row });
    isChanged ||= !isSame(row, entry.mine);
  }
  const order = mergeOrder(
    [...ofBase.values()],
    [...ofMine.values()],
    [...ofTheirs.values()],
    new Set(merged.keys()),
  );
  const rows = order.map((entry) => merged.get(entry) as MergedRow);
  const isMoved = rows.some(({ id }, i) => id !== (mine[i]?.id ?? null));
  return { rows, isChanged: isChanged || isMoved || rows.length !== mine.length, conflicts };
}

/** Rows are told by their key; of several with one key the first is the first. */
function collect(
  byName: Map<string, Entry>,
  rows: readonly GivenRow[],
  side: 'base' | 'mine' | 'theirs',
): Map<string, Entry> {
  const counts = new Map<string, number>();
  const entries = new Map<string, Entry>();
  for (const row of rows) {
    const count = (counts.get(row.key) ?? 0) + 1;
    counts.set(row.key, count);
    const label = count === 1 ? row.key : `${row.key} (${count})`;
    const entry = byName.get(label) ?? { id: null };
    entry[side] = plainRow(row);
    if (side === 'mine') entry.id = row.id ?? null;
    byName.set(label, entry);
    entries.set(label, entry);
  }
  return entries;
}

/** A row that is gone and a new one with the same value are one row that got another key. */
function joinRenamed(
  byName: Map<string, Entry>,
  entries: Map<string, Entry>,
  side: 'mine' | 'theirs',
): void {
  for (const [label, fresh] of [...entries]) {
    if (fresh.base || !fresh[side] || (side === 'mine' ? fresh.theirs : fresh.mine)) continue;
    for (const [oldLabel, old] of byName) {
      if (!old.base || old[side] || !isSame({ ...old.base, key: '' }, { ...fresh[side], key: '' }))
        continue;
      if (old.base.value === '') continue;
      old[side] = fresh[side];
      if (side === 'mine') old.id = fresh.id;
      byName.delete(label);
      const inPlace = [...entries].map(([key, entry]) =>
        entry === fresh ? ([oldLabel, old] as const) : ([key, entry] as const),
      );
      entries.clear();
      for (const [key, entry] of inPlace) entries.set(key, entry);
      break;
    }
  }
}

function mergeRow(
  label: string,
  { base, mine, theirs }: Entry,
  takesTheirs: (field: string) => boolean,
  conflicts: RowConflict[],
): Required<RowInput> | undefined {
  const decide = (field: string, values: Omit<RowConflict, 'field'>): boolean => {
    conflicts.push({ field, ...values });
    return takesTheirs(field);
  };
  if (mine && theirs) return mergeFields(label, base, mine, theirs, decide);
  // Without a base nobody knows who added it or took it away: what is here stays, what is there comes.
  if (!base) return mine ?? theirs;
  const kept = mine ?? theirs;
  if (!kept || isSame(kept, base)) return undefined;
  const takesFile = decide(label, { base, mine, theirs });
  return takesFile ? theirs : mine;
}

function mergeFields(
  label: string,
  base: Required<RowInput> | undefined,
  mine: Required<RowInput>,
  theirs: Required<RowInput>,
  decide: (field: string, values: Omit<RowConflict, 'field'>) => boolean,
): Required<RowInput> {
  const merged: Record<string, JsonValue> = { ...mine };
  for (const name of FIELDS) {
    const [b, m, t] = [base?.[name], mine[name], theirs[name]];
    if (isSame(m, t) || (base && isSame(t, b))) continue;
    const takesFile =
      (base && isSame(m, b)) || decide(`${label}.${name}`, { base: b, mine: m, theirs: t });
    if (takesFile) merged[name] = t;
  }
  return merged as unknown as Required<RowInput>;
}

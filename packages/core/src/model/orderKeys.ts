import { generateNKeysBetween } from 'fractional-indexing';

/** What can stand in order: a key (from outside, hence any string) and an id that breaks ties. */
export interface Ordered {
  readonly order: string;
  readonly id: string;
}

/** Total order of siblings: by key in code units, then by id. Never by locale, which differs between devices. */
export function compareOrdered(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** New keys and the siblings that had to be given another one. */
export interface Placement {
  /** One key per new item, ascending. */
  readonly keys: readonly string[];
  /** Siblings whose own key was unusable, with the key they need now. Empty nearly always. */
  readonly rekeyed: ReadonlyMap<string, string>;
}

/**
 * Makes `count` keys for items that go in at `index` among `siblings` (sorted, without the moved items).
 *
 * `generateKeyBetween` throws on equal and on foreign keys, and both occur: two devices insert at the same place, a
 * damaged document holds anything. When the neighbours do not bound a gap, all siblings are re-keyed.
 */
export function placeKeys(siblings: readonly Ordered[], index: number, count: number): Placement {
  const at = Math.max(0, Math.min(index, siblings.length));
  const before = siblings[at - 1]?.order ?? null;
  const after = siblings[at]?.order ?? null;
  try {
    if (before === null || after === null || before < after) {
      return { keys: generateNKeysBetween(before, after, count), rekeyed: new Map() };
    }
  } catch {
    // A neighbour's key is not one of the library's: fall through and give every sibling a good one.
  }
  const all = generateNKeysBetween(null, null, siblings.length + count);
  const rekeyed = new Map<string, string>();
  siblings.forEach((sibling, i) => {
    rekeyed.set(sibling.id, all[i < at ? i : i + count] as string);
  });
  return { keys: all.slice(at, at + count), rekeyed };
}

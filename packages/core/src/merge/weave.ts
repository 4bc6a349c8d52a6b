/**
 * Puts members of `other` that `main` lacks into it, each behind the nearest one before it in `other` that is there, or
 * first. Both keep their own order.
 */
function weave<T>(main: readonly T[], other: readonly T[]): T[] {
  const present = new Set(main);
  const behind = new Map<T | null, T[]>();
  let anchor: T | null = null;
  for (const member of other) {
    if (present.has(member)) anchor = member;
    else behind.set(anchor, [...(behind.get(anchor) ?? []), member]);
  }
  return [
    ...(behind.get(null) ?? []),
    ...main.flatMap((member) => [member, ...(behind.get(member) ?? [])]),
  ];
}

/** Three-way order of the members that are to be there: the pad's own order if it was changed there, else the file's. */
export function mergeOrder<T>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  members: ReadonlySet<T>,
): T[] {
  const here = (list: readonly T[]) => list.filter((member) => members.has(member));
  const inMine = new Set(mine);
  const inBase = new Set(base);
  const before = base.filter((member) => inMine.has(member));
  const after = mine.filter((member) => inBase.has(member));
  const isReordered = before.some((member, i) => member !== after[i]);
  const [main, other] = isReordered ? [mine, theirs] : [theirs, mine];
  const woven = weave(here(main), here(other));
  const placed = new Set(woven);
  return [...woven, ...[...members].filter((member) => !placed.has(member))];
}

/** The longest part of a list of numbers that is in ascending order, as positions in the list. */
export function longestAscending(list: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  list.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = previous[at]) kept.add(at);
  return kept;
}

/** Whole numbers as ranges that neither touch nor overlap: start (in) and end (out) by turns. */
export class RangeSet {
  #bounds: number[];

  constructor(bounds: number[] = []) {
    this.#bounds = bounds;
  }

  /** The ranges, as the constructor takes them. */
  get bounds(): readonly number[] {
    return this.#bounds;
  }

  /** The parts of the given ranges that are not in the set, sorted and joined. */
  missing(ranges: readonly number[]): number[] {
    const sorted = joinRanges(ranges);
    const missing: number[] = [];
    for (let i = 0; i < sorted.length; i += 2) {
      let start = sorted[i] as number;
      const end = sorted[i + 1] as number;
      for (let at = this.#firstEndingAfter(start); start < end; at += 2) {
        const from = this.#bounds[at] ?? Infinity;
        if (from > start) missing.push(start, Math.min(from, end));
        start = this.#bounds[at + 1] ?? Infinity;
      }
    }
    return missing;
  }

  /** Puts ranges in. */
  add(ranges: readonly number[]): void {
    // Joining anew is cheap for many at once, splicing for few.
    if (ranges.length > 16) this.#bounds = joinRanges([...this.#bounds, ...ranges]);
    else for (let i = 0; i < ranges.length; i += 2) this.#addOne(ranges[i]!, ranges[i + 1]!);
  }

  #addOne(start: number, end: number): void {
    // A range that ends where this one begins is joined with it.
    const from = this.#firstEndingAfter(start - 1);
    let to = from;
    let [newStart, newEnd] = [start, end];
    while (to < this.#bounds.length && (this.#bounds[to] as number) <= end) {
      newStart = Math.min(newStart, this.#bounds[to] as number);
      newEnd = Math.max(newEnd, this.#bounds[to + 1] as number);
      to += 2;
    }
    this.#bounds.splice(from, to - from, newStart, newEnd);
  }

  /** Where the first range begins in `bounds` whose end is above `value`. */
  #firstEndingAfter(value: number): number {
    let low = 0;
    let high = this.#bounds.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#bounds[middle * 2 + 1] as number) > value) high = middle;
      else low = middle + 1;
    }
    return low * 2;
  }
}

/** Sorts ranges and joins those that touch. */
function joinRanges(ranges: readonly number[]): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i]!, ranges[i + 1]!]);
  pairs.sort((a, b) => a[0] - b[0]);
  const joined: number[] = [];
  for (const [start, end] of pairs) {
    const last = joined.length - 1;
    if (last > 0 && (joined[last] as number) >= start)
      joined[last] = Math.max(joined[last] as number, end);
    else joined.push(start, end);
  }
  return joined;
}

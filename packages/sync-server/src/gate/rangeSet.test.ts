import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RangeSet } from './rangeSet.ts';

const range = fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 8 }));
const ranges = fc.array(range, { maxLength: 24 });
const toBounds = (pairs: readonly (readonly [number, number])[]) =>
  pairs.flatMap(([start, length]) => [start, start + length]);
const toNumbers = (bounds: readonly number[]) => {
  const numbers = new Set<number>();
  for (let i = 0; i < bounds.length; i += 2)
    for (let n = bounds[i]!; n < bounds[i + 1]!; n += 1) numbers.add(n);
  return numbers;
};

describe('RangeSet', () => {
  it('is a set of numbers, and names what is missing from it', () => {
    fc.assert(
      fc.property(fc.array(ranges, { maxLength: 12 }), ranges, (adds, asked) => {
        const set = new RangeSet();
        const model = new Set<number>();
        for (const add of adds) {
          set.add(toBounds(add));
          for (const n of toNumbers(toBounds(add))) model.add(n);
        }
        expect(toNumbers(set.bounds)).toEqual(model);
        // Neither touching nor overlapping nor out of order.
        for (let i = 1; i < set.bounds.length; i += 1)
          expect(set.bounds[i]!).toBeGreaterThan(set.bounds[i - 1]!);
        const missing = [...toNumbers(set.missing(toBounds(asked)))];
        const wanted = [...toNumbers(toBounds(asked))].filter((n) => !model.has(n));
        expect(new Set(missing)).toEqual(new Set(wanted));
      }),
    );
  });
});

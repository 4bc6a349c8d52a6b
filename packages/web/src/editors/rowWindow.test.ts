import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowItems } from './rowWindow.ts';

const shape = (...args: Parameters<typeof windowItems>) =>
  windowItems(...args)
    .map((item) => (item.kind === 'row' ? item.index : `(${item.rows})`))
    .join(' ');

describe('windowItems', () => {
  it('renders the ends, what is in sight, and the pinned row with its neighbours where it is', () => {
    expect(shape(10, { first: 2, end: 5 }, -1)).toBe('0 (1) 2 3 4 (4) 9');
    expect(shape(10, { first: 2, end: 5 }, 7)).toBe('0 (1) 2 3 4 (1) 6 7 8 9');
    expect(shape(10, { first: 6, end: 12 }, 0)).toBe('0 1 (4) 6 7 8 9');
    expect(shape(3, { first: 0, end: 100 }, 1)).toBe('0 1 2');
    expect(shape(0, { first: 0, end: 5 }, -1)).toBe('');
  });

  it('covers every row once, in order', () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.integer({ min: -5, max: 45 }),
        fc.nat(20),
        fc.integer({ min: -1, max: 45 }),
        (count, first, length, pinned) => {
          const rows = windowItems(count, { first, end: first + length }, pinned).flatMap((item) =>
            item.kind === 'row'
              ? [item.index]
              : Array.from({ length: item.rows }, (_, i) => item.from + i),
          );
          expect(rows).toEqual(Array.from({ length: count }, (_, i) => i));
        },
      ),
    );
  });
});

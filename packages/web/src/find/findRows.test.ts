import type { NodeId, RowId } from '@scratchpad/core';
import { describe, expect, it } from 'vitest';
import { afterReplacing } from './afterReplacing.ts';
import { findRows } from './findRows.ts';
import type { Found, FoundItem } from './runFind.ts';

const node = 'n' as NodeId;

function item(key: string, froms: readonly number[]): FoundItem {
  const place = {
    kind: 'row',
    owner: { node, table: 'headers' },
    row: key as RowId,
    part: 'key',
  } as const;
  const hits = froms.map((from) => ({
    from,
    to: from + 3,
    matched: 'old',
    excerpt: { before: '', match: 'old', after: '', line: 1 },
  }));
  return {
    key,
    item: { node },
    texts: [{ place, area: 'headers', text: '', hits }],
    count: hits.length,
  };
}

describe('findRows', () => {
  it('puts hits below their item, and hides those of a collapsed one', () => {
    const items = [item('a', [0, 5]), item('b', [1])];
    expect(findRows(items, new Set(['a'])).map(({ id }) => id)).toEqual(['a', 'b', 'b/1']);
    expect(findRows(items, new Set()).map(({ id }) => id)).toEqual(['a', 'a/1', 'a/2', 'b', 'b/1']);
  });
});

describe('afterReplacing', () => {
  it('takes out what was replaced and moves what stands behind it', () => {
    const items = [item('a', [0, 5, 10]), item('b', [1])];
    const found: Found = { items, count: 4, searched: 2, total: 2, isDone: true };
    const place = items[0]?.texts[0]?.place;
    if (!place) throw new Error('There is one.');
    const edits = [{ from: 5, to: 8, expected: 'old', insert: 'newer' }];
    const after = afterReplacing(found, [{ place, edits }]);
    expect(after.items[0]?.texts[0]?.hits.map(({ from }) => from)).toEqual([0, 12]);
    expect(after.count).toBe(3);
    const none = afterReplacing(after, [
      {
        place,
        edits: [0, 12].map((from) => ({ from, to: from + 3, expected: 'old', insert: '' })),
      },
    ]);
    expect(none.items.map(({ key }) => key)).toEqual(['b']);
  });
});

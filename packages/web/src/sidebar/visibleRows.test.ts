import { type NodeId, type NodeKind, type NodeSummary, projectTree } from '@scratchpad/core';
import { describe, expect, it } from 'vitest';
import { createFilter } from './treeFilter.ts';
import { type TreeSource, visibleRows } from './visibleRows.ts';

function sourceOf(
  ...nodes: [id: string, kind: NodeKind, parent: string | null, name?: string][]
): TreeSource {
  const summaries = new Map<string, NodeSummary>(
    nodes.map(([id, kind, parent, name], i) => [
      id,
      {
        id: id as NodeId,
        kind,
        name: name ?? id,
        method: kind === 'http' ? 'GET' : '',
        parent,
        order: `a${String(i).padStart(6, '0')}`,
        prevParent: null,
        deleted: null,
      },
    ]),
  );
  return { tree: projectTree(summaries), node: (id) => summaries.get(id) };
}

const small = sourceOf(
  ['shop', 'collection', null],
  ['orders', 'folder', 'shop'],
  ['list', 'http', 'orders', 'List orders'],
  ['ok', 'example', 'list'],
  ['ping', 'http', 'shop'],
  ['other', 'collection', null],
);
const show = (rows: ReturnType<typeof visibleRows>) =>
  rows.map((row) => `${'.'.repeat(row.level)}${row.id}`);

describe('visibleRows', () => {
  it('shows closed collections alone', () => {
    expect(show(visibleRows(small, { expanded: new Set() }))).toEqual(['.shop', '.other']);
  });

  it('shows what is open, with level, position and number of siblings', () => {
    const rows = visibleRows(small, { expanded: new Set(['shop', 'orders', 'list']) });
    expect(show(rows)).toEqual(['.shop', '..orders', '...list', '....ok', '..ping', '.other']);
    expect(rows[4]).toMatchObject({ position: 2, siblings: 2, parent: 'shop', expandable: false });
  });

  it('opens what leads to a match and hides the rest', () => {
    const rows = visibleRows(small, { expanded: new Set(), matches: createFilter('get list') });
    expect(show(rows)).toEqual(['.shop', '..orders', '...list']);
    expect(rows[2]).toMatchObject({ expandable: true, expanded: false });
  });

  it('shows all below a match, as far as it is open', () => {
    const rows = visibleRows(small, {
      expanded: new Set(['orders']),
      matches: createFilter('shop'),
    });
    expect(show(rows)).toEqual(['.shop']);
    const open = visibleRows(small, {
      expanded: new Set(['shop', 'orders']),
      matches: createFilter('shop'),
    });
    expect(show(open)).toEqual(['.shop', '..orders', '...list', '..ping']);
  });

  it('closes by hand what the filter opened', () => {
    const rows = visibleRows(small, {
      expanded: new Set(),
      matches: createFilter('list'),
      closedInFilter: new Set(['orders']),
    });
    expect(show(rows)).toEqual(['.shop', '..orders']);
  });

  it('groups what has lost its place under the recovered items', () => {
    const damaged = sourceOf(['shop', 'collection', null], ['lost', 'http', 'gone']);
    expect(show(visibleRows(damaged, { expanded: new Set() }))).toEqual(['.shop', '.recovered']);
    const rows = visibleRows(damaged, { expanded: new Set(['recovered']) });
    expect(show(rows)).toEqual(['.shop', '.recovered', '..lost']);
    expect(rows[0]).toMatchObject({ position: 1, siblings: 2 });
  });

  it('takes 10,000 nodes, folded, unfolded and filtered', () => {
    const many = sourceOf(
      ['shop', 'collection', null],
      ...Array.from({ length: 10_000 }, (_, i): [string, NodeKind, string] => [
        `r${i}`,
        'http',
        'shop',
      ]),
    );
    const matches = createFilter('r99');
    expect(visibleRows(many, { expanded: new Set(['shop']) })).toHaveLength(10_001);
    expect(visibleRows(many, { expanded: new Set(), matches })).toHaveLength(1 + 111);
  });
});

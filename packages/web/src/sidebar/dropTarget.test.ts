import { type NodeId, type NodeKind, type NodeSummary, projectTree } from '@scratchpad/core';
import { describe, expect, it } from 'vitest';
import { findDropTarget } from './dropTarget.ts';
import { keyboardMove } from './keyboardMove.ts';
import { type TreeSource, visibleRows } from './visibleRows.ts';

const NODES: readonly [id: string, kind: NodeKind, parent: string | null][] = [
  ['shop', 'collection', null],
  ['orders', 'folder', 'shop'],
  ['list', 'http', 'orders'],
  ['get', 'http', 'orders'],
  ['closed', 'folder', 'shop'],
  ['bank', 'collection', null],
  ['pay', 'http', 'bank'],
];
const summaries = new Map<string, NodeSummary>(
  NODES.map(([id, kind, parent], i) => [
    id,
    {
      id: id as NodeId,
      kind,
      name: id,
      method: '',
      parent,
      order: `a${i}`,
      prevParent: null,
      deleted: null,
    },
  ]),
);
const source: TreeSource = { tree: projectTree(summaries), node: (id) => summaries.get(id) };
const open = new Set(['shop', 'orders', 'bank']);
// shop, orders, list, get, closed, bank, pay
const rows = visibleRows(source, { expanded: open });
const holdsRequests = (parent: NodeId | null) =>
  parent !== null && ['collection', 'folder'].includes(source.node(parent)?.kind ?? '');
const drop = (row: number, fraction: number, level = 9, accepts = holdsRequests) =>
  findDropTarget(source, rows, { row, fraction, level }, accepts);

describe('findDropTarget', () => {
  it('goes between siblings, above or below the middle of a row', () => {
    expect(drop(2, 0.2)).toMatchObject({ parent: 'orders', index: 0, line: 2, level: 3 });
    expect(drop(2, 0.8)).toMatchObject({ parent: 'orders', index: 1, line: 3, level: 3 });
  });

  it('goes into a folder at its middle, and to the top of an open one below it', () => {
    expect(drop(4, 0.5)).toMatchObject({ parent: 'closed', index: 0, into: 'closed' });
    expect(drop(1, 0.9)).toMatchObject({ parent: 'orders', index: 0, into: null, line: 2 });
  });

  it('takes the level from the pointer where several levels end', () => {
    expect(drop(3, 0.9, 3)).toMatchObject({ parent: 'orders', index: 2, level: 3 });
    expect(drop(3, 0.9, 2)).toMatchObject({ parent: 'shop', index: 1, level: 2 });
  });

  it('puts what fits only the top beside the collection under the pointer', () => {
    const onlyTop = (parent: NodeId | null) => parent === null;
    expect(drop(2, 0.8, 3, onlyTop)).toMatchObject({ parent: null, index: 1, line: 5, level: 1 });
    expect(drop(5, 0.1, 1, onlyTop)).toMatchObject({ parent: null, index: 1, line: 5 });
  });

  it('goes to the end below the last row, and nowhere where nothing fits', () => {
    expect(drop(9, 0)).toMatchObject({ parent: 'bank', index: 1, line: 7 });
    expect(drop(2, 0.5, 3, () => false)).toBeNull();
  });
});

describe('keyboardMove', () => {
  const move = (id: string, direction: 'up' | 'down' | 'left' | 'right') =>
    keyboardMove(source, id as NodeId, direction, (other) => open.has(other));

  it('moves within a folder and out of it at its ends', () => {
    expect(move('get', 'up')).toEqual({ parent: 'orders', index: 0 });
    expect(move('list', 'up')).toEqual({ parent: 'shop', index: 0 });
    expect(move('get', 'down')).toEqual({ parent: 'shop', index: 1 });
  });

  it('passes through open folders and over closed ones', () => {
    expect(move('closed', 'up')).toEqual({ parent: 'orders', index: 2 });
    expect(move('orders', 'down')).toEqual({ parent: 'shop', index: 2 });
  });

  it('goes from one collection into the next', () => {
    expect(move('pay', 'up')).toEqual({ parent: 'shop', index: 2 });
    expect(move('closed', 'down')).toEqual({ parent: 'bank', index: 0 });
    expect(move('pay', 'down')).toBeNull();
  });

  it('goes into the folder above with right, out with left, never out of a collection', () => {
    expect(move('closed', 'right')).toEqual({ parent: 'orders', index: 2 });
    expect(move('list', 'left')).toEqual({ parent: 'shop', index: 1 });
    expect(move('closed', 'left')).toBeNull();
    expect(move('bank', 'right')).toBeNull();
  });
});

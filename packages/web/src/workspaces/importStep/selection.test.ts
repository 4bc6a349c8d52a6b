import { createNode, DocStore, type NodeId } from '@scratchpad/core';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { countTicks, leavesOf, toggleTicks, untickedNodes } from './selection.ts';

function createSource() {
  const store = new DocStore(new Y.Doc());
  const root = createNode(store, null, {
    kind: 'collection',
    name: 'Orders',
    children: [
      { kind: 'http', name: 'List', children: [{ kind: 'example', name: '200' }] },
      { kind: 'folder', name: 'Admin', children: [{ kind: 'http', name: 'Purge' }] },
      { kind: 'folder', name: 'Empty' },
    ],
  });
  const source = { tree: store.index.tree, node: (id: string) => store.index.node(id) };
  const nameOf = (id: NodeId) => store.index.node(id)?.name;
  return { source, root, children: store.index.children(root) as [NodeId, NodeId, NodeId], nameOf };
}

test('requests and empty containers are ticked, examples go with their request', () => {
  const { source, root, nameOf } = createSource();
  expect(leavesOf(source, root).map(nameOf)).toEqual(['List', 'Purge', 'Empty']);
});

test('a container has the ticks of what is in it', () => {
  const { source, root, children, nameOf } = createSource();
  const [list, admin] = children;
  const some = toggleTicks(source, admin, new Set());
  const counts = countTicks(source, root, some);
  expect(counts.get(root)).toEqual({ ticked: 1, total: 3 });
  expect(counts.get(admin)).toEqual({ ticked: 1, total: 1 });
  expect([...untickedNodes(counts)].map(nameOf)).toEqual(['List', 'Empty']);

  const all = toggleTicks(source, root, some);
  expect(all.size).toBe(3);
  expect(toggleTicks(source, root, all).size).toBe(0);
  expect(countTicks(source, root, toggleTicks(source, list, all)).get(root)).toEqual({
    ticked: 2,
    total: 3,
  });
});

test('an empty collection is ticked by itself', () => {
  const store = new DocStore(new Y.Doc());
  const root = createNode(store, null, { kind: 'collection', name: 'Empty' });
  const source = { tree: store.index.tree, node: (id: string) => store.index.node(id) };
  const ticked = toggleTicks(source, root, new Set());
  expect(untickedNodes(countTicks(source, root, ticked)).size).toBe(0);
  expect(untickedNodes(countTicks(source, root, new Set())).has(root)).toBe(true);
});

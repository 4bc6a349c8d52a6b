import { describe, expect, it } from 'vitest';
import type { NodeSpec } from '../model/content.ts';
import { createReplica } from '../testing.ts';
import {
  applyCollectionsPart,
  commitCollections,
  discardImport,
  encodeCollections,
  pendingImports,
} from './importing.ts';
import { createNode, readSpecTree } from './nodes.ts';
import { deleteItems, restoreBatch } from './trash.ts';

function bigCollection(requests: number): NodeSpec {
  return {
    kind: 'collection',
    name: 'Big',
    children: [
      {
        kind: 'folder',
        name: 'F',
        children: Array.from({ length: requests }, (_, i) => ({
          kind: 'http' as const,
          name: `R${i}`,
          texts: { body: 'x'.repeat(500) },
        })),
      },
    ],
  };
}

const NOTHING = { requests: [], environments: [], globals: [] };

describe('imports in parts', () => {
  it('IMP1 shows nothing until the last part, then everything, in the order of the file', () => {
    const { store } = createReplica(1);
    createNode(store, null, { kind: 'collection', name: 'Before' });
    const encoded = encodeCollections(
      [bigCollection(1000)],
      store.index.node(store.index.tree.collections[0] ?? '')?.order ?? null,
    );
    expect(encoded.updates.length).toBeGreaterThan(3);
    for (const update of encoded.updates) {
      applyCollectionsPart(store, update);
      expect(store.index.tree.collections.length).toBe(1);
      expect(store.index.tree.recovered).toEqual([]);
      expect(store.index.trash).toEqual([]);
    }
    const { collections } = commitCollections(store, encoded, NOTHING);
    expect(store.index.tree.collections.slice(1)).toEqual(collections);
    const folder = readSpecTree(store, collections[0] as never).children?.[0];
    expect(folder?.children?.map((child) => child.name)).toEqual(
      Array.from({ length: 1000 }, (_, i) => `R${i}`),
    );
  });

  it('IMP1 a broken-off import is found and removed without a trace', () => {
    const { store } = createReplica(1);
    const encoded = encodeCollections([bigCollection(1000)], null);
    for (const update of encoded.updates.slice(0, -1)) applyCollectionsPart(store, update);
    expect(pendingImports(store)).toEqual([encoded.batch]);
    discardImport(store, encoded.batch);
    expect(store.index.nodes().size).toBe(0);
    expect(pendingImports(store)).toEqual([]);
  });

  it('IMP2 undoing an import puts all of it into the trash as one batch', () => {
    const { store } = createReplica(1);
    const encoded = encodeCollections([bigCollection(50)], null);
    for (const update of encoded.updates) applyCollectionsPart(store, update);
    const made = commitCollections(store, encoded, {
      ...NOTHING,
      environments: [{ name: 'E', variables: [] }],
    });
    const { batch, count } = deleteItems(store, made.collections, made.environments);
    expect(count).toBe(53);
    expect(store.index.trash.length).toBe(1);
    restoreBatch(store, batch);
    expect(store.index.requestCount(made.collections[0] as never)).toBe(50);
  });

  it('UNDO4 an import is no undo step; globals of the same name get the new value', () => {
    const { store } = createReplica(1);
    commitCollections(store, null, { ...NOTHING, globals: [{ key: 'a', value: '1' }] });
    commitCollections(store, null, {
      ...NOTHING,
      globals: [{ key: 'a', value: '2' }, { key: 'b' }],
    });
    expect(store.index.globals.variables.map((row) => [row.key, row.value])).toEqual([
      ['a', '2'],
      ['b', ''],
    ]);
    expect(store.undo.undoStack.length).toBe(0);
  });
});

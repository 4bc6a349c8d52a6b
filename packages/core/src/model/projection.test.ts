import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROPERTY_RUNS } from '../testing.ts';
import { NODE_KINDS, type NodeKind } from './content.ts';
import type { BatchId, NodeId } from './ids.ts';
import { DRAFTS, type NodeSummary, projectTree } from './projection.ts';

interface Given {
  kind?: NodeKind;
  parent?: string | null;
  order?: string;
  prev?: string | null;
  deleted?: string;
}

function project(given: Record<string, Given>) {
  const nodes = Object.entries(given).map(([id, node]): [string, NodeSummary] => [
    id,
    {
      id: id as NodeId,
      kind: node.kind ?? 'folder',
      name: id,
      method: '',
      parent: node.parent ?? null,
      order: node.order ?? id,
      prevParent: node.prev ?? null,
      deleted: node.deleted === undefined ? null : { batch: node.deleted as BatchId, at: 1 },
    },
  ]);
  const tree = projectTree(new Map(nodes));
  return {
    collections: tree.collections,
    drafts: tree.drafts,
    recovered: tree.recovered,
    children: Object.fromEntries(tree.children),
  };
}

const collection = { kind: 'collection' as const };

describe('projectTree', () => {
  it('TREE2 puts kinds where they belong and nowhere else', () => {
    expect(
      project({
        C: { ...collection, parent: 'F' },
        F: { parent: 'C' },
        R: { kind: 'http', parent: 'F' },
        E: { kind: 'example', parent: 'R' },
        W: { kind: 'ws', parent: DRAFTS },
        badExample: { kind: 'example', parent: 'F' },
        badFolder: { parent: 'R' },
        draftFolder: { parent: DRAFTS },
      }),
    ).toEqual({
      collections: ['C'],
      drafts: ['W'],
      recovered: ['badExample', 'badFolder', 'draftFolder'],
      children: { C: ['F'], F: ['R'], R: ['E'] },
    });
  });

  it('TREE3 orders siblings by key, then by id, in code units', () => {
    const { children } = project({
      C: collection,
      b: { parent: 'C', order: 'a1' },
      a: { parent: 'C', order: 'a1' },
      Z: { parent: 'C', order: 'a0' },
      z: { parent: 'C', order: 'Zz' },
    });
    expect(children).toEqual({ C: ['z', 'Z', 'a', 'b'] });
  });

  it('TREE4 lets a live node surface at its nearest live ancestor', () => {
    const { children, recovered } = project({
      C: collection,
      F: { parent: 'C' },
      G: { parent: 'F', deleted: 'x' },
      H: { parent: 'G', deleted: 'x' },
      R: { kind: 'http', parent: 'H' },
    });
    expect(children).toEqual({ C: ['F'], F: ['R'] });
    expect(recovered).toEqual([]);
  });

  it('TREE5 puts a live node without a place among the recovered items', () => {
    const { recovered } = project({
      C: { ...collection, deleted: 'x' },
      F: { parent: 'C' },
      gone: { parent: 'nowhere' },
      loop1: { parent: 'loop2', deleted: 'y' },
      loop2: { parent: 'loop1', deleted: 'y' },
      R: { kind: 'http', parent: 'loop1' },
    });
    expect(recovered).toEqual(['F', 'R', 'gone']);
  });

  it('TREE6 returns the smallest id of a cycle to its previous parent', () => {
    expect(
      project({
        C: collection,
        D: collection,
        a: { parent: 'b', prev: 'D' },
        b: { parent: 'a', prev: 'C' },
      }).children,
    ).toEqual({ D: ['a'], a: ['b'] });
    expect(
      project({
        C: collection,
        a: { parent: 'c', prev: 'b' },
        b: { parent: 'a', prev: 'C' },
        c: { parent: 'b', prev: 'C' },
      }),
    ).toMatchObject({ recovered: ['a'], children: { a: ['b'], b: ['c'] } });
    expect(project({ a: { parent: 'a' } }).recovered).toEqual(['a']);
  });

  it('TREE7 hides what lies below a pending import', () => {
    expect(
      project({
        C: { ...collection, deleted: 'import:1' },
        F: { parent: 'C' },
        R: { kind: 'http', parent: 'F' },
      }),
    ).toEqual({ collections: [], drafts: [], recovered: [], children: {} });
  });

  it('TREE1 is total: any nodes give a forest with each shown node once', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const somewhere = fc.constantFrom(...ids, null, DRAFTS, 'nowhere', '__proto__');
    const node = fc.record({
      kind: fc.constantFrom(...NODE_KINDS),
      parent: somewhere,
      prev: somewhere,
      order: fc.constantFrom('a0', 'a1', '', '~'),
      deleted: fc.option(fc.constantFrom('x', 'import:1'), { nil: undefined, freq: 4 }),
    });
    fc.assert(
      fc.property(fc.tuple(...ids.map(() => node)), (nodes) => {
        const given = Object.fromEntries(
          nodes.map(({ deleted, ...rest }, i) => [ids[i], deleted ? { ...rest, deleted } : rest]),
        );
        const tree = project(given as Record<string, Given>);
        const tops = [...tree.collections, ...tree.drafts, ...tree.recovered];
        const shown: string[] = [];
        const visit = (id: string, depth: number) => {
          expect(depth).toBeLessThanOrEqual(ids.length);
          shown.push(id);
          for (const child of tree.children[id] ?? []) visit(child, depth + 1);
        };
        for (const id of tops) visit(id, 0);
        expect(new Set(shown).size).toBe(shown.length);
        const live = ids.filter((id) => !(given[id] as Given).deleted);
        const pendingExists = ids.some((id) => (given[id] as Given).deleted === 'import:1');
        if (!pendingExists) expect(shown.sort()).toEqual(live);
        else for (const id of shown) expect(live).toContain(id);
      }),
      { numRuns: PROPERTY_RUNS },
    );
  });
});

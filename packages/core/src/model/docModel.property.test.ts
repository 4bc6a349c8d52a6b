import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  canMove,
  createNode,
  duplicateNodes,
  moveNodes,
  readSpecTree,
  renameNode,
} from '../commands/nodes.ts';
import { deleteItems, purgeBatches, restoreBatch } from '../commands/trash.ts';
import { createEnvs } from '../commands/envs.ts';
import { addRows, getRows, removeRows, updateRow } from '../commands/rows.ts';
import { setText } from '../commands/texts.ts';
import { createReplica, deliver, PROPERTY_RUNS, type Replica, syncAll } from '../testing.ts';
import { DocIndex } from './docIndex.ts';
import type { NodeId } from './ids.ts';
import { DRAFTS, projectTree, type Tree } from './projection.ts';
import type { DocStore } from './docStore.ts';

type Action =
  | { do: 'create'; kind: number; parent: number }
  | {
      do:
        | 'rename'
        | 'duplicate'
        | 'delete'
        | 'restore'
        | 'purge'
        | 'type'
        | 'row'
        | 'dropRow'
        | 'env';
      at: number;
    }
  | { do: 'move'; at: number; parent: number; index: number }
  | { do: 'undo' | 'redo' }
  | { do: 'deliver'; from: number; mask: number };

const at = fc.nat(1000);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('create' as const), kind: fc.nat(3), parent: at }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('move' as const), at, parent: at, index: fc.nat(5) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'rename' as const,
        'duplicate' as const,
        'delete' as const,
        'restore' as const,
        'purge' as const,
        'type' as const,
        'row' as const,
        'dropRow' as const,
        'env' as const,
      ),
      at,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      from: fc.nat(2),
      mask: fc.nat(255),
    }),
  },
);
const script = fc.array(fc.tuple(fc.nat(2), action), { minLength: 5, maxLength: 40 });

/** Live nodes in an order that does not depend on map iteration. */
function liveIds(store: DocStore): NodeId[] {
  return [...store.index.tree.places.keys()].sort();
}

function choose<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}

const KINDS = ['collection', 'folder', 'http', 'example'] as const;

function perform(replicas: readonly Replica[], actor: number, step: Action): void {
  const { store } = replicas[actor] as Replica;
  const live = liveIds(store);
  switch (step.do) {
    case 'create': {
      const kind = KINDS[step.kind] as (typeof KINDS)[number];
      const parents = live.filter((id) => {
        const parent = store.index.node(id)?.kind;
        return kind === 'example'
          ? parent === 'http'
          : parent === 'collection' || parent === 'folder';
      });
      const parent =
        kind === 'collection'
          ? null
          : (choose(parents, step.parent) ?? (kind === 'http' ? DRAFTS : undefined));
      if (parent !== undefined) createNode(store, parent, { kind, name: `n${step.parent}` });
      return;
    }
    case 'move': {
      const id = choose(live, step.at);
      const parent = choose(live, step.parent);
      if (id && parent && canMove(store, [id], parent)) moveNodes(store, [id], parent, step.index);
      return;
    }
    case 'deliver':
      if (step.from !== actor)
        deliver(
          replicas[step.from] as Replica,
          replicas[actor] as Replica,
          (i) => ((step.mask >> (i % 8)) & 1) === 1,
        );
      return;
    case 'undo':
      store.undo.undo();
      return;
    case 'redo':
      store.undo.redo();
      return;
    case 'restore': {
      const batch = choose(store.index.trash, step.at);
      if (batch) restoreBatch(store, batch.id);
      return;
    }
    case 'purge': {
      const batch = choose(store.index.trash, step.at);
      if (batch && step.at % 4 === 0) purgeBatches(store, [batch.id]);
      return;
    }
    case 'env':
      createEnvs(store, [
        { name: `e${step.at}`, variables: [{ key: 'k', value: String(step.at) }] },
      ]);
      return;
    default: {
      const id = choose(live, step.at);
      if (!id) return;
      const owner = { node: id, table: 'headers' } as const;
      if (step.do === 'rename') renameNode(store, id, `r${step.at}`);
      else if (step.do === 'duplicate') duplicateNodes(store, [id]);
      else if (step.do === 'delete') deleteItems(store, [id]);
      else if (step.do === 'type')
        setText(store, id, 'docs', `${store.textContent(id, 'docs')}x${step.at}`);
      else if (store.index.node(id)?.kind !== 'http') return;
      else if (step.do === 'row') {
        const row = choose(getRows(store, owner), step.at);
        if (row && step.at % 2) updateRow(store, owner, row.id, { value: String(step.at) });
        else addRows(store, owner, [{ key: 'h', value: String(step.at) }], step.at % 3);
      } else {
        const row = choose(getRows(store, owner), step.at);
        if (row) removeRows(store, owner, [row.id]);
      }
    }
  }
}

function run(
  steps: readonly (readonly [number, Action])[],
  afterEach?: (replica: Replica) => void,
): Replica[] {
  const replicas = [createReplica(1), createReplica(2), createReplica(3)];
  for (const [actor, step] of steps) {
    perform(replicas, actor, step);
    afterEach?.(replicas[actor] as Replica);
  }
  return replicas;
}

function plainTree(tree: Tree) {
  return {
    collections: tree.collections,
    drafts: tree.drafts,
    recovered: tree.recovered,
    children: [...tree.children].sort(([a], [b]) => (a < b ? -1 : 1)),
    places: [...tree.places].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** Every id that a walk from the tops reaches, with how often. */
function walk(tree: Tree): Map<NodeId, number> {
  const seen = new Map<NodeId, number>();
  const stack = [...tree.collections, ...tree.drafts, ...tree.recovered];
  while (stack.length > 0) {
    const id = stack.pop() as NodeId;
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    if (times === 1) stack.push(...(tree.children.get(id) ?? []));
  }
  return seen;
}

const runs = { numRuns: PROPERTY_RUNS };

describe('document model, several replicas', () => {
  it('DOC1 replicas with the same updates hold the same state and project the same tree', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const replicas = run(steps);
        syncAll(replicas);
        const [first, ...others] = replicas as [Replica, ...Replica[]];
        for (const other of others) {
          expect(plainTree(other.store.index.tree)).toEqual(plainTree(first.store.index.tree));
          expect(other.store.index.trash).toEqual(first.store.index.trash);
          expect(other.store.index.environments).toEqual(first.store.index.environments);
          for (const id of liveIds(first.store)) {
            expect(readSpecTree(other.store, id)).toEqual(readSpecTree(first.store, id));
          }
          expect(Y.encodeStateVector(other.store.doc)).toEqual(
            Y.encodeStateVector(first.store.doc),
          );
        }
      }),
      runs,
    );
  });

  it('TREE1 every live node stands in exactly one place, and no place is below itself', () => {
    fc.assert(
      fc.property(script, (steps) => {
        run(steps, ({ store }) => {
          const live = [...store.index.nodes().values()]
            .filter((node) => node.deleted === null)
            .map((node) => node.id);
          const reached = walk(store.index.tree);
          expect([...reached.keys()].sort()).toEqual(live.sort());
          expect([...reached.values()].every((times) => times === 1)).toBe(true);
        });
      }),
      runs,
    );
  });

  it('IDX1 the index equals one that is built afresh, after every transaction', () => {
    fc.assert(
      fc.property(script, (steps) => {
        run(steps, ({ store }) => {
          const fresh = new DocIndex(store.doc);
          expect(plainTree(store.index.tree)).toEqual(plainTree(fresh.tree));
          expect(store.index.trash).toEqual(fresh.trash);
          expect(store.index.environments).toEqual(fresh.environments);
          expect(plainTree(projectTree(fresh.nodes()))).toEqual(plainTree(fresh.tree));
          for (const id of fresh.nodes().keys()) {
            expect(store.index.node(id)).toEqual(fresh.node(id));
            expect(store.index.content(id)).toEqual(fresh.content(id));
          }
          fresh.destroy();
        });
      }),
      runs,
    );
  });

  it('DOC2 reading emits no update', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const replicas = run(steps);
        for (const { store, outbox } of replicas) {
          const before = outbox.length;
          const state = Y.encodeStateAsUpdate(store.doc);
          for (const id of liveIds(store)) readSpecTree(store, id);
          void new DocIndex(store.doc).trash;
          void store.index.globals;
          expect(outbox.length).toBe(before);
          expect(Y.encodeStateAsUpdate(store.doc)).toEqual(state);
        }
      }),
      runs,
    );
  });

  it('DEL4 what is live is never lost unless it was purged', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const everLive = new Set<NodeId>();
        const replicas = run(steps, ({ store }) => {
          for (const id of liveIds(store)) everLive.add(id);
        });
        syncAll(replicas);
        const { store } = replicas[0] as Replica;
        const doomed = purgedIds(replicas);
        const inTrash = new Set(
          [...store.index.nodes().values()].filter((node) => node.deleted).map((node) => node.id),
        );
        const reached = walk(store.index.tree);
        for (const id of everLive)
          expect(doomed.has(id) || inTrash.has(id) || reached.has(id)).toBe(true);
      }),
      runs,
    );
  });

  it('UNDO1 undoing all of one replica leaves every character, row and name that the others wrote', () => {
    fc.assert(
      fc.property(script, fc.nat(2), (steps, undoer) => {
        const replicas = run(
          steps.filter(
            ([, step]) => step.do !== 'undo' && step.do !== 'redo' && step.do !== 'purge',
          ),
        );
        syncAll(replicas);
        const { store } = replicas[undoer] as Replica;
        const others = replicas.filter((_, i) => i !== undoer);
        const foreign = foreignRows(store, others);
        while (store.undo.undoStack.length > 0) store.undo.undo();
        // Every node is still there: undoing a creation only puts it into the trash.
        for (const id of others[0]?.store.index.nodes().keys() ?? [])
          expect(store.index.node(id)).toBeDefined();
        for (const [id, key] of foreign) {
          const map = store.roots.nodes.get(id) as Y.Map<unknown>;
          expect(map.has(key)).toBe(true);
        }
      }),
      runs,
    );
  });
});

/** Ids that some replica removed for good. */
function purgedIds(replicas: readonly Replica[]): Set<string> {
  const ids = new Set<string>();
  for (const { store } of replicas) {
    for (const [id, item] of store.roots.nodes._map) if (item.deleted) ids.add(id);
  }
  return ids;
}

/** Rows whose present value one of `others` wrote last, and who holds the client id of it. */
function foreignRows(store: DocStore, others: readonly Replica[]): [string, string][] {
  const clients = new Set(others.map((other) => other.store.doc.clientID));
  const found: [string, string][] = [];
  for (const [id, map] of store.roots.nodes) {
    if (!(map instanceof Y.Map)) continue;
    for (const [key, item] of map._map) {
      if (key.startsWith('h:') && !item.deleted && clients.has(item.id.client))
        found.push([id, key]);
    }
  }
  return found;
}

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createEnvs } from '../commands/envs.ts';
import {
  createNode,
  createNodes,
  duplicateNodes,
  moveNodes,
  readSpecTree,
  renameNode,
  setAuthParam,
  setAuthType,
  setField,
  setSetting,
} from '../commands/nodes.ts';
import { deleteItems, purgeBatches, restoreBatch } from '../commands/trash.ts';
import { addRows, getRows, updateRow } from '../commands/rows.ts';
import { setText } from '../commands/texts.ts';
import { setUrl } from '../commands/url.ts';
import { createReplica, deliver, PROPERTY_RUNS, type Replica, syncAll } from '../testing.ts';
import type { NodeSpec } from './content.ts';
import { DocStore } from './docStore.ts';
import type { NodeId } from './ids.ts';
import { getNodeMap } from './readers.ts';

const http = (name: string, more: Partial<NodeSpec> = {}): NodeSpec => ({
  kind: 'http',
  name,
  ...more,
});
const folder = (name: string, children: NodeSpec[] = []): NodeSpec => ({
  kind: 'folder',
  name,
  children,
});
const collection = (name: string, children: NodeSpec[] = []): NodeSpec => ({
  kind: 'collection',
  name,
  children,
});

function names(store: DocStore, ids: readonly NodeId[]): string[] {
  return ids.map((id) => store.index.node(id)?.name ?? '?');
}

function pair(): [Replica, Replica] {
  return [createReplica(1), createReplica(2)];
}

function onlyCollection(store: DocStore): NodeId {
  return store.index.tree.collections[0] as NodeId;
}

describe('documents', () => {
  it('DOC3 unknown keys of nodes, rows and roots survive every command', () => {
    const { store } = createReplica(1);
    const id = createNode(
      store,
      null,
      collection('C', [http('R', { tables: { headers: [{ key: 'a' }] } })]),
    );
    const request = store.index.children(id)[0] as NodeId;
    const map = getNodeMap(store.roots.nodes, request) as Y.Map<unknown>;
    store.doc.transact(() => {
      map.set('futureField', { deep: [1] });
      store.roots.nodes.set('futureNode', new Y.Map([['kind', 'hologram']]));
      store.roots.meta.set('future', true);
    });
    renameNode(store, request, 'R2');
    setField(store, request, 'method', 'PUT');
    setUrl(store, request, 'http://x/:id?a=1');
    setAuthType(store, request, 'basic');
    setAuthParam(store, request, 'basic', 'username', 'u');
    setSetting(store, request, 'strictSSL', false);
    setText(store, request, 'docs', 'text');
    addRows(store, { node: request, table: 'headers' }, [{ key: 'b' }]);
    moveNodes(store, [request], id, 0);
    restoreBatch(store, deleteItems(store, [id]).batch);
    purgeBatches(
      store,
      store.index.trash.map((batch) => batch.id),
    );
    expect(map.get('futureField')).toEqual({ deep: [1] });
    expect((store.roots.nodes.get('futureNode') as Y.Map<unknown>).get('kind')).toBe('hologram');
    expect(store.roots.meta.get('future')).toBe(true);
    expect(store.index.node('futureNode')).toBeUndefined();
  });

  it('DOC2 reads whatever stands in the document without throwing', () => {
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.constant(undefined),
      fc.constantFrom('http', 'collection', 'example'),
    );
    const keys = fc.constantFrom(
      'kind',
      'pos',
      'del',
      'name',
      'h:1',
      'v:2',
      'q:',
      'a:x',
      'a:b.c',
      's:1',
      'x:',
      'docs',
      'status',
      'fileId',
    );
    const node = fc.array(fc.tuple(keys, junk), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 6 }), junk, (nodes, loose) => {
        const doc = new Y.Doc();
        nodes.forEach((entries, i) => doc.getMap('nodes').set(`n${i}`, new Y.Map(entries)));
        nodes.forEach((entries, i) => doc.getMap('envs').set(`e${i}`, new Y.Map(entries)));
        doc.getMap('nodes').set('loose', loose);
        doc.getMap('envs').set('g:1', loose);
        doc.getMap('meta').set('schema', loose);
        const store = new DocStore(doc);
        for (const id of store.index.nodes().keys()) {
          void store.index.content(id);
          void readSpecTree(store, id);
        }
        for (const id of doc.getMap('envs').keys()) void store.index.envContent(id);
        expect(store.index.globals.variables).toBeInstanceOf(Array);
        expect(store.index.trash).toBeInstanceOf(Array);
        expect(store.index.tree.places.size).toBeLessThanOrEqual(nodes.length + 1);
      }),
      { numRuns: PROPERTY_RUNS },
    );
  });

  it('DOC4 a document of a newer schema opens read-only', () => {
    const doc = new Y.Doc();
    doc.getMap('meta').set('schema', { min: 2 });
    const store = new DocStore(doc);
    expect(() => createNode(store, null, collection('C'))).toThrow(/newer version/);
    expect(store.index.tree.collections).toEqual([]);
  });

  it('DOC5 two replicas that write into a new text both keep what they wrote', () => {
    const [a, b] = pair();
    const id = createNode(a.store, null, collection('C'));
    syncAll([a, b]);
    setText(a.store, id, 'docs', 'one');
    setText(b.store, id, 'docs', 'two');
    syncAll([a, b]);
    expect(a.store.textContent(id, 'docs')).toMatch(/^(onetwo|twoone)$/);
  });
});

describe('places', () => {
  it('TREE8 inserting between equal or foreign order keys re-keys and never throws', () => {
    const { store } = createReplica(1);
    const id = createNode(store, null, collection('C', [http('a'), http('b'), http('c')]));
    const [a, b, c] = store.index.children(id) as [NodeId, NodeId, NodeId];
    store.doc.transact(() => {
      for (const child of [a, b])
        getNodeMap(store.roots.nodes, child)?.set('pos', [id, 'a5', null]);
      getNodeMap(store.roots.nodes, c)?.set('pos', [id, '~ foreign', null]);
    });
    const before = names(store, store.index.children(id));
    createNode(store, id, http('x'), 1);
    createNode(store, id, http('y'), 3);
    createNode(store, id, http('z'));
    expect(names(store, store.index.children(id))).toEqual([
      before[0],
      'x',
      before[1],
      'y',
      before[2],
      'z',
    ]);
  });

  it('TREE9 a moved node stands before the sibling that was named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(7), fc.nat(8), (size, from, to) => {
        const { store } = createReplica(1);
        const id = createNode(
          store,
          null,
          collection(
            'C',
            Array.from({ length: size }, (_, i) => http(`${i}`)),
          ),
        );
        const children = [...store.index.children(id)];
        const moved = children[from % size] as NodeId;
        const index = to % (size + 1);
        const anchor = children.slice(index).find((child) => child !== moved);
        moveNodes(store, [moved], id, index);
        const after = store.index.children(id);
        expect(after[after.indexOf(moved) + 1]).toBe(anchor);
        expect([...after].sort()).toEqual([...children].sort());
      }),
      { numRuns: Math.min(PROPERTY_RUNS, 500) },
    );
  });

  it('refuses to move a folder below itself or a request to the top', () => {
    const { store } = createReplica(1);
    const id = createNode(store, null, collection('C', [folder('F', [folder('G')])]));
    const f = store.index.children(id)[0] as NodeId;
    const g = store.index.children(f)[0] as NodeId;
    expect(() => moveNodes(store, [f], g)).toThrow(/cannot be moved/);
    expect(() => createNode(store, null, http('R'))).toThrow(/cannot be put/);
  });

  it('duplicates a folder with all below it, right behind the original', () => {
    const { store } = createReplica(1);
    const id = createNode(
      store,
      null,
      collection('C', [folder('F', [http('R', { texts: { body: 'b' } })]), http('last')]),
    );
    const [copy] = duplicateNodes(store, [store.index.children(id)[0] as NodeId]) as [NodeId];
    expect(names(store, store.index.children(id))).toEqual(['F', 'F copy', 'last']);
    expect(store.textContent(store.index.children(copy)[0] as NodeId, 'body')).toBe('b');
  });
});

describe('trash', () => {
  it('DEL1 deleting marks what was visible below; DEL2 what is put there meanwhile surfaces', () => {
    const [a, b] = pair();
    const id = createNode(a.store, null, collection('C', [folder('F', [http('R')]), http('S')]));
    syncAll([a, b]);
    const f = a.store.index.children(id)[0] as NodeId;
    const s = a.store.index.children(id)[1] as NodeId;
    const { count } = deleteItems(a.store, [f]);
    moveNodes(b.store, [s], f);
    syncAll([a, b]);
    expect(count).toBe(2);
    for (const { store } of [a, b]) expect(names(store, store.index.children(id))).toEqual(['S']);
  });

  it('DEL3 edits made in the trash elsewhere are there after restoring; DEL5 all of the batch comes back', () => {
    const [a, b] = pair();
    const id = createNode(a.store, null, collection('C', [folder('F', [http('R')])]));
    const [env] = createEnvs(a.store, [{ name: 'E', variables: [] }]);
    syncAll([a, b]);
    const f = a.store.index.children(id)[0] as NodeId;
    const { batch } = deleteItems(a.store, [f], env ? [env] : []);
    const r = b.store.index.children(f)[0] as NodeId;
    renameNode(b.store, r, 'edited');
    syncAll([a, b]);
    restoreBatch(a.store, batch);
    syncAll([a, b]);
    for (const { store } of [a, b]) {
      expect(names(store, store.index.children(store.index.children(id)[0] as NodeId))).toEqual([
        'edited',
      ]);
      expect(store.index.environments).toEqual([env]);
      expect(store.index.trash).toEqual([]);
    }
  });

  it('shows one batch per act with its topmost items', () => {
    const { store } = createReplica(1);
    const id = createNode(store, null, collection('C', [folder('F', [http('R')]), http('S')]));
    const [f, s] = store.index.children(id) as [NodeId, NodeId];
    const { batch } = deleteItems(store, [f, s]);
    expect(store.index.trash).toMatchObject([{ id: batch, nodes: [f, s], count: 3 }]);
    purgeBatches(store, [batch]);
    expect(store.index.trash).toEqual([]);
    expect(store.index.node(f)).toBeUndefined();
    expect(store.index.node(id)).toBeDefined();
  });
});

describe('undo', () => {
  it('UNDO2 undoing a creation keeps what others wrote in it, in the trash', () => {
    const [a, b] = pair();
    const id = createNode(a.store, null, collection('C'));
    syncAll([a, b]);
    setText(b.store, id, 'docs', 'theirs');
    syncAll([a, b]);
    a.store.undo.undo();
    syncAll([a, b]);
    expect(b.store.index.tree.collections).toEqual([]);
    restoreBatch(b.store, b.store.index.trash[0]?.id as never);
    expect(b.store.textContent(onlyCollection(b.store), 'docs')).toBe('theirs');
  });

  it('UNDO1 undo leaves what another wrote over one’s own value', () => {
    const [a, b] = pair();
    const id = createNode(a.store, null, collection('C'));
    syncAll([a, b]);
    renameNode(a.store, id, 'mine');
    syncAll([a, b]);
    renameNode(b.store, id, 'theirs');
    syncAll([a, b]);
    a.store.undo.undo();
    expect(a.store.index.node(id)?.name).toBe('theirs');
  });

  it('UNDO3 undo and redo return to the document as it was', () => {
    const { store } = createReplica(1);
    const id = createNode(store, null, collection('C', [http('R'), http('S')]));
    const [r, s] = store.index.children(id) as [NodeId, NodeId];
    const steps: (() => void)[] = [
      () => renameNode(store, r, 'R2'),
      () => moveNodes(store, [s], id, 0),
      () => void deleteItems(store, [r]),
      () => setAuthType(store, id, 'bearer'),
      () => setSetting(store, s, 'strictSSL', false),
      () => void addRows(store, { node: s, table: 'headers' }, [{ key: 'k', value: 'v' }]),
    ];
    const spec = () => readSpecTree(store, id);
    for (const step of steps) {
      const before = spec();
      step();
      const after = spec();
      store.undo.undo();
      expect(spec()).toEqual(before);
      store.undo.redo();
      expect(spec()).toEqual(after);
    }
  });

  it('UNDO4 purging is not a step, and the cap holds', () => {
    const { store } = createReplica(1);
    const id = createNode(store, null, collection('C'));
    for (let i = 0; i < 250; i++) renameNode(store, id, `n${i}`);
    expect(store.undo.undoStack.length).toBeLessThanOrEqual(200);
    deleteItems(store, [id]);
    const steps = store.undo.undoStack.length;
    purgeBatches(
      store,
      store.index.trash.map((batch) => batch.id),
    );
    expect(store.undo.undoStack.length).toBe(steps);
  });
});

describe('rows and notifications', () => {
  it('ROW1 different rows of one table merge; of one row the last writer wins', () => {
    const [a, b] = pair();
    const id = createNode(
      a.store,
      null,
      collection('C', [http('R', { tables: { headers: [{ key: 'a' }, { key: 'b' }] } })]),
    );
    syncAll([a, b]);
    const owner = { node: a.store.index.children(id)[0] as NodeId, table: 'headers' as const };
    const [first, second] = getRows(a.store, owner);
    updateRow(a.store, owner, first?.id as never, { value: '1' });
    updateRow(b.store, owner, second?.id as never, { value: '2' });
    addRows(b.store, owner, [{ key: 'c' }]);
    deliver(a, b);
    deliver(b, a);
    for (const { store } of [a, b])
      expect(getRows(store, owner).map((row) => [row.key, row.value])).toEqual([
        ['a', '1'],
        ['b', '2'],
        ['c', ''],
      ]);
  });

  it('IDX2 a rename notifies the node and not the tree', () => {
    const { store } = createReplica(1);
    const id = createNode(store, null, collection('C', [http('R')]));
    const r = store.index.children(id)[0] as NodeId;
    const tree = vi.fn();
    const node = vi.fn();
    const text = vi.fn();
    store.index.subscribe('tree', tree);
    store.index.subscribe(`node:${r}`, node);
    store.index.subscribe(`text:${r}`, text);
    renameNode(store, r, 'R2');
    expect([tree, node, text].map((listener) => listener.mock.calls.length)).toEqual([0, 1, 0]);
    setText(store, r, 'docs', 'x');
    expect([tree, node, text].map((listener) => listener.mock.calls.length)).toEqual([0, 1, 1]);
    deleteItems(store, [r]);
    expect(tree).toHaveBeenCalledTimes(1);
  });

  it('counts requests below a node', () => {
    const { store } = createReplica(1);
    const id = createNodes(store, null, [
      collection('C', [folder('F', [http('R'), http('S')]), http('T')]),
    ])[0] as NodeId;
    expect(store.index.requestCount(id)).toBe(3);
  });
});

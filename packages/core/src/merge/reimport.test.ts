import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import {
  createNode,
  createNodes,
  moveNodes,
  readSpecTree,
  renameNode,
  setField,
} from '../commands/nodes.ts';
import { deleteItems } from '../commands/trash.ts';
import { getRows, updateRow, addRows } from '../commands/rows.ts';
import { setText } from '../commands/texts.ts';
import { writeCollection } from '../formats/collection/collection.ts';
import { readFile } from '../formats/readFile.ts';
import { hasSharedData, readSharedFile } from '../formats/testing/sharedData.ts';
import type { NodeSpec } from '../model/content.ts';
import { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import {
  createImportBase,
  findImportBases,
  isSameImport,
  readImportBase,
  toImportBase,
  type ImportBase,
} from './importBase.ts';
import { applyReimport, planReimport } from './planReimport.ts';

function http(name: string, spec: Partial<NodeSpec> = {}): NodeSpec {
  const path = name.toLowerCase().replaceAll(' ', '-');
  return {
    kind: 'http',
    name,
    fileId: null,
    ...spec,
    fields: { method: 'GET', baseUrl: `https://x/${path}`, ...spec.fields },
  };
}
const folder = (name: string, ...children: NodeSpec[]): NodeSpec => ({
  kind: 'folder',
  name,
  fileId: null,
  children,
});
const collection = (...children: NodeSpec[]): NodeSpec => ({
  kind: 'collection',
  name: 'C',
  fileId: null,
  children,
});

class Pad {
  readonly store = new DocStore(new Y.Doc());
  readonly id: NodeId;
  readonly base: ImportBase;

  constructor(base: NodeSpec) {
    this.id = createNodes(this.store, null, [base])[0] as NodeId;
    this.base = createImportBase(this.store, this.id, base);
  }

  find(name: string): NodeId {
    const found = [...this.store.index.nodes().values()].find(
      (node) => node.name === name && !node.deleted,
    );
    if (!found) throw new Error(`no ${name}`);
    return found.id;
  }

  merge(theirs: NodeSpec, choices: readonly string[] = [], base: ImportBase | null = this.base) {
    const plan = planReimport(this.store, this.id, base, theirs);
    applyReimport(this.store, plan, new Set(choices));
    return plan.report;
  }

  outline(): unknown {
    const visit = ({ kind, name, children = [] }: NodeSpec): unknown =>
      kind === 'folder' || kind === 'collection' ? [name, ...children.map(visit)] : name;
    return visit(readSpecTree(this.store, this.id));
  }
}

describe('structure', () => {
  test('what is new comes to its place, what is gone goes', () => {
    const pad = new Pad(collection(folder('F', http('a'), http('b')), http('c')));
    createNode(pad.store, pad.find('F'), http('mine'), 1);
    const report = pad.merge(
      collection(
        folder('F', http('new first'), http('a'), http('new'), http('d')),
        folder('G', http('e')),
      ),
    );
    expect(pad.outline()).toStrictEqual([
      'C',
      ['F', 'new first', 'a', 'mine', 'new', 'd'],
      ['G', 'e'],
    ]);
    expect(report.added.map(({ path }) => path)).toStrictEqual([
      'C / F / new first',
      'C / F / new',
      'C / F / d',
      'C / G',
      'C / G / e',
    ]);
    expect(report.deleted.map(({ path }) => path)).toStrictEqual(['C / F / b', 'C / c']);
    expect(report.conflicts).toStrictEqual([]);
  });

  test('renames, moves and a new order are followed; ids stay', () => {
    const pad = new Pad(collection(folder('F', http('a'), http('b'), http('c')), folder('G')));
    const [f, a, c] = [pad.find('F'), pad.find('a'), pad.find('c')];
    pad.merge(
      collection(
        folder('G', http('c')),
        folder('Renamed', http('b'), { ...http('a'), name: 'A renamed' }),
      ),
    );
    expect(pad.outline()).toStrictEqual(['C', ['G', 'c'], ['Renamed', 'b', 'A renamed']]);
    expect([pad.find('Renamed'), pad.find('A renamed'), pad.find('c')]).toStrictEqual([f, a, c]);
  });

  test('the order of the pad stays where it was changed there', () => {
    const pad = new Pad(collection(http('a'), http('b'), http('c')));
    moveNodes(pad.store, [pad.find('c')], pad.id, 0);
    pad.merge(collection(http('b'), http('a'), http('new'), http('c')));
    expect(pad.outline()).toStrictEqual(['C', 'c', 'a', 'new', 'b']);
  });

  test('both moved: the pad wins, and the choice takes the file', () => {
    for (const choose of [false, true]) {
      const pad = new Pad(collection(folder('F', http('a')), folder('G'), folder('H')));
      moveNodes(pad.store, [pad.find('a')], pad.find('G'));
      const theirs = collection(folder('F'), folder('G'), folder('H', http('a')));
      const [conflict] = planReimport(pad.store, pad.id, pad.base, theirs).report.conflicts;
      expect(conflict).toMatchObject({
        field: 'place',
        base: 'C / F',
        mine: 'C / G',
        theirs: 'C / H',
      });
      pad.merge(theirs, choose ? [conflict?.conflict ?? ''] : []);
      expect(pad.outline()).toStrictEqual(
        choose ? ['C', ['F'], ['G'], ['H', 'a']] : ['C', ['F'], ['G', 'a'], ['H']],
      );
    }
  });

  test('folders moved into each other on the two sides make no circle', () => {
    const pad = new Pad(collection(folder('F', http('f')), folder('G', http('g'))));
    moveNodes(pad.store, [pad.find('F')], pad.find('G'));
    pad.merge(collection(folder('F', http('f'), folder('G', http('g')))));
    expect(pad.outline()).toStrictEqual(['C', ['G', 'g', ['F', 'f']]]);
  });

  test('deleted upstream and changed here stays, and goes by choice', () => {
    for (const choose of [false, true]) {
      const pad = new Pad(collection(folder('F', http('a'), http('b')), http('c')));
      setField(pad.store, pad.find('a'), 'method', 'PUT');
      const theirs = collection(http('c'));
      const { conflicts } = planReimport(pad.store, pad.id, pad.base, theirs).report;
      expect(conflicts).toMatchObject([{ path: 'C / F / a', field: 'deleted upstream' }]);
      pad.merge(theirs, choose ? conflicts.map(({ conflict }) => conflict) : []);
      expect(pad.outline()).toStrictEqual(choose ? ['C', 'c'] : ['C', ['F', 'a'], 'c']);
    }
  });

  test('deleted here stays deleted; changed upstream it returns by choice', () => {
    const base = collection(folder('F', http('a'), http('b')), folder('G', http('g')));
    const theirs = collection(
      folder('F', http('a', { texts: { docs: 'new' } }), http('b'), http('n')),
      folder('G', http('g')),
    );
    for (const choose of [false, true]) {
      const pad = new Pad(base);
      deleteItems(pad.store, [pad.find('F'), pad.find('G')]);
      const { conflicts } = planReimport(pad.store, pad.id, pad.base, theirs).report;
      expect(conflicts).toMatchObject([{ path: 'C / F', field: 'deleted here' }]);
      pad.merge(theirs, choose ? conflicts.map(({ conflict }) => conflict) : []);
      expect(pad.outline()).toStrictEqual(choose ? ['C', ['F', 'a', 'b', 'n']] : ['C']);
    }
  });

  test('same-named siblings are told by what they say', () => {
    const twin = (docs: string) => http('twin', { texts: { docs } });
    const pad = new Pad(collection(twin('one'), twin('two'), twin('three')));
    const ids = pad.store.index.children(pad.id);
    pad.merge(collection(twin('three'), twin('one'), twin('two')));
    expect(pad.store.index.children(pad.id)).toStrictEqual([ids[2], ids[0], ids[1]]);
    expect(readSpecTree(pad.store, pad.id).children?.map(({ texts }) => texts?.docs)).toStrictEqual(
      ['three', 'one', 'two'],
    );
  });

  test('it is one step of undo', () => {
    const pad = new Pad(collection(folder('F', http('a'), http('b'))));
    const before = pad.outline();
    pad.merge(
      collection(folder('G', http('x')), folder('F', http('b'), { ...http('a'), name: 'z' })),
    );
    expect(pad.outline()).not.toStrictEqual(before);
    pad.store.undo.undo();
    expect(pad.outline()).toStrictEqual(before);
  });
});

describe('content', () => {
  const base = collection(
    http('r', {
      tables: {
        headers: [
          { key: 'A', value: '1' },
          { key: 'B', value: '2' },
          { key: 'A', value: '3' },
        ],
      },
      texts: { test: 'one\ntwo\nthree\nfour', docs: 'd' },
      auth: { type: 'basic', params: { basic: { username: 'u', password: 'p' } } },
      settings: { strictSSL: true },
    }),
  );

  test('each side changes other things: all of it arrives', () => {
    const pad = new Pad(base);
    const r = pad.find('r');
    const owner = { node: r, table: 'headers' } as const;
    setField(pad.store, r, 'method', 'PUT');
    setText(pad.store, r, 'test', 'ONE\ntwo\nthree\nfour');
    updateRow(pad.store, owner, getRows(pad.store, owner)[0]?.id as never, { description: 'mine' });
    addRows(pad.store, owner, [{ key: 'Mine', value: 'm' }]);
    const report = pad.merge(
      collection(
        http('r', {
          fields: { baseUrl: 'https://y/r', method: 'GET' },
          tables: {
            headers: [
              { key: 'New', value: 'n' },
              { key: 'A', value: '10' },
              { key: 'A', value: '3', enabled: false },
            ],
          },
          texts: { test: 'one\ntwo\nthree\nFOUR', docs: 'd2' },
          auth: { type: 'basic', params: { basic: { username: 'u2', password: 'p' } } },
          settings: { strictSSL: false },
        }),
      ),
    );
    expect(report.conflicts).toStrictEqual([]);
    const [spec] = readSpecTree(pad.store, pad.id).children ?? [];
    expect(spec).toMatchObject({
      fields: { method: 'PUT', baseUrl: 'https://y/r' },
      texts: { test: 'ONE\ntwo\nthree\nFOUR', docs: 'd2' },
      auth: { type: 'basic', params: { basic: { username: 'u2', password: 'p' } } },
      settings: { strictSSL: false },
    });
    expect(
      spec?.tables?.headers?.map(({ key, value, enabled, description }) => [
        key,
        value,
        enabled,
        description,
      ]),
    ).toStrictEqual([
      ['New', 'n', true, ''],
      ['A', '10', true, 'mine'],
      ['A', '3', false, ''],
      ['Mine', 'm', true, ''],
    ]);
  });

  test('both change the same: the pad wins, each conflict can take the file', () => {
    const change = (pad: Pad) => {
      const r = pad.find('r');
      const owner = { node: r, table: 'headers' } as const;
      renameNode(pad.store, r, 'mine');
      setField(pad.store, r, 'method', 'PUT');
      setText(pad.store, r, 'test', 'one\nMINE\nthree\nfour');
      updateRow(pad.store, owner, getRows(pad.store, owner)[1]?.id as never, { value: 'mine' });
    };
    const theirs = collection(
      http('theirs', {
        fields: { method: 'POST', baseUrl: 'https://x/r' },
        tables: {
          headers: [
            { key: 'A', value: '1' },
            { key: 'B', value: 'theirs' },
            { key: 'A', value: '3' },
          ],
        },
        texts: { test: 'one\nTHEIRS\nthree\nFOUR', docs: 'd' },
        auth: base.children?.[0]?.auth as never,
        settings: { strictSSL: true },
      }),
    );
    const first = new Pad(base);
    change(first);
    const { conflicts } = first.merge(theirs);
    expect(conflicts.map(({ field }) => field)).toStrictEqual([
      'name',
      'method',
      'test',
      'headers.B.value',
    ]);
    expect(conflicts[1]).toMatchObject({
      path: 'C / mine',
      base: 'GET',
      mine: 'PUT',
      theirs: 'POST',
    });
    expect(readSpecTree(first.store, first.id).children).toMatchObject([
      { name: 'mine', fields: { method: 'PUT' }, texts: { test: 'one\nMINE\nthree\nFOUR' } },
    ]);

    const second = new Pad(base);
    change(second);
    const all = planReimport(second.store, second.id, second.base, theirs).report.conflicts;
    second.merge(
      theirs,
      all.map(({ conflict }) => conflict),
    );
    expect(readSpecTree(second.store, second.id).children).toMatchObject([
      {
        name: 'theirs',
        fields: { method: 'POST' },
        texts: { test: 'one\nTHEIRS\nthree\nFOUR' },
        tables: { headers: [{}, { value: 'theirs' }, {}] },
      },
    ]);
  });

  test('without a base nothing is overwritten and nothing deleted', () => {
    const pad = new Pad(collection(http('a', { texts: { docs: 'mine' } }), http('only here')));
    const report = pad.merge(
      collection(http('a', { texts: { docs: 'theirs' } }), http('new')),
      [],
      null,
    );
    expect(pad.outline()).toStrictEqual(['C', 'a', 'only here', 'new']);
    expect(report.conflicts).toMatchObject([
      { field: 'docs', base: undefined, mine: 'mine', theirs: 'theirs' },
    ]);
  });
});

test('records of imports are found again by id, by name, by content', () => {
  const spec = collection(http('a'), http('b'));
  const record = toImportBase('n1' as NodeId, spec, []);
  expect(readImportBase(record)).toStrictEqual(spec);
  expect(isSameImport(record, spec)).toBe(true);
  expect(isSameImport(record, collection(http('a')))).toBe(false);
  const other = toImportBase(
    'n2' as NodeId,
    {
      ...collection(http('z')),
      name: 'Z',
      fileId: 'id',
    },
    [],
  );
  const records = [other, record];
  expect(findImportBases(records, { ...spec, name: 'Renamed' })).toStrictEqual([record]);
  expect(findImportBases(records, { ...collection(), name: 'New', fileId: 'id' })).toStrictEqual([
    other,
  ]);
  expect(findImportBases(records, { ...collection(http('q')), name: 'Q' })).toStrictEqual([]);
});

describe.skipIf(!hasSharedData)('adyen-checkout from v40 to v41', async () => {
  const read = async (name: string): Promise<NodeSpec> =>
    hasSharedData
      ? ((await readFile(name, readSharedFile('collections', name))).collections[0] as NodeSpec)
      : collection();
  const v40 = await read('adyen-checkout-v40.v2.1.json');
  const v41 = await read('adyen-checkout-v41.v2.1.json');
  const written = (spec: NodeSpec) => writeCollection(spec, { version: '2.1' });

  test('without local edits the pad says what v41 says', () => {
    const pad = new Pad(v40);
    const report = pad.merge(v41);
    expect(report.conflicts).toStrictEqual([]);
    expect(written(readSpecTree(pad.store, pad.id))).toStrictEqual(written(v41));
    expect(
      planReimport(pad.store, pad.id, toImportBase(pad.id, v41, []), v41).report,
    ).toMatchObject({
      added: [],
      updated: [],
      deleted: [],
      conflicts: [],
    });
  });

  test('every local edit stays, and every change upstream arrives', () => {
    const pad = new Pad(v40);
    const requests = [...pad.store.index.nodes().values()].filter(({ kind }) => kind === 'http');
    // Edits in the pad that v41 does not touch: a test script and a header of each request.
    for (const { id } of requests) {
      setText(pad.store, id, 'test', `// mine ${id}`);
      addRows(pad.store, { node: id, table: 'headers' }, [{ key: 'X-Mine', value: id }]);
    }
    createNode(pad.store, pad.id, http('mine'), 0);
    const report = pad.merge(v41);
    for (const { field } of report.conflicts) expect(field).toBe('deleted upstream');
    for (const { id } of requests) {
      expect(pad.store.index.node(id)?.deleted).toBeNull();
      expect(pad.store.textContent(id, 'test')).toBe(`// mine ${id}`);
      expect(getRows(pad.store, { node: id, table: 'headers' }).at(-1)).toMatchObject({
        key: 'X-Mine',
        value: id,
      });
    }
    const bodies = (spec: NodeSpec): string[] => [
      ...(spec.kind === 'http'
        ? [JSON.stringify([spec.name, spec.fields?.baseUrl, spec.texts?.body])]
        : []),
      ...(spec.children ?? []).flatMap(bodies),
    ];
    const now = new Set(bodies(readSpecTree(pad.store, pad.id)));
    expect(bodies(v41).filter((body) => !now.has(body))).toStrictEqual([]);
  });
});

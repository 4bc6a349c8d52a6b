import fc from 'fast-check';
import * as Y from 'yjs';
import { expect, test, vi } from 'vitest';
import { createEnvs } from '../commands/envs.ts';
import {
  createNode,
  createNodes,
  moveNodes,
  readSpecTree,
  renameNode,
  setField,
} from '../commands/nodes.ts';
import { deleteItems } from '../commands/trash.ts';
import type { NodeSpec } from '../model/content.ts';
import { DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId } from '../model/ids.ts';
import { PROPERTY_RUNS } from '../testing.ts';
import { applyUnit, planUnits, readImportRecord, type UnitPlan } from './importStep.ts';
import { looksSecret } from './secrets.ts';
import { readUnit, type UnitContent } from './unit.ts';
import { baseOf, encode } from './testing.ts';
import { applyUpdateOf, planUpdate, type UnitBase } from './updateUnit.ts';

const WORKSPACE = 'workspace-1';
const by = { padId: 'pad', at: 1, by: 'user' };
const runs = { numRuns: Math.min(PROPERTY_RUNS, 100) };
// Two cores are shared by all tests.
vi.setConfig({ testTimeout: 60_000 });

const name = fc.string({ maxLength: 8 });
// What looks like a secret stays behind, by another rule.
const row = fc
  .record({ key: name, value: name, enabled: fc.boolean(), description: name })
  .filter(({ key, value }) => !looksSecret(key, value));
const rows = fc.array(row, { maxLength: 3 });
const request: fc.Arbitrary<NodeSpec> = fc.record({
  kind: fc.constant('http' as const),
  name,
  fields: fc.record({ method: fc.constantFrom('GET', 'POST'), baseUrl: name }),
  tables: fc.record({ params: rows, headers: rows }),
  texts: fc.record({ docs: name, body: name, test: name }),
});
const folder: fc.Arbitrary<NodeSpec> = fc.record({
  kind: fc.constant('folder' as const),
  name,
  children: fc.array(request, { maxLength: 2 }),
});
const collection: fc.Arbitrary<NodeSpec> = fc.record({
  kind: fc.constant('collection' as const),
  name,
  tables: fc.record({ variables: rows }),
  children: fc.array(fc.oneof(request, folder), { maxLength: 4 }),
});
const padSpec = fc.record({
  collections: fc.array(collection, { minLength: 1, maxLength: 3 }),
  environments: fc.array(fc.record({ name, variables: rows }), { maxLength: 2 }),
});

interface Pad {
  readonly store: DocStore;
  readonly units: readonly UnitContent[];
}

function createPad(spec: typeof padSpec extends fc.Arbitrary<infer T> ? T : never): Pad {
  const store = new DocStore(new Y.Doc());
  const collections = createNodes(store, null, spec.collections);
  const envs = createEnvs(store, spec.environments);
  const units = [
    ...collections.map((id) => readUnit(store, { kind: 'collection', id }).content),
    ...envs.map((id) => readUnit(store, { kind: 'environment', id }).content),
  ];
  return { store, units };
}

function importAll(workspace: DocStore, units: readonly UnitContent[], count = units.length): void {
  for (const plan of planUnits(workspace, units.slice(0, count))) {
    if (plan.action === 'add' || plan.action === 'add-again')
      applyUnit(workspace, encode(WORKSPACE, plan.content, plan.epoch), by);
  }
}

const stateOf = ({ doc, roots }: DocStore) => ({
  nodes: roots.nodes.toJSON(),
  envs: roots.envs.toJSON(),
  imports: roots.imports.toJSON(),
  clients: [...doc.store.clients.keys()]
    .filter((id) => id !== doc.clientID)
    .toSorted((a, b) => a - b),
});

test('IMP3 a unit gives the same bytes on every device', () => {
  fc.assert(
    fc.property(padSpec, (spec) => {
      const { store, units } = createPad(spec);
      const copy = new DocStore(new Y.Doc());
      Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(store.doc));
      for (const unit of units) {
        const there = readUnit(copy, { kind: unit.kind, id: unit.id } as never).content;
        expect(encode(WORKSPACE, there, 0)).toEqual(encode(WORKSPACE, unit, 0));
      }
    }),
    runs,
  );
});

test('IMP4 importing again, here and on a second device, leaves one copy', () => {
  fc.assert(
    fc.property(padSpec, (spec) => {
      const { units } = createPad(spec);
      const [one, two] = [new DocStore(new Y.Doc()), new DocStore(new Y.Doc())];
      importAll(one, units);
      importAll(two, units);
      let updates = 0;
      one.doc.on('update', () => updates++);
      importAll(one, units);
      for (const unit of units) applyUnit(one, encode(WORKSPACE, unit, 0), { ...by, at: 2 });
      expect(updates).toBe(0);
      Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(two.doc));
      Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc));
      expect(stateOf(one).nodes).toEqual(stateOf(two).nodes);
      expect(one.index.tree.collections).toHaveLength(spec.collections.length);
      expect(one.index.environments).toHaveLength(spec.environments.length);
      expect(planUnits(one, units).map(({ action }) => action)).toEqual(
        units.map(() => 'unchanged'),
      );
    }),
    runs,
  );
});

test('IMP5 a run after a crash gives what one run gives', () => {
  fc.assert(
    fc.property(padSpec, fc.nat(4), (spec, crashAfter) => {
      const { units } = createPad(spec);
      const [whole, broken] = [new DocStore(new Y.Doc()), new DocStore(new Y.Doc())];
      importAll(whole, units);
      importAll(broken, units, crashAfter);
      importAll(broken, units);
      expect(stateOf(broken)).toEqual(stateOf(whole));
    }),
    runs,
  );
});

test('IMP7 a unit stands in the workspace as in the pad', () => {
  fc.assert(
    fc.property(padSpec, (spec) => {
      const { store, units } = createPad(spec);
      const before = Y.encodeStateAsUpdate(store.doc);
      const workspace = new DocStore(new Y.Doc());
      importAll(workspace, units);
      for (const { kind, id } of units) {
        if (kind === 'collection') {
          expect(readSpecTree(workspace, id as NodeId)).toEqual(readSpecTree(store, id as NodeId));
        } else {
          expect(workspace.index.envContent(id as EnvId)).toEqual(
            store.index.envContent(id as EnvId),
          );
        }
      }
      expect(Y.encodeStateAsUpdate(store.doc)).toEqual(before);
    }),
    runs,
  );
});

test('IMP6 an update holds one client id, which is not one of the pad', () => {
  fc.assert(
    fc.property(padSpec, (spec) => {
      const { store, units } = createPad(spec);
      for (const unit of units) {
        const { structs } = Y.decodeUpdate(encode(WORKSPACE, unit, 0).update);
        const clients = new Set(structs.map((struct) => struct.id.client));
        expect(clients.size).toBe(1);
        for (const client of clients) expect(store.doc.store.clients.has(client)).toBe(false);
      }
    }),
    runs,
  );
});

test('IMP8 what was deleted in the workspace comes back as a new copy', () => {
  const { units } = createPad({
    collections: [{ kind: 'collection', name: 'Orders', children: [] }],
    environments: [],
  } as never);
  const workspace = new DocStore(new Y.Doc());
  importAll(workspace, units);
  const [first] = workspace.index.tree.collections;
  renameNode(workspace, first as NodeId, 'Renamed there');
  deleteItems(workspace, [first as NodeId]);
  expect(planUnits(workspace, units)).toMatchObject([{ action: 'add-again', epoch: 1 }]);
  importAll(workspace, units);
  const [second, ...rest] = workspace.index.tree.collections;
  expect(rest).toEqual([]);
  expect(second).not.toBe(first);
  expect(workspace.index.node(second as string)?.name).toBe('Orders');
  expect(readImportRecord(workspace, units[0]?.id ?? '')).toMatchObject({ epoch: 1, root: second });
});

const WHO = ['nobody', 'pad', 'workspace', 'both', 'both alike'] as const;

test("IMP8 an update takes each side's edits, and lists what both changed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ name, editor: fc.constantFrom(...WHO) }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.boolean(),
      (requests, takesPad) => {
        const pad = new DocStore(new Y.Doc());
        const root = createNode(pad, null, {
          kind: 'collection',
          name: 'Orders',
          children: requests.map((item) => ({
            kind: 'http',
            name: item.name,
            fields: { baseUrl: 'before' },
          })),
        });
        const ids = pad.index.children(root);
        const workspace = new DocStore(new Y.Doc());
        const read = () => readUnit(pad, { kind: 'collection', id: root }).content;
        const [first] = planUnits(workspace, [read()]);
        const base = baseOf(WORKSPACE, first as UnitPlan);
        importAll(workspace, [read()]);
        requests.forEach(({ editor }, i) => {
          const id = ids[i] as NodeId;
          const alike = editor === 'both alike';
          if (editor === 'pad' || editor === 'both' || alike)
            setField(pad, id, 'baseUrl', alike ? 'alike' : 'pad');
          if (editor === 'workspace' || editor === 'both' || alike)
            setField(workspace, id, 'baseUrl', alike ? 'alike' : 'workspace');
        });
        const [plan] = planUnits(workspace, [read()]) as [UnitPlan];
        if (plan.action === 'unchanged') {
          expect(requests.every(({ editor }) => !/pad|both/.test(editor))).toBe(true);
          return;
        }
        const { conflicts } = planUpdate(workspace, WORKSPACE, plan, base);
        expect(conflicts).toHaveLength(requests.filter(({ editor }) => editor === 'both').length);
        const choices = new Set(takesPad ? conflicts.map(({ conflict }) => conflict) : []);
        applyUpdateOf(workspace, WORKSPACE, plan, { base, choices, by });
        const expected = {
          nobody: 'before',
          pad: 'pad',
          workspace: 'workspace',
          both: takesPad ? 'pad' : 'workspace',
          'both alike': 'alike',
        };
        requests.forEach(({ editor }, i) =>
          expect(workspace.index.content(ids[i] as NodeId)).toMatchObject({
            baseUrl: expected[editor],
          }),
        );
        expect(workspace.index.children(root)).toEqual(ids);
        expect(planUnits(workspace, [read()])).toMatchObject([{ action: 'unchanged' }]);
      },
    ),
    runs,
  );
});

test('IMP9 whatever is ticked each time, what is not stays as it is there, and all of it is in the end', () => {
  fc.assert(
    fc.property(
      collection,
      fc.array(fc.record({ leave: fc.nat(), edit: fc.nat(), isMove: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      }),
      (spec, rounds) => {
        const pad = new DocStore(new Y.Doc());
        const root = createNode(pad, null, spec);
        const workspace = new DocStore(new Y.Doc());
        let base: UnitBase | null = null;
        const importWithout = (leftOut: ReadonlySet<string>) => {
          const { content } = readUnit(pad, { kind: 'collection', id: root }, { leftOut });
          const [plan] = planUnits(workspace, [content]) as [UnitPlan];
          if (plan.action === 'update') {
            expect(planUpdate(workspace, WORKSPACE, plan, base).conflicts).toEqual([]);
            ({ base } = applyUpdateOf(workspace, WORKSPACE, plan, {
              base,
              choices: new Set(),
              by,
            }));
          } else if (plan.action !== 'unchanged') {
            applyUnit(workspace, encode(WORKSPACE, plan.content, plan.epoch), by);
            base = baseOf(WORKSPACE, plan);
          }
          return content;
        };
        const below = (): NodeId[] => {
          const walk = (id: NodeId): NodeId[] =>
            pad.index.children(id).flatMap((child) => [child, ...walk(child)]);
          return walk(root);
        };
        for (const [at, { leave, edit, isMove }] of rounds.entries()) {
          const nodes = below();
          const edited = nodes[edit % Math.max(1, nodes.length)];
          if (edited !== undefined && isMove) moveNodes(pad, [edited], root, 0);
          else if (edited !== undefined) renameNode(pad, edited, `round ${at}`);
          const left = nodes.filter((_, i) => (leave >> i) % 2 === 1);
          const before = new Map(left.map((id) => [id, workspace.index.node(id)?.name]));
          const { leftOut } = importWithout(new Set(left));
          for (const id of left) {
            expect(leftOut).toContain(id);
            expect(workspace.index.node(id)?.name).toBe(before.get(id));
          }
        }
        importWithout(new Set());
        // Rows of what an update adds have ids of their own.
        const withoutIds = (store: DocStore) =>
          JSON.stringify(readSpecTree(store, root), (key, value: unknown) =>
            key === 'id' || key === 'order' ? undefined : value,
          );
        expect(withoutIds(workspace)).toEqual(withoutIds(pad));
      },
    ),
    runs,
  );
});

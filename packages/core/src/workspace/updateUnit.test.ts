import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { createEnvs } from '../commands/envs.ts';
import { createNode, createNodes, renameNode, setField } from '../commands/nodes.ts';
import { addRows, getRows, updateRow } from '../commands/rows.ts';
import { setText } from '../commands/texts.ts';
import { DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId } from '../model/ids.ts';
import { applyUnit, planUnits, type UnitPlan } from './importStep.ts';
import { GLOBALS_ID, readUnit, type UnitRef } from './unit.ts';
import { baseOf, encode } from './testing.ts';
import { applyUpdateOf, planUpdate } from './updateUnit.ts';

const by = { padId: 'pad', at: 1, by: 'user' };

function importOnce(pad: DocStore, ref: UnitRef) {
  const workspace = new DocStore(new Y.Doc());
  const planNow = () => planUnits(workspace, [readUnit(pad, ref).content])[0] as UnitPlan;
  const plan = planNow();
  const base = baseOf('w', plan);
  applyUnit(workspace, encode('w', plan.content, plan.epoch), by);
  return { workspace, base, planNow };
}

test('IMP8 a collection is updated three ways', () => {
  const pad = new DocStore(new Y.Doc());
  const id = createNode(pad, null, {
    kind: 'collection',
    name: 'Orders',
    children: [
      { kind: 'http', name: 'List', fields: { baseUrl: 'one' }, texts: { test: 'a\nb\nc\n' } },
      { kind: 'http', name: 'Get', fields: { baseUrl: 'two' } },
    ],
  });
  const { workspace, base, planNow } = importOnce(pad, { kind: 'collection', id });
  const [list, get] = pad.index.children(id) as [NodeId, NodeId];
  setText(pad, list, 'test', 'A\nb\nc\n');
  setField(pad, get, 'baseUrl', 'from the pad');
  createNodes(pad, id, [{ kind: 'http', name: 'New', fields: { baseUrl: 'three' } }]);
  setText(workspace, list, 'test', 'a\nb\nC\n');
  setField(workspace, get, 'baseUrl', 'from the workspace');

  const plan = planNow();
  expect(plan.action).toBe('update');
  const report = planUpdate(workspace, 'w', plan, base);
  expect(report.added.map(({ path }) => path)).toEqual(['Orders / New']);
  expect(report.conflicts).toMatchObject([{ field: 'baseUrl', theirs: 'from the pad' }]);
  applyUpdateOf(workspace, 'w', plan, { base, choices: new Set(), by });
  expect(workspace.textContent(list, 'test')).toBe('A\nb\nC\n');
  expect(workspace.index.content(get)).toMatchObject({ baseUrl: 'from the workspace' });
  expect(workspace.index.children(id)).toHaveLength(3);
  expect(planNow().action).toBe('unchanged');
});

test('IMP8 an environment is updated variable by variable', () => {
  const pad = new DocStore(new Y.Doc());
  const [id] = createEnvs(pad, [
    {
      name: 'Local',
      variables: [
        { key: 'a', value: '1' },
        { key: 'b', value: '1' },
      ],
    },
  ]) as [EnvId];
  const { workspace, base, planNow } = importOnce(pad, { kind: 'environment', id });
  const owner = { env: id };
  const [a, b] = getRows(pad, owner);
  updateRow(pad, owner, a?.id as never, { value: 'pad' });
  updateRow(pad, owner, b?.id as never, { value: 'pad' });
  addRows(pad, owner, [{ key: 'c', value: 'pad' }]);
  updateRow(workspace, owner, b?.id as never, { value: 'workspace' });

  const plan = planNow();
  const report = planUpdate(workspace, 'w', plan, base);
  expect(report.conflicts).toMatchObject([{ field: 'b.value', mine: 'workspace', theirs: 'pad' }]);
  const { base: next } = applyUpdateOf(workspace, 'w', plan, { base, choices: new Set(), by });
  const values = () => getRows(workspace, owner).map(({ key, value }) => [key, value]);
  expect(values()).toEqual([
    ['a', 'pad'],
    ['b', 'workspace'],
    ['c', 'pad'],
  ]);
  expect(planNow().action).toBe('unchanged');

  renameNode(pad, createNode(pad, null, { kind: 'collection', name: 'x' }), 'y');
  updateRow(pad, owner, b?.id as never, { value: 'pad again' });
  const again = planNow();
  const [conflict] = planUpdate(workspace, 'w', again, next).conflicts;
  applyUpdateOf(workspace, 'w', again, {
    base: next,
    choices: new Set([conflict?.conflict ?? '']),
    by,
  });
  expect(values()).toEqual([
    ['a', 'pad'],
    ['b', 'pad again'],
    ['c', 'pad'],
  ]);
});

test('IMP8 an update is taken back, and what others did since stays', () => {
  const pad = new DocStore(new Y.Doc());
  const id = createNode(pad, null, {
    kind: 'collection',
    name: 'Orders',
    children: [
      { kind: 'http', name: 'List', fields: { baseUrl: 'one' }, texts: { test: 'a\n' } },
      { kind: 'http', name: 'Get', fields: { baseUrl: 'two' } },
    ],
  });
  const [env] = createEnvs(pad, [{ name: 'Local', variables: [{ key: 'a', value: '1' }] }]) as [
    EnvId,
  ];
  const { workspace, base, planNow } = importOnce(pad, { kind: 'collection', id });
  const [list, get] = pad.index.children(id) as [NodeId, NodeId];
  const planEnv = () =>
    planUnits(workspace, [readUnit(pad, { kind: 'environment', id: env }).content])[0] as UnitPlan;
  const environment = planEnv();
  const envBase = baseOf('w', environment);
  applyUnit(workspace, encode('w', environment.content, 0), by);
  setText(pad, list, 'test', 'a\nb\n');
  setField(pad, list, 'baseUrl', 'from the pad');
  createNodes(pad, id, [{ kind: 'http', name: 'New', fields: { baseUrl: 'three' } }]);
  updateRow(pad, { env }, getRows(pad, { env })[0]?.id as never, { value: 'pad' });

  const undo = [
    applyUpdateOf(workspace, 'w', planNow(), { base, choices: new Set(), by }).undo,
    applyUpdateOf(workspace, 'w', planEnv(), { base: envBase, choices: new Set(), by }).undo,
  ];
  expect(workspace.index.children(id)).toHaveLength(3);
  expect(getRows(workspace, { env })[0]?.value).toBe('pad');
  setField(workspace, get, 'baseUrl', 'of another, later');
  for (const back of undo.toReversed()) back();
  expect(workspace.index.children(id)).toEqual([list, get]);
  expect(workspace.textContent(list, 'test')).toBe('a\n');
  expect(workspace.index.content(list)).toMatchObject({ baseUrl: 'one' });
  expect(workspace.index.content(get)).toMatchObject({ baseUrl: 'of another, later' });
  expect(getRows(workspace, { env })[0]?.value).toBe('1');
  expect(planNow().action).toBe('update');
});

test('IMP9 what is left out stays behind, and is added when it is chosen later', () => {
  const pad = new DocStore(new Y.Doc());
  const request = (name: string) => ({ kind: 'http' as const, name, fields: { baseUrl: name } });
  const id = createNode(pad, null, {
    kind: 'collection',
    name: 'Orders',
    children: [
      request('List'),
      { kind: 'folder', name: 'Admin', children: [request('Purge'), request('Audit')] },
      request('Get'),
    ],
  });
  const [, admin] = pad.index.children(id) as [NodeId, NodeId];
  const [purge] = pad.index.children(admin) as [NodeId];
  const workspace = new DocStore(new Y.Doc());
  const planWithout = (...leftOut: NodeId[]) =>
    planUnits(workspace, [
      readUnit(pad, { kind: 'collection', id }, { leftOut: new Set(leftOut) }).content,
    ])[0] as UnitPlan;
  const namesIn = (parent: NodeId): unknown[] =>
    workspace.index
      .children(parent)
      .map((child) => [workspace.index.node(child)?.name, ...namesIn(child)]);

  const first = planWithout(admin);
  let base = baseOf('w', first);
  expect(base.leftOut).toEqual([admin, ...pad.index.children(admin)]);
  applyUnit(workspace, encode('w', first.content, first.epoch), by);
  expect(namesIn(id)).toEqual([['List'], ['Get']]);
  expect(planWithout(admin).action).toBe('unchanged');

  const second = planWithout(purge);
  expect(planUpdate(workspace, 'w', second, base)).toMatchObject({
    added: [{ path: 'Orders / Admin' }, { path: 'Orders / Admin / Audit' }],
    deleted: [],
    conflicts: [],
  });
  ({ base } = applyUpdateOf(workspace, 'w', second, { base, choices: new Set(), by }));
  expect(namesIn(id)).toEqual([['List'], ['Admin', ['Audit']], ['Get']]);
  // The same ids as in the pad, so that a later import knows them.
  expect(workspace.index.children(admin)).toEqual(pad.index.children(admin).slice(1));
});

test('IMP9 leaving out what is there already neither deletes nor changes it', () => {
  const pad = new DocStore(new Y.Doc());
  const request = (name: string) => ({ kind: 'http' as const, name, fields: { baseUrl: name } });
  const id = createNode(pad, null, {
    kind: 'collection',
    name: 'Orders',
    children: [
      request('List'),
      { kind: 'folder', name: 'Admin', children: [request('Purge')] },
      request('Get'),
    ],
  });
  const { workspace, base, planNow } = importOnce(pad, { kind: 'collection', id });
  expect(planNow().action).toBe('unchanged');
  const [list, admin, get] = pad.index.children(id) as [NodeId, NodeId, NodeId];
  const [purge] = pad.index.children(admin) as [NodeId];
  setField(pad, get, 'baseUrl', 'from the pad');
  setField(pad, purge, 'baseUrl', 'from the pad');
  setField(workspace, purge, 'method', 'DELETE');

  const { content } = readUnit(pad, { kind: 'collection', id }, { leftOut: new Set([admin]) });
  const [plan] = planUnits(workspace, [content]) as [UnitPlan];
  const report = planUpdate(workspace, 'w', plan, base);
  expect(report).toMatchObject({ added: [], deleted: [], conflicts: [] });
  expect(report.updated.map(({ path }) => path)).toEqual(['Orders / Get']);
  const { base: next } = applyUpdateOf(workspace, 'w', plan, { base, choices: new Set(), by });
  expect(workspace.index.children(id)).toEqual([list, admin, get]);
  expect(workspace.index.content(get)).toMatchObject({ baseUrl: 'from the pad' });
  expect(workspace.index.content(purge)).toMatchObject({ baseUrl: 'Purge', method: 'DELETE' });

  // Chosen again, it is merged with what was imported when it was chosen last.
  const whole = planNow();
  expect(planUpdate(workspace, 'w', whole, next)).toMatchObject({ conflicts: [] });
  applyUpdateOf(workspace, 'w', whole, { base: next, choices: new Set(), by });
  expect(workspace.index.content(purge)).toMatchObject({
    baseUrl: 'from the pad',
    method: 'DELETE',
  });
});

test('IMP10 globals are merged key by key, also the first time', () => {
  const pad = new DocStore(new Y.Doc());
  const ref: UnitRef = { kind: 'globals', id: GLOBALS_ID };
  const owner = { globals: true } as const;
  addRows(pad, owner, [
    { key: 'host', value: 'pad' },
    { key: 'both', value: 'pad' },
  ]);
  const workspace = new DocStore(new Y.Doc());
  addRows(workspace, owner, [
    { key: 'theirs', value: 'workspace' },
    { key: 'both', value: 'workspace' },
  ]);
  const planNow = () => planUnits(workspace, [readUnit(pad, ref).content])[0] as UnitPlan;
  const values = () =>
    Object.fromEntries(getRows(workspace, owner).map(({ key, value }) => [key, value]));

  const plan = planNow();
  expect(plan.action).toBe('update');
  expect(planUpdate(workspace, 'w', plan, null)).toMatchObject({
    conflicts: [{ field: 'both.value', mine: 'workspace', theirs: 'pad' }],
  });
  const { base, undo } = applyUpdateOf(workspace, 'w', plan, {
    base: null,
    choices: new Set(),
    by,
  });
  expect(values()).toEqual({ theirs: 'workspace', both: 'workspace', host: 'pad' });
  expect(planNow().action).toBe('unchanged');
  expect(base.base.text).toContain('host');
  undo();
  expect(values()).toEqual({ theirs: 'workspace', both: 'workspace' });
});

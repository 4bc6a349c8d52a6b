import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { createEnvs } from '../commands/envs.ts';
import { createNode, createNodes, renameNode, setField } from '../commands/nodes.ts';
import { addRows, getRows, updateRow } from '../commands/rows.ts';
import { setText } from '../commands/texts.ts';
import { DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId } from '../model/ids.ts';
import { applyUnit, encodeUnit, planUnits, type UnitPlan } from './importStep.ts';
import { readUnit, type UnitRef } from './unit.ts';
import { applyUpdateOf, createUnitBase, planUpdate } from './updateUnit.ts';

const by = { padId: 'pad', at: 1, by: 'user' };

function importOnce(pad: DocStore, ref: UnitRef) {
  const workspace = new DocStore(new Y.Doc());
  const planNow = () => planUnits(workspace, [readUnit(pad, ref).content])[0] as UnitPlan;
  const plan = planNow();
  const base = createUnitBase('w', plan);
  applyUnit(workspace, encodeUnit('w', plan.content, plan.epoch), by);
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

test('IMP8 an environment is updated entry by entry', () => {
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
  expect(report.conflicts).toMatchObject([{ field: 'b', mine: 'workspace', theirs: 'pad' }]);
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
  const environment = readUnit(pad, { kind: 'environment', id: env }).content;
  applyUnit(workspace, encodeUnit('w', environment, 0), by);
  setText(pad, list, 'test', 'a\nb\n');
  setField(pad, list, 'baseUrl', 'from the pad');
  createNodes(pad, id, [{ kind: 'http', name: 'New', fields: { baseUrl: 'three' } }]);
  updateRow(pad, { env }, getRows(pad, { env })[0]?.id as never, { value: 'pad' });

  const undo = [
    applyUpdateOf(workspace, 'w', planNow(), { base, choices: new Set(), by }).undo,
    applyUpdateOf(
      workspace,
      'w',
      planUnits(workspace, [
        readUnit(pad, { kind: 'environment', id: env }).content,
      ])[0] as UnitPlan,
      {
        base: { kind: 'environment', entries: environment.nodes[0]?.entries ?? [] },
        choices: new Set(),
        by,
      },
    ).undo,
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

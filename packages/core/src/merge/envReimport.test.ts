import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { createEnvs, renameEnv } from '../commands/envs.ts';
import { commitCollections } from '../commands/importing.ts';
import {
  addRows,
  getRows,
  moveRow,
  removeRows,
  type RowOwner,
  updateRow,
} from '../commands/rows.ts';
import { deleteItems } from '../commands/trash.ts';
import { readFile } from '../formats/readFile.ts';
import type { EnvSpec, RowInput } from '../model/content.ts';
import { DocStore } from '../model/docStore.ts';
import { rowText } from '../model/rows.ts';
import type { EnvId } from '../model/ids.ts';
import { type ImportBase, isSameImport, toImportBase } from './importBase.ts';
import {
  applyEnvReimport,
  envToSpec,
  globalsToSpec,
  planEnvReimport,
  replaceVariables,
} from './planEnvReimport.ts';

const row = (key: string, value: string, more: Partial<RowInput> = {}): RowInput => ({
  key,
  value,
  ...more,
});
const env = (...variables: RowInput[]): EnvSpec => ({ name: 'Staging', fileId: 'e-1', variables });

class Pad {
  readonly store = new DocStore(new Y.Doc());
  readonly id: EnvId;
  base: ImportBase;

  constructor(spec: EnvSpec) {
    this.id = createEnvs(this.store, [spec])[0] as EnvId;
    this.base = toImportBase(this.id, envToSpec(spec), []);
  }

  get owner(): RowOwner {
    return { env: this.id };
  }

  rowId(key: string) {
    const found = getRows(this.store, this.owner).find((candidate) => candidate.key === key);
    if (!found) throw new Error(`no ${key}`);
    return found.id;
  }

  values(): string[] {
    return getRows(this.store, this.owner).map((row) => `${row.key}=${rowText(row)}`);
  }

  plan(theirs: EnvSpec, base: ImportBase | null = this.base) {
    return planEnvReimport(this.store, this.id, base, envToSpec(theirs));
  }
}

describe('an environment imported again', () => {
  test('edits stay, news arrive, both-changed is listed field by field', () => {
    const pad = new Pad(env(row('host', 'a'), row('port', '1'), row('user', 'u'), row('old', 'o')));
    updateRow(pad.store, pad.owner, pad.rowId('host'), { value: 'mine' });
    updateRow(pad.store, pad.owner, pad.rowId('user'), { value: 'me' });
    addRows(pad.store, pad.owner, [row('own', 'x')]);
    renameEnv(pad.store, pad.id, 'My staging');
    const next = env(
      row('host', 'a'),
      row('port', '2', { enabled: false }),
      row('user', 'them', { extra: { type: 'secret' } }),
      row('new', 'n'),
    );
    const plan = pad.plan(next);
    expect(pad.values()).toStrictEqual(['host=mine', 'port=1', 'user=me', 'old=o', 'own=x']);
    expect(plan.report).toMatchObject({
      added: ['new'],
      updated: ['port', 'user'],
      deleted: ['old'],
      unchanged: 2,
      conflicts: [
        { path: 'My staging', field: 'user.value', base: 'u', mine: 'me', theirs: 'them' },
      ],
    });

    const { undoStack } = pad.store.undo;
    const steps = undoStack.length;
    applyEnvReimport(pad.store, plan);
    expect(pad.values()).toStrictEqual(['host=mine', 'port=2', 'user=me', 'own=x', 'new=n']);
    expect(pad.store.index.envContent(pad.id)?.name).toBe('My staging');
    expect(pad.store.index.envContent(pad.id)?.variables).toMatchObject([
      {},
      { enabled: false },
      { extra: { type: 'secret' } },
      {},
      {},
    ]);
    expect(undoStack.length).toBe(steps + 1);
    pad.store.undo.undo();
    expect(pad.values()).toStrictEqual(['host=mine', 'port=1', 'user=me', 'old=o', 'own=x']);
  });

  test('the file decides where it is chosen to, and the next time starts from this file', () => {
    const pad = new Pad(env(row('user', 'u')));
    updateRow(pad.store, pad.owner, pad.rowId('user'), { value: 'me' });
    const next = env(row('user', 'them'));
    const plan = pad.plan(next);
    pad.base = applyEnvReimport(
      pad.store,
      plan,
      new Set(plan.report.conflicts.map(({ conflict }) => conflict)),
    );
    expect(pad.values()).toStrictEqual(['user=them']);
    expect(isSameImport(pad.base, envToSpec(next))).toBe(true);
    expect(pad.plan(next).report).toMatchObject({ added: [], updated: [], conflicts: [] });
  });

  test('a deletion on one side, an edit on the other', () => {
    const pad = new Pad(env(row('a', '1'), row('b', '1')));
    removeRows(pad.store, pad.owner, [pad.rowId('a')]);
    updateRow(pad.store, pad.owner, pad.rowId('b'), { value: '2' });
    const plan = pad.plan(env(row('a', '9')));
    expect(plan.report.conflicts.map(({ field }) => field).toSorted()).toStrictEqual(['a', 'b']);
    applyEnvReimport(pad.store, plan);
    expect(pad.values()).toStrictEqual(['b=2']);
  });

  test('rows that keep their content keep their ids, so that current values stay theirs', () => {
    const pad = new Pad(env(row('a', '1'), row('b', '2'), row('c', '3')));
    const ids = new Map(getRows(pad.store, pad.owner).map(({ key, id }) => [key, id]));
    moveRow(pad.store, pad.owner, pad.rowId('c'), 0);
    applyEnvReimport(
      pad.store,
      pad.plan(env(row('n', '0'), row('a', '1'), row('b', '5'), row('c', '3'))),
    );
    for (const { key, id } of getRows(pad.store, pad.owner))
      if (key !== 'n') expect(id).toBe(ids.get(key));
    expect(pad.values()).toStrictEqual(['n=0', 'c=3', 'a=1', 'b=5']);
  });

  test('replacing takes what the file says, in place', () => {
    const pad = new Pad(env(row('a', '1'), row('b', '2')));
    const id = pad.rowId('a');
    updateRow(pad.store, pad.owner, id, { value: 'mine' });
    addRows(pad.store, pad.owner, [row('own', 'x')]);
    const theirs = env(row('n', '0'), row('a', '1'));
    const base = replaceVariables(pad.store, pad.id, envToSpec(theirs));
    expect(pad.values()).toStrictEqual(['n=0', 'a=1']);
    expect(pad.rowId('a')).toBe(id);
    expect(isSameImport(base, envToSpec(theirs))).toBe(true);
    pad.store.undo.undo();
    expect(pad.values()).toStrictEqual(['a=mine', 'b=2', 'own=x']);
  });

  test('without a record every difference is asked, and nothing goes', () => {
    const pad = new Pad(env(row('a', '1'), row('own', 'x')));
    const plan = pad.plan(env(row('a', '2'), row('b', '3')), null);
    expect(plan.report).toMatchObject({ deleted: [], added: ['b'] });
    expect(plan.report.conflicts.map(({ field }) => field)).toStrictEqual(['a.value']);
    applyEnvReimport(pad.store, plan);
    expect(pad.values()).toStrictEqual(['a=1', 'own=x', 'b=3']);
  });

  test('one that is gone by now is an error', () => {
    const pad = new Pad(env(row('a', '1')));
    const plan = pad.plan(env(row('a', '2')));
    pad.store.roots.envs.delete(pad.id);
    expect(() => applyEnvReimport(pad.store, plan)).toThrow(/no longer there/);
    const other = new Pad(env(row('a', '1')));
    deleteItems(other.store, [], [other.id]);
    // In the trash it can still be merged into: nothing is lost either way.
    expect(() => applyEnvReimport(other.store, other.plan(env(row('a', '2'))))).not.toThrow();
  });
});

test('globals imported again: edits stay, news arrive, fields of the file are replaced', async () => {
  const file = (values: readonly RowInput[], extra: object) =>
    readFile('g.json', JSON.stringify({ _postman_variable_scope: 'globals', values, ...extra }));
  const store = new DocStore(new Y.Doc());
  const first = await file([row('a', '1'), row('b', '1')], { exportedWith: 'one' });
  const specOf = (parsed: typeof first) =>
    globalsToSpec(parsed.globals ?? [], parsed.globalsUnknown);
  commitCollections(store, null, {
    requests: [],
    environments: [],
    globals: first.globals ?? [],
    globalsUnknown: first.globalsUnknown,
  });
  const base = toImportBase('globals', specOf(first), []);
  const owner: RowOwner = { globals: true };
  const [a] = getRows(store, owner);
  if (a) updateRow(store, owner, a.id, { value: 'mine' });
  const next = await file([row('a', '1'), row('b', '2'), row('c', '3')], { exportedWith: 'two' });
  const plan = planEnvReimport(store, 'globals', base, specOf(next));
  expect(plan.report).toMatchObject({ added: ['c'], updated: ['b'], conflicts: [] });
  applyEnvReimport(store, plan);
  expect(getRows(store, owner).map(({ key, value }) => [key, value])).toStrictEqual([
    ['a', 'mine'],
    ['b', '2'],
    ['c', '3'],
  ]);
  expect(store.index.globals.unknown).toStrictEqual({ exportedWith: 'two' });
});

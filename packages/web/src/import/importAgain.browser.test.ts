/** Environments and globals that are imported again, on the road that the page takes. */
import { DocStore, getRows, type RowOwner, rowText, updateRow } from '@scratchpad/core';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  applyImport,
  keyOf,
  type KnownChoice,
  type KnownItem,
  planMerge,
  readImport,
} from './importFile.ts';

type Values = Readonly<Record<string, string>>;

const file = (name: string, values: Values, more: object = {}) => ({
  name: `${name}.json`,
  data: JSON.stringify({
    name,
    values: Object.entries(values).map(([key, value]) => ({ key, value, enabled: true })),
    ...more,
  }),
});
const globalsFile = (values: Values) =>
  file('Globals', values, { _postman_variable_scope: 'globals' });

function valuesOf(store: DocStore, owner: RowOwner): Values {
  return Object.fromEntries(getRows(store, owner).map((row) => [row.key, rowText(row)]));
}

function edit(store: DocStore, owner: RowOwner, key: string, value: string): void {
  const row = getRows(store, owner).find((candidate) => candidate.key === key);
  if (!row) throw new Error(`no ${key}`);
  updateRow(store, owner, row.id, { value });
}

/** Reads a file and imports it, doing with each known item what `choose` says. */
async function importAgain(
  store: DocStore,
  input: ReturnType<typeof file>,
  type: KnownChoice['type'],
) {
  const preview = await readImport(store, [input]);
  const choices = new Map<string, KnownChoice>();
  for (const known of preview.known) {
    const choice: KnownChoice =
      type === 'merge'
        ? { type, plan: await planMerge(store, preview, known), theirs: new Set() }
        : { type };
    choices.set(keyOf(known), choice);
  }
  const imported = await applyImport(store, preview, { choices });
  return { known: preview.known, imported };
}

async function importFirst(store: DocStore, input: ReturnType<typeof file>) {
  const preview = await readImport(store, [input]);
  expect(preview.known).toEqual([]);
  const imported = await applyImport(store, preview);
  // The record is kept after the import is done; the next reading has to find it.
  await expect
    .poll(async () => {
      const again = await readImport(store, [input]);
      again.close();
      return again.known.map(({ isSame }: KnownItem) => isSame);
    })
    .toEqual([true]);
  return imported;
}

describe('an environment imported again', () => {
  const before = { host: 'a', port: '1', old: 'o' };
  const after = { host: 'a', port: '2', new: 'n' };

  async function edited() {
    const store = new DocStore(new Y.Doc());
    const name = `Staging ${crypto.randomUUID()}`;
    const { environments } = await importFirst(store, file(name, before));
    const [id] = environments;
    if (!id) throw new Error('no environment');
    const owner = { env: id };
    edit(store, owner, 'host', 'mine');
    return { store, name, id, owner };
  }

  it('is merged: edits stay, news arrive', async () => {
    const { store, name, owner } = await edited();
    const { known, imported } = await importAgain(store, file(name, after), 'merge');
    expect(known).toMatchObject([{ kind: 'environment', name, isSame: false }]);
    expect(valuesOf(store, owner)).toEqual({ host: 'mine', port: '2', new: 'n' });
    expect(store.index.environments).toHaveLength(1);
    expect(imported).toMatchObject({ environments: [], undoSteps: 1 });
    store.undo.undo();
    expect(valuesOf(store, owner)).toEqual({ host: 'mine', port: '1', old: 'o' });
  });

  it('is replaced in place, so that it stays the active one', async () => {
    const { store, name, id, owner } = await edited();
    await importAgain(store, file(name, after), 'replace');
    expect(store.index.environments).toEqual([id]);
    expect(valuesOf(store, owner)).toEqual(after);
  });

  it('is kept beside the new one, or skipped', async () => {
    const { store, name, owner } = await edited();
    await importAgain(store, file(name, after), 'skip');
    expect(store.index.environments).toHaveLength(1);
    await importAgain(store, file(name, after), 'both');
    expect(store.index.environments).toHaveLength(2);
    expect(valuesOf(store, owner)).toMatchObject({ host: 'mine', port: '1' });
  });

  it('is known by its id when it was renamed here, and by its name when it was made here', async () => {
    const { store, name } = await edited();
    const other = new DocStore(new Y.Doc());
    await applyImport(other, await readImport(other, [file(name, before, { id: 'e-1' })]));
    const preview = await readImport(other, [file('Another name', after, { id: 'e-1' })]);
    expect(preview.known).toMatchObject([{ kind: 'environment', present: { name } }]);
    preview.close();
    const byName = await readImport(store, [file(name, after, { id: 'e-2' })]);
    expect(byName.known).toMatchObject([{ kind: 'environment', name }]);
    byName.close();
  });
});

describe('globals imported again', () => {
  it('are merged, replaced, or left alone', async () => {
    const store = new DocStore(new Y.Doc());
    const owner = { globals: true } as const;
    await importFirst(store, globalsFile({ a: '1', b: '1', c: '1' }));
    edit(store, owner, 'a', 'mine');
    const next = globalsFile({ a: '1', b: '2', d: '4' });
    await importAgain(store, next, 'skip');
    expect(valuesOf(store, owner)).toEqual({ a: 'mine', b: '1', c: '1' });
    const { known } = await importAgain(store, next, 'merge');
    expect(known).toMatchObject([{ kind: 'globals' }]);
    expect(valuesOf(store, owner)).toEqual({ a: 'mine', b: '2', d: '4' });
    await importAgain(store, next, 'replace');
    expect(valuesOf(store, owner)).toEqual({ a: '1', b: '2', d: '4' });
  });
});

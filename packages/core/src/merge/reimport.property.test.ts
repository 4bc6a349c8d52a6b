/** Random collections, edited at random on both sides: no edit of the pad is lost, and all of the file arrives. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createNodes, readSpecTree } from '../commands/nodes.ts';
import { writeCollection } from '../formats/collection/collection.ts';
import { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import { createImportBase, toImportBase } from './importBase.ts';
import { applyReimport, planReimport } from './planReimport.ts';
import {
  copyOf,
  editHere,
  editUpstream,
  expectArrived,
  type Mutable,
  World,
} from './testing/randomEdits.ts';

const RUNS = 300;

test.each([false, true])(
  'ids in the file: %s',
  (hasIds) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const world = new World(seed);
        const base: Mutable = { ...world.folder(0, hasIds), kind: 'collection', name: 'C' };
        const theirs = copyOf(base);
        editUpstream(theirs, world, hasIds);
        const store = new DocStore(new Y.Doc());
        const [root] = createNodes(store, null, [base]) as [NodeId];
        const record = createImportBase(store, root, base);
        const edits = editHere(store, root, world);

        const same = planReimport(store, root, record, base).report;
        expect({ ...same, unchanged: 0 }).toStrictEqual({
          added: [],
          updated: [],
          unchanged: 0,
          deleted: [],
          conflicts: [],
        });

        const { report, base: next } = applyReimport(
          store,
          planReimport(store, root, record, theirs),
        );
        const { conflicts } = report;
        for (const { what, holds } of edits) expect([what, holds()]).toStrictEqual([what, true]);
        const isLive = (id: NodeId) =>
          [id, ...store.index.ancestors(id)].every((at) => !store.index.node(at)?.deleted);
        for (const { id, holds } of edits) {
          const isDeletion = !isLive(id) && holds() === true;
          expect(isLive(id) || isDeletion).toBe(true);
        }

        expectArrived(theirs, readSpecTree(store, root), conflicts);

        // The file is the base from now on: to import it once more changes nothing.
        const again = planReimport(store, root, next, theirs).report;
        expect([again.added, again.updated, again.deleted]).toStrictEqual([[], [], []]);
        store.destroy();
      }),
      { numRuns: RUNS },
    );
  },
  30_000,
);

test.each([false, true])(
  'without edits in the pad it says what the file says; ids in the file: %s',
  (hasIds) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const world = new World(seed);
        const base: Mutable = { ...world.folder(0, hasIds), kind: 'collection', name: 'C' };
        const theirs = copyOf(base);
        editUpstream(theirs, world, hasIds);
        const store = new DocStore(new Y.Doc());
        const [root] = createNodes(store, null, [base]) as [NodeId];
        // The ids are lost: nodes are told by what they say.
        const record = toImportBase(root, base, []);
        const { report } = applyReimport(store, planReimport(store, root, record, theirs));
        const { conflicts } = report;
        expect(conflicts).toStrictEqual([]);
        expect(writeCollection(readSpecTree(store, root), { version: '2.1' })).toStrictEqual(
          writeCollection(theirs, { version: '2.1' }),
        );
        store.destroy();
      }),
      { numRuns: RUNS },
    );
  },
  30_000,
);

/** What is nowhere said cannot be found again: a plain request that was moved here may be taken for one like it. */
const NEEDS_ID = new Set(['moved']);

test('the ids are lost, and both sides were edited', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const world = new World(seed);
      const base: Mutable = { ...world.folder(0, false), kind: 'collection', name: 'C' };
      const theirs = copyOf(base);
      editUpstream(theirs, world, false);
      const store = new DocStore(new Y.Doc());
      const [root] = createNodes(store, null, [base]) as [NodeId];
      const edits = editHere(store, root, world).filter(({ what }) => !NEEDS_ID.has(what));
      const record = toImportBase(root, base, []);

      // A file without news changes nothing, whatever was taken for what.
      const before = JSON.stringify(readSpecTree(store, root));
      expect(planReimport(store, root, record, base).report).toMatchObject({
        added: [],
        updated: [],
        deleted: [],
        conflicts: [],
      });

      const { report, base: next } = applyReimport(
        store,
        planReimport(store, root, record, theirs),
      );
      for (const { what, holds } of edits) expect([what, holds()]).toStrictEqual([what, true]);
      const now = JSON.stringify(readSpecTree(store, root));
      for (const [word] of before.matchAll(/\bhere\d+x\b/g)) expect(now).toContain(word);
      expectArrived(theirs, readSpecTree(store, root), report.conflicts);

      const again = planReimport(store, root, next, theirs).report;
      expect([again.added, again.updated, again.deleted]).toStrictEqual([[], [], []]);
      store.destroy();
    }),
    { numRuns: RUNS },
  );
}, 30_000);

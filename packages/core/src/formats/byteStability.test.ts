/** The same content gives the same bytes, and a small edit gives a small difference, so that files in Git read well. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createEnvs } from '../commands/envs.ts';
import { createNodes, readSpecTree } from '../commands/nodes.ts';
import { getRows, updateRow } from '../commands/rows.ts';
import type { EnvSpec } from '../model/content.ts';
import { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import { writeCollection } from './collection/collection.ts';
import { writeDump } from './dump/dump.ts';
import { writeEnvironment, writeGlobals } from './environment.ts';
import type { ParsedFile } from './parsedFile.ts';
import { readFile } from './readFile.ts';
import { stringifyFile } from './stringifyFile.ts';
import { throughDocument } from './testing/roundTrip.ts';
import { hasSharedData, readSharedFile, sharedFiles } from './testing/sharedData.ts';

/** The environment as a document gives it back. */
function environmentThroughDocument(spec: EnvSpec): EnvSpec {
  const store = new DocStore(new Y.Doc());
  const [id] = createEnvs(store, [spec]);
  const environment = id && store.index.envContent(id);
  store.destroy();
  return environment as EnvSpec;
}

/** Everything of a file by its writers, by way of a document. */
function exportAll(parsed: ParsedFile): string[] {
  const blobs = new Map(parsed.blobs.map(({ hash, text }) => [hash, text]));
  const getBlob = (hash: string) => blobs.get(hash);
  const collections = parsed.collections.map(throughDocument);
  const environments = parsed.environments.map(environmentThroughDocument);
  const { globals, globalsUnknown } = parsed;
  const files = [
    ...collections.flatMap((spec) =>
      (['2.1', '2.0'] as const).map((version) => writeCollection(spec, { version, getBlob })),
    ),
    ...environments.map(writeEnvironment),
    ...(globals ? [writeGlobals({ variables: globals, unknown: globalsUnknown })] : []),
    writeDump({ collections, environments, globals }, getBlob),
  ];
  return files.map(stringifyFile);
}

const files = ['collections', 'environments', 'dumps'].flatMap((folder) =>
  sharedFiles(folder).map((name) => [folder, name] as const),
);

describe.skipIf(!hasSharedData)('real files', () => {
  test.each(files)(
    '%s/%s: export, import, export gives the same bytes',
    async (folder, name) => {
      const first = exportAll(await readFile(name, readSharedFile(folder, name)));
      expect(first.length).toBeGreaterThan(1);
      for (const text of first) {
        const again = await readFile(name, text);
        expect(again.report.leftOut).toStrictEqual([]);
        // Among all that the second import can be written as is what it came from, to the byte.
        expect(exportAll(again).includes(text)).toBe(true);
      }
    },
    60_000,
  );

  test('a header edited in a collection of 3 MB changes at most 10 lines', async () => {
    const name = 'cisco-fmc.v2.1.json';
    const { collections, blobs } = await readFile(name, readSharedFile('collections', name));
    const store = new DocStore(new Y.Doc());
    const [root] = createNodes(store, null, collections) as [NodeId];
    const texts = new Map(blobs.map(({ hash, text }) => [hash, text]));
    const exported = () =>
      stringifyFile(
        writeCollection(readSpecTree(store, root), {
          version: '2.1',
          getBlob: (hash) => texts.get(hash),
        }),
      ).split('\n');
    const before = exported();
    const [node, row] = firstHeader(store);
    updateRow(store, { node, table: 'headers' }, row, { value: 'edited' });
    const after = exported();
    const changed = before.filter((line, i) => line !== after[i]);
    expect(after).toHaveLength(before.length);
    expect(before.length).toBeGreaterThan(10_000);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThanOrEqual(10);
    updateRow(store, { node, table: 'headers' }, row, { description: 'What it is for' });
    // A new line or two moves the rest; no other line is another.
    const lines = new Set(before);
    expect(exported().filter((line) => !lines.has(line)).length).toBeLessThanOrEqual(10);
    store.destroy();
  }, 30_000);
});

function firstHeader(store: DocStore) {
  for (const [id, { kind }] of store.index.nodes()) {
    const [row] = kind === 'http' ? getRows(store, { node: id, table: 'headers' }) : [];
    if (row) return [id, row.id] as const;
  }
  throw new Error('no header');
}

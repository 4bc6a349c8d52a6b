import { describe, expect, it } from 'vitest';
import { DocStore, pendingImports } from '@scratchpad/core';
import * as Y from 'yjs';
import { applyImport, readImport } from './importFile.ts';

function collectionFile(requests: number): string {
  return JSON.stringify({
    info: {
      name: 'Big',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: Array.from({ length: requests }, (_, i) => ({
      name: `R${i}`,
      request: {
        method: 'POST',
        url: `http://x/${i}`,
        body: { mode: 'raw', raw: 'x'.repeat(700) },
      },
    })),
  });
}

describe('importing a file in the page', () => {
  it('brings in what the preview says, with progress up to 1', async () => {
    const store = new DocStore(new Y.Doc());
    const fractions: number[] = [];
    const onProgress = (fraction: number) => fractions.push(fraction);
    const preview = await readImport(
      store,
      [{ name: 'big.json', data: new Blob([collectionFile(2000)]) }],
      { onProgress },
    );
    expect(preview.files).toMatchObject([
      { error: null, report: { counts: { collections: 1, requests: 2000 } } },
    ]);
    expect(store.index.tree.collections).toEqual([]);
    const { collections } = await applyImport(store, preview, { onProgress });
    expect(store.index.requestCount(collections[0] as never)).toBe(2000);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(fractions.length).toBeGreaterThan(8);
  });

  it('leaves nothing behind when it is cancelled half way', async () => {
    const store = new DocStore(new Y.Doc());
    const preview = await readImport(store, [{ name: 'big.json', data: collectionFile(2000) }]);
    const cancel = new AbortController();
    const applied = applyImport(store, preview, {
      signal: cancel.signal,
      onProgress: (fraction) => {
        if (fraction > 0.7) cancel.abort();
      },
    });
    await expect(applied).rejects.toMatchObject({ code: 'cancelled' });
    expect(store.index.nodes().size).toBe(0);
    expect(pendingImports(store)).toEqual([]);
  });

  it('reports a file that does not read, and imports the others', async () => {
    const store = new DocStore(new Y.Doc());
    const preview = await readImport(store, [
      { name: 'cut.json', data: '{"info": {"name": "C",\n "sch' },
      { name: 'good.json', data: collectionFile(1) },
    ]);
    expect(preview.files.map(({ error }) => error?.code ?? null)).toEqual(['not-json', null]);
    expect(preview.files[0]?.error?.message).toMatch(/cut\.json stops at line 2/);
    await applyImport(store, preview);
    expect(store.index.tree.collections.length).toBe(1);
  });

  it('makes a pasted cURL command a draft', async () => {
    const store = new DocStore(new Y.Doc());
    const preview = await readImport(store, [
      {
        name: 'pasted text',
        data: `curl https://api.example.com/v2/orders -H 'Accept: application/json'`,
      },
    ]);
    const { requests } = await applyImport(store, preview);
    expect(store.index.tree.drafts).toEqual(requests);
    expect(store.index.content(requests[0] as never)).toMatchObject({
      baseUrl: 'https://api.example.com/v2/orders',
    });
  });
});

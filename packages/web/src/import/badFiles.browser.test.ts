/** Bad files on the road that the page takes: each says what is wrong, and the document stays as it was, to the byte. */
import { createNodes, DocStore } from '@scratchpad/core';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyImport, type ImportInput, readImport } from './importFile.ts';

const COLLECTION = JSON.stringify({
  info: {
    name: 'Small',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  item: [{ name: 'R', request: { method: 'GET', url: 'https://example.com' } }],
});
const DEEP = 100_000;

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A zip archive with one file (APPNOTE 6.3.10, 4.3): local header, data, central directory, its end. */
async function zipOf(name: string, content: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const path = new TextEncoder().encode(name);
  const packed = await deflate(content);
  const header = (signature: number, size: number, fields: readonly (readonly number[])[]) => {
    const view = new DataView(new ArrayBuffer(size));
    view.setUint32(0, signature, true);
    for (const [at, bytes, value] of fields as readonly [number, number, number][]) {
      if (bytes === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
    }
    return view;
  };
  const local = header(0x04034b50, 30, [
    [4, 2, 20],
    [8, 2, 8],
    [18, 4, packed.length],
    [22, 4, content.length],
    [26, 2, path.length],
  ]);
  const central = header(0x02014b50, 46, [
    [6, 2, 20],
    [10, 2, 8],
    [20, 4, packed.length],
    [24, 4, content.length],
    [28, 2, path.length],
  ]);
  const end = header(0x06054b50, 22, [
    [8, 2, 1],
    [10, 2, 1],
    [12, 4, 46 + path.length],
    [16, 4, 30 + path.length + packed.length],
  ]);
  return new Blob([local, path, packed, central, path, end]);
}

/** A pad with something in it, and what it is to the byte. */
function createPad() {
  const store = new DocStore(new Y.Doc());
  createNodes(store, null, [{ kind: 'collection', name: 'Here before' }]);
  return { store, bytes: () => [...Y.encodeStateAsUpdate(store.doc)] };
}

async function preview(store: DocStore, data: Blob | string, more: readonly ImportInput[] = []) {
  return readImport(store, [{ name: 'bad', data }, ...more]);
}

const MB = new Uint8Array(1024 * 1024);

const REFUSED: Readonly<
  Record<string, readonly [code: string, words: RegExp, data: () => Promise<Blob> | Blob | string]>
> = {
  'an empty file': ['empty', /bad is empty/, () => new Blob([])],
  'a truncated file': [
    'not-json',
    /bad stops at line 1, column \d+/,
    () => COLLECTION.slice(0, -20),
  ],
  'more than 200 MB': [
    'too-large',
    /200 MB/,
    () => new Blob([...Array.from({ length: 200 }, () => MB), 'x']),
  ],
  '100,000 levels': [
    'too-deep',
    /more than 1000 levels/,
    () => '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP),
  ],
  'folders in 100,000 levels': [
    'too-deep',
    /more than 1000 levels/,
    () => `{"info":{},"item":[${'{"item":['.repeat(DEEP)}${']}'.repeat(DEEP)}]}`,
  ],
  'two documents': ['not-json', /stops at line 2/, () => `${COLLECTION}\n${COLLECTION}`],
  'UTF-8 that is none': [
    'binary',
    /not a text file/,
    () => new Blob([new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])]),
  ],
  'Latin-1': [
    'binary',
    /not a text file/,
    () => new Blob([new Uint8Array([0x7b, 0x22, 0xe4, 0x22, 0x7d])]),
  ],
  'a zip bomb': [
    'too-large',
    /unpacks to more than/,
    () => zipOf('a.json', new Uint8Array(64 * 1024 * 1024)),
  ],
  'a zip that leads out of its folder': [
    'unsafe-path',
    /leads out/,
    () => zipOf('../../etc/passwd', new TextEncoder().encode(COLLECTION)),
  ],
  'a web page saved as JSON': [
    'html',
    /is a web page/,
    () => '<!DOCTYPE html>\n<title>502 Bad Gateway</title>',
  ],
  'a picture': [
    'binary',
    /not a text file/,
    () => new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])]),
  ],
};

describe('a file that is refused', () => {
  it.each(Object.entries(REFUSED))(
    '%s',
    async (_, [code, words, make]) => {
      const { store, bytes } = createPad();
      const before = bytes();
      const read = await preview(store, await make());
      expect(read.files).toMatchObject([{ report: null, error: { code } }]);
      expect(read.files[0]?.error?.message).toMatch(words);
      expect(bytes()).toEqual(before);
      await applyImport(store, read);
      expect(bytes()).toEqual(before);
    },
    30_000,
  );

  it('does not stop the others of a mix', async () => {
    const { store } = createPad();
    const env = JSON.stringify({ name: 'Staging', values: [{ key: 'a', value: 'b' }] });
    const read = await preview(store, '<html>', [
      { name: 'folder/small.json', data: COLLECTION },
      { name: 'folder/photo.png', data: new Blob([new Uint8Array([0x89, 0x50, 0, 0])]) },
      { name: 'folder/env.json', data: new Blob([env]) },
      { name: 'command.txt', data: 'curl https://example.com/a' },
    ]);
    expect(read.files.map(({ name, error }) => [name, error?.code ?? null])).toEqual([
      ['bad', 'html'],
      ['folder/small.json', null],
      ['folder/photo.png', 'binary'],
      ['folder/env.json', null],
      ['command.txt', null],
    ]);
    const imported = await applyImport(store, read);
    expect(imported).toMatchObject({
      collections: [expect.any(String)],
      environments: [expect.any(String)],
      requests: [expect.any(String)],
    });
  });
});

describe('a file that is odd, and read', () => {
  async function importOne(data: string) {
    const { store } = createPad();
    const read = await preview(store, data);
    expect(read.files[0]?.error).toBeNull();
    const { collections } = await applyImport(store, read);
    return {
      store,
      id: collections[0] as (typeof collections)[number],
      report: read.files[0]?.report,
    };
  }

  it.each(['__proto__', 'constructor', 'prototype'])('fields named %s do no harm', async (key) => {
    const { store, id, report } = await importOne(
      `{"info": {"name": "C", "${key}": {"polluted": 1}}, "${key}": {"polluted": 1}, "item": [{"name": "R", "request": "x", "${key}": {"polluted": 1}}]}`,
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(store.index.requestCount(id)).toBe(1);
    expect(report?.leftOut.map(({ message }) => message).join()).toContain(key);
    expect(JSON.stringify(store.doc.toJSON())).not.toContain('polluted');
  });

  it('ids that occur twice are two requests', async () => {
    const { store, id } = await importOne(
      '{"info": {"name": "C"}, "item": [{"id": "x", "name": "1", "request": "a"}, {"id": "x", "name": "2", "request": "b"}]}',
    );
    expect(store.index.requestCount(id)).toBe(2);
  });

  it('folders that lie in each other keep their requests', async () => {
    const { store, id } = await importOne(
      JSON.stringify({
        id: 'c',
        name: 'C',
        order: [],
        folders: [
          { id: 'a', name: 'a', order: ['r'], folders_order: ['b'] },
          { id: 'b', name: 'b', order: [], folders_order: ['a'] },
        ],
        requests: [{ id: 'r', name: 'R', url: 'x', folder: 'a' }],
      }),
    );
    expect(store.index.requestCount(id)).toBe(1);
  });

  it('UTF-16 with and without a mark', async () => {
    const units = (text: string) =>
      new Blob([Uint16Array.from(text, (char) => char.charCodeAt(0))]);
    for (const data of [units(COLLECTION), units(`\uFEFF${COLLECTION}`)]) {
      const { store } = createPad();
      const read = await preview(store, data);
      expect(read.files).toMatchObject([{ error: null, report: { counts: { requests: 1 } } }]);
      read.close();
    }
  });
});

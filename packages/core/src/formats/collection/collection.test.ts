import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NodeSpec } from '../../model/content.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { readFile } from '../readFile.ts';
import { throughDocument } from '../testing/roundTrip.ts';
import { writeCollection } from './collection.ts';
import { joinUrlParts, splitUrlParts } from './urlParts.ts';

function collectionOf(item: JsonValue): string {
  return JSON.stringify({ info: { name: 'c' }, item: [item] });
}

/** Reads one item, lets `edit` change it, and writes it. */
async function edited(item: JsonObject, edit: (spec: NodeSpec) => NodeSpec): Promise<JsonObject> {
  const collection = (await readFile('a.json', collectionOf(item))).collections[0] as NodeSpec;
  const children = [edit(collection.children?.[0] as NodeSpec)];
  const written = writeCollection(throughDocument({ ...collection, children }), { version: '2.1' });
  return (written['item'] as JsonObject[])[0] as JsonObject;
}

describe('after an edit', () => {
  const request = { method: 'GET', header: [] };

  test('odd parts of a URL give way to the new one, and its unknown fields stay', async () => {
    const url = {
      raw: 'shown',
      host: ['x', 'com'],
      path: ['a'],
      query: [{ key: 'q', value: '1', x: 1 }],
      y: 2,
    };
    const item = await edited({ request: { ...request, url } }, (spec) => ({
      ...spec,
      fields: { ...spec.fields, baseUrl: 'https://y.org/b' },
    }));
    expect(item['request']).toMatchObject({
      url: {
        raw: 'https://y.org/b?q=1',
        protocol: 'https',
        host: ['y', 'org'],
        path: ['b'],
        query: [{ key: 'q', value: '1', x: 1 }],
        y: 2,
      },
    });
  });

  test('a script keeps its id and form, and one that was not there is added', async () => {
    const event = [
      { listen: 'test', id: 'i', script: { id: 's', exec: 'old()', packages: {} } },
      { listen: 'test', script: { src: 'elsewhere.js' } },
    ];
    const item = await edited({ event, request }, (spec) => ({
      ...spec,
      texts: { ...spec.texts, test: 'new()\nmore()', preRequest: 'before()' },
    }));
    expect(item['event']).toStrictEqual([
      { listen: 'test', id: 'i', script: { id: 's', exec: 'new()\nmore()', packages: {} } },
      { listen: 'test', script: { src: 'elsewhere.js' } },
      { listen: 'prerequest', script: { type: 'text/javascript', exec: ['before()'] } },
    ]);
  });

  test('a body that was switched off is on again once a mode is chosen', async () => {
    const body = { mode: 'raw', raw: 'text', disabled: true };
    expect(await edited({ request: { ...request, body } }, (spec) => spec)).toMatchObject({
      request: { body },
    });
    const item = await edited({ request: { ...request, body } }, (spec) => ({
      ...spec,
      fields: { ...spec.fields, bodyMode: 'raw' },
    }));
    expect((item['request'] as JsonObject)['body']).toStrictEqual({ mode: 'raw', raw: 'text' });
  });

  test('a description keeps the object around it', async () => {
    const description = { content: 'old', type: 'text/markdown', version: '1' };
    const item = await edited({ request: { ...request, description } }, (spec) => ({
      ...spec,
      texts: { ...spec.texts, docs: 'new' },
    }));
    expect(item).toMatchObject({ request: { description: { ...description, content: 'new' } } });
  });

  test('rows of authorization keep their order and types; new ones follow', async () => {
    const auth = {
      type: 'basic',
      basic: [
        { key: 'username', value: 'u', type: 'string', x: 1 },
        { key: 'password', value: 'p', type: 'any' },
      ],
    };
    const item = await edited({ request: { ...request, auth } }, (spec) => ({
      ...spec,
      auth: { type: 'basic', params: { basic: { username: 'v', extra: true } } },
    }));
    expect((item['request'] as JsonObject)['auth']).toStrictEqual({
      type: 'basic',
      basic: [
        { key: 'username', value: 'v', type: 'string', x: 1 },
        { key: 'extra', value: true, type: 'boolean' },
      ],
    });
  });
});

describe('what was made here', () => {
  test('is written in full', () => {
    const spec: NodeSpec = {
      kind: 'collection',
      name: 'c',
      fileId: 'id',
      children: [{ kind: 'http', name: 'r' }],
    };
    expect(writeCollection(throughDocument(spec), { version: '2.1' })).toStrictEqual({
      info: {
        _postman_id: 'id',
        name: 'c',
        schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
      },
      item: [{ name: 'r', request: { method: 'GET', header: [], url: { raw: '' } }, response: [] }],
    });
  });

  test('a collection has an id always', () => {
    const spec = throughDocument({ kind: 'collection', name: 'c' });
    expect(writeCollection(spec, { version: '2.1' })).toMatchObject({
      info: { _postman_id: expect.stringMatching(/^[\da-f-]{36}$/) as string },
    });
  });

  test('a WebSocket request comes back, and is an ordinary item for others', async () => {
    const ws: NodeSpec = {
      kind: 'ws',
      name: 'feed',
      fields: { baseUrl: 'wss://x/feed', bodyLanguage: 'json' },
      tables: {
        params: [{ key: 'a', value: 'b' }],
        headers: [{ key: 'H', value: 'v' }],
        subprotocols: [{ key: 'v2.feed' }, { key: 'v1.feed', enabled: false }],
        messages: [
          { key: 'Subscribe', value: '{"to": "all"}', extra: { language: 'json' } },
          { key: 'Raw', value: '00ff', extra: { language: 'hex', later: [1] } },
        ],
      },
      texts: { docs: 'd', body: '{"hello": 1}' },
      settings: { handshakeTimeout: 5000 },
    };
    const written = writeCollection(
      throughDocument({ kind: 'collection', name: 'c', children: [ws] }),
      {
        version: '2.1',
      },
    );
    expect(written['item']).toMatchObject([
      { name: 'feed', request: { method: 'GET', url: { raw: 'wss://x/feed?a=b' } }, response: [] },
    ]);
    const parsed = await readFile('a.json', JSON.stringify(written));
    expect(parsed.collections[0]?.children?.[0]).toMatchObject(ws);
    expect(parsed.report.counts).toMatchObject({ webSockets: 1, requests: 0 });
  });
});

test('a body over 64 KB is set aside, and found again on writing', async () => {
  const body = 'é'.repeat(40_000);
  const item = {
    request: { url: 'x' },
    response: [
      { name: 'big', body },
      { name: 'small', body: 'b' },
    ],
  };
  const { collections, blobs } = await readFile('a.json', collectionOf(item));
  const [request] = collections[0]?.children ?? [];
  expect(blobs).toStrictEqual([
    { hash: expect.stringMatching(/^[\da-f]{64}$/) as string, text: body },
  ]);
  expect(request?.children).toMatchObject([
    { fields: { bodyBlob: blobs[0]?.hash }, texts: { body: '' } },
    { texts: { body: 'b' } },
  ]);
  const written = writeCollection(collections[0] as NodeSpec, {
    version: '2.1',
    getBlob: () => body,
  });
  expect(written['item']).toMatchObject([item].map(({ response }) => ({ response })));
});

describe('URL parts', () => {
  test.each<[string, JsonObject]>([
    ['', {}],
    ['https://a.example.com', { protocol: 'https', host: ['a', 'example', 'com'] }],
    ['http://x/', { protocol: 'http', host: ['x'], path: [''] }],
    ['{{base.url}}/a/:b', { host: ['{{base.url}}'], path: ['a', ':b'] }],
    ['{{p}}://x:{{port}}/', { protocol: '{{p}}', host: ['x'], port: '{{port}}', path: [''] }],
    [
      'http://u:p:q@h:8',
      { protocol: 'http', auth: { user: 'u', password: 'p:q' }, host: ['h'], port: '8' },
    ],
    ['http://[::1]:80/x', { protocol: 'http', host: ['[::1]'], port: '80', path: ['x'] }],
    ['/a//b', { path: ['a', '', 'b'] }],
    ['http://', {}],
  ])('of %j', (url, parts) => {
    expect(splitUrlParts(url)).toStrictEqual(parts);
  });

  test('put together they are the URL again, or there are none', () => {
    const piece = fc.constantFrom(
      'http',
      '://',
      '/',
      ':',
      '.',
      '@',
      '8',
      'a',
      '{{',
      '}}',
      '{{v/.:}}',
      '[',
      ']',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const url = pieces.join('');
        const parts = splitUrlParts(url);
        expect(Object.keys(parts).length === 0 || joinUrlParts(parts) === url).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

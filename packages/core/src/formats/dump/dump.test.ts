import { describe, expect, test } from 'vitest';
import type { NodeSpec } from '../../model/content.ts';
import type { JsonValue } from '../../model/json.ts';
import { writeCollection } from '../collection/collection.ts';
import { readFile } from '../readFile.ts';
import { stringifyFile } from '../stringifyFile.ts';
import { hasSharedData, readSharedFile } from '../testing/sharedData.ts';
import { throughDocument } from '../testing/roundTrip.ts';
import { writeDump } from './dump.ts';

const v1Collection = {
  id: 'c1',
  name: 'Old',
  description: 'About',
  order: ['r2'],
  folders_order: ['f1'],
  folders: [
    { id: 'f2', name: 'Inner', order: ['r1'], folders_order: [], folder: 'f1' },
    { id: 'f1', name: 'Outer', order: [], folders_order: ['f2'], auth: { type: 'noauth' } },
  ],
  requests: [
    {
      id: 'r1',
      name: 'Both old and new',
      folder: 'f2',
      method: 'POST',
      url: 'https://x/:id?old=1',
      headers: 'Old: 1\n',
      headerData: [{ key: 'New', value: '2', enabled: false, description: 'd' }],
      queryParams: [
        { key: 'q', value: '1', enabled: false },
        { key: 'r', value: null },
      ],
      pathVariableData: [{ key: 'id', value: '7' }],
      dataMode: 'params',
      data: [{ key: 'f', type: 'file', value: '/a' }],
      currentHelper: 'basicAuth',
      helperAttributes: { id: 'basic', username: 'old' },
      auth: { type: 'bearer', bearer: [{ key: 'token', value: 't', type: 'string' }] },
      tests: 'old()',
      events: [{ listen: 'test', script: { type: 'text/javascript', exec: ['fresh()'] } }],
      responses: [
        {
          id: 'e1',
          name: 'OK',
          responseCode: { code: 200, name: 'OK' },
          headers: [{ key: 'A', value: 'b' }],
          text: '{}',
          language: 'json',
          requestObject: '{"url": "https://x", "method": "GET", "headers": ""}',
        },
      ],
      vendor: 1,
    },
    {
      id: 'r2',
      name: 'Old only',
      method: 'PUT',
      url: 'https://y?a=b',
      headers: 'A: b\n// C: d',
      pathVariables: { p: 'v' },
      dataMode: 'raw',
      data: '{"old": true}',
      currentHelper: 'digestAuth',
      helperAttributes: '{"id": "digest", "username": "u"}',
      preRequestScript: 'before()',
      tests: 'after()',
    },
    { id: 'r3', name: 'In no list', url: 'z', method: 'GET' },
  ],
};

const dump = {
  version: 1,
  collections: [v1Collection],
  environments: [
    { id: 'e1', name: 'Env', values: [{ key: 'a', value: 'b', enabled: true, type: 'text' }] },
    { id: 'e2', name: 'Work - globals', values: [{ key: 'g', value: 'h' }] },
  ],
  headerPresets: [{ id: 'h' }],
  globals: [{ key: 'own', value: '1', enabled: true }],
};

describe('a data dump', async () => {
  const parsed = await readFile('dump.json', JSON.stringify(dump));
  const collection = parsed.collections[0] as NodeSpec;

  test('is recognised and counted', () => {
    expect(parsed.format).toBe('dump');
    expect(parsed.report.counts).toMatchObject({
      collections: 1,
      folders: 2,
      requests: 3,
      examples: 1,
      environments: 1,
    });
    expect(parsed.report.leftOut.map(({ path }) => path)).toStrictEqual(['headerPresets']);
  });

  test('globals among the environments are found', () => {
    expect(parsed.environments.map(({ name }) => name)).toStrictEqual(['Env']);
    expect(parsed.globals?.map(({ key }) => key)).toStrictEqual(['own', 'g']);
  });

  test('its folders and requests stand where their lists say, and none is lost', () => {
    const outline = (spec: NodeSpec): unknown =>
      spec.children && spec.kind !== 'http' ? [spec.name, spec.children.map(outline)] : spec.name;
    expect(outline(collection)).toStrictEqual([
      'Old',
      [['Outer', [['Inner', ['Both old and new']]]], 'Old only', 'In no list'],
    ]);
  });

  test('new fields are right where old ones differ', () => {
    const request = collection.children?.[0]?.children?.[0]?.children?.[0];
    expect(request).toMatchObject({
      fields: { method: 'POST', baseUrl: 'https://x/:id', bodyMode: 'formdata' },
      tables: {
        params: [
          { key: 'q', value: '1', enabled: false },
          { key: 'r', value: null },
        ],
        pathVariables: [{ key: 'id', value: '7' }],
        headers: [{ key: 'New', value: '2', enabled: false, description: 'd' }],
        formdata: [{ key: 'f', extra: { type: 'file', src: '/a' } }],
      },
      auth: { type: 'bearer' },
      texts: { test: 'fresh()' },
      unknown: { item: { vendor: 1 } },
      children: [
        {
          name: 'OK',
          fields: { status: 200, statusText: 'OK', bodyLanguage: 'json' },
          texts: { body: '{}' },
        },
      ],
    });
  });

  test('old fields are read where there are no new ones', () => {
    expect(collection.children?.[1]).toMatchObject({
      fields: { baseUrl: 'https://y', bodyMode: 'raw' },
      tables: {
        params: [{ key: 'a', value: 'b' }],
        pathVariables: [{ key: 'p', value: 'v' }],
        headers: [
          { key: 'A', value: 'b' },
          { key: 'C', value: 'd', enabled: false },
        ],
      },
      texts: { body: '{"old": true}', preRequest: 'before()', test: 'after()' },
      auth: { type: 'digest', params: { digest: { username: 'u' } } },
    });
  });

  test('written and read again it says the same, and is written the same again', async () => {
    const specs = parsed.collections.map(throughDocument);
    const text = stringifyFile(writeDump({ ...parsed, collections: specs }));
    const again = await readFile('dump.json', text);
    expect(
      again.collections.map((spec) => writeCollection(spec, { version: '2.1' })),
    ).toStrictEqual(specs.map((spec) => writeCollection(spec, { version: '2.1' })));
    expect(stringifyFile(writeDump(again))).toBe(text);
  });

  test('written for other programs it says in version 1 what version 1 can say', async () => {
    const written = writeDump(parsed) as unknown as { collections: Record<string, JsonValue>[] };
    const plain = written.collections.map(({ _scratchpad: _, ...rest }) => rest);
    const again = await readFile('dump.json', JSON.stringify({ ...written, collections: plain }));
    const [before, after] = [collection, again.collections[0] as NodeSpec].map((spec) =>
      writeCollection(withoutUnknown(spec), { version: '2.1' }),
    );
    expect(after).toStrictEqual(before);
  });
});

function withoutUnknown({ unknown: _, children, fields, ...spec }: NodeSpec): NodeSpec {
  const { originalRequest: __, ...others } = fields ?? {};
  return { ...spec, fields: others, ...(children && { children: children.map(withoutUnknown) }) };
}

test('lists that name a folder inside itself end, and lose nothing', async () => {
  const cyclic = {
    name: 'c',
    order: [],
    folders: [
      { id: 'a', name: 'a', folders_order: ['b'], order: ['r'] },
      { id: 'b', name: 'b', folders_order: ['a'], order: ['r'] },
    ],
    requests: [{ id: 'r', name: 'r', url: 'x' }],
  };
  expect((await readFile('a.json', JSON.stringify(cyclic))).report).toMatchObject({
    format: 'collection-1',
    counts: { folders: 2, requests: 1 },
  });
});

test.skipIf(!hasSharedData)('a real collection of version 1', async () => {
  const { format, collections } = await readFile(
    'newman-v1.v1.json',
    readSharedFile('collections', 'newman-v1.v1.json'),
  );
  expect(format).toBe('collection-1');
  expect(collections[0]?.children?.map(({ name, texts }) => [name, texts?.body])).toStrictEqual([
    ['A simple GET request', ''],
    [
      'A simple POST request',
      'Duis posuere augue vel cursus pharetra. In luctus a ex nec pretium...',
    ],
    [
      'A simple POST request with JSON body',
      '{"text":"Duis posuere augue vel cursus pharetra. In luctus a ex nec pretium..."}',
    ],
  ]);
});

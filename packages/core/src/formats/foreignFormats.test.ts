import { describe, expect, test } from 'vitest';
import type { NodeSpec } from '../model/content.ts';
import { readFile, readFiles } from './readFile.ts';
import * as samples from './testing/samples.ts';

/** Names and kinds of a tree, for a look at its structure. */
function outline({ kind, name, children }: NodeSpec): unknown {
  return kind === 'http' || kind === 'ws' || !children ? name : [name, children.map(outline)];
}

async function firstCollection(text: string): Promise<NodeSpec> {
  const [collection] = (await readFile('file', text)).collections;
  if (!collection) throw new Error('no collection');
  return collection;
}

function find(spec: NodeSpec, name: string): NodeSpec {
  const stack = [spec];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (at.name === name) return at;
    stack.push(...(at.children ?? []));
  }
  throw new Error(`no ${name}`);
}

describe('HAR', () => {
  test('one collection, folders by page, responses as examples', async () => {
    const collection = await firstCollection(samples.HAR);
    expect(outline(collection)).toStrictEqual([
      'file',
      [['Shop', ['/api/cart']], '/upload', '/login'],
    ]);
    expect(find(collection, '/api/cart')).toMatchObject({
      fields: {
        method: 'POST',
        baseUrl: 'https://shop.example.com/api/cart',
        bodyMode: 'raw',
        bodyLanguage: 'json',
      },
      tables: {
        params: [{ key: 'x', value: '1' }],
        headers: [
          { key: 'content-type', value: 'application/json' },
          { key: 'Cookie', value: 'sid=abc' },
        ],
      },
      texts: { body: '{"a": "ü"}' },
      children: [
        {
          name: '200 OK',
          fields: { status: 200, originalRequest: { method: 'POST' } },
          texts: { body: '{"ok":"und"}' },
        },
      ],
    });
  });

  test('forms are tables, and bytes that are no text stay base64, said so', async () => {
    const { collections, report } = await readFile('a.har', samples.HAR);
    expect(find(collections[0] as NodeSpec, '/upload')).toMatchObject({
      fields: { bodyMode: 'formdata' },
      tables: {
        headers: [],
        formdata: [
          { key: 'note', value: 'hi' },
          { key: 'pic', extra: { type: 'file', src: 'a.png', contentType: 'image/png' } },
        ],
      },
    });
    expect(find(collections[0] as NodeSpec, '/login').tables?.urlencoded).toStrictEqual([
      { key: 'user', value: 'a@b.c' },
      { key: 'q', value: 'x y' },
    ]);
    expect(report.adapted.map(({ path }) => path)).toStrictEqual([
      'log.entries[2].response.content',
    ]);
    expect(report.counts).toMatchObject({ collections: 1, folders: 1, requests: 3, examples: 2 });
  });
});

describe('Insomnia', () => {
  test('version 4: tree, order, environments', async () => {
    const { collections, environments, report } = await readFile('a.json', samples.INSOMNIA_4);
    expect(collections.map(outline)).toStrictEqual([
      ['Demo', [['Folder', ['GQL', 'Form']], 'Feed']],
    ]);
    expect(collections[0]?.tables?.variables).toStrictEqual([
      { key: 'host', value: 'https://x' },
      { key: 'deep.a', value: '1' },
    ]);
    expect(environments).toStrictEqual([
      { name: 'Staging', fileId: 'env_2', variables: [{ key: 'host', value: 'https://s' }] },
    ]);
    expect(report.leftOut.map(({ message }) => message)).toStrictEqual([
      'A resource of the type "grpc_request" was left out.',
    ]);
    expect(report.adapted.some(({ message }) => message.includes('Template tags (uuid)'))).toBe(
      true,
    );
  });

  test('version 4: requests', async () => {
    const collection = await firstCollection(samples.INSOMNIA_4);
    expect(find(collection, 'GQL')).toMatchObject({
      fields: { baseUrl: "{{host}}/{% uuid 'v4' %}", bodyMode: 'graphql' },
      tables: {
        params: [{ key: 'q', value: '{{deep.a}}' }],
        headers: [{ key: 'X-Down', value: '1' }],
      },
      texts: { graphqlQuery: '{ a }', graphqlVariables: '{\n  "b": 1\n}' },
      auth: { type: 'awsv4', params: { awsv4: { accessKey: 'k', region: 'r' } } },
      settings: { followRedirects: false },
    });
    expect(find(collection, 'Form').tables?.formdata).toMatchObject([
      { key: 'f', extra: { type: 'file', src: '/tmp/a' } },
      { key: 'off', enabled: false },
    ]);
    expect(find(collection, 'Folder')).toMatchObject({
      auth: { type: 'bearer', params: { bearer: { token: '{{token}}' } } },
      texts: { preRequest: 'pm.variables.set("local", "v");' },
    });
    expect(find(collection, 'Feed').kind).toBe('ws');
  });

  test('version 5', async () => {
    const { format, collections, environments, report } = await readFile(
      'a.yaml',
      samples.INSOMNIA_5,
    );
    expect(format).toBe('insomnia-5');
    expect(collections.map(outline)).toStrictEqual([['Demo 5', [['Folder', ['Get it']]]]]);
    expect(find(collections[0] as NodeSpec, 'Get it')).toMatchObject({
      fileId: 'req_5',
      fields: { baseUrl: '{{host}}/a/:id' },
      tables: {
        params: [{ key: 'q', enabled: false }],
        pathVariables: [{ key: 'id', value: '7' }],
      },
      texts: { docs: 'Docs', preRequest: 'console.log(1);\nconsole.log(2);' },
      auth: { type: 'basic', params: { basic: { username: 'u', password: 'p' } } },
      settings: { disableUrlEncoding: true, disableCookies: true },
    });
    expect(environments.map(({ name }) => name)).toStrictEqual(['Staging']);
    expect(report.leftOut.map(({ path }) => path)).toStrictEqual(['collection[1]']);
  });
});

test('Hoppscotch', async () => {
  const collection = await firstCollection(samples.HOPPSCOTCH);
  expect(outline(collection)).toStrictEqual([
    'Hopp',
    [['Inner', ['Create', 'Upload']], 'Form', 'GQL'],
  ]);
  expect(collection).toMatchObject({
    auth: { type: 'bearer' },
    tables: { variables: [{ key: 'host', value: 'https://h', extra: { type: 'secret' } }] },
  });
  expect(find(collection, 'Create')).toMatchObject({
    fields: {
      method: 'POST',
      baseUrl: '{{host}}/items/:id',
      bodyMode: 'raw',
      bodyLanguage: 'json',
    },
    tables: {
      params: [{ key: 'a', value: '1', enabled: false }],
      headers: [
        { key: 'X-Down', value: '1' },
        { key: 'X', value: 'y' },
      ],
      pathVariables: [{ key: 'id', value: '3' }],
    },
    auth: { type: 'basic', params: { basic: { password: '{{pw}}' } } },
    children: [{ name: 'ok', fields: { status: 200 } }],
  });
  expect(find(collection, 'Upload').tables?.formdata).toMatchObject([
    { key: 'f', extra: { type: 'file' } },
    { key: 't', value: 'v' },
  ]);
  expect(find(collection, 'Form').tables?.urlencoded).toMatchObject([
    { key: 'a', value: '1' },
    { key: 'b', value: '2', enabled: false },
  ]);
  expect(find(collection, 'GQL')).toMatchObject({
    fields: { method: 'POST', bodyMode: 'graphql' },
    auth: { type: 'noauth' },
  });
});

describe('Bruno', () => {
  test('a request alone', async () => {
    const { format, requests, report } = await readFile('create.bru', samples.BRU);
    expect(format).toBe('bruno');
    expect(requests).toMatchObject([
      {
        name: 'Create order',
        fields: {
          method: 'POST',
          baseUrl: '{{host}}/orders/:id',
          bodyMode: 'raw',
          bodyLanguage: 'json',
        },
        tables: {
          params: [
            { key: 'q', value: '1' },
            { key: 'off', value: '2', enabled: false },
          ],
          pathVariables: [{ key: 'id', value: '5' }],
          headers: [{ key: 'content-type' }, { key: 'x:y', value: 'z', enabled: false }],
        },
        auth: { type: 'bearer', params: { bearer: { token: '{{token}}' } } },
        texts: {
          body: '{\n  "a": {\n    "b": 1\n  }\n}',
          preRequest: 'pm.variables.set("when", "now");',
          docs: '# Docs',
        },
      },
    ]);
    expect(report.leftOut).toHaveLength(1);
  });

  test.each(['folder', 'zip'])('a collection as a %s', async (form) => {
    const inputs = Object.entries(samples.BRUNO_FOLDER).map(([name, content]) => ({
      name,
      content,
    }));
    const [result, ...others] =
      form === 'folder'
        ? await readFiles(inputs)
        : await readFiles([{ name: 'shop.zip', content: samples.zipOf(samples.BRUNO_FOLDER) }]);
    expect(others).toStrictEqual([]);
    expect(result?.parsed).toMatchObject({
      format: 'bruno',
      environments: [
        {
          name: 'Local',
          variables: [
            { key: 'host' },
            { key: 'token', extra: { type: 'secret' } },
            { key: 'old', enabled: false },
          ],
        },
      ],
      report: { counts: { requests: 2, environments: 1 } },
    });
    const [collection] = result?.parsed?.collections ?? [];
    expect(collection && outline(collection)).toStrictEqual([
      'Shop',
      [['Orders!', ['List', 'Create order']]],
    ]);
    expect(collection).toMatchObject({
      auth: { type: 'basic' },
      tables: { variables: [{ key: 'a', value: 'b' }] },
    });
    expect(collection && find(collection, 'List').tables?.headers).toMatchObject([
      { key: 'X-Down' },
    ]);
  });
});

test('GraphQL schema', async () => {
  const collection = await firstCollection(samples.GRAPHQL);
  expect(outline(collection)).toStrictEqual([
    'file',
    [
      ['Queries', ['user', 'search', 'version']],
      ['Mutations', ['rename']],
    ],
  ]);
  expect(find(collection, 'user')).toMatchObject({
    fields: { method: 'POST', baseUrl: '{{graphqlUrl}}', bodyMode: 'graphql' },
    texts: {
      docs: 'One user',
      graphqlQuery: `query user($id: ID!, $filter: Filter) {
  user(id: $id, filter: $filter) {
    id
    name
    best {
      id
      name
      kind
      age
    }
    kind
    age
  }
}`,
    },
  });
  expect(JSON.parse(find(collection, 'rename').texts?.graphqlVariables ?? '')).toStrictEqual({
    input: { id: '', name: '', filter: {} },
  });
  expect(find(collection, 'version').texts).toMatchObject({
    graphqlQuery: 'query version {\n  version\n}',
    graphqlVariables: '',
  });
});

test('addresses', async () => {
  const { format, requests } = await readFile(
    'pasted',
    ' https://x.org/a?b=c#d\n\nwss://x.org/feed\n{{base}}/z ',
  );
  expect(format).toBe('url');
  expect(requests.map(({ kind, fields }) => [kind, fields?.baseUrl])).toStrictEqual([
    ['http', 'https://x.org/a'],
    ['ws', 'wss://x.org/feed'],
    ['http', '{{base}}/z'],
  ]);
});

describe('archives and mixes', () => {
  test('a zip dump: what reads is read, what does not is named', async () => {
    const parsed = await readFile(
      'dump.zip',
      samples.zipOf({
        'u/archive.json': '{"collection": {"c1": true}, "environment": {"e1": true}}',
        'u/collection/c1.json': samples.COLLECTION,
        'u/environment/e1.json': samples.ENVIRONMENT,
        'u/broken.json': '{',
        '__MACOSX/u/x': 'x',
      }),
    );
    expect(parsed).toMatchObject({
      format: 'zip',
      collections: [{ name: 'Small' }],
      environments: [{ name: 'Env' }],
      report: {
        counts: { collections: 1, environments: 1, requests: 1 },
        leftOut: [{ path: 'u/broken.json' }],
      },
    });
  });

  test('of several files one that fails does not stop the others', async () => {
    const results = await readFiles([
      { name: 'a.json', content: samples.COLLECTION },
      { name: 'b.json', content: '{' },
      { name: 'c.json', content: `{"environment": ${samples.ENVIRONMENT}}` },
    ]);
    expect(results.map(({ parsed, error }) => parsed?.format ?? error?.code)).toStrictEqual([
      'collection-2.1',
      'not-json',
      'environment',
    ]);
  });
});

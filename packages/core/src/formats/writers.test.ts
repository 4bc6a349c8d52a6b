import { describe, expect, test } from 'vitest';
import type { NodeSpec } from '../model/content.ts';
import { writeCollection } from './collection/collection.ts';
import { readCurls } from './curl/readCurl.ts';
import { writeCurl } from './curl/writeCurl.ts';
import { specsToHarEntries, writeHar } from './har/writeHar.ts';
import { writeOpenapi } from './openapi/writeOpenapi.ts';
import { readFile } from './readFile.ts';
import { stringifyFile } from './stringifyFile.ts';
import { OPENAPI_3, SWAGGER_2 } from './testing/apiSamples.ts';
import { hasSharedData, readSharedFile, sharedFiles } from './testing/sharedData.ts';

const collection: NodeSpec = {
  kind: 'collection',
  name: 'Shop',
  tables: {
    variables: [
      { key: 'base', value: 'https://{{region}}.x.org/v1' },
      { key: 'region', value: 'eu' },
    ],
  },
  auth: { type: 'basic', params: { basic: { username: 'u', password: "p'w" } } },
  children: [
    {
      kind: 'folder',
      name: 'Orders',
      texts: { docs: 'All orders' },
      children: [
        {
          kind: 'http',
          name: 'Create order',
          fields: {
            method: 'POST',
            baseUrl: '{{base}}/orders/:id',
            bodyMode: 'raw',
            bodyLanguage: 'json',
          },
          tables: {
            pathVariables: [{ key: 'id', value: '7' }],
            params: [
              { key: 'q', value: 'a b' },
              { key: 'off', value: '1', enabled: false },
            ],
            headers: [{ key: 'X-A', value: '' }],
          },
          texts: { body: `{"it's": 1}`, test: 'x' },
          children: [
            {
              kind: 'example',
              name: 'Made',
              fields: { status: 201, statusText: 'Created' },
              tables: { headers: [{ key: 'Content-Type', value: 'application/json' }] },
              texts: { body: '{"id": 1, "tags": ["a"]}' },
            },
          ],
        },
      ],
    },
    {
      kind: 'http',
      name: 'Form',
      fields: { method: 'PUT', baseUrl: 'https://y/f', bodyMode: 'formdata' },
      auth: { type: 'noauth', params: {} },
      tables: {
        formdata: [
          { key: 'f', extra: { type: 'file', src: ['/a', '/b'] } },
          { key: 't', value: '@x;y' },
        ],
      },
    },
    {
      kind: 'http',
      name: 'Signed',
      fields: { method: 'GET', baseUrl: '{{base}}/s' },
      auth: { type: 'hawk', params: {} },
    },
    { kind: 'ws', name: 'Feed', fields: { baseUrl: 'wss://x' } },
  ],
};

describe('cURL', () => {
  test('is written, and says what has no place in it', () => {
    const { text, leftOut } = writeCurl([collection]);
    expect(text).toBe(`# Shop / Orders / Create order
curl '{{base}}/orders/7?q=a b' \\
  --location \\
  --header 'X-A;' \\
  --header 'Content-Type: application/json' \\
  --user 'u:p'\\''w' \\
  --data-raw '{"it'\\''s": 1}'

# Shop / Form
curl 'https://y/f' \\
  --request 'PUT' \\
  --location \\
  --form 'f=@"/a"' \\
  --form 'f=@"/b"' \\
  --form-string 't=@x;y'

# Shop / Signed
curl '{{base}}/s' \\
  --location
`);
    expect(leftOut.map(({ path }) => path)).toStrictEqual([
      'Shop / Orders / Create order',
      'Shop / Signed',
      'Shop / Feed',
    ]);
  });

  test('is read again as the same request', () => {
    const [create, form] = readCurls(writeCurl([collection]).text);
    expect(create).toMatchObject({
      fields: {
        method: 'POST',
        baseUrl: '{{base}}/orders/7',
        bodyMode: 'raw',
        bodyLanguage: 'json',
      },
      tables: { params: [{ key: 'q', value: 'a b' }] },
      auth: { params: { basic: { username: 'u', password: "p'w" } } },
      texts: { body: `{"it's": 1}` },
    });
    expect(form?.tables?.formdata).toMatchObject([
      { extra: { src: '/a' } },
      { extra: { src: '/b' } },
      { key: 't', value: '@x;y' },
    ]);
  });
});

test('which GraphQL operation is sent goes into cURL, HAR and a collection, and comes back', async () => {
  const spec: NodeSpec = {
    kind: 'http',
    name: 'Orders',
    fields: {
      method: 'POST',
      baseUrl: 'https://x.org/graphql',
      bodyMode: 'graphql',
      graphqlOperation: 'B',
    },
    texts: { graphqlQuery: 'query A { a } query B { b }', graphqlVariables: '{"n": 1}' },
  };
  expect(writeCurl([spec]).text).toContain('"operationName": "B"');
  expect(stringifyFile(writeHar(specsToHarEntries([spec])))).toContain(
    String.raw`\"operationName\":\"B\"`,
  );
  const file = stringifyFile(
    writeCollection({ kind: 'collection', name: 'C', children: [spec] }, { version: '2.1' }),
  );
  const [read] = (await readFile('c.json', file)).collections;
  expect(read?.children?.[0]?.fields?.graphqlOperation).toBe('B');
});

describe('HAR', () => {
  test('is read again as the same calls', async () => {
    const text = stringifyFile(writeHar(specsToHarEntries([collection])));
    const { format, collections } = await readFile('a.har', text);
    expect(format).toBe('har');
    expect(collections[0]?.children).toMatchObject(
      [
        {
          fields: {
            method: 'POST',
            baseUrl: '{{base}}/orders/7',
            bodyMode: 'raw',
            bodyLanguage: 'json',
          },
          texts: { body: `{"it's": 1}` },
          children: [{ fields: { status: 201 }, texts: { body: '{"id": 1, "tags": ["a"]}' } }],
        },
        { fields: { method: 'PUT' } },
        { name: '{{base}}/s', children: undefined },
      ].map(({ children, ...rest }) =>
        children ? { ...rest, children } : { fields: rest.fields ?? {} },
      ),
    );
  });

  test('bytes are base64', () => {
    const har = writeHar([
      {
        startedAt: 0,
        durationMs: 5,
        method: 'GET',
        url: 'https://x/?a=b',
        httpVersion: 'HTTP/2',
        requestHeaders: [['A', 'b']],
        requestBody: null,
        response: {
          status: 200,
          statusText: 'OK',
          headers: [],
          body: { text: 'AAE=', mimeType: 'image/png', isBase64: true },
          sizeBytes: 2,
        },
      },
    ]);
    expect(har).toMatchObject({
      log: {
        entries: [
          {
            startedDateTime: '1970-01-01T00:00:00.000Z',
            request: { queryString: [{ name: 'a', value: 'b' }] },
            response: { content: { size: 2, encoding: 'base64', text: 'AAE=' } },
          },
        ],
      },
    });
  });
});

describe('OpenAPI', () => {
  test('is written, and says what has no place in it', () => {
    const { text, leftOut } = writeOpenapi(collection);
    expect(JSON.parse(text)).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Shop' },
      servers: [{ url: 'https://eu.x.org/v1' }],
      tags: [{ name: 'Orders', description: 'All orders' }],
      security: [{ basic: [] }],
      paths: {
        '/orders/{id}': {
          post: {
            operationId: 'createOrder',
            tags: ['Orders'],
            parameters: [
              { name: 'id', in: 'path', required: true, example: '7' },
              { name: 'q', in: 'query', required: true },
              { name: 'off', in: 'query', required: false },
              { name: 'X-A', in: 'header' },
            ],
            requestBody: { content: { 'application/json': { example: { "it's": 1 } } } },
            responses: {
              201: {
                description: 'Made',
                content: {
                  'application/json': {
                    schema: { properties: { tags: { type: 'array', items: { type: 'string' } } } },
                  },
                },
              },
            },
          },
        },
        '/f': {
          put: {
            servers: [{ url: 'https://y' }],
            security: [],
            requestBody: {
              content: {
                'multipart/form-data': { schema: { properties: { f: { format: 'binary' } } } },
              },
            },
          },
        },
      },
      components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
    });
    expect(leftOut.map(({ path }) => path)).toStrictEqual([
      'Shop / Orders / Create order',
      'Shop / Signed',
      'Shop / Feed',
    ]);
  });

  test.each(['openapi-3', 'swagger-2'])(
    'what came from %s says the same of its operations afterwards',
    async (name) => {
      const sample = name === 'openapi-3' ? OPENAPI_3 : SWAGGER_2;
      const [first] = (await readFile('a', sample)).collections;
      const { text } = writeOpenapi(first as NodeSpec);
      const [again] = (await readFile('a', text)).collections;
      const names = (spec: NodeSpec): unknown[] => [
        spec.name,
        spec.fields?.method ?? null,
        (spec.tables?.params ?? []).map(({ key }) => key),
        spec.tables?.pathVariables ?? null,
        spec.auth?.type ?? null,
        (spec.children ?? []).filter(({ kind }) => kind !== 'example').map(names),
      ];
      expect(names(again as NodeSpec)).toStrictEqual(names(first as NodeSpec));
    },
  );
});

describe.skipIf(!hasSharedData).each(sharedFiles('collections'))('%s', (name) => {
  test('is written in every format, the same each time', async () => {
    const { collections, blobs } = await readFile(name, readSharedFile('collections', name));
    const getBlob = (hash: string) => blobs.find((blob) => blob.hash === hash)?.text;
    const write = () => [
      writeCurl(collections).text,
      stringifyFile(writeHar(specsToHarEntries(collections, getBlob))),
      ...collections.map((spec) => writeOpenapi(spec, getBlob).text),
    ];
    const [curl = '', har = '', ...descriptions] = write();
    expect(write()).toStrictEqual([curl, har, ...descriptions]);
    expect((await readFile('a', har)).format).toBe('har');
    if (curl !== '') expect((await readFile('a', curl)).format).toBe('curl');
    for (const text of descriptions) expect((await readFile('a', text)).format).toBe('openapi-3');
  });
});

/** Descriptions as they are published: the pet shop in three dialects, and large ones that have grown. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { NodeSpec } from '../../model/content.ts';
import type { JsonObject } from '../../model/json.ts';
import { readFile } from '../readFile.ts';
import { createOpenapi3 } from '../testing/largeOpenapi.ts';
import { createSwagger2 } from '../testing/largeSwagger.ts';
import { PETSTORE_3, PETSTORE_31 } from '../testing/petstoreOpenapi.ts';
import { PETSTORE_2 } from '../testing/petstoreSwagger.ts';

async function read(text: string) {
  const { collections, report, format } = await readFile('api', text);
  const [collection] = collections as [NodeSpec];
  const all = (spec: NodeSpec): NodeSpec[] => [spec, ...(spec.children ?? []).flatMap(all)];
  const requests = all(collection).filter(({ kind }) => kind === 'http');
  const request = (name: string) => requests.find((spec) => spec.name === name) as NodeSpec;
  return { collection, report, format, requests, request };
}

const bodyOf = (spec: NodeSpec | undefined): unknown => JSON.parse(spec?.texts?.body ?? '');
const PET = {
  id: 10,
  category: { id: 0, name: 'Dogs' },
  name: 'doggie',
  photoUrls: ['string'],
  tags: [{ id: 0, name: 'string' }],
  status: 'available',
};

describe.each([
  ['Swagger 2.0', PETSTORE_2, 'swagger-2', 'https://petstore.example.com/v2'],
  ['OpenAPI 3.0', PETSTORE_3, 'openapi-3', '/api/v3'],
  ['OpenAPI 3.1', PETSTORE_31, 'openapi-3', 'https://{{tenant}}.example.com/api'],
])('the pet shop in %s', async (dialect, text, format, server) => {
  const api = await read(text);
  const { collection, request } = api;

  test('server, folders, counts', () => {
    expect(api.format).toBe(format);
    expect(collection.tables?.variables?.[0]).toMatchObject({ key: 'baseUrl', value: server });
    expect(collection.children?.map(({ name }) => name)).toStrictEqual(['pet', 'store', 'user']);
    expect(api.report.counts.requests).toBe(dialect === 'OpenAPI 3.0' ? 11 : 12);
  });

  test('parameters', () => {
    expect(request('Find pets by status')).toMatchObject({
      fields: { method: 'GET', baseUrl: '{{baseUrl}}/pet/findByStatus' },
      tables: { params: [{ key: 'status', value: 'available' }] },
    });
    expect(request('Delete a pet').tables).toMatchObject({
      headers: [{ key: 'api_key', enabled: false }],
      pathVariables: [{ key: 'petId', value: '0' }],
    });
  });

  test('bodies and examples', () => {
    expect(bodyOf(request('Add a pet'))).toStrictEqual(PET);
    expect(bodyOf(request('Find a pet').children?.[0])).toStrictEqual(PET);
    expect(bodyOf(request('Add users'))).toMatchObject([
      { username: 'theUser', email: 'user@example.com' },
    ]);
    expect(bodyOf(request('Pets by status').children?.[0])).toStrictEqual({ key: 0 });
    expect(request('Upload a picture').fields?.bodyMode).toBe(
      dialect === 'Swagger 2.0' ? 'formdata' : 'file',
    );
  });

  test('authorization', () => {
    expect(request('Add a pet').auth).toMatchObject({
      type: 'oauth2',
      params: { oauth2: { grant_type: 'implicit', scope: 'write:pets read:pets' } },
    });
    expect(request('Find a pet').auth).toMatchObject({
      type: 'apikey',
      params: { apikey: { key: 'api_key', value: '{{apiKey}}', in: 'header' } },
    });
    expect(request('Place an order').auth).toBeUndefined();
  });
});

test('what only 3.1 has', async () => {
  const { request, report } = await read(PETSTORE_31);
  expect(request('List shops')).toMatchObject({
    fields: { baseUrl: '{{baseUrl}}/shops' },
    tables: { params: [{ key: 'near', value: '52.5,13.4' }] },
  });
  expect(bodyOf(request('List shops').children?.[0])).toStrictEqual([{ kind: 'shop', since: 0 }]);
  expect(report.leftOut).toStrictEqual([
    {
      path: 'webhooks.petSold',
      message: 'Webhooks are calls that the API makes; they were left out.',
      count: 1,
    },
  ]);
});

test('what cannot be followed is said, and the rest is read', async () => {
  const { report, request } = await read(
    JSON.stringify({
      openapi: '3.0.0',
      info: { title: 'Parts' },
      paths: {
        '/a': {
          post: {
            summary: 'A',
            parameters: [{ $ref: 'parameters.yaml#/Limit' }, { name: 'q', in: 'query' }],
            requestBody: {
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    properties: {
                      own: { type: 'integer' },
                      far: { $ref: 'https://example.com/schemas/far.json' },
                      gone: { $ref: '#/components/schemas/Gone' },
                    },
                  },
                },
              },
            },
            callbacks: { paid: { '{$request.body#/url}': { post: {} } } },
            responses: { 200: { description: 'OK', links: { next: { operationId: 'b' } } } },
          },
        },
        '/b': { $ref: './b.yaml' },
      },
    }),
  );
  expect(bodyOf(request('A'))).toStrictEqual({ own: 0 });
  expect(request('A').tables?.params).toMatchObject([{ key: 'q' }]);
  expect(
    report.leftOut.map(({ path, message, count }) => [path, count, message.split(';')[0]]),
  ).toStrictEqual([
    ['./b.yaml', 3, 'A reference to another file is not followed'],
    ['#/components/schemas/Gone', 1, 'A reference leads nowhere'],
    ['responses.200.links', 1, 'Links from a response to further calls were left out.'],
    ['paths./a.post.callbacks.paid', 1, 'Callbacks are calls that the API makes'],
  ]);
});

describe('large descriptions', () => {
  const plain = (json: JsonObject): JsonObject => JSON.parse(JSON.stringify(json)) as JsonObject;

  test('OpenAPI 3.0 in YAML, 300 paths', async () => {
    const text = stringify(plain(createOpenapi3(300)));
    const { collection, requests, request, report } = await read(text);
    expect(report).toMatchObject({
      leftOut: [],
      counts: { folders: 10, requests: 800, examples: 2000 },
    });
    expect(collection.tables?.variables).toMatchObject([
      { key: 'baseUrl', value: 'https://{{region}}.api.example.com/{{stage}}' },
      { key: 'region', value: 'eu' },
      { key: 'stage', value: 'v1' },
      { key: 'apiKey' },
      { key: 'username' },
      { key: 'password' },
      { key: 'bearerToken' },
    ]);
    expect(collection.auth?.type).toBe('bearer');
    expect(new Set(requests.map(({ auth }) => auth?.type))).toStrictEqual(
      new Set(['apikey', 'bearer', 'basic', 'oauth2', 'digest', 'noauth', undefined]),
    );
    expect(request('List orders part 1')).toMatchObject({
      fields: { method: 'GET', baseUrl: '{{baseUrl}}/orders/:ordersId/parts/1' },
      tables: {
        params: [
          { key: 'limit', value: '1', enabled: false },
          { key: 'cursor', enabled: false, description: 'Where to go on' },
        ],
        pathVariables: [{ key: 'ordersId', value: 'id-1' }],
        headers: [{ key: 'Accept' }, { key: 'X-Version', value: '2024-01' }],
      },
      texts: { docs: 'Lists **orders part 1**, page by page.' },
    });
    expect(bodyOf(request('Create shipments part 3'))).toStrictEqual({ name: 'Example 3' });
    // Writable fields only, in a request; the circle ends.
    const body = bodyOf(request('Create payments part 2'));
    expect(body).toMatchObject({
      name: 'Thing 2',
      price: { amount: 1999 },
      state: 'open',
      secret: 'string',
    });
    expect(body).not.toHaveProperty('id');
    const answer = bodyOf(request('Create payments part 2').children?.[0]);
    expect(answer).toMatchObject({ id: '00000000-0000-4000-8000-000000000000', name: 'Thing 2' });
    expect(answer).not.toHaveProperty('secret');
    expect(new Set(requests.map(({ fields }) => fields?.bodyMode))).toStrictEqual(
      new Set([undefined, 'raw', 'formdata', 'urlencoded']),
    );
  }, 20_000);

  test('Swagger 2.0 in JSON, 300 paths', async () => {
    const { collection, requests, request, report } = await read(
      JSON.stringify(createSwagger2(300)),
    );
    expect(report).toMatchObject({
      leftOut: [],
      counts: { folders: 10, requests: 600, examples: 900 },
    });
    expect(collection).toMatchObject({
      auth: { type: 'apikey' },
      tables: { variables: [{ value: 'https://api.example.com/v7' }, {}, {}, {}] },
    });
    expect(request('List part 1')).toMatchObject({
      tables: {
        params: [
          { key: 'limit', value: '20' },
          { key: 'fields', value: 'id', enabled: false },
        ],
      },
      auth: { type: 'basic' },
    });
    expect(request('Create part 3').tables?.formdata).toMatchObject([
      { key: 'file', extra: { type: 'file' } },
      { key: 'note', enabled: false },
    ]);
    expect(bodyOf(request('Create part 4').children?.[0])).toStrictEqual({ id: 'made-4' });
    expect(requests.every(({ children }) => children?.length)).toBe(true);
  }, 20_000);

  test('YAML whose parts are aliases of each other', async () => {
    // The generator uses its parts again, and the writer makes aliases of that.
    const text = stringify(createOpenapi3(100));
    expect(text.match(/\*a\d+/g)?.length).toBeGreaterThan(500);
    // It took 3 s for each 100 paths when every alias was looked up in the whole document.
    const { report } = await read(text);
    expect(report.counts.requests).toBe(268);
  }, 20_000);
});

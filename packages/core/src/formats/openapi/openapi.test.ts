import { describe, expect, test } from 'vitest';
import type { NodeSpec } from '../../model/content.ts';
import { readFile } from '../readFile.ts';
import { OPENAPI_3, SWAGGER_2 } from '../testing/apiSamples.ts';

async function read(
  text: string,
): Promise<{ collection: NodeSpec; request: (name: string) => NodeSpec }> {
  const [collection] = (await readFile('api.yaml', text)).collections;
  if (!collection) throw new Error('no collection');
  const all = (spec: NodeSpec): NodeSpec[] => [spec, ...(spec.children ?? []).flatMap(all)];
  return {
    collection,
    request: (name) => all(collection).find((spec) => spec.name === name) as NodeSpec,
  };
}

describe('OpenAPI 3.0', async () => {
  const { collection, request } = await read(OPENAPI_3);

  test('the collection: servers, security, folders by tag', () => {
    expect(collection).toMatchObject({
      name: 'Petstore',
      texts: { docs: 'About' },
      auth: {
        type: 'apikey',
        params: { apikey: { key: 'X-Key', value: '{{apiKey}}', in: 'header' } },
      },
      tables: {
        variables: [
          { key: 'baseUrl', value: 'https://{{region}}.example.com/v1' },
          { key: 'region', value: 'eu' },
          { key: 'apiKey', value: '', extra: { type: 'secret' } },
        ],
      },
    });
    expect(
      collection.children?.map(({ kind, name, texts }) => [kind, name, texts?.docs]),
    ).toStrictEqual([
      ['folder', 'pets', 'All pets'],
      ['http', 'GET /health', ''],
    ]);
  });

  test('parameters of every kind', () => {
    expect(request('Get a pet')).toMatchObject({
      fields: { method: 'GET', baseUrl: '{{baseUrl}}/pets/:petId' },
      tables: {
        pathVariables: [{ key: 'petId', value: '7' }],
        params: [
          { key: 'fields', value: 'name', enabled: false },
          { key: 'sort', value: 'a,b' },
          { key: 'filter[age]', value: '0', enabled: false },
        ],
        headers: [
          { key: 'Accept', value: 'application/json' },
          { key: 'Cookie', value: 'session=string' },
          { key: 'X-Trace', value: '00000000-0000-4000-8000-000000000000', enabled: false },
        ],
      },
    });
  });

  test('examples are made from schemas, circles end', () => {
    const [ok, error] = request('Get a pet').children ?? [];
    expect(JSON.parse(ok?.texts?.body ?? '')).toStrictEqual({
      id: 0,
      name: 'Rex',
      friends: [],
      born: '2024-01-01',
      any: 'string',
      all: { a: 0, b: true },
    });
    expect(ok).toMatchObject({
      fields: { status: 200, bodyLanguage: 'json', originalRequest: { method: 'GET' } },
      tables: { headers: [{ key: 'Content-Type' }, { key: 'X-Rate', value: '0' }] },
    });
    expect(error).toMatchObject({ name: 'Wrong', texts: { body: '{\n  "title": "string"\n}' } });
  });

  test('bodies', () => {
    expect(request('Add a pet')).toMatchObject({
      fields: { method: 'POST', bodyMode: 'raw', bodyLanguage: 'json' },
      tables: { headers: [{ key: 'Content-Type', value: 'application/json' }] },
      texts: { body: '{\n  "name": "Cat"\n}' },
      auth: {
        type: 'oauth2',
        params: { oauth2: { grant_type: 'client_credentials', scope: 'write' } },
      },
    });
    expect(request('Upload')).toMatchObject({
      fields: { bodyMode: 'formdata' },
      tables: {
        formdata: [
          { key: 'file', description: 'The picture', extra: { type: 'file' } },
          { key: 'note', enabled: false, extra: { type: 'text' } },
        ],
      },
    });
    expect(request('Upload').children?.[0]?.texts?.body).toMatch(/^<Pet>\n {2}<id>0<\/id>/);
    expect(request('deletePet')).toMatchObject({
      auth: { type: 'noauth' },
      texts: { docs: 'Deprecated.' },
    });
  });

  test('3.1 says types as lists, and numbers as YAML writes them', async () => {
    const { request: find } =
      await read(`{"openapi": "3.1.0", "info": {"title": "t"}, "webhooks": {},
      "paths": {"/a": {"post": {"summary": "s", "requestBody": {"content": {"application/json": {"schema":
      {"type": ["object", "null"], "properties": {"n": {"type": ["null", "integer"]}, "c": {"const": 5}, "e": {"examples": ["x"]}}}}}}}}}}`);
    expect(JSON.parse(find('s').texts?.body ?? '')).toStrictEqual({ n: 0, c: 5, e: 'x' });
    expect((await read('openapi: 3.1\ninfo: {title: t}\npaths: {}\n')).collection.name).toBe('t');
  });
});

test('Swagger 2.0', async () => {
  const { collection, request } = await read(SWAGGER_2);
  expect(collection).toMatchObject({
    auth: { type: 'basic' },
    tables: {
      variables: [
        { key: 'baseUrl', value: 'https://api.example.com/v2' },
        { key: 'username' },
        { key: 'password' },
      ],
    },
    children: [{ name: 'orders' }],
  });
  expect(request('Change')).toMatchObject({
    fields: { method: 'PUT', bodyMode: 'raw' },
    tables: {
      params: [{ key: 'tags', value: 'string', enabled: false }],
      pathVariables: [{ key: 'id' }],
    },
    texts: { body: '{\n  "id": 0,\n  "ok": true\n}' },
    children: [{ name: 'OK', texts: { body: '{\n  "id": 0,\n  "ok": true\n}' } }],
  });
  expect(request('POST /orders/{id}')).toMatchObject({
    fields: { bodyMode: 'formdata' },
    tables: {
      formdata: [
        { key: 'file', extra: { type: 'file' } },
        { key: 'note', enabled: false },
      ],
    },
    children: [{ texts: { body: '{\n  "a": 1\n}' } }],
  });
});

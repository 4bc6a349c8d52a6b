/** What others make of the same files. Where we differ on purpose, it is said at the difference. */
import Converter from 'openapi-to-postmanv2';
import transformer from 'postman-collection-transformer';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { NodeSpec } from '../model/content.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { writeCollection } from './collection/collection.ts';
import { readFile } from './readFile.ts';
import { OPENAPI_3, SWAGGER_2 } from './testing/apiSamples.ts';
import { createOpenapi3 } from './testing/largeOpenapi.ts';
import { createSwagger2 } from './testing/largeSwagger.ts';
import { PETSTORE_3, PETSTORE_31 } from './testing/petstoreOpenapi.ts';
import { PETSTORE_2 } from './testing/petstoreSwagger.ts';
import { hasSharedData, readSharedFile, sharedFiles } from './testing/sharedData.ts';
import { decodeText } from './text/decodeText.ts';

function transform(
  source: JsonValue,
  inputVersion: string,
  outputVersion: string,
): Promise<JsonValue> {
  return new Promise((resolve, reject) => {
    const options = { inputVersion, outputVersion, retainIds: true };
    transformer.convert(source, options, (error, result) => {
      if (error) reject(new Error('The transformer failed.', { cause: error }));
      else resolve(JSON.parse(JSON.stringify(result)) as JsonValue);
    });
  });
}

/** What of a request both have to agree on. */
function gist(spec: NodeSpec): unknown {
  const { kind, name, fields = {}, tables = {}, texts = {}, auth, children = [] } = spec;
  const rows = (list: typeof tables.headers) =>
    (list ?? []).map(({ key, value = '', enabled = true }) => [key, value ?? '', enabled]);
  if (kind === 'example') return [name, fields.status ?? null, texts.body];
  return {
    kind,
    name,
    method: fields.method ?? 'GET',
    url: fields.baseUrl ?? '',
    params: rows(tables.params),
    headers: rows(tables.headers),
    mode: fields.bodyMode ?? 'none',
    form: [rows(tables.urlencoded), rows(tables.formdata)],
    body: texts.body ?? '',
    scripts: [texts.preRequest ?? '', texts.test ?? ''],
    auth: auth?.type ?? null,
    children: children.map(gist),
  };
}

async function gistOf(json: JsonValue): Promise<unknown> {
  const [spec] = (await readFile('a.json', JSON.stringify(json))).collections;
  return gist(spec as NodeSpec);
}

describe.skipIf(!hasSharedData)('postman-collection-transformer', () => {
  const readJson = (name: string): JsonObject =>
    JSON.parse(decodeText(readSharedFile('collections', name))) as JsonObject;

  test('version 1 says the same', async () => {
    const json = readJson('newman-v1.v1.json');
    expect(await gistOf(json)).toStrictEqual(await gistOf(await transform(json, '1.0.0', '2.1.0')));
  });

  test.each(sharedFiles('collections').filter((name) => /\.v1\./.test(name)))(
    '%s written as version 2.0 says what they write',
    async (name) => {
      const json = readJson(name);
      const [spec] = (await readFile(name, JSON.stringify(json))).collections as [NodeSpec];
      const ours = writeCollection(spec, { version: '2.0' });
      expect(await gistOf(ours)).toStrictEqual(
        await gistOf(await transform(json, '1.0.0', '2.0.0')),
      );
    },
  );

  // Version 1 as they write it, of every real file: what their reader makes of it, ours does. Of odd-shapes they make
  // nonsense: they take headers given as one text for a list of letters.
  test.each(sharedFiles('collections').filter((name) => !/\.v1\.|odd-shapes/.test(name)))(
    '%s says the same after their way through version 1',
    async (name) => {
      const json = readJson(name);
      const version = /v2\.0/.test(JSON.stringify(json['info'])) ? '2.0.0' : '2.1.0';
      const v1 = await transform(json, version, '1.0.0');
      expect(await gistOf(v1)).toStrictEqual(await gistOf(await transform(v1, '1.0.0', '2.1.0')));
    },
  );
});

describe('openapi-to-postmanv2', () => {
  interface Result {
    readonly result: boolean;
    readonly output?: readonly { readonly data: unknown }[];
  }

  function convert(description: string): Promise<JsonValue> {
    return new Promise((resolve, reject) => {
      const input = { type: 'string', data: description } as const;
      // Their default names folders by path; ours are by tag where there are tags.
      Converter.convertV2(
        input,
        { folderStrategy: 'Tags' } as never,
        (error: unknown, answer: unknown) => {
          const { output } = (answer ?? {}) as Result;
          if (error || !output?.[0])
            reject(new Error('The converter failed.', { cause: error ?? answer }));
          else resolve(JSON.parse(JSON.stringify(output[0].data)) as JsonValue);
        },
      );
    });
  }

  /** Method and path of each operation, with the names of its parameters and its authorization. */
  function operations(spec: NodeSpec, auth = spec.auth?.type): string[] {
    if (spec.kind !== 'http')
      return (spec.children ?? []).flatMap((child) => operations(child, auth));
    const { fields = {}, tables = {} } = spec;
    const names = (list: typeof tables.headers) =>
      [...new Set((list ?? []).map(({ key }) => key))].sort();
    const headers = names(tables.headers).filter(
      (name) => !/^(accept|content-type|cookie)$/i.test(name),
    );
    return [
      JSON.stringify([
        fields.method,
        fields.baseUrl,
        names(tables.params),
        names(tables.pathVariables),
        headers,
        [...names(tables.urlencoded), ...names(tables.formdata)],
        spec.auth?.type ?? auth ?? 'noauth',
      ]),
    ];
  }

  /**
   * Where their result inherits the authorization of the collection and ours does not: operations that need none
   * (`security: []`), and those with OpenID Connect, which they do not know.
   */
  function inheritMore(spec: NodeSpec): NodeSpec {
    const { auth, children = [], ...rest } = spec;
    const isOpenId = auth?.type === 'oauth2' && auth.params['oauth2']?.['authUrl'] === undefined;
    const inherits = spec.kind === 'http' && (auth?.type === 'noauth' || isOpenId);
    return { ...rest, ...(auth && !inherits ? { auth } : {}), children: children.map(inheritMore) };
  }

  const descriptions: Readonly<Record<string, string>> = {
    'OpenAPI 3.0': OPENAPI_3,
    'Swagger 2.0': SWAGGER_2,
    'OpenAPI 3.1': JSON.stringify({
      ...(parse(OPENAPI_3) as JsonObject),
      openapi: '3.1.0',
    }),
    'the pet shop in Swagger 2.0': PETSTORE_2,
    'the pet shop in OpenAPI 3.0': PETSTORE_3,
    'the pet shop in OpenAPI 3.1': PETSTORE_31,
    'a large one in OpenAPI 3.0': JSON.stringify(createOpenapi3(15)),
    'a large one in Swagger 2.0': JSON.stringify(createSwagger2(15)),
  };

  test.each(Object.entries(descriptions))(
    '%s has the same operations',
    async (_, description) => {
      const theirs = (await readFile('a.json', JSON.stringify(await convert(description))))
        .collections[0] as NodeSpec;
      const ours = (await readFile('a.json', description)).collections[0] as NodeSpec;
      expect(operations(inheritMore(ours)).sort()).toStrictEqual(operations(theirs).sort());
      expect(writeCollection(ours, { version: '2.1' })).toBeDefined();
    },
    20_000,
  );
});

/** Files that are no good: each is refused with words that say why, and nothing is made of them. */
import { strToU8, zipSync } from 'fflate';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, test } from 'vitest';
import type { NodeSpec } from '../model/content.ts';
import { readFile, readFiles } from './readFile.ts';
import { OPENAPI_3 } from './testing/apiSamples.ts';
import * as samples from './testing/samples.ts';
import { hasSharedData, readSharedFile } from './testing/sharedData.ts';

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return bytes;
}

async function refusal(content: Uint8Array | string): Promise<string> {
  try {
    await readFile('f', content);
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
  throw new Error('It was read.');
}

describe('refused', () => {
  test.each<[string, Uint8Array | string, RegExp]>([
    ['nothing', '', /^empty: f is empty/],
    ['an archive of nothing', zipSync({}), /^empty: f holds no file/],
    [
      'a cut collection',
      samples.COLLECTION.slice(0, -20),
      /^not-json: f stops at line 1, column \d+: /,
    ],
    [
      'a cut archive',
      samples.zipOf({ 'a.json': samples.COLLECTION }).subarray(0, 150),
      /^bad-zip: /,
    ],
    [
      'two documents',
      `${samples.COLLECTION}\n${samples.COLLECTION}`,
      /^not-json: f stops at line 2: .*end/,
    ],
    [
      'two documents of YAML',
      'openapi: 3.0.0\ninfo: {title: a}\n---\nopenapi: 3.0.0\n',
      /^not-yaml: f stops at line [34]: a second document begins/,
    ],
    [
      'an environment with a collection behind it',
      samples.ENVIRONMENT + samples.COLLECTION,
      /^not-json: f stops at line \d+.*: there is something behind the end/,
    ],
    ['spaces and line ends', ' \r\n\t\n', /^empty: /],
    ['a mark and nothing behind it', new Uint8Array([0xef, 0xbb, 0xbf]), /^empty: /],
    ['a web page behind a comment', '<!-- saved from url -->\n<html>', /^html: /],
    ['a web page in XHTML', '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html/>', /^html: /],
    ['XML of another kind', '<?xml version="1.0"?>\n<feed/>', /^unknown-format: /],
    ['more than 200 MB', new Uint8Array(200 * 1024 * 1024 + 1), /^too-large: /],
    ['a web page', '<!DOCTYPE html>\n<title>Log in</title>', /^html: f is a web page/],
    [
      'bytes',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]),
      /^binary: f is not a text file/,
    ],
    ['UTF-8 that is none', new Uint8Array([0x7b, 0xff, 0xff, 0x7d]), /^binary: /],
    ['Latin-1', new Uint8Array([0x7b, 0x22, 0xe4, 0x22, 0x7d]), /^binary: /],
    [
      'UTF-16 cut in a unit',
      utf16(samples.COLLECTION, true).subarray(0, -1),
      /^(binary|not-json): /,
    ],
    ['brackets without end', '['.repeat(100_000), /^(not-json|too-deep): /],
    ['100,000 levels', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), /^too-deep: /],
    [
      '100,000 levels of YAML',
      `openapi: 3.0.0\na: ${'['.repeat(100_000)}`,
      /^(too-deep|not-yaml): /,
    ],
    [
      '100,000 folders',
      '{"info":{},"item":[' + '{"item":['.repeat(100_000) + ']}'.repeat(100_000) + ']}',
      /^too-deep: /,
    ],
    [
      'aliases that multiply',
      `openapi: 3.0.0\na: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghij'.replaceAll(/./g, (name) => `${name}: &${name} [${`*${String.fromCharCode(name.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
      /^not-yaml: f cannot be read as YAML: its aliases stand for more/,
    ],
    ['an alias of nothing', 'openapi: 3.0.0\na: *b', /^not-yaml: /],
    ['an alias inside its anchor', 'openapi: 3.0.0\ninfo: &a {x: *a}', /^(too-deep|not-yaml): /],
    ['broken YAML', 'openapi: 3.0.0\ninfo: {', /^not-yaml: f stops at line \d/],
    ['a schema that breaks off', 'type Query {\n  a: [', /^bad-graphql: f stops at line 2: /],
    [
      'a schema without queries',
      'type A { b: Int }',
      /^bad-graphql: .*neither queries nor mutations/,
    ],
    [
      'a block that is not closed',
      'meta {\n  name: a\n',
      /^bad-bru: f stops at line 1: the block "meta" is not closed/,
    ],
    ['a cURL command without an end', "curl 'https://x", /^bad-curl: /],
    ['a list of numbers', '[1]', /^unknown-format: /],
    [
      'an export of another program',
      '{"photos": [], "albums": []}',
      /^unknown-format: .*"photos", "albums"/,
    ],
  ])('%s', async (_, content, message) => {
    expect(await refusal(content)).toMatch(message);
  });

  test('what unpacks to too much, whatever it says of its size', async () => {
    const bomb = zipSync({ 'a.json': new Uint8Array(40 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal(bomb)).toMatch(/^too-large: f unpacks to more than \d+ MB/);
    // The size in the local header is a lie; what comes out is counted.
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(22, 10, true);
    expect(await refusal(bomb)).toMatch(/^too-large: /);
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}`, '']));
    expect(await refusal(samples.zipOf(many))).toMatch(
      /^too-large: f unpacks to more than 10000 files/,
    );
  });

  test.each(['../../etc/passwd', '/etc/passwd', 'a/../../b', 'C:\\x', '..\\x', 'a\0b'])(
    'a name that leads out of the archive: %j',
    async (path) => {
      const zip = zipSync({ 'good.json': strToU8(samples.COLLECTION), [path]: strToU8('x') });
      expect(await refusal(zip)).toMatch(/^unsafe-path: f holds a file whose name leads out/);
    },
  );

  test('an archive in an archive is not opened', async () => {
    const inner = samples.zipOf({ 'a.json': samples.COLLECTION });
    const outer = zipSync({ 'inner.zip': inner, 'b.json': strToU8(samples.ENVIRONMENT) });
    expect(await readFile('f', outer)).toMatchObject({
      collections: [],
      environments: [{ name: 'Env' }],
      report: { leftOut: [{ path: 'inner.zip', message: 'inner.zip is a zip archive.' }] },
    });
  });
});

describe('read all the same', () => {
  test.each([
    ['UTF-8 with a mark', encodeUtf8(`\uFEFF${samples.COLLECTION}`)],
    ['UTF-16 LE', utf16(samples.COLLECTION, true)],
    ['UTF-16 LE with a mark', utf16(`\uFEFF${samples.COLLECTION}`, true)],
    ['UTF-16 BE', utf16(samples.COLLECTION, false)],
    ['UTF-16 BE with a mark', utf16(`\uFEFF${samples.COLLECTION}`, false)],
  ])('%s', async (_, bytes) => {
    expect((await readFile('f', bytes)).collections).toMatchObject([{ name: 'Small' }]);
  });

  test('UTF-16 of other formats', async () => {
    expect((await readFile('f', utf16(OPENAPI_3, true))).format).toBe('openapi-3');
    expect((await readFile('f', utf16('curl https://x', false))).format).toBe('curl');
  });

  test('ids that occur twice, in files with ids', async () => {
    const { collections } = await readFile(
      'f',
      '{"info": {"_postman_id": "a"}, "item": [{"id": "x", "name": "1"}, {"id": "x", "name": "2"}]}',
    );
    expect(collections[0]?.children).toMatchObject([
      { name: '1', fileId: 'x' },
      { name: '2', fileId: 'x' },
    ]);
    const doubled = JSON.parse(samples.INSOMNIA_4) as { resources: Record<string, unknown>[] };
    for (const resource of doubled.resources)
      if (resource['_type'] === 'request') resource['_id'] = 'same';
    expect((await readFile('f', JSON.stringify(doubled))).report.counts.requests).toBe(2);
    const folders = doubled.resources.filter(({ _type }) => _type === 'request_group');
    doubled.resources.push(...folders.map((folder) => ({ ...folder, name: 'Twin' })));
    expect((await readFile('f', JSON.stringify(doubled))).report.counts.requests).toBe(2);
  });

  test('ids that occur twice in a collection of version 1, and folders in each other', async () => {
    const folder = (id: string, inside: string) => ({
      id,
      name: id,
      order: [],
      folders_order: [inside],
    });
    const request = (id: string, name: string, inside?: string) => ({
      id,
      name,
      url: 'x',
      folder: inside,
    });
    const file = {
      id: 'c',
      name: 'C',
      order: ['r', 'r'],
      folders_order: ['a'],
      folders: [folder('a', 'b'), folder('b', 'a'), folder('c', 'c'), folder('a', 'a')],
      requests: [
        request('r', '1'),
        request('r', '2'),
        request('s', '3', 'b'),
        request('t', '4', 'c'),
      ],
    };
    const { report } = await readFile('f', JSON.stringify(file));
    expect(report.counts).toMatchObject({ folders: 4, requests: 4 });
    const dump = { version: 1, collections: [file, file], environments: [] };
    expect((await readFile('f', JSON.stringify(dump))).report.counts).toMatchObject({
      requests: 8,
    });
  });

  test('folders of Insomnia that lie in each other, and requests in them', async () => {
    const file = {
      _type: 'export',
      resources: [
        { _id: 'w', _type: 'workspace', parentId: null, name: 'W' },
        { _id: 'a', _type: 'request_group', parentId: 'b', name: 'A' },
        { _id: 'b', _type: 'request_group', parentId: 'a', name: 'B' },
        { _id: 'r', _type: 'request', parentId: 'a', name: 'R', url: 'x' },
      ],
    };
    const { report } = await readFile('f', JSON.stringify(file));
    expect(report.counts).toMatchObject({ requests: 1 });
  });

  test.each(['__proto__', 'constructor', 'prototype'])(
    'fields named %s in every format',
    async (key) => {
      const hostile = `"${key}": {"polluted": 1}`;
      const texts = [
        `{${hostile}, "openapi": "3.0.0", "info": {${hostile}}, "paths": {"/a": {"get": {${hostile}}}, ${hostile}}}`,
        `{${hostile}, "log": {"entries": [{"request": {"url": "x", ${hostile}}, ${hostile}}]}}`,
        `{"_type": "export", "resources": [{"_type": "workspace", "_id": "w", ${hostile}}, {"_type": "environment", "parentId": "w", "data": {${hostile}, "a": 1}}]}`,
        `{"v": 1, "name": "h", "folders": [], "requests": [{"name": "r", "endpoint": "x", ${hostile}}]}`,
        `openapi: 3.0.0\ninfo: {title: t}\npaths: {${key}: {get: {}}, /a: {get: {${key}: {polluted: 1}}}}\n`,
        `type Query { ${key}: Int, a(${key}: In): Int } input In { ${key}: Int }`,
        `get {\n  url: https://x\n}\nheaders {\n  ${key}: polluted\n}`,
        `curl https://x -H '${key}: polluted'`,
      ];
      for (const text of texts) {
        const { collections, requests, environments } = await readFile('f', text);
        expect(collections.length + requests.length + environments.length).toBe(1);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        expect(JSON.stringify([collections, environments])).not.toContain('polluted');
      }
    },
  );
});

test.skipIf(!hasSharedData)('a real zip dump', async () => {
  const parsed = await readFile('dump.zip', readSharedFile('dumps', 'dump.zip'));
  expect(parsed.collections).toHaveLength(7);
  expect(parsed.environments).toHaveLength(6);
  expect(parsed.report.leftOut).toStrictEqual([]);
});

test('a whole folder with a bad file in it leaves the good ones', async () => {
  const results = await readFiles([
    { name: 'bad.bru', content: 'meta {\n' },
    { name: 'photo.png', content: new Uint8Array([0x89, 0x50, 0, 0]) },
    { name: 'ok/c.json', content: samples.COLLECTION },
  ]);
  expect(results.map(({ name, error }) => [name, error?.code ?? null])).toStrictEqual([
    ['bad.bru', 'bad-bru'],
    ['photo.png', 'binary'],
    ['ok/c.json', null],
  ]);
  const specs: readonly NodeSpec[] = results.flatMap(({ parsed }) => parsed?.collections ?? []);
  expect(specs).toHaveLength(1);
});

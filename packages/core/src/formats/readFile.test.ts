import { encodeUtf8 } from 'lib0/string';
import { describe, expect, test } from 'vitest';
import { readFile } from './readFile.ts';
import { MAX_FILE_BYTES } from './text/toText.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

const NOT_KNOWN =
  'orders.json is no collection, environment, data dump, API description, cURL command or other file that can be read. Nothing was imported.';

describe('a file that cannot be read says why, and where', () => {
  test.each([
    ['empty', '', 'orders.json is empty. Nothing was imported.'],
    ['empty', ' \n\uFEFF', 'orders.json is empty. Nothing was imported.'],
    [
      'not-json',
      `{${'\n'.repeat(213)}"b": 1\n"c": 2}`,
      'orders.json stops at line 215: a comma or } is missing. Nothing was imported.',
    ],
    [
      'not-json',
      '{"info": {}, "item": [}',
      'orders.json stops at line 1, column 23: a value is missing. Nothing was imported.',
    ],
    [
      'html',
      '\n<!DOCTYPE html><html></html>',
      'orders.json is a web page, not an export: perhaps a log-in page was saved in its place. Nothing was imported.',
    ],
    ['unknown-format', 'hello', NOT_KNOWN],
    ['unknown-format', '[1, 2]', NOT_KNOWN],
    ['unknown-format', '{"b": 1, "a": {}}', NOT_KNOWN.replace('. ', '. Its fields are "b", "a". ')],
    [
      'bad-shape',
      '{"openapi": "3.1.0"}',
      'orders.json: info is not an object. Nothing was imported.',
    ],
    [
      'bad-shape',
      `{"info": {"schema": "${SCHEMA}"}}`,
      'orders.json: item is not a list. Nothing was imported.',
    ],
    [
      'bad-shape',
      '{"info": {}, "item": [{}, {"item": [{"item": 7}]}]}',
      'orders.json: item[1].item[0].item is not a list. Nothing was imported.',
    ],
    [
      'bad-shape',
      '{"info": {}, "item": [{"item": [null]}]}',
      'orders.json: item[0].item[0] is not an object. Nothing was imported.',
    ],
    [
      'bad-shape',
      '{"name": "e", "values": [1]}',
      'orders.json: values[0] is not an object. Nothing was imported.',
    ],
    [
      'bad-shape',
      '{"version": 2, "collections": []}',
      'orders.json: version is not 1. Nothing was imported.',
    ],
    [
      'bad-curl',
      "curl 'http://x",
      'The command has a quotation mark that is not closed. Paste the whole command. Nothing was imported.',
    ],
    ['bad-curl', 'curl -v', 'The cURL command has no URL. Nothing was imported.'],
  ])('%s %#', async (code, text, message) => {
    await expect(readFile('orders.json', text)).rejects.toThrow(
      expect.objectContaining({ code, message }),
    );
    await expect(readFile('orders.json', encodeUtf8(text))).rejects.toThrow(
      expect.objectContaining({ code, message }),
    );
  });

  test('too-deep, whether the engine could parse it or not', async () => {
    for (const depth of [1001, 100_000]) {
      const text = `{"info": {}, "item": ${'['.repeat(depth)}${']'.repeat(depth)}}`;
      await expect(readFile('a.json', text)).rejects.toThrow(
        expect.objectContaining({ code: 'too-deep' }),
      );
    }
  });

  test('folders down to the permitted depth are read', async () => {
    let item = '{"name": "leaf"}';
    for (let i = 0; i < 490; i++) item = `{"item": [${item}]}`;
    expect(
      (await readFile('a.json', `{"info": {}, "item": [${item}]}`)).report.counts,
    ).toMatchObject({
      folders: 490,
      requests: 1,
    });
  });

  test('too-large', async () => {
    // Only the length is looked at before the limit: no 200 MB are made here.
    const huge = { length: MAX_FILE_BYTES + 1 } as unknown as Uint8Array;
    await expect(readFile('a.json', huge)).rejects.toThrow(
      expect.objectContaining({
        code: 'too-large',
        message:
          'a.json is larger than 200 MB, which is the most that can be read. Nothing was imported.',
      }),
    );
  });
});

describe('fields that lead to a prototype', () => {
  const hostile = (key: string) =>
    `{"info": {"name": "c", "${key}": {"polluted": 1}}, "${key}": {"polluted": 1}, ` +
    `"item": [{"name": "r", "${key}": 1, "request": {"url": "x", "header": [{"key": "${key}", "${key}": 2}], ` +
    `"auth": {"type": "${key}", "${key}": [{"key": "${key}", "value": 3}], "basic": {"${key}": 4}}}}]}`;

  test.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])(
    '%s is left out, reported, and pollutes nothing',
    async (key) => {
      const parsed = await readFile('a.json', hostile(key));
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(JSON.stringify(parsed.collections)).not.toContain('polluted');
      expect(parsed.report.leftOut).toMatchObject([{ count: 6 }]);
    },
  );

  test('as the key of a row or the type of authorization they are texts like others', async () => {
    const [request] =
      (await readFile('a.json', hostile('__proto__'))).collections[0]?.children ?? [];
    expect(request?.tables?.headers).toMatchObject([{ key: '__proto__', value: '' }]);
    expect(request?.auth?.type).toBe('__proto__');
  });
});

test('a collection wrapped by an API is unwrapped', async () => {
  const text = '{"collection": {"info": {"name": "c"}, "item": []}}';
  expect(await readFile('a.json', text)).toMatchObject({
    format: 'collection-2.1',
    collections: [{ name: 'c' }],
  });
});

test('the report says once what it has to say often', async () => {
  const item = '{"name": "r", "request": "x", "vendor": {"a": 1}}';
  const { report } = await readFile(
    'a.json',
    `{"info": {"name": "c"}, "item": [${item}, ${item}]}`,
  );
  expect(report.kept).toStrictEqual([
    {
      path: 'item[0].vendor',
      message: '"vendor" is not understood; it is kept and exported again.',
      count: 2,
    },
  ]);
});

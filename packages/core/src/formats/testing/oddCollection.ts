/** Random collections: mostly of the right shape, everywhere with unknown fields and leaves of odd types. */
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../model/json.ts';

type Arb = fc.Arbitrary<JsonValue>;
type Version = '2.0' | '2.1';

const word = fc.oneof(
  fc.constantFrom('', 'a', 'value', '{{var}}', 'é ✓', 'a\nb', 'x:y'),
  fc.string({ maxLength: 8 }),
);
const odd: Arb = fc.oneof(
  fc.constantFrom<JsonValue>(null, 0, 42, true, false, '', [], {}),
  fc.constantFrom<JsonValue>(
    [null],
    ['x'],
    [[]],
    { content: 7 },
    { content: '' },
    { raw: null },
    { key: 'k' },
  ),
);

/** Usually what it should be, sometimes something else. */
function mostly(usual: Arb): Arb {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

/** An object whose fields are each there or not, with unknown ones among them. */
function object(
  fields: Record<string, Arb>,
  required: readonly string[] = [],
): fc.Arbitrary<JsonObject> {
  const all: Record<string, Arb> = { ...fields, x_unknown: fc.oneof<Arb[]>(odd, word) };
  return fc.record(all, { requiredKeys: [...required] }) as fc.Arbitrary<JsonObject>;
}

const optionalText = mostly(word);
const description = mostly(
  fc.oneof(word, object({ content: word, type: fc.constant('text/markdown'), version: word })),
);
const row = object(
  {
    id: word,
    key: optionalText,
    value: mostly(word),
    type: fc.constantFrom('text', 'file', 'string', 'secret'),
    src: fc.constantFrom<JsonValue>('/a', ['/a', '/b'], null),
    contentType: word,
    disabled: fc.constantFrom<JsonValue>(true, false, 'true'),
    description,
  },
  [],
);
const rows = mostly(fc.array(row, { maxLength: 3 }));
const headerText = fc.array(fc.constantFrom('A: b', 'Content-Type: x/y', 'Lone', ': v'), {
  maxLength: 3,
});
const headers = mostly(
  fc.oneof(
    rows,
    headerText,
    headerText.map((lines) => lines.join('\r\n')),
  ),
);

const rawUrl = fc.constantFrom(
  '',
  'https://example.com',
  'https://example.com/',
  'http://u:p@a.b.example.com:8080/x/:id/?q=1&r#frag',
  '{{base.url}}/a//b?x={{y?z}}&x=2',
  'localhost:{{port}}/p',
  '/only/path',
  'http://[::1]:80/x',
  '?q=1',
  'http://x/?',
  'weird :// ?? ## &&',
);
const segments = fc.array(fc.constantFrom('a', ':id', '', '{{v}}', 'x.y'), { maxLength: 3 });
const urlObject = object({
  raw: mostly(rawUrl),
  protocol: mostly(fc.constantFrom('http', 'https', '{{p}}')),
  host: mostly(fc.oneof(segments, word, fc.constant<JsonValue>(['example', 'com']))),
  path: mostly(fc.oneof(segments, word, fc.constant<JsonValue>([{ type: 'string', value: 'p' }]))),
  port: mostly(fc.constantFrom('80', '{{port}}')),
  hash: optionalText,
  query: mostly(fc.oneof(rows, fc.constantFrom<JsonValue>('a=b&c', ['a=b', { key: 'c' }]))),
  variable: rows,
  description,
});
const url = mostly(fc.oneof(rawUrl, urlObject));

const body = mostly(
  object({
    mode: mostly(
      fc.constantFrom('raw', 'urlencoded', 'formdata', 'file', 'graphql', 'none', 'new'),
    ),
    raw: optionalText,
    urlencoded: mostly(fc.oneof(rows, fc.constantFrom('a=b&c', 'x=1'))),
    formdata: rows,
    file: mostly(object({ src: mostly(word), content: word })),
    graphql: mostly(
      object({
        query: optionalText,
        variables: mostly(fc.oneof(word, fc.constant({ a: 1 }))),
        operationName: optionalText,
      }),
    ),
    options: mostly(
      object({ raw: mostly(object({ language: mostly(word), headerFamily: word })), other: odd }),
    ),
    disabled: fc.boolean(),
  }),
);

const authParams = mostly(
  fc.oneof(
    fc.array(
      object(
        { key: fc.constantFrom('username', 'password', 'token'), value: mostly(word), type: word },
        ['key'],
      ),
      {
        maxLength: 3,
      },
    ),
    fc.dictionary(fc.constantFrom('username', 'password', 'a.b'), mostly(word), {
      maxKeys: 2,
      noNullPrototype: true,
    }) as Arb,
  ),
);
const auth = mostly(
  object({
    type: mostly(fc.constantFrom('basic', 'bearer', 'noauth', 'inherit', 'a.b')),
    basic: authParams,
    bearer: authParams,
    'a.b': authParams,
  }),
);

const exec = mostly(fc.oneof(word, fc.array(word, { maxLength: 3 })));
const event = mostly(
  object({
    id: word,
    listen: mostly(fc.constantFrom('test', 'prerequest', 'other', 'constructor')),
    disabled: fc.boolean(),
    script: mostly(
      fc.oneof(exec, object({ id: word, type: word, exec, src: word, packages: odd })),
    ),
  }),
);
const events = mostly(fc.array(event, { maxLength: 3 }));
const settings = mostly(
  object({ strictSSL: fc.boolean(), followRedirects: odd, maxRedirects: fc.nat() }),
);

const response = mostly(
  object({
    id: word,
    name: optionalText,
    originalRequest: mostly(object({ url, header: headers })),
    status: optionalText,
    code: mostly(fc.constantFrom(200, 404)),
    _postman_previewlanguage: optionalText,
    header: headers,
    cookie: odd,
    responseTime: odd,
    body: mostly(fc.oneof(word, fc.constant('x'.repeat(70_000)))),
  }),
);
const request = mostly(
  fc.oneof(
    rawUrl,
    object({
      method: mostly(fc.constantFrom('GET', 'POST', 'post', '')),
      url,
      header: headers,
      body,
      auth,
      description,
    }),
  ),
);
const leaf = object({
  name: optionalText,
  id: mostly(word),
  _postman_id: mostly(word),
  description,
  request,
  event: events,
  response: mostly(fc.array(response, { maxLength: 2 })),
  protocolProfileBehavior: settings,
  _scratchpad: fc.constantFrom<JsonValue>(
    { kind: 'ws' },
    { kind: 'ws', message: 'm', settings: { a: 1 }, y: 2 },
    { kind: 'later' },
    7,
  ),
});
const folder = (item: fc.Arbitrary<JsonObject>) =>
  object(
    {
      name: optionalText,
      id: word,
      description,
      item: fc.array(item, { maxLength: 3 }),
      event: events,
      auth,
      request,
      variable: rows,
      protocolProfileBehavior: settings,
    },
    ['item'],
  );
const item = fc.oneof(
  { weight: 3, arbitrary: leaf },
  { weight: 1, arbitrary: folder(fc.oneof(leaf, folder(leaf))) },
);

/** A collection of the version; its structure is right, all else may be odd. */
export function oddCollection(version: Version): fc.Arbitrary<JsonObject> {
  const schema = `https://schema.getpostman.com/json/collection/v${version}.0/collection.json`;
  return object(
    {
      info: object(
        {
          name: optionalText,
          _postman_id: optionalText,
          id: optionalText,
          description,
          schema: fc.constant(schema),
        },
        ['schema'],
      ),
      item: fc.array(item, { maxLength: 4 }),
      event: events,
      auth,
      variable: rows,
      protocolProfileBehavior: settings,
    },
    ['info', 'item'],
  );
}

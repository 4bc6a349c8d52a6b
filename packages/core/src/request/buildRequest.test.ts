import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Auth, HttpContent, Row, RowInput } from '../model/content.ts';
import { createNodeId, createRowId } from '../model/ids.ts';
import type { JsonObject } from '../model/json.ts';
import { rowsToScope, type Scopes } from '../variables/scopes.ts';
import { buildRequest, type RequestSource } from './buildRequest.ts';
import { headerText } from './latin1.ts';

const NO_AUTH: Auth = { type: 'noauth', params: {} };

function row(input: RowInput): Row {
  return {
    value: '',
    enabled: true,
    description: '',
    extra: {},
    ...input,
    id: createRowId(),
  };
}

function rows(...inputs: readonly RowInput[]): readonly Row[] {
  return inputs.map(row);
}

function content(patch: Partial<HttpContent> = {}): HttpContent {
  return {
    id: createNodeId(),
    kind: 'http',
    name: 'Test',
    unknown: {},
    fileId: undefined,
    method: 'POST',
    baseUrl: 'http://localhost/a',
    fragment: null,
    params: [],
    pathVariables: [],
    headers: [],
    auth: NO_AUTH,
    bodyMode: 'none',
    bodyLanguage: 'text',
    urlencoded: [],
    formdata: [],
    bodyFile: null,
    graphqlOperation: null,
    settings: {},
    ...patch,
  };
}

function scopes(values: Readonly<Record<string, string>>): Scopes {
  return {
    environment: rowsToScope(
      'environment',
      rows(...Object.entries(values).map(([key, value]) => ({ key, value }))),
    ),
  };
}

function build(patch: Partial<HttpContent>, more: Partial<RequestSource> = {}) {
  return buildRequest({
    content: content(patch),
    texts: { body: '', graphqlQuery: '', graphqlVariables: '' },
    auth: NO_AUTH,
    scopes: {},
    id: 'x',
    boundary: 'B',
    ...more,
  });
}

const urlOf = (patch: Partial<HttpContent>, more: Partial<RequestSource> = {}) =>
  build(patch, more).head.url;

describe('URL', () => {
  it('fills path variables first, then replaces variables', () => {
    const patch = {
      baseUrl: '{{base}}/users/:id',
      pathVariables: rows({ key: 'id', value: '{{user}}' }),
    };
    expect(urlOf(patch, { scopes: scopes({ base: 'https://h', user: 'a/b c' }) })).toBe(
      'https://h/users/a%2Fb%20c',
    );
  });

  it('adds http:// when there is no scheme', () => {
    expect(urlOf({ baseUrl: 'localhost:4010/x' })).toBe('http://localhost:4010/x');
    expect(urlOf({ baseUrl: '{{base}}' }, { scopes: scopes({ base: 'HTTPS://h/' }) })).toBe(
      'HTTPS://h/',
    );
  });

  it('encodes what is unsafe and leaves what is encoded or reserved', () => {
    const params = rows(
      { key: 'q', value: 'a b&c=d' },
      { key: 'enc', value: '%20+/:@' },
      { key: 'ü', value: '€' },
      { key: 'flag', value: null },
      { key: 'off', value: '1', enabled: false },
    );
    expect(urlOf({ baseUrl: 'http://h/a b/%7e', params })).toBe(
      'http://h/a%20b/%7e?q=a%20b%26c=d&enc=%20+/:@&%C3%BC=%E2%82%AC&flag',
    );
  });

  it("keeps the field's form of a Unix socket", () => {
    const params = rows({ key: 'q', value: 'a b' });
    expect(build({ baseUrl: 'http://unix:/run/my app.sock:/v1/x', params }).head.url).toBe(
      'http://unix:/run/my%20app.sock:/v1/x?q=a%20b',
    );
  });

  it('sends as written when encoding is off', () => {
    const params = rows({ key: 'q', value: 'a b' });
    expect(urlOf({ baseUrl: 'http://h/a b', params, settings: { disableUrlEncoding: true } })).toBe(
      'http://h/a b?q=a b',
    );
  });

  it('keeps a query that the base URL brings from a variable', () => {
    const params = rows({ key: 'b', value: '2' });
    expect(
      urlOf({ baseUrl: '{{base}}', params }, { scopes: scopes({ base: 'http://h/p?a=1 1' }) }),
    ).toBe('http://h/p?a=1%201&b=2');
  });

  it('any parameter arrives as it was written, and encoding twice is encoding once', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((s) => s.isWellFormed() && !/[%+{}]/.test(s));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 6 }), (pairs) => {
        const params = rows(...pairs.map(([key, value]) => ({ key, value })));
        const url = urlOf({ baseUrl: 'http://h/', params });
        const query = url.slice(url.indexOf('?') + 1);
        const read =
          pairs.length === 0
            ? []
            : query.split('&').map((part) => {
                const equals = part.indexOf('=');
                return [
                  decodeURIComponent(part.slice(0, equals)),
                  decodeURIComponent(part.slice(equals + 1)),
                ];
              });
        expect(read).toEqual(pairs);
      }),
    );
  });
});

describe('headers', () => {
  it('keeps order, case and duplicates, and drops disabled ones', () => {
    const headers = rows(
      { key: 'x-B', value: '1' },
      { key: 'X-a', value: '{{v}}' },
      { key: 'x-b', value: '3' },
      { key: 'X-Off', value: '4', enabled: false },
    );
    expect(build({ headers }, { scopes: scopes({ v: '2' }) }).head.headers).toEqual([
      ['x-B', '1'],
      ['X-a', '2'],
      ['x-b', '3'],
    ]);
  });

  it('sends text that is not latin1 as UTF-8, without line ends', () => {
    const [[, value] = ['', '']] =
      build({ headers: rows({ key: 'a', value: '日\r\nX: 1' }) }).head.headers ?? [];
    expect(headerText(value)).toBe('日 X: 1');
  });

  it('names what has no value', () => {
    const built = build({
      baseUrl: '{{base}}/x',
      headers: rows({ key: 'a', value: '{{b}}{{b}}' }),
    });
    expect(built.unresolved).toEqual(['base', 'b']);
  });

  it('lists automatic headers with those switched off and overridden', () => {
    const built = build({
      headers: rows({ key: 'user-agent', value: 'me' }),
      settings: { disabledSystemHeaders: { accept: true } },
    });
    const state = Object.fromEntries(built.automaticHeaders.map(({ name, off }) => [name, off]));
    expect(state).toMatchObject({
      'User-Agent': 'overridden',
      Accept: 'switched-off',
      'Accept-Encoding': null,
    });
    expect(built.head.automaticHeadersOff).toEqual(['Accept']);
  });
});

describe('body', () => {
  const raw = (bodyLanguage: string, patch: Partial<HttpContent> = {}) =>
    build(
      { bodyMode: 'raw', bodyLanguage, ...patch },
      {
        texts: { body: '{"a":{{n}}}', graphqlQuery: '', graphqlVariables: '' },
        scopes: scopes({ n: '1' }),
      },
    );

  it('gives raw its type by language, unless the request has one', () => {
    expect(raw('json').body?.parts).toEqual(['{"a":1}']);
    expect(raw('json').head.headers).toEqual([['Content-Type', 'application/json']]);
    expect(
      raw('json', { headers: rows({ key: 'content-type', value: 'a/b' }) }).head.headers,
    ).toEqual([['content-type', 'a/b']]);
    expect(
      raw('json', { settings: { disabledSystemHeaders: { 'content-type': true } } }).head.headers,
    ).toEqual([]);
  });

  it('leaves it out of a GET and says so, unless told otherwise', () => {
    expect(raw('json', { method: 'GET' })).toMatchObject({
      body: null,
      head: { hasBody: false },
      notes: [expect.any(String)],
    });
    expect(
      raw('json', { method: 'GET', settings: { disableBodyPruning: true } }).head.hasBody,
    ).toBe(true);
  });

  it('writes urlencoded forms', () => {
    const urlencoded = rows(
      { key: 'a b', value: 'ü&=' },
      { key: '', value: '' },
      { key: 'x', value: '1', enabled: false },
    );
    expect(build({ bodyMode: 'urlencoded', urlencoded }).body?.parts).toEqual(['a+b=%C3%BC%26%3D']);
  });

  it('is none for a form without a field', () => {
    for (const bodyMode of ['urlencoded', 'formdata'] as const)
      expect(build({ bodyMode })).toMatchObject({ body: null, head: { headers: [] } });
  });

  it('gives a file the type of its name', () => {
    const typeOf = (bodyFile: string) => build({ bodyMode: 'file', bodyFile }).head.headers;
    expect(typeOf('a.JSON')).toEqual([['Content-Type', 'application/json']]);
    expect(typeOf('a.constructor')).toEqual([['Content-Type', 'application/octet-stream']]);
  });

  it('keeps the digits of GraphQL variables', () => {
    const texts = {
      body: '',
      graphqlQuery: '{ a }',
      graphqlVariables: '{"id": 12345678901234567890}',
    };
    const [text] = build({ bodyMode: 'graphql' }, { texts }).body?.parts ?? [];
    expect(text).toBe('{"query":"{ a }","variables":{"id": 12345678901234567890}}');
  });

  it('writes form data with texts, types, and several files per row', () => {
    const file = row({ key: 'f"', extra: { type: 'file', src: ['a.txt', '/tmp/b.bin'] } });
    const formdata = [row({ key: 't', value: 'v', extra: { contentType: 'text/x' } }), file];
    const built = build({ bodyMode: 'formdata', formdata });
    expect(built.head.headers).toEqual([['Content-Type', 'multipart/form-data; boundary=B']]);
    expect(built.body?.parts).toEqual([
      '--B\r\nContent-Disposition: form-data; name="t"\r\nContent-Type: text/x\r\n\r\nv\r\n' +
        '--B\r\nContent-Disposition: form-data; name="f%22"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n',
      { row: file.id, name: 'a.txt' },
      '\r\n--B\r\nContent-Disposition: form-data; name="f%22"; filename="b.bin"\r\nContent-Type: application/octet-stream\r\n\r\n',
      { row: file.id, name: '/tmp/b.bin' },
      '\r\n--B--\r\n',
    ]);
  });

  it('writes GraphQL as JSON with its one operation', () => {
    const texts = { body: '', graphqlQuery: 'query Q { a }', graphqlVariables: '{"x":1}' };
    const [text] = build({ bodyMode: 'graphql' }, { texts }).body?.parts ?? [];
    expect(JSON.parse(text as string)).toEqual({
      query: 'query Q { a }',
      variables: { x: 1 },
      operationName: 'Q',
    });
    expect(
      build({ bodyMode: 'graphql' }, { texts: { ...texts, graphqlVariables: '{' } }).notes,
    ).toHaveLength(1);
  });

  it('names the GraphQL operation that is chosen, else the first, and says so', () => {
    const texts = {
      body: '',
      graphqlQuery: 'query A { a }\n# query No { a }\nmutation B { b }\nfragment F on A { a }',
      graphqlVariables: '',
    };
    const nameOf = (graphqlOperation: string | null) => {
      const built = build({ bodyMode: 'graphql', graphqlOperation }, { texts });
      const [text] = built.body?.parts ?? [];
      return [(JSON.parse(text as string) as JsonObject)['operationName'], built.notes.length];
    };
    expect(nameOf('B')).toEqual(['B', 0]);
    expect(nameOf(null)).toEqual(['A', 1]);
    expect(nameOf('Gone')).toEqual(['A', 1]);
  });
});

describe('authorization', () => {
  const withAuth = (
    type: string,
    params: Record<string, string>,
    patch: Partial<HttpContent> = {},
  ) => build(patch, { auth: { type, params: { [type]: params } }, scopes: scopes({ t: 'tok' }) });

  it('applies bearer, basic in UTF-8, and API keys in header or query', () => {
    expect(withAuth('bearer', { token: '{{t}}' }).head.headers).toEqual([
      ['Authorization', 'Bearer tok'],
    ]);
    expect(withAuth('basic', { username: 'ü', password: '€' }).head.headers).toEqual([
      ['Authorization', 'Basic w7w64oKs'],
    ]);
    expect(withAuth('apikey', { key: 'k', value: 'v' }).head.headers).toEqual([['k', 'v']]);
    expect(
      withAuth(
        'apikey',
        { key: 'k', value: 'a b', in: 'query' },
        { params: rows({ key: 'z', value: '1' }) },
      ).head.url,
    ).toBe('http://localhost/a?z=1&k=a%20b');
  });

  it('takes the place of an Authorization header in the table', () => {
    const headers = rows({ key: 'authorization', value: 'old' });
    expect(withAuth('bearer', { token: 'new' }, { headers }).head.headers).toEqual([
      ['Authorization', 'Bearer new'],
    ]);
  });

  it('says so when a type is not supported', () => {
    expect(withAuth('hawk', {}).notes[0]).toContain('Hawk');
  });
});

describe('settings', () => {
  it("translates the field's names", () => {
    const settings = {
      followRedirects: false,
      strictSSL: false,
      maxRedirects: 3,
      followOriginalHttpMethod: true,
      followAuthorizationHeader: true,
      removeRefererHeaderOnRedirect: true,
      disableCookies: true,
      protocolVersion: 'http2',
      requestTimeout: 1500,
    };
    expect(build({ settings }).head.settings).toMatchObject({
      followRedirects: false,
      verifyTls: false,
      maxRedirects: 3,
      keepMethodOnRedirect: true,
      keepAuthOnRedirect: true,
      refererOnRedirect: false,
      sendCookies: false,
      storeCookies: false,
      httpVersion: '2',
      timeoutMs: 1500,
    });
  });

  it('ignores values of the wrong type', () => {
    expect(
      build({ settings: { maxRedirects: 'many', strictSSL: 'no' } }).head.settings,
    ).toMatchObject({ maxRedirects: 10, verifyTls: true });
  });
});

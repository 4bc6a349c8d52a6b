import { describe, expect, it } from 'vitest';
import type { Auth, HttpContent, Row, RowInput } from '../model/content.ts';
import { createNodeId, createRowId } from '../model/ids.ts';
import type { RequestSource } from '../request/buildRequest.ts';
import { rowsToScope } from '../variables/scopes.ts';
import {
  listLanguages,
  listOptions,
  type SnippetTarget,
  toSnippetRequest,
  writeSnippet,
} from './index.ts';

const NO_AUTH: Auth = { type: 'noauth', params: {} };
const CURL: SnippetTarget = { language: 'curl', variant: 'cURL' };

function rows(...inputs: readonly RowInput[]): readonly Row[] {
  return inputs.map((input) => ({
    value: '',
    enabled: true,
    description: '',
    extra: {},
    ...input,
    id: createRowId(),
  }));
}

/** A request with something of everything that is easily lost on the way. */
function source(
  patch: Partial<HttpContent> = {},
  more: Partial<Omit<RequestSource, 'content'>> = {},
): RequestSource {
  return {
    content: {
      id: createNodeId(),
      kind: 'http',
      name: 'Test',
      unknown: {},
      fileId: undefined,
      method: 'POST',
      baseUrl: '{{base url}}/v2/a b/:id',
      fragment: null,
      params: rows(
        { key: 'q', value: 'a&b=c {{what}}' },
        { key: 'flag', value: null },
        { key: 'grüße', value: '100%' },
        { key: 'off', value: 'x', enabled: false },
      ),
      pathVariables: rows({ key: 'id', value: '{{id}}' }),
      headers: rows(
        { key: 'X-Note', value: `it's "quoted"` },
        { key: 'X-Off', value: 'x', enabled: false },
      ),
      auth: NO_AUTH,
      bodyMode: 'raw',
      bodyLanguage: 'json',
      urlencoded: [],
      formdata: [],
      bodyFile: null,
      graphqlOperation: null,
      settings: {},
      ...patch,
    },
    texts: { body: '{"note": "one {{what}}"}', graphqlQuery: '', graphqlVariables: '' },
    auth: NO_AUTH,
    scopes: 'keep',
    id: 'x',
    ...more,
  };
}

const FILLED = {
  environment: rowsToScope(
    'environment',
    rows(
      { key: 'base url', value: 'http://api.example:8080' },
      { key: 'id', value: '7' },
      { key: 'what', value: 'thing' },
    ),
  ),
};

const targets = listLanguages().flatMap(({ id, variants }) =>
  variants.map((variant): SnippetTarget => ({ language: id, variant })),
);

describe.each(targets)('$language, $variant', (target) => {
  // Some put host and path into places of their own.
  const addressOf = (text: string) => text.replaceAll('\\/', '/');

  it('has method, URL, headers and body with the variables filled in', () => {
    const request = toSnippetRequest(source({}, { scopes: FILLED }));
    const { text, notes } = writeSnippet(request, target);
    expect(notes).toEqual([]);
    expect(text).toMatch(/post|--data/i);
    expect(text).toContain('api.example');
    expect(text).toContain('8080');
    expect(addressOf(text)).toContain('/v2/a%20b/7?q=a%26b=c%20thing&flag&gr%C3%BC%C3%9Fe=100%');
    expect(text).toContain('X-Note');
    expect(text).toContain('application/json');
    expect(text).toContain('one thing');
    expect(text).not.toContain('X-Off');
    expect(text).not.toContain('{{');
  });

  it('leaves the variables as they are written', () => {
    const { text } = writeSnippet(toSnippetRequest(source()), target);
    expect(addressOf(text)).toContain('{{base url}}');
    expect(addressOf(text)).toContain(
      '/v2/a%20b/{{id}}?q=a%26b=c%20{{what}}&flag&gr%C3%BC%C3%9Fe=100%',
    );
    expect(text).toContain('one {{what}}');
    expect(text).not.toContain('http://{{base url}}');
  });

  it('writes forms, files and no body at all', () => {
    const form = toSnippetRequest(
      source({
        bodyMode: 'formdata',
        formdata: rows(
          { key: 'name', value: 'Ann' },
          { key: 'photo', extra: { type: 'file', src: ['a.png', 'b.png'] } },
        ),
      }),
    );
    const written = writeSnippet(form, target).text;
    expect(written).toContain('Ann');
    // It says itself that it cannot.
    if (target.variant !== 'wget') expect(written).toContain('a.png');
    expect(written).not.toContain('ScratchpadForm');
    const urlencoded = {
      bodyMode: 'urlencoded',
      urlencoded: rows({ key: 'a', value: 'b c' }),
    } as const;
    expect(writeSnippet(toSnippetRequest(source(urlencoded)), target).text).toMatch(/b(%20|\+| )c/);
    const file = { bodyMode: 'file', bodyFile: 'dump.bin' } as const;
    expect(writeSnippet(toSnippetRequest(source(file)), target).text).not.toBe('');
    const none = { bodyMode: 'none', method: 'GET' } as const;
    expect(writeSnippet(toSnippetRequest(source(none)), target).text).not.toContain('one {{what}}');
  });

  it('takes each of its options', () => {
    const request = toSnippetRequest(source());
    for (const option of listOptions(target)) {
      const value =
        option.type === 'boolean'
          ? option.default === false
          : option.type === 'choice'
            ? (option.choices.at(-1) ?? '')
            : 4;
      expect(writeSnippet(request, target, { [option.id]: value }).text).not.toBe('');
    }
  });
});

describe('what the request says', () => {
  it('redirects and the time limit', () => {
    const request = toSnippetRequest(
      source({ settings: { followRedirects: false, requestTimeout: 2500 } }),
    );
    const { text } = writeSnippet(request, CURL);
    expect(text).not.toContain('--location');
    expect(text).toContain('--max-time 3');
  });

  it('no verification of certificates: curl is told, people are told of the others', () => {
    const request = toSnippetRequest(source({ settings: { strictSSL: false } }));
    expect(writeSnippet(request, CURL).text).toContain('curl --insecure ');
    const python = writeSnippet(request, { language: 'python', variant: 'Requests' });
    expect(python.notes.join()).toContain('does not verify');
    const wget = writeSnippet(toSnippetRequest(source()), { language: 'shell', variant: 'wget' });
    expect(wget.text).not.toContain('--no-check-certificate');
  });

  it('GraphQL goes as the JSON that is sent', () => {
    const request = toSnippetRequest(
      source(
        { bodyMode: 'graphql' },
        {
          texts: {
            body: '',
            graphqlQuery: 'query Orders { orders { id } }',
            graphqlVariables: '{"first": 3}',
          },
        },
      ),
    );
    expect(writeSnippet(request, CURL).text).toContain('"operationName":"Orders"');
  });

  it('numbers that a generator cannot hold are named', () => {
    const texts = { body: '{"id": 12345678901234567890}', graphqlQuery: '', graphqlVariables: '' };
    const request = toSnippetRequest(source({}, { texts }));
    expect(writeSnippet(request, CURL).notes).toEqual([]);
    const fetched = writeSnippet(request, { language: 'javascript', variant: 'Fetch' });
    expect(fetched.notes.join()).toContain('12345678901234567890');
  });
});

describe('authorization', () => {
  const basic: Auth = {
    type: 'basic',
    params: { basic: { username: '{{user}}', password: 'p' } },
  };

  it('basic is encoded when it is known, and readable otherwise', () => {
    expect(writeSnippet(toSnippetRequest(source({}, { auth: basic })), CURL).text).toContain(
      'Basic <base64 of {{user}}:p>',
    );
    const scopes = {
      globals: rowsToScope('globals', rows({ key: 'user', value: 'ann' })),
    };
    const filled = toSnippetRequest(source({}, { auth: basic, scopes }));
    expect(writeSnippet(filled, CURL).text).toContain('Authorization: Basic YW5uOnA=');
  });

  it('digest: curl answers the challenge itself, people are told of the others', () => {
    const auth: Auth = {
      type: 'digest',
      params: { digest: { username: 'ann', password: "it's" } },
    };
    const request = toSnippetRequest(source({}, { auth }));
    expect(writeSnippet(request, CURL).text).toContain(`--digest --user 'ann:it'\\''s'`);
    const { notes } = writeSnippet(request, { language: 'go', variant: 'Native' });
    expect(notes.join()).toContain('Digest');
  });

  it('a signature that was not made is named', () => {
    const auth: Auth = {
      type: 'awsv4',
      params: { awsv4: { accessKey: 'a', secretKey: 's' } },
    };
    expect(toSnippetRequest(source({}, { auth })).notes.join()).toContain('AWS');
  });
});

it('there is no such language', () => {
  const request = toSnippetRequest(source());
  expect(() => writeSnippet(request, { language: 'abap', variant: 'x' })).toThrow(/abap/);
});

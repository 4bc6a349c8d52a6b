import { describe, expect, test } from 'vitest';
import { joinUrl } from '../../request/url.ts';
import { isCurl, readCurl } from './readCurl.ts';
import { splitShellCommands } from './splitShellCommands.ts';

const urlOf = (text: string) => {
  const { fields = {}, tables = {} } = readCurl(text);
  const params = (tables.params ?? []).map((row) => ({ value: '', enabled: true, ...row }));
  return joinUrl(fields.baseUrl as string, params, (fields.fragment as string | undefined) ?? null);
};

describe('splitShellCommands', () => {
  test.each<[string, string[]]>([
    [`curl 'a b' "c \\"d\\" \\$e \\x" f\\ g`, ['curl', 'a b', 'c "d" $e \\x', 'f g']],
    [`curl \\\n  -H 'a' \\\r\n  b`, ['curl', '-H', 'a', 'b']],
    [`curl $'a\\n\\'b\\' \\x41\\u00e9\\U0001F600\\101\\\\ \\q'`, ['curl', "a\n'b' Aé😀A\\ \\q"]],
    [`curl 'it'"'"'s' ''`, ['curl', "it's", '']],
    ['curl http://x?a=1&b=2 && rm', ['curl', 'http://x?a=1&b=2']],
    ['curl x | jq .', ['curl', 'x']],
    ['\n# note\ncurl x # rest\ncurl y', ['curl', 'x']],
    ['curl "$HOME/x" {{a}}', ['curl', '$HOME/x', '{{a}}']],
  ])('%j', (text, words) => {
    expect(splitShellCommands(text)[0]).toStrictEqual(words);
  });

  test.each([`curl 'a`, `curl "a\\"`, `curl $'a\\'`])('%j is not closed', (text) => {
    expect(() => splitShellCommands(text)).toThrow(expect.objectContaining({ code: 'bad-curl' }));
  });
});

describe('readCurl', () => {
  test('a command as a browser copies it', () => {
    const spec = readCurl(`curl 'https://api.example.com/orders?id=7#top' \\
  -X 'PUT' \\
  -H 'accept: application/json' \\
  -H 'content-type: application/json; charset=utf-8' \\
  -b 'a=b; c=d' \\
  --data-raw $'{"it\\'s": "\\u00fc"}' \\
  --compressed --insecure -L`);
    expect(spec).toMatchObject({
      kind: 'http',
      name: 'api.example.com/orders',
      fields: {
        method: 'PUT',
        baseUrl: 'https://api.example.com/orders',
        fragment: 'top',
        bodyMode: 'raw',
        bodyLanguage: 'json',
      },
      tables: {
        params: [{ key: 'id', value: '7' }],
        headers: [
          { key: 'accept', value: 'application/json' },
          { key: 'content-type', value: 'application/json; charset=utf-8' },
          { key: 'Cookie', value: 'a=b; c=d' },
        ],
      },
      texts: { body: `{"it's": "ü"}` },
      settings: { strictSSL: false, followRedirects: true },
    });
  });

  test.each<[string, string]>([
    ['curl x.com', 'GET'],
    ['curl -I x.com', 'HEAD'],
    ['curl x.com -d a=b', 'POST'],
    ['curl x.com -F a=b', 'POST'],
    ['curl x.com --json {}', 'POST'],
    ['curl x.com -T f', 'PUT'],
    ['curl -G x.com -d a=b', 'GET'],
    ['curl -XDELETE x.com', 'DELETE'],
    ['curl -sSXPATCH x.com', 'PATCH'],
    ['curl --request=OPTIONS x.com', 'OPTIONS'],
  ])('%s is sent by %s', (text, method) => {
    expect(readCurl(text).fields?.method).toBe(method);
  });

  test.each<[string, string]>([
    ['curl x.com/a', 'http://x.com/a'],
    ['curl {{base}}/a', '{{base}}/a'],
    ['curl -o out.json --url https://x.com', 'https://x.com'],
    ['curl -G https://x.com -d a=1 --data-urlencode "b=ä &"', 'https://x.com?a=1&b=%C3%A4%20%26'],
    ['curl "https://x.com?z" --url-query a=1', 'https://x.com?z&a=1'],
  ])('%s goes to %s', (text, url) => {
    expect(urlOf(text)).toBe(url);
  });

  test('form data become a table of what is sent', () => {
    const { fields, tables } = readCurl(
      `curl x.com -d 'a=1+2&b=%C3%A4' --data-urlencode 'c=d & e'`,
    );
    expect(fields?.bodyMode).toBe('urlencoded');
    expect(tables?.urlencoded).toStrictEqual([
      { key: 'a', value: '1 2' },
      { key: 'b', value: 'ä' },
      { key: 'c', value: 'd & e' },
    ]);
  });

  test('JSON sent as a form, as curl does when nobody says otherwise, stays what it was', () => {
    const spec = readCurl(`curl x.com -d '{"a": "b=c"}'`);
    expect(spec.fields).toMatchObject({ bodyMode: 'raw', bodyLanguage: 'text' });
    expect(spec.texts?.body).toBe('{"a": "b=c"}');
    expect(spec.tables?.headers).toStrictEqual([
      { key: 'Content-Type', value: 'application/x-www-form-urlencoded' },
    ]);
  });

  test('form data that no table says stay a text', () => {
    const spec = readCurl('curl x.com -d a=b -d flag');
    expect(spec.fields?.bodyMode).toBe('raw');
    expect(spec.texts?.body).toBe('a=b&flag');
  });

  test('--json says what it sends and what it wants', () => {
    expect(readCurl(`curl x.com --json '{}'`)).toMatchObject({
      fields: { bodyMode: 'raw', bodyLanguage: 'json' },
      tables: {
        headers: [
          { key: 'Content-Type', value: 'application/json' },
          { key: 'Accept', value: 'application/json' },
        ],
      },
    });
  });

  test('multipart forms', () => {
    const { tables } = readCurl(
      `curl x.com -F 'a=b; c' -F 'f=@"/my file.png";type=image/png' -F 'j={};type=application/json' --form-string 's=@x'`,
    );
    expect(tables?.formdata).toStrictEqual([
      { key: 'a', value: 'b; c', extra: { type: 'text' } },
      { key: 'f', extra: { type: 'file', src: '/my file.png', contentType: 'image/png' } },
      { key: 'j', value: '{}', extra: { type: 'text', contentType: 'application/json' } },
      { key: 's', value: '@x', extra: { type: 'text' } },
    ]);
  });

  test('a body from a file', () => {
    expect(readCurl('curl x.com --data-binary @a.bin -H "Content-Type: x/y"').fields).toMatchObject(
      {
        bodyMode: 'file',
        bodyFile: 'a.bin',
      },
    );
  });

  test.each<[string, object]>([
    [
      '-u name:pa:ss',
      { type: 'basic', params: { basic: { username: 'name', password: 'pa:ss' } } },
    ],
    ['--digest -u n:p', { type: 'digest', params: { digest: { username: 'n', password: 'p' } } }],
    ['--oauth2-bearer t', { type: 'bearer', params: { bearer: { token: 't' } } }],
    [
      '--aws-sigv4 aws:amz:eu-central-1:s3 -u k:s',
      {
        type: 'awsv4',
        params: {
          awsv4: { accessKey: 'k', secretKey: 's', region: 'eu-central-1', service: 's3' },
        },
      },
    ],
  ])('%s', (options, auth) => {
    expect(readCurl(`curl x.com ${options}`).auth).toStrictEqual(auth);
  });

  test('headers: set, empty, taken away, and those with options of their own', () => {
    const { tables, settings } = readCurl(
      `curl x.com -H 'A: b:c' -H 'Empty;' -H 'Accept:' -A agent -e 'http://r;auto' -r 0-9`,
    );
    expect(tables?.headers).toStrictEqual([
      { key: 'A', value: 'b:c' },
      { key: 'Empty', value: '' },
      { key: 'User-Agent', value: 'agent' },
      { key: 'Referer', value: 'http://r' },
      { key: 'Range', value: 'bytes=0-9' },
    ]);
    expect(settings).toStrictEqual({ disabledSystemHeaders: { accept: true } });
  });
});

test.each<[string, boolean]>([
  ['curl x', true],
  ['  $ curl x', true],
  ['/usr/bin/curl x', true],
  ['curl', true],
  ['curly', false],
  ['{"curl": 1}', false],
])('isCurl(%j) is %s', (text, expected) => {
  expect(isCurl(text)).toBe(expected);
});

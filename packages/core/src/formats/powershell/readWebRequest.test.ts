import { describe, expect, test } from 'vitest';
import type { NodeSpec } from '../../model/content.ts';
import { readFile } from '../readFile.ts';
import { isWebRequest, readWebRequests } from './readWebRequest.ts';

/** As Chromium copies a request for PowerShell. */
const COPIED = `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.UserAgent = "Mozilla/5.0 (X11; Linux x86_64)"
$session.Cookies.Add((New-Object System.Net.Cookie("sid", "a=b;c", "/", "api.example.com")))
$session.Cookies.Add((New-Object System.Net.Cookie("lang", "de", "/", "api.example.com")))
Invoke-WebRequest -UseBasicParsing -Uri "https://api.example.com/v2/orders?limit=5&q=a%20b" \`
-Method "POST" \`
-WebSession $session \`
-Headers @{
"authority"="api.example.com"
  "method"="POST"
  "path"="/v2/orders"
  "scheme"="https"
  "accept"="application/json"
  "x-quote"="say \`"hi\`" for \`$5"
} \`
-ContentType "application/json" \`
-Body ([System.Text.Encoding]::UTF8.GetBytes("{\`"name\`":\`"caf$([char]233) $([char]128512)\`"}"))`;

const only = (text: string): NodeSpec => {
  const [spec, ...more] = readWebRequests(text);
  expect(more).toStrictEqual([]);
  return spec as NodeSpec;
};

describe('Invoke-WebRequest', () => {
  test('as a browser copies it', async () => {
    expect(only(COPIED)).toMatchObject({
      kind: 'http',
      fields: {
        method: 'POST',
        baseUrl: 'https://api.example.com/v2/orders',
        bodyMode: 'raw',
        bodyLanguage: 'json',
      },
      tables: {
        params: [
          { key: 'limit', value: '5' },
          { key: 'q', value: 'a%20b' },
        ],
        headers: [
          { key: 'accept', value: 'application/json' },
          { key: 'x-quote', value: 'say "hi" for $5' },
          { key: 'Content-Type', value: 'application/json' },
          { key: 'User-Agent', value: 'Mozilla/5.0 (X11; Linux x86_64)' },
          { key: 'Cookie', value: 'sid=a=b;c; lang=de' },
        ],
      },
      texts: { body: '{"name":"café 😀"}' },
    });
    expect(await readFile('f', COPIED)).toMatchObject({
      format: 'powershell',
      report: { counts: { requests: 1 } },
    });
  });

  test.each<[string, object]>([
    ['iwr https://x/a', { fields: { method: 'GET', baseUrl: 'https://x/a' } }],
    [
      `PS C:\\> irm -Met delete 'https://x/it''s'`,
      { fields: { method: 'DELETE', baseUrl: "https://x/it's" } },
    ],
    [
      '$r = Invoke-RestMethod https://x -Body @{ a = 1; b = "c d" } -Method Post',
      {
        fields: { method: 'POST', bodyMode: 'urlencoded' },
        tables: {
          urlencoded: [
            { key: 'a', value: '1' },
            { key: 'b', value: 'c d' },
          ],
        },
      },
    ],
    [
      'Invoke-RestMethod https://x -Body @{ q = "c d" }',
      { fields: { method: 'GET' }, tables: { params: [{ key: 'q', value: 'c%20d' }] } },
    ],
    [
      'Invoke-WebRequest https://x -Form @{ a = "b" } -Method PUT -SkipCertificateCheck -MaximumRedirection 3',
      {
        fields: { method: 'PUT', bodyMode: 'formdata' },
        settings: { strictSSL: false, maxRedirects: 3 },
      },
    ],
    [
      'Invoke-WebRequest -CustomMethod PURGE -Uri https://x -InFile C:\\a.bin',
      { fields: { method: 'PURGE', bodyMode: 'file', bodyFile: 'C:\\a.bin' } },
    ],
    [
      `Invoke-WebRequest https://x -Method POST -ContentType text/plain -Body @'\nit's "so"\n'@`,
      { texts: { body: `it's "so"` } },
    ],
  ])('%s', (text, expected) => {
    expect(isWebRequest(text)).toBe(true);
    expect(only(text)).toMatchObject(expected);
  });

  test('several at once; other commands are passed over', () => {
    const text =
      '# two\nInvoke-WebRequest https://x/1\nWrite-Output "hi"\niwr https://x/2 | Out-Null\n';
    expect(readWebRequests(text).map(({ fields }) => fields?.baseUrl)).toStrictEqual([
      'https://x/1',
      'https://x/2',
    ]);
  });

  test('what is broken says so', () => {
    expect(() => readWebRequests('Invoke-WebRequest -Uri "https://x')).toThrow(/not closed/);
    expect(() => readWebRequests('Invoke-WebRequest -Method GET')).toThrow(/no address/);
  });

  test('prose and other commands are none', () => {
    for (const text of ['Invoke-Something', 'iwra', 'I use Invoke-WebRequest', '$x = 1'])
      expect(isWebRequest(text)).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { readFile } from '../readFile.ts';
import { isCurl, readCurls } from './readCurl.ts';
import { splitCmdCommands } from './splitCmdCommands.ts';
import { splitPowerShellCommands } from './splitPowerShellCommands.ts';

describe('cmd.exe', () => {
  test.each<[string, string[][]]>([
    [
      'curl ^"https://x/?a=1^&b=2^" ^\r\n  -H ^"a: b^"',
      [['curl', 'https://x/?a=1&b=2', '-H', 'a: b']],
    ],
    [
      'curl "x" ^\n  --data-raw "{\\"a\\":\\"b\\\\\\"}"',
      [['curl', 'x', '--data-raw', '{"a":"b\\"}']],
    ],
    ['curl ^"x^" --data-raw ^"^{^\\^"a^\\^": 1^}^"', [['curl', 'x', '--data-raw', '{"a": 1}']]],
    ['curl ^"x^" --data ^"a^\n\nb^"', [['curl', 'x', '--data', 'a\nb']]],
    ['curl "a ""b"" c:\\d\\"', [['curl', 'a "b" c:\\d"']]],
    [
      'curl ^"x^" &\ncurl "y&z"',
      [
        ['curl', 'x'],
        ['curl', 'y&z'],
      ],
    ],
  ])('%j', (text, words) => {
    if (text.endsWith('d\\"'))
      expect(() => splitCmdCommands(text)).toThrow(expect.objectContaining({ code: 'bad-curl' }));
    else expect(splitCmdCommands(text)).toStrictEqual(words);
  });
});

test.each<[string, string[][]]>([
  [
    'curl.exe "https://x" `\n  -H "a: `"b`"" `\r\n  -d \'it\'\'s $x\'',
    [['curl.exe', 'https://x', '-H', 'a: "b"', '-d', "it's $x"]],
  ],
  [
    'curl.exe x `\n -d \'{\\"a\\":1}\'; curl.exe y',
    [
      ['curl.exe', 'x', '-d', '{"a":1}'],
      ['curl.exe', 'y'],
    ],
  ],
  ['curl "a ""b""`n" | ConvertFrom-Json', [['curl', 'a "b"\n'], ['ConvertFrom-Json']]],
])('PowerShell: %j', (text, words) => {
  expect(splitPowerShellCommands(text)).toStrictEqual(words);
});

describe('several commands', () => {
  const text = `#!/bin/sh
# first
curl 'https://x/a' -d b=1 | jq .
$ curl https://x/b > out.json && /usr/bin/curl https://x/c --next https://x/d -X PUT`;

  test('each is a request, others are passed over', async () => {
    expect(isCurl(text)).toBe(true);
    const { format, requests, report } = await readFile('calls.sh', text);
    expect(format).toBe('curl');
    expect(
      requests.map(({ fields }) => `${fields?.method as string} ${fields?.baseUrl as string}`),
    ).toStrictEqual(['POST https://x/a', 'GET https://x/b', 'GET https://x/c', 'PUT https://x/d']);
    expect(report.counts.requests).toBe(4);
  });

  test('cmd.exe and PowerShell as well', () => {
    expect(readCurls('curl ^"https://a/^" ^\n -X POST\ncurl ^"https://b^"')).toMatchObject([
      { fields: { method: 'POST', baseUrl: 'https://a/' } },
      { fields: { method: 'GET', baseUrl: 'https://b' } },
    ]);
    expect(readCurls("curl.exe `\n  -H 'A: b' `\n  https://a")).toMatchObject([
      { tables: { headers: [{ key: 'A', value: 'b' }] } },
    ]);
  });
});

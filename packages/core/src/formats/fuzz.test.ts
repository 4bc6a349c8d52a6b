/**
 * Damaged files: whatever comes in, a file is read or refused with an AppError, and never takes two seconds. What is read
 * can be put into a document and written. `FUZZ_RUNS=10000 npx vitest run --project core fuzz` tries more of them for
 * each reader, `FUZZ_SEED=2` others.
 */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { AppError } from '../AppError.ts';
import type { JsonValue } from '../model/json.ts';
import { writeCollection } from './collection/collection.ts';
import { readFile } from './readFile.ts';
import { createRandom, mutateBytes, mutateJson, mutateText } from './testing/mutate.ts';
import { throughDocument } from './testing/roundTrip.ts';
import { OPENAPI_3, SWAGGER_2 } from './testing/apiSamples.ts';
import * as samples from './testing/samples.ts';

interface Environment {
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> };
}
const { env = {} } = (globalThis as Environment).process ?? {};
const RUNS = Number(env['FUZZ_RUNS'] ?? 500);
const SEED = Number(env['FUZZ_SEED'] ?? 1);
const MAX_MS = 2000;

const V1 = JSON.stringify({
  id: 'c',
  name: 'v1',
  order: ['r'],
  folders: [{ id: 'f', name: 'F', order: ['s'], folders_order: [] }],
  requests: [
    {
      id: 'r',
      name: 'R',
      method: 'POST',
      url: 'https://x/:a?b=c',
      headers: 'A: b\n',
      dataMode: 'params',
      data: [{ key: 'k', value: 'v', type: 'text' }],
      helperAttributes: '{"id":"basic"}',
      currentHelper: 'basicAuth',
      responses: [{ name: 'e', responseCode: { code: 200, name: 'OK' }, text: '{}' }],
    },
    {
      id: 's',
      name: 'S',
      folder: 'f',
      method: 'GET',
      url: 'x',
      pathVariableData: [{ key: 'a', value: 'b' }],
      events: [{ listen: 'test', script: { exec: ['x'] } }],
    },
  ],
});
const DUMP = JSON.stringify({
  version: 1,
  collections: [JSON.parse(V1)],
  environments: [JSON.parse(samples.ENVIRONMENT)],
  globals: [{ key: 'a', value: 'b' }],
});
const CURL = `curl 'https://x/a?b=c' -X POST -H 'A: b' --data-raw $'{"it\\'s": 1}' -u a:b -F 'f=@x;type=y' --next https://y -G -d a=b`;
const CMD = 'curl ^"https://x/?a=1^&b=2^" ^\r\n  -H ^"a: b^" --data-raw ^"^{^\\^"a^\\^": 1^}^"';
const POWERSHELL = 'curl.exe "https://x" `\n  -H "a: `"b`"" -d \'it\'\'s\'';
const WEB_REQUEST =
  '$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = "UA"\n$session.Cookies.Add((New-Object System.Net.Cookie("a", "b", "/", "x")))\nInvoke-WebRequest -UseBasicParsing -Uri "https://x/?a=b" `\n-Method "POST" -WebSession $session `\n-Headers @{\n"a"="b"\n  "c"=\'d\'\n} -Body ([System.Text.Encoding]::UTF8.GetBytes("{`"a`":$([char]233)}"))';

const READERS: Readonly<Record<string, string | Uint8Array>> = {
  'collection-2.1': samples.COLLECTION,
  'collection-1': V1,
  dump: DUMP,
  environment: samples.ENVIRONMENT,
  zip: samples.zipOf({
    'a/c.json': samples.COLLECTION,
    'a/e.json': samples.ENVIRONMENT,
    'a/b.bru': samples.BRU,
  }),
  curl: CURL,
  'curl for cmd': CMD,
  'curl for PowerShell': POWERSHELL,
  'Invoke-WebRequest': WEB_REQUEST,
  url: 'https://x.org/a?b=c#d\nwss://x',
  har: samples.HAR,
  'insomnia-4': samples.INSOMNIA_4,
  'insomnia-5': samples.INSOMNIA_5,
  hoppscotch: samples.HOPPSCOTCH,
  bruno: samples.BRU,
  graphql: samples.GRAPHQL,
  'openapi-3': OPENAPI_3,
  'swagger-2': SWAGGER_2,
};

function jsonOf(sample: string | Uint8Array): JsonValue | undefined {
  if (typeof sample !== 'string') return undefined;
  if (/^\s*[[{]/.test(sample)) return JSON.parse(sample) as JsonValue;
  return /^(openapi|type: coll)/.test(sample) ? (parse(sample) as JsonValue) : undefined;
}

async function attempt(content: string | Uint8Array): Promise<'read' | 'refused'> {
  const startedAt = Date.now();
  try {
    const parsed = await readFile('damaged', content);
    for (const spec of parsed.collections)
      writeCollection(throughDocument(spec), { version: '2.1' });
    return 'read';
  } catch (error) {
    if (error instanceof AppError && error.code !== 'unreadable') return 'refused';
    const shown = typeof content === 'string' ? content : [...content].join(' ');
    throw new Error(`Not an AppError, for:\n${shown.slice(0, 20_000)}`, { cause: error });
  } finally {
    expect(Date.now() - startedAt).toBeLessThan(MAX_MS);
  }
}

describe.each(Object.entries(READERS))('%s', (_, sample) => {
  test(
    'a damaged file is read or refused',
    async () => {
      const random = createRandom(SEED);
      const json = jsonOf(sample);
      const outcomes = { read: 0, refused: 0 };
      for (let run = 0; run < RUNS; run++) {
        const content =
          typeof sample !== 'string'
            ? mutateBytes(sample, random)
            : json !== undefined && run % 3 > 0
              ? JSON.stringify(mutateJson(json, random))
              : mutateText(sample, random);
        outcomes[await attempt(content)]++;
      }
      // A fuzzer whose every file is refused at the door tests nothing.
      expect(outcomes.read).toBeGreaterThan(RUNS / 50);
    },
    Math.max(60_000, RUNS * 60),
  );
});

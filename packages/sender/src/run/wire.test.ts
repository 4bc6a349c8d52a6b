/**
 * The bytes of requests, as a server records them: here, and as newman sends the same collection. `fixtures/wire.txt`
 * holds those of here. What differs from newman stands below with its reason, and nothing else may differ.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collection } from './fixtures/build.ts';
import { startRawRecorder, type RawRecorder } from './fixtures/rawRecorder.ts';
import { ODD_FILE, WIRE_CASES, wireItem } from './fixtures/wire.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const OURS = join(ROOT, 'scripts/tasks/scratchpad.ts');
const NEWMAN = createRequire(import.meta.url).resolve('newman/bin/newman.js');
const NAMES = Object.keys(WIRE_CASES);

/** Lines that one program writes and the other does not, and why. */
interface Difference {
  readonly why: string;
  readonly here?: readonly string[];
  readonly newman?: readonly string[];
}

const ONE_CONNECTION: Difference = {
  why: 'what undici does not send, and answers to HEAD, get a connection of their own',
  here: ['Connection: close'],
  newman: ['Connection: keep-alive'],
};
const QUOTES = 'a quote in a name would end it, so it is escaped as browsers do';

const DIFFERENCES: Readonly<Record<string, Difference>> = {
  order: { why: 'newman loses a name that is there in another case', here: ['x-one: 1'] },
  'own-host': ONE_CONNECTION,
  'own-length': ONE_CONNECTION,
  'off-host': ONE_CONNECTION,
  head: ONE_CONNECTION,
  'redirect-302-head': {
    ...ONE_CONNECTION,
    here: ['Connection: close', 'Connection: close'],
    newman: ['Connection: keep-alive', 'Connection: keep-alive'],
  },
  'own-chunked': {
    why: `${ONE_CONNECTION.why}; a length beside chunks lets two servers read two requests (RFC 9112, 6.1)`,
    here: ['Connection: close'],
    newman: ['Connection: keep-alive', 'Content-Length: 5'],
  },
  'off-length': {
    why: `${ONE_CONNECTION.why}; without length and chunks nobody could tell that there is a body`,
    here: ['Connection: close', 'Transfer-Encoding: chunked', '5', '0'],
    newman: ['Connection: keep-alive'],
  },
  custom: {
    why: 'of a method that is not known nobody can say that it wants a body (RFC 9110, 8.6)',
    newman: ['Content-Length: 0'],
  },
  urlencoded: {
    why: 'encoded as the URL standard has it for forms; both are read the same',
    here: ['Content-Length: 48', 'a+b=c%26d%3De%2Bf&%C3%BC=%7E%21*%27%28%29&empty='],
    newman: ['Content-Length: 50', 'a%20b=c%26d%3De%2Bf&%C3%BC=~%21%2A%27%28%29&empty='],
  },
  'form-texts': {
    why: QUOTES,
    here: ['Content-Disposition: form-data; name="j%22s"'],
    newman: ['Content-Disposition: form-data; name="j"s"'],
  },
  'form-odd-name': {
    why: QUOTES,
    here: ['Content-Disposition: form-data; name="f"; filename="Ã¼nd %22so%22 weiter;.txt"'],
    newman: ['Content-Disposition: form-data; name="f"; filename="Ã¼nd "so" weiter;.txt"'],
  },
  graphql: {
    why: 'servers that log or choose by it want the name of the operation',
    here: [
      'Content-Length: 66',
      '{"query":"query A { a }","variables":{"n": 1},"operationName":"A"}',
    ],
    newman: ['Content-Length: 46', '{"query":"query A { a }","variables":{"n": 1}}'],
  },
  'redirect-away-auth': {
    why: 'a cookie of the request was meant for the first origin',
    newman: ['Cookie: own=1'],
  },
};

let folder = '';
let recorder: RawRecorder;
const here = new Map<string, readonly string[]>();
const newman = new Map<string, readonly string[]>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scratchpad-wire-'));
  writeFileSync(join(folder, 'plain.txt'), 'plain ü\n');
  writeFileSync(join(folder, 'data.json'), '{}');
  writeFileSync(join(folder, ODD_FILE), 'odd');
  const items = Object.entries(WIRE_CASES).map(([name, wire]) => wireItem(name, wire));
  writeFileSync(join(folder, 'wire.json'), JSON.stringify(collection('Wire', items)));
  recorder = await startRawRecorder();
  await record(OURS, here);
  await record(NEWMAN, newman);
}, 120_000);
afterAll(async () => {
  await recorder.close();
  await rm(folder, { recursive: true, force: true });
});

async function record(program: string, into: Map<string, readonly string[]>): Promise<void> {
  recorder.clear();
  const { INIT_CWD: _, ...env } = process.env;
  const { port } = recorder;
  const vars = [`base=http://127.0.0.1:${port}`, `host=127.0.0.1:${port}`, 'scheme=http://'];
  const args = ['run', 'wire.json', '--silent', ...vars.flatMap((one) => ['--global-var', one])];
  await new Promise<void>((done) => {
    execFile(
      process.execPath,
      ['--no-deprecation', program, ...args],
      { cwd: folder, env, timeout: 60_000 },
      // The one that is redirected in a circle fails in both.
      () => done(),
    );
  });
  for (const name of NAMES) into.set(name, recorder.requestsOf(name).map(named));
}

/** What is by chance, by name. */
function named(bytes: string): string {
  const boundary = /boundary=(\S+)/.exec(bytes)?.[1] ?? /^(-+\w+)\r\n/m.exec(bytes)?.[1];
  const own = boundary === undefined ? bytes : bytes.replaceAll(boundary, 'BOUNDARY');
  return own
    .replaceAll(String(recorder.port), 'PORT')
    .replace(/^Content-Length: \d+(?=[^]*BOUNDARY)/im, 'Content-Length: N');
}

/**
 * The lines of requests without what differs in all of them: here `Host`, `Connection` and `Content-Length` are written
 * in lower case by undici and the automatic headers stand first; newman adds a `Postman-Token` and `Cache-Control`, and
 * knows no zstd.
 */
function linesOf(requests: readonly string[] | undefined): string[] {
  return (requests ?? [])
    .flatMap((bytes) => bytes.split('\r\n'))
    .filter((line) => line !== '' && !/^(?:Postman-Token:|Cache-Control: no-cache$)/.test(line))
    .map((line) =>
      line
        .replace(/^(host|connection|content-length):/, (name) =>
          name.replaceAll(/^.|-./g, (letter) => letter.toUpperCase()),
        )
        .replace(/^User-Agent: (?:Postman|Scratchpad).*/, 'User-Agent: AGENT')
        .replace(/^Accept-Encoding: gzip.*/, 'Accept-Encoding: ENCODINGS'),
    );
}

/** The lines of one that the other has not; what is there twice counts twice. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

test.each(NAMES)('%s: the same bytes as newman, or another for a reason', (name) => {
  const ours = linesOf(here.get(name));
  const theirs = linesOf(newman.get(name));
  expect(ours).not.toEqual([]);
  const { why: _, here: more = [], newman: less = [] } = DIFFERENCES[name] ?? { why: '' };
  expect({ here: without(ours, theirs), newman: without(theirs, ours) }).toEqual({
    here: more,
    newman: less,
  });
});

test('the bytes of here', async () => {
  const text = NAMES.map(
    (name) => `### ${name}\n${(here.get(name) ?? []).map(toText).join('\n\n')}\n`,
  ).join('\n');
  await expect(text).toMatchFileSnapshot('fixtures/wire.txt');
});

/** A request as lines: without the carriage returns that every line of a head ends with. */
function toText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString().replaceAll('\r\n', '\n').trimEnd();
}

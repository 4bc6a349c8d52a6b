/**
 * The same collections in newman and here, on the same server: the same requests in the same order, the same assertions,
 * the same failures, the same exit code. What differs on purpose stands at `normalized` and in docs/SCRIPTING.md.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AUTH_COLLECTIONS } from './fixtures/authorizations.ts';
import { FLOW_COLLECTIONS } from './fixtures/flows.ts';
import { SCRIPT_COLLECTIONS } from './fixtures/scripts.ts';
import { startEcho, type Asked, type Echo } from './fixtures/echoServer.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const OURS = join(ROOT, 'scripts/tasks/scratchpad.ts');
const require = createRequire(import.meta.url);
const NEWMAN = require.resolve('newman/bin/newman.js');
const COLLECTIONS = { ...SCRIPT_COLLECTIONS, ...FLOW_COLLECTIONS, ...AUTH_COLLECTIONS };
type Name = keyof typeof COLLECTIONS;

let folder = '';
let echo: Echo;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scratchpad-newman-'));
  echo = await startEcho();
  writeFileSync(join(folder, 'upload.txt'), 'uploaded ü');
  writeFileSync(join(folder, 'rows.csv'), '\ufeffa,b\r\n1,x\r\n"2","y, z"\r\n3.5, w \r\n');
  writeFileSync(
    join(folder, 'rows.json'),
    '\ufeff[{"a": 1, "b": null}, {"a": "t", "who": "data"}]',
  );
});
afterAll(async () => {
  await echo.close();
  await rm(folder, { recursive: true, force: true });
});

/** What both programs have to say alike. */
interface Told {
  code: number;
  requests: unknown;
  executions: unknown;
  failures: unknown;
  stats: unknown;
}

async function tell(
  program: string,
  name: Name,
  file: string,
  args: readonly string[],
): Promise<Told> {
  echo.log.length = 0;
  const report = join(folder, `${name}-report.json`);
  await rm(report, { force: true });
  const code = await new Promise<number>((done) => {
    const { INIT_CWD: _, ...env } = process.env;
    execFile(
      process.execPath,
      [
        '--no-deprecation',
        program,
        'run',
        file,
        '-r',
        'json',
        '--reporter-json-export',
        report,
        '--env-var',
        'who=me',
        '--global-var',
        `base=${echo.url}`,
        '--global-var',
        `port=${echo.port}`,
        ...args,
      ],
      { cwd: folder, env, timeout: 60_000 },
      (error) => done(error ? Number(error.code ?? -1) : 0),
    );
  });
  const { run } = JSON.parse(readFileSync(report, 'utf8')) as { run: Report };
  return {
    code,
    requests: echo.log.map(normalized),
    executions: run.executions.map(({ item, assertions, response, requestError }) => ({
      name: item.name,
      status: response?.code,
      // newman's report loses the message of an error; the failures below have it.
      isFailed: requestError !== undefined,
      assertions: (assertions ?? []).map((one) => [
        one.assertion,
        one.skipped,
        one.error?.name,
        one.error?.message,
      ]),
    })),
    failures: run.failures.map(({ error, at, source }) => [
      // A script may throw a text. newman reports an empty object then.
      error.name ?? 'Error',
      error.message ?? 'a text',
      error.test,
      // After --bail newman adds the line of its own source.
      at.replace(/:\d+:\d+$/, ''),
      // newman gives the request of a script no name, where here it has that of its item.
      name === 'sendRequest' && at === 'request' ? '' : source?.name,
    ]),
    stats: Object.fromEntries(
      Object.entries(run.stats).map(([key, { total, failed }]) => [
        key,
        `${total}, ${failed} failed`,
      ]),
    ),
  };
}

/**
 * What differs between the two programs and means the same, or is newman's fault:
 * - a space in a form is `+` here and `%20` there; JSON of GraphQL variables is written afresh here;
 * - a file goes as `application/octet-stream` here, and as what its name suggests there;
 * - digest names its algorithm bare here, as RFC 7616 (3.4) wants, and in quotation marks there;
 * - a variable that holds an object is sent as JSON here, and as `[object Object]` there.
 */
function normalized({ method, url, headers, body }: Asked): Asked {
  const file = /^(?:text\/plain|application\/octet-stream)$/;
  const isForm = headers['content-type']?.includes('urlencoded') === true;
  const type = headers['content-type']?.replace(file, 'FILE');
  const authorization = headers['authorization']?.replace(/algorithm="([\w-]+)"/, 'algorithm=$1');
  return {
    method,
    url: url.replace('[object%20Object]', '{%22a%22:[1]}'),
    headers: {
      ...headers,
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: isForm
      ? body.replaceAll('+', '%20')
      : body
          .replace('"x": 1', '"x":1')
          .replace('Content-Type: text/plain', 'Content-Type: application/octet-stream'),
  };
}

interface Report {
  executions: {
    item: { name: string };
    response?: { code: number };
    requestError?: object;
    assertions?: {
      assertion: string;
      skipped: boolean;
      error?: { name: string; message: string };
    }[];
  }[];
  failures: {
    error: { name?: string; message?: string; test?: string };
    at: string;
    source?: { name: string };
  }[];
  stats: Record<string, { total: number; failed: number }>;
}

async function compare(name: Name, args: readonly string[] = []): Promise<void> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(COLLECTIONS[name]));
  const filled = args.map((arg) => arg.replace('{{folder}}', folder));
  const theirs = await tell(NEWMAN, name, file, filled);
  const ours = await tell(OURS, name, file, filled);
  expect(ours).toStrictEqual(theirs);
}

describe('scratchpad run does what newman run does', { timeout: 120_000 }, () => {
  test.each(Object.keys(COLLECTIONS).filter((name) => name !== 'timeouts'))('%s', (name) =>
    compare(name),
  );

  test.each<[Name, string[]]>([
    ['timeouts', ['--timeout-script', '300']],
    ['data', ['-d', 'rows.csv']],
    ['data', ['-d', 'rows.json', '-n', '3']],
    ['next', ['-n', '2']],
    ['failing', ['--bail']],
    ['failing', ['-n', '2', '-x']],
    ['failing', ['--folder', 'F']],
    ['failing', ['--folder', 'last', '--folder', 'passes']],
    ['network', ['--timeout-request', '200', '--ignore-redirects']],
    ['bodies', ['--no-insecure-file-read', '--working-dir', '{{folder}}']],
  ])('%s %j', (name, args) => compare(name, args));
});

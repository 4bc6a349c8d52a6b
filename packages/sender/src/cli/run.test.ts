/** The command as people run it: a process of its own, real files, a real server. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { collection, request } from '../run/fixtures/build.ts';
import { createCertificate } from '../testing/certificates.ts';
import { startHttpProxy } from '../testing/proxies.ts';

const TASK = join(import.meta.dirname, '../../../../scripts/tasks/scratchpad.ts');
const COLLECTION = collection('Small', [
  request('one', '{{base}}/one?v={{v}}', {
    test: "pm.test('ok', () => pm.response.to.have.status(200)); pm.environment.set('v', 'set'); pm.globals.set('g', 1); console.log('said');",
  }),
]);

let folder = '';
let base = '';
const server = createServer((incoming, response) => {
  if (incoming.url === '/collection.json') return void response.end(JSON.stringify(COLLECTION));
  response.setHeader('Set-Cookie', 'c=1; Path=/');
  response.end('{}');
});
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scratchpad-run-'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(folder, 'small.json'), JSON.stringify(COLLECTION));
  const values = [{ key: 'v', value: 'file', enabled: true }];
  writeFileSync(
    join(folder, 'env.json'),
    `\ufeff${JSON.stringify({ id: 'e', name: 'Env', values })}`,
  );
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

function run(
  args: readonly string[],
  input = '',
  more: Readonly<Record<string, string>> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { INIT_CWD: _, ...env } = process.env;
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [TASK, 'run', ...args, '--global-var', `base=${base}`],
      { cwd: folder, env: { ...env, ...more }, timeout: 30_000 },
      (error, stdout, stderr) =>
        done({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

describe('scratchpad run', { timeout: 60_000 }, () => {
  test('gives every dynamic variable a value', async () => {
    const file = collection('Dynamic', [
      request('one', '{{base}}/one?name={{$randomFirstName}}&mail={{$randomEmail}}', {
        test: "pm.test('given', () => pm.expect(pm.request.url.toString()).to.match(/name=[^{]+&mail=.+@/));",
      }),
    ]);
    writeFileSync(join(folder, 'dynamic.json'), JSON.stringify(file));
    const { code, stdout } = await run(['dynamic.json']);
    expect(stdout).toContain('given');
    expect(code).toBe(0);
  });

  test('shows each request, test and log, and a table', async () => {
    const { code, stdout, stderr } = await run(['small.json', '-e', 'env.json', '-n', '2']);
    expect([code, stderr]).toStrictEqual([0, '']);
    expect(stdout).toMatch(/Iteration 2\/2/);
    expect(stdout).toMatch(/→ one\n {2}GET \S+\/one\?v=file \[200 OK, /);
    expect(stdout).toMatch(/ {2}✓ {2}ok\n {2}│ 'said'\n/);
    expect(stdout).toMatch(/│ +requests │ +2 │ +0 │/);
  });

  test('reads standard input and addresses', async () => {
    const piped = await run(['-', '-r', 'progress'], JSON.stringify(COLLECTION));
    expect([piped.code, piped.stdout]).toStrictEqual([
      0,
      expect.stringMatching(/1\/1 requests, 0 failed\n$/),
    ]);
    const loaded = await run([`${base}/collection.json`, '--silent']);
    expect(loaded).toStrictEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('writes reports and what scripts changed', async () => {
    const { code } = await run([
      ...[
        'small.json',
        '-e',
        'env.json',
        '-r',
        'json,junit',
        '--reporter-json-export',
        'out/r.json',
      ],
      ...['--reporter-junit-export', 'out/r.xml', '--export-environment', 'out/env.json'],
      ...['--export-globals', 'out/globals.json', '--export-cookie-jar', 'out/jar.json'],
      ...['--export-collection', 'out/collection.json'],
    ]);
    expect(code).toBe(0);
    const read = (name: string): unknown =>
      JSON.parse(readFileSync(join(folder, 'out', name), 'utf8'));
    expect(read('r.json')).toMatchObject({
      run: {
        stats: { requests: { total: 1 } },
        executions: [{ item: { name: 'one' }, response: { code: 200 } }],
      },
    });
    expect(readFileSync(join(folder, 'out/r.xml'), 'utf8')).toContain('<testcase name="ok"');
    expect(read('env.json')).toMatchObject({
      id: 'e',
      name: 'Env',
      _postman_variable_scope: 'environment',
      values: [{ key: 'v', value: 'set', enabled: true }],
    });
    expect(read('globals.json')).toMatchObject({
      values: [{ key: 'base' }, { key: 'g', value: 1 }],
    });
    expect(read('jar.json')).toMatchObject({
      cookies: [{ key: 'c', value: '1', domain: '127.0.0.1' }],
    });
    expect(read('collection.json')).toMatchObject({
      info: { name: 'Small' },
      item: [{ name: 'one' }],
    });
    const again = await run(['small.json', '--cookie-jar', 'out/jar.json', '--silent']);
    expect(again.code).toBe(0);
  });

  test('shows client certificates to the places they are for', async () => {
    const [own, client] = [await createCertificate(), await createCertificate()];
    const names: unknown[] = [];
    const secure = createSecureServer(
      { ...own, requestCert: true, rejectUnauthorized: false, ca: client.cert },
      (incoming, response) => {
        names.push((incoming.socket as TLSSocket).authorized);
        response.end('{}');
      },
    );
    await new Promise<void>((done) => secure.listen(0, '127.0.0.1', done));
    onTestFinished(() => void secure.close());
    const { port } = secure.address() as AddressInfo;
    writeFileSync(
      join(folder, 'secure.json'),
      JSON.stringify(collection('Secure', [request('one', `https://localhost:${port}/one`)])),
    );
    writeFileSync(join(folder, 'client.pem'), client.cert);
    writeFileSync(join(folder, 'client.key'), client.key);
    const files = { cert: { src: 'client.pem' }, key: { src: 'client.key' } };
    const list = (name: string, pattern: string) => {
      writeFileSync(
        join(folder, name),
        JSON.stringify([{ name: 'c', matches: [pattern], ...files }]),
      );
      return ['--ssl-client-cert-list', name];
    };
    const single = ['--ssl-client-cert', 'client.pem', '--ssl-client-key', 'client.key'];
    for (const args of [
      [],
      single,
      list('here.json', `https://local*:${port}/*`),
      list('elsewhere.json', 'https://elsewhere.example/*'),
    ]) {
      const { code } = await run(['secure.json', '-k', '--silent', ...args]);
      expect(code).toBe(0);
    }
    expect(names).toEqual([false, true, true, false]);
    const wrong = await run(['secure.json', '--ssl-client-cert', 'small.json']);
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringContaining('small.json cannot be used as a client certificate'),
    ]);
  });

  test.each<[string, string[], number, RegExp]>([
    ['a file that is not there', ['nowhere.json'], 1, /^There is no file nowhere\.json\.\n$/],
    ['a file that is no collection', ['env.json'], 1, /^env\.json holds no collection\.\n$/],
    [
      'a folder that is not there',
      ['small.json', '--folder', 'F'],
      1,
      /^Unable to find a folder or request: "F"\n$/,
    ],
    ['an option that is none', ['small.json', '--bogus'], 2, /^Unknown option '--bogus'\n$/],
    ['a number that is none', ['small.json', '-n', 'x'], 2, /^--iteration-count wants/],
    ['no collection', [], 2, /^Say which collection/],
    [
      'a data file that is none',
      ['small.json', '-d', 'env.json'],
      1,
      /^A data file in JSON is a list/,
    ],
  ])('fails with one line: %s', async (_, args, code, message) => {
    const outcome = await run([...args, '-r', 'json', '--reporter-json-export', 'none.json']);
    expect([outcome.code, outcome.stdout]).toStrictEqual([code, '']);
    expect(outcome.stderr).toMatch(message);
    expect(existsSync(join(folder, 'none.json'))).toBe(false);
  });

  test('goes through the proxy of its environment, but not to this machine or past NO_PROXY', async () => {
    const proxy = await startHttpProxy({ wantsUser: true });
    const { port } = new URL(base);
    const away = collection('Away', [request('one', `http://api.test:${port}/one`)]);
    writeFileSync(join(folder, 'away.json'), JSON.stringify(away));
    const env = { HTTP_PROXY: `http://ann:p%40ss%3Aword@127.0.0.1:${proxy.port}` };
    const through = await run(['away.json', '--silent'], '', env);
    expect([through.code, through.stderr]).toStrictEqual([0, '']);
    expect(proxy.asked).toStrictEqual([`GET http://api.test:${port}/one`]);
    expect((await run(['small.json', '--silent'], '', env)).code).toBe(0);
    expect((await run(['away.json', '--silent'], '', { ...env, NO_PROXY: 'test' })).code).toBe(1);
    expect(proxy.asked).toHaveLength(1);
  });

  test('ends a run that takes too long', async () => {
    const loop = collection('Loop', [request('loop', '{{base}}', { test: 'while (true) {}' })]);
    writeFileSync(join(folder, 'loop.json'), JSON.stringify(loop));
    const { code, stderr } = await run(['loop.json', '--timeout', '1500', '--silent']);
    expect([code, stderr]).toStrictEqual([1, 'error: callback timed out\n']);
  });
});

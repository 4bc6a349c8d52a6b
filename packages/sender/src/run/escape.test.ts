/**
 * What a script must not reach. A server listens as the canary; controls prove that the scripts of each test did run and
 * that the canary does hear.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { rowsToVariables, runCollection, type RunEvent } from '@scratchpad/core/run';
import { networkSchema } from '@scratchpad/core/wire';
import { createNetwork } from '../transport/network.ts';
import { TransportPool } from '../transport/transportPool.ts';
import { createNodeScriptHost } from './nodeScriptHost.ts';
import { createRunTransport } from './runTransport.ts';

let canary: Server;
let url = '';
const heard: string[] = [];
/** Connections that said something, and those of them that asked for what the scripts may ask for. */
const spoken = new Set<Socket>();
const allowed = new Set<Socket>();
beforeAll(async () => {
  canary = createServer((request, response) => {
    heard.push(request.url ?? '');
    if (request.url === '/own') allowed.add(request.socket);
    response.end('{}');
  });
  canary.on('connection', (socket) => socket.once('data', () => spoken.add(socket)));
  await new Promise<void>((done) => canary.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => canary.close(done)));

/** Runs scripts as the tests of one request each, in one context; gives what they logged. */
async function runScripts(
  codes: readonly string[],
  options: { scriptTimeoutMs?: number; signal?: AbortSignal } = {},
): Promise<{ logs: string[]; events: RunEvent[] }> {
  const scriptHost = createNodeScriptHost();
  const transports = new TransportPool();
  onTestFinished(async () => {
    scriptHost.close();
    await transports.close();
  });
  const events: RunEvent[] = [];
  const run = runCollection({
    scriptHost,
    transport: createRunTransport(
      { transports, network: createNetwork(networkSchema.parse({})) },
      { workingDir: '/', canLeaveWorkingDir: false },
    ),
    globals: rowsToVariables([{ key: 'url', value: url }]),
    collection: {
      kind: 'collection',
      name: 'Escapes',
      children: codes.map((code, i) => ({
        kind: 'http',
        name: String(i),
        fields: { method: 'GET', baseUrl: `${url}/own` },
        texts: { test: code },
      })),
    },
    ...options,
  });
  for await (const event of run) events.push(event);
  const logs = events.flatMap((event) => (event.type === 'console' ? [event.args.join(' ')] : []));
  return { logs, events };
}

/** Every function that a script might get hold of makes code in the thread, and not only in its own scope. */
const GLOBAL = "Function('return this')()";
const TRIES: Record<string, string> = {
  fetch: 'await fetch(url)',
  'fetch of the thread': `await ${GLOBAL}.fetch(url)`,
  XMLHttpRequest: "const x = new XMLHttpRequest(); x.open('GET', url); x.send()",
  WebSocket: `new (${GLOBAL}.WebSocket)(url.replace('http', 'ws'))`,
  EventSource: `new (${GLOBAL}.EventSource)(url)`,
  sendBeacon: `${GLOBAL}.navigator.sendBeacon(url)`,
  Worker: `new (${GLOBAL}.Worker)(url)`,
  'import of http': 'await import(url)',
  'import of a module':
    "const net = await import('node:net'); net.connect(Number(url.split(':')[2]), '127.0.0.1').write('x')",
  'import through eval':
    "const net = await eval(\"import('node:net')\"); net.connect(Number(url.split(':')[2])).write('x')",
  'import through Function':
    "const net = await Function(\"return import('node:net')\")(); net.connect(Number(url.split(':')[2])).write('x')",
  'import through a promise':
    "const net = await Promise.resolve(\"import('node:net')\").then(eval); net.connect(Number(url.split(':')[2])).write('x')",
  'import through an indirect eval':
    "const net = await (0, eval)(\"import('node:net')\"); net.connect(Number(url.split(':')[2])).write('x')",
  'import of data': 'await import(`data:text/javascript,fetch("${url}")`)',
  'import of fs':
    "console.log('LEAK', (await import('node:fs')).readFileSync('/etc/hostname', 'utf8'))",
  require: "require('http').get(url); require('net').connect(1)",
  'require of fs': "console.log('LEAK', require('fs').readFileSync('/etc/hostname', 'utf8'))",
  process: "console.log('LEAK', process.env, process.pid)",
  'process of the thread': `console.log('LEAK', ${GLOBAL}.process.env, ${GLOBAL}.process.pid)`,
  'process through a constructor':
    "console.log('LEAK', pm.constructor.constructor('return process')().pid)",
  'process through an error':
    "try { null.x } catch (error) { console.log('LEAK', error.constructor.constructor('return process')().pid) }",
  'process through a console':
    "console.log('LEAK', console.log.constructor('return process')().pid)",
  'process through a timer': "console.log('LEAK', setTimeout.constructor('return process')().pid)",
  'process through crypto':
    "console.log('LEAK', crypto.subtle.constructor.constructor('return process')().pid)",
  'process through a call site': `
    const { prepareStackTrace } = Error;
    try { Error.prepareStackTrace = (_, sites) => sites; } catch {}
    const sites = new Error().stack;
    if (Array.isArray(sites)) for (const site of sites) { const f = site.getFunction?.(); if (f) console.log('LEAK', f.constructor('return process')().pid); }`,
  'child process': "require('child_process').execSync('id')",
  'child process of the thread': `${GLOBAL}.process.getBuiltinModule('child_process').execSync('id')`,
  'builtin modules': `console.log('LEAK', ${GLOBAL}.process.getBuiltinModule('fs').readFileSync('/etc/hostname', 'utf8'))`,
  bindings: `console.log('LEAK', ${GLOBAL}.process.binding('fs'))`,
  bridge: "bridge.dispatch('x'); console.log('LEAK', typeof bridge)",
  'message port': `
    const kind = Symbol.for('nodejs.internal.kHybridDispatch');
    EventTarget.prototype[kind] = function () { console.log('LEAK', this); };
    if (Object.hasOwn(EventTarget.prototype, kind) && EventTarget.prototype[kind].toString().includes('LEAK')) console.log('LEAK', 'put in front');`,
  'jQuery of cheerio': "require('cheerio').get?.(url)",
};

describe('a script in the terminal', { timeout: 60_000 }, () => {
  test('sends with pm.sendRequest, and the canary hears it: the control', async () => {
    heard.length = 0;
    const { logs } = await runScripts([
      "pm.sendRequest(pm.variables.get('url') + '/control', (e, r) => console.log('ran', r.code));",
    ]);
    expect(logs).toStrictEqual(['ran 200']);
    expect(heard).toContain('/control');
  });

  test('reaches neither network, files, processes nor the thread that it runs in', async () => {
    heard.length = 0;
    spoken.clear();
    const names = Object.keys(TRIES);
    const { logs } = await runScripts(
      Object.values(TRIES).map(
        (code) =>
          `const url = pm.variables.get('url') + '/stolen';
           console.log('ran');
           try { ${code.replaceAll('url.split', "pm.variables.get('url').split")}; } catch (error) { }
           await new Promise((done) => setTimeout(done, 50));`,
      ),
    );
    expect(logs.filter((line) => line === 'ran')).toHaveLength(names.length);
    expect(logs.filter((line) => line.startsWith('LEAK'))).toStrictEqual([]);
    expect(heard.filter((path) => path === '/own')).toHaveLength(names.length);
    expect(heard.filter((path) => path !== '/own')).toStrictEqual([]);
    expect([...spoken].filter((socket) => !allowed.has(socket))).toHaveLength(0);
  });

  test('names no file to be sent', async () => {
    const { logs } = await runScripts([
      `pm.sendRequest({ url: pm.variables.get('url'), method: 'POST', body: { mode: 'file', file: { src: '/etc/hostname' } } },
         (e, r) => console.log('sent', pm.response.code));`,
    ]);
    expect(logs).toStrictEqual(['uploading files from scripts is not allowed', 'sent 200']);
  });

  test('leaves nothing behind for another run', async () => {
    const spoil =
      "Object.prototype.spoiled = 'yes'; Array.prototype.map = () => ['spoiled']; JSON.stringify = () => 'spoiled'; console.log('spoiled');";
    await runScripts([spoil]).catch(() => undefined);
    const { logs } = await runScripts([
      'console.log(String({}.spoiled), [1].map((n) => n + 1).join(), JSON.stringify({ a: 1 }));',
    ]);
    expect(logs).toStrictEqual(['undefined 2 {"a":1}']);
  });

  test('that does not end is ended by the time limit, and the run goes on', async () => {
    const { logs, events } = await runScripts(['while (true) {}', "console.log('next')"], {
      scriptTimeoutMs: 300,
    });
    const errors = events.flatMap((event) =>
      event.type === 'script' && event.error ? [event.error.message] : [],
    );
    expect(errors).toStrictEqual(['sandbox not responding']);
    expect(logs).toStrictEqual(['next']);
  });

  test('that does not end is ended by a stop', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped by hand')), 1500);
    const { events } = await runScripts(['while (true) {}'], { signal: stop.signal });
    expect(events.at(-1)).toMatchObject({ type: 'done', error: { message: 'stopped by hand' } });
  });

  test('that fills the memory ends its own thread only', async () => {
    const { logs, events } = await runScripts([
      'const all = []; for (;;) all.push(new Array(1e6).fill(1.5));',
      "console.log('next')",
    ]);
    expect(events.filter((event) => event.type === 'script' && event.error)).toHaveLength(1);
    expect(logs).toStrictEqual(['next']);
  });

  test('has crypto.subtle, top-level await, and promises as tests', async () => {
    const { events } = await runScripts([
      `const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('a'));
       pm.test('digest', () => pm.expect(digest.byteLength).to.equal(32));
       const response = await pm.sendRequest(pm.variables.get('url'));
       pm.test('awaited', () => pm.expect(response.code).to.equal(200));
       pm.test('promise fails', async () => { await null; pm.expect(1).to.equal(2); });`,
    ]);
    const tests = events.flatMap((event) =>
      event.type === 'assertion' ? [[event.name, event.error?.message ?? 'ok']] : [],
    );
    // The bootcode does not wait for an async function, so it counts as passed; the script fails in its place.
    expect(tests).toStrictEqual([
      ['digest', 'ok'],
      ['awaited', 'ok'],
      ['promise fails', 'ok'],
    ]);
    const errors = events.flatMap((event) =>
      event.type === 'script' ? [event.error?.message] : [],
    );
    expect(errors).toStrictEqual(['expected 1 to equal 2']);
  });

  test('finds the bundled libraries with pm.require, and nothing else', async () => {
    const { logs } = await runScripts([
      `console.log(pm.require('npm:lodash@4.17.21').chunk([1, 2, 3], 2).length, pm.require('csv-parse')('a').length);
       try { pm.require('npm:left-pad'); } catch (error) { console.log(error.message); }`,
    ]);
    expect(logs).toStrictEqual([
      '2 1',
      expect.stringMatching(
        /^Error while loading package 'npm:left-pad': only these are here: ajv/,
      ),
    ]);
  });

  test('is told that the vault is not there', async () => {
    const { logs } = await runScripts([
      "try { await pm.vault.get('x'); } catch (error) { console.log(error.message); }",
    ]);
    expect(logs).toStrictEqual([expect.stringMatching(/^pm\.vault is not available here/)]);
  });
});

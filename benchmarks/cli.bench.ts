/**
 * `scratchpad run` side by side with newman: 500 requests with two tests and one variable each, against a server of this
 * process; start-up; memory of all processes; plain undici as the limit. `PEERS=1` fetches and measures Bruno's program
 * too, `LONG=1` runs 10,000 iterations and looks at the memory line.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { NODE_FLAGS } from '../scripts/bootstrap/nodeFlags.mjs';
import { brunoCollection, runBruno } from './brunoPeer.ts';
import { mb, ms, report, summarize, type Figure } from './measure.ts';

const ROOT = join(import.meta.dirname, '..');
const OURS = join(ROOT, 'scripts/tasks/scratchpad.ts');
/** As `npm run scratchpad` starts it. */
const CACHE = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'node-compile') };
const NEWMAN = createRequire(join(ROOT, 'packages/sender/package.json')).resolve(
  'newman/bin/newman.js',
);
const REQUESTS = 500;
const RUNS = 3;

interface Run {
  readonly wallMs: number;
  readonly peakBytes: number;
  /** Memory in the order of time, one sample each 250 ms. */
  readonly samples: readonly number[];
}

const folder = mkdtempSync(join(tmpdir(), 'scratchpad-bench-'));
const server = createServer((_, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end('{"id":1,"name":"bench","tags":["a","b"]}');
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bench`;

function collectionFile(requests: number): string {
  const exec = [
    "pm.test('status', () => pm.response.to.have.status(200));",
    "pm.test('body', () => pm.expect(pm.response.json().id).to.equal(1));",
    "pm.environment.set('last', pm.info.requestName);",
  ];
  const item = Array.from({ length: requests }, (_, i) => ({
    name: `request ${i}`,
    request: { method: 'GET', url: `${url}?i=${i}` },
    event: [{ listen: 'test', script: { exec } }],
  }));
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const file = join(folder, `${requests}.json`);
  writeFileSync(file, JSON.stringify({ info: { name: 'Bench', schema }, item }));
  return file;
}

function run(program: string, file: string, args: readonly string[] = []): Promise<Run> {
  const startedAt = performance.now();
  const flags = program === OURS ? (NODE_FLAGS['scratchpad'] ?? []) : ['--no-deprecation'];
  const child = spawn(process.execPath, [...flags, program, 'run', file, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', ...(program === OURS ? CACHE : {}) },
  });
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(residentBytes(child.pid ?? 0)), 250);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => {
      clearInterval(timer);
      if (code !== 0) return fail(new Error(`${program} ended with ${code}`));
      done({ wallMs: performance.now() - startedAt, peakBytes: Math.max(0, ...samples), samples });
    });
  });
}

/** Of a process and all below it, what they share counted once; 0 where the system does not tell. */
function residentBytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const own = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) * 1024;
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
    );
    return children.reduce((sum, child) => sum + residentBytes(Number(child)), own);
  } catch {
    return 0;
  }
}

async function measure(
  program: string,
): Promise<{ rate: number; startMs: number; peakBytes: number }> {
  const [one, many] = [collectionFile(1), collectionFile(REQUESTS)];
  const starts: number[] = [];
  const walls: number[] = [];
  let peakBytes = 0;
  for (let i = 0; i < RUNS; i++) {
    starts.push((await run(program, one)).wallMs);
    const all = await run(program, many);
    walls.push(all.wallMs);
    peakBytes = Math.max(peakBytes, all.peakBytes);
  }
  const startMs = summarize(starts).min;
  return { startMs, peakBytes, rate: (REQUESTS - 1) / ((summarize(walls).min - startMs) / 1000) };
}

/** Requests a second of undici alone, one after the other, bodies read: no program that uses it can be faster. */
async function plainUndici(): Promise<number> {
  const send = async (count: number) => {
    for (let i = 0; i < count; i++) await (await request(`${url}?i=${i}`)).body.json();
  };
  await send(50);
  const startedAt = performance.now();
  await send(REQUESTS);
  return REQUESTS / ((performance.now() - startedAt) / 1000);
}

async function bruno(): Promise<number> {
  const [one, many] = [brunoCollection(folder, url, 1), brunoCollection(folder, url, REQUESTS)];
  await runBruno(one);
  const startMs = await runBruno(one);
  return (REQUESTS - 1) / (((await runBruno(many)) - startMs) / 1000);
}

const theirs = await measure(NEWMAN);
const ours = await measure(OURS);
const figures: Figure[] = [
  { what: 'newman: requests/s', value: theirs.rate.toFixed(0) },
  { what: 'scratchpad: requests/s', value: ours.rate.toFixed(0) },
  { what: 'plain undici: requests/s', value: (await plainUndici()).toFixed(0) },
  ...(process.env['PEERS']
    ? [{ what: '@usebruno/cli: requests/s', value: (await bruno()).toFixed(0) }]
    : []),
  { what: 'ratio', value: `${(ours.rate / theirs.rate).toFixed(1)}x`, budget: '≥ 4x' },
  { what: 'newman: one request, start to end', value: ms(theirs.startMs) },
  { what: 'scratchpad: one request, start to end', value: ms(ours.startMs), budget: '≤ 600 ms' },
  { what: 'newman: memory, peak', value: mb(theirs.peakBytes) },
  {
    what: 'scratchpad: memory, peak of all processes',
    value: mb(ours.peakBytes),
    budget: '≤ 200 MB',
  },
];
if (process.env['LONG']) {
  const { samples } = await run(OURS, collectionFile(1), ['-n', '10000']);
  const at = (share: number) => mb(samples[Math.floor((samples.length - 1) * share)] ?? 0);
  figures.push({
    what: '10,000 iterations: memory after 10 %, 50 %, 100 %',
    value: `${at(0.1)}, ${at(0.5)}, ${at(1)}`,
    budget: 'flat',
  });
}
report('Collection runs (CLI)', figures);
server.close();
rmSync(folder, { recursive: true, force: true });

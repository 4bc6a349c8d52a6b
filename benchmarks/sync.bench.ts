/**
 * The workspace server under load, beside a naive relay, the reference server of y-websocket, and Hocuspocus: CPU for each
 * delivered update, acknowledgement, joins of a large workspace, a reader that does not read, idle connections.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';
import {
  startHocuspocus,
  startNaiveRelay,
  startReferenceServer,
  startWorkspaceServer,
  type LoadTarget,
} from '../packages/sync-server/src/testing/load/loadTarget.ts';
import type { LoadClient } from '../packages/sync-server/src/testing/load/loadClient.ts';
import { createLargeCollection } from './collections.ts';
import { createNodes, DocStore } from '@scratchpad/core';
import { type Figure, mb, ms, report, summarize } from './measure.ts';

const JOINERS = fileURLToPath(
  new URL('../packages/sync-server/src/testing/load/joiners.ts', import.meta.url),
);
const IDLE = 2000;
const SLOW_BYTES = 48_000_000;
/** How long the servers that store with a delay get for it. */
const SETTLE_MS = 4000;

/** Somebody who types into a text: one update a key. */
class Typist {
  readonly #updates: Uint8Array[] = [];
  readonly #text = new Y.Text();

  constructor() {
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => this.#updates.push(update));
    const node = new Y.Map<unknown>();
    doc.getMap('nodes').set(`n${doc.clientID}`, node);
    node.set('text', this.#text);
  }

  next(): Uint8Array {
    if (this.#updates.length === 0) this.#text.insert(this.#text.length, 'x');
    return this.#updates.shift()!;
  }
}

/** CPU of the server for each update and receiver, with some who type at a steady pace. */
async function measureRoom(target: LoadTarget, clients: number, typists: number): Promise<number> {
  const ROUNDS = 300;
  const PAUSE_MS = 10;
  const all: LoadClient[] = [];
  while (all.length < clients) all.push(await target.join('room'));
  for (const client of all) client.drain();
  const writers = Array.from({ length: typists }, () => new Typist());
  const round = () => writers.forEach((writer, i) => all[i]?.sendUpdate(writer.next()));
  for (let i = 0; i < 100; i += 1) {
    round();
    await pause(PAUSE_MS);
  }
  const before = target.cpuMs();
  for (let i = 0; i < ROUNDS; i += 1) {
    round();
    await pause(PAUSE_MS);
  }
  const cpu = target.cpuMs() - before;
  for (const client of all) client.end();
  return cpu / (ROUNDS * typists * (clients - 1));
}

async function measureAcknowledgement(target: LoadTarget): Promise<number> {
  const client = await target.join('acknowledge');
  await client.nextDocument(0);
  const writer = new Typist();
  const samples: number[] = [];
  for (let i = 0; i < 400; i += 1) {
    const from = performance.now();
    const answer = client.nextUpdate();
    client.sendUpdate(writer.next());
    await answer;
    samples.push(performance.now() - from);
  }
  client.end();
  return summarize(samples).median;
}

/** Ten clients join a large workspace of a server that has just started, while two others work in a small one. */
async function measureJoins(
  target: LoadTarget,
): Promise<{ resident: number; wait: number; size: number }> {
  const doc = new Y.Doc();
  createNodes(new DocStore(doc), null, [createLargeCollection(8000)]);
  const update = Y.encodeStateAsUpdate(doc);
  const [first, second] = [await target.join('large'), await target.join('large')];
  await second.nextDocument(0);
  const arrived = second.nextUpdate();
  first.sendUpdate(update);
  await arrived;
  for (const client of [first, second]) client.end();
  await pause(SETTLE_MS);
  await target.restart();
  const writer = await target.join('small');
  const reader = await target.join('small');
  await reader.nextDocument(0);
  const typist = new Typist();
  let resident = 0;
  let wait = 0;
  const addresses = [];
  for (let i = 0; i < 10; i += 1) addresses.push(await target.address('large'));
  const joiners = spawn(process.execPath, [JOINERS], { stdio: ['pipe', 'inherit', 'inherit'] });
  joiners.stdin.end(JSON.stringify({ addresses, minBytes: update.length * 0.9 }));
  const joining = { isOver: false };
  const exit = once(joiners, 'exit').finally(() => (joining.isOver = true));
  while (!joining.isOver) {
    const from = performance.now();
    const seen = reader.nextUpdate();
    writer.sendUpdate(typist.next());
    await seen;
    wait = Math.max(wait, performance.now() - from);
    resident = Math.max(resident, target.residentBytes());
    await pause(2);
  }
  const [code] = (await exit) as [number];
  if (code !== 0) throw new Error('The clients did not join.');
  for (const client of [writer, reader]) client.end();
  return { resident, wait, size: update.length };
}

/** What a reader that does not read costs, while others go on. */
async function measureSlowReader(target: LoadTarget): Promise<{ grown: number; wait: number }> {
  const slow = await target.join('slow');
  const [writer, reader] = [await target.join('slow'), await target.join('slow')];
  await reader.nextDocument(0);
  slow.socket.pause();
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const nodes = doc.getMap('nodes');
  const before = target.residentBytes();
  let [grown, wait] = [0, 0];
  for (let sent = 0; sent < SLOW_BYTES;) {
    nodes.set('big', 'x'.repeat(500_000));
    const update = updates.shift()!;
    sent += update.length;
    const from = performance.now();
    const seen = reader.nextUpdate();
    writer.sendUpdate(update);
    await seen;
    wait = Math.max(wait, performance.now() - from);
    grown = Math.max(grown, target.residentBytes() - before);
    // Below the rate that a connection may send at.
    await pause(60);
  }
  for (const client of [slow, writer, reader]) client.end();
  return { grown, wait };
}

async function measureIdle(target: LoadTarget): Promise<number> {
  const before = target.residentBytes();
  const clients: LoadClient[] = [];
  while (clients.length < IDLE) {
    const more = Array.from({ length: 50 }, (_, i) => target.join(`idle${i % 20}`));
    clients.push(...(await Promise.all(more)));
  }
  await pause(3000);
  const grown = target.residentBytes() - before;
  for (const client of clients) client.end();
  return grown / (IDLE / 1000);
}

async function withTarget<T>(
  start: () => Promise<LoadTarget>,
  fn: (target: LoadTarget) => Promise<T>,
): Promise<T> {
  const target = await start();
  process.stderr.write(`${fn.name || 'measure'}: ${target.name} …\n`);
  try {
    return await fn(target);
  } finally {
    await target.close();
  }
}

const DOCUMENT_SERVERS = [startWorkspaceServer, startReferenceServer, startHocuspocus];
const figures: Figure[] = [];
for (const [what, clients, typists, budget] of [
  ['room of 50, 10 type', 50, 10, '≤ 0.25x'],
  ['2 clients, 1 types', 2, 1, '≤ 2.5x'],
] as const) {
  const measure = (target: LoadTarget) => measureRoom(target, clients, typists);
  const relay = await withTarget(startNaiveRelay, measure);
  figures.push({ what: `${what}: CPU for each delivered update, naive relay`, value: ms(relay) });
  for (const start of DOCUMENT_SERVERS) {
    const [name, cpu] = await withTarget(start, async (target) => [
      target.name,
      await measure(target),
    ]);
    figures.push({
      what: `${what}: ${name}, of the relay`,
      value: `${(cpu / relay).toFixed(2)}x`,
      ...(start === startWorkspaceServer ? { budget } : {}),
    });
  }
}
const acknowledgement = await withTarget(startWorkspaceServer, measureAcknowledgement);
figures.push({
  what: 'durable acknowledgement, median (the others have none)',
  value: ms(acknowledgement),
  budget: '≤ 5 ms',
});
for (const start of DOCUMENT_SERVERS) {
  const isOurs = start === startWorkspaceServer;
  const budget = (text: string) => (isOurs ? { budget: text } : {});
  const [name, joins] = await withTarget(start, async (target) => [
    target.name,
    await measureJoins(target),
  ]);
  const slow = await withTarget(start, measureSlowReader);
  const idle = await withTarget(start, measureIdle);
  figures.push(
    {
      what: `10 joins of ${mb(joins.size)}, ${name}: resident`,
      value: mb(joins.resident),
      ...budget('≤ 150 MB'),
    },
    {
      what: `10 joins, ${name}: longest wait in another room`,
      value: ms(joins.wait),
      ...budget('≤ 50 ms'),
    },
    { what: `reader that does not read ${mb(SLOW_BYTES)}, ${name}: memory`, value: mb(slow.grown) },
    { what: `the same, ${name}: longest wait of the others`, value: ms(slow.wait) },
    { what: `idle connections, ${name}: 1,000 of ${IDLE}`, value: mb(idle), ...budget('≤ 20 MB') },
  );
}
report('Workspace server', figures);

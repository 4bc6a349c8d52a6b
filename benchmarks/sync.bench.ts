/** The workspace server under load, beside a naive relay: CPU per delivered update, acknowledgement, joins, memory. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';
import {
  startNaiveRelay,
  startWorkspaceServer,
  type LoadTarget,
} from '../packages/sync-server/src/testing/load/loadTarget.ts';
import { createLargeCollection } from './collections.ts';
import { createNodes, DocStore } from '@scratchpad/core';
import { type Figure, mb, ms, report, summarize } from './measure.ts';

type Socket = Awaited<ReturnType<LoadTarget['join']>>;

const STEP1 = new Uint8Array([0, 0, 1, 0]);

/** An Update message. */
function toFrame(update: Uint8Array): Uint8Array {
  const head = [0, 2];
  for (let rest = update.length; ; rest >>>= 7) {
    if (rest < 128) {
      head.push(rest);
      break;
    }
    head.push((rest & 127) | 128);
  }
  return new Uint8Array([...head, ...update]);
}

/** Somebody who types into a text: one message a key. */
class Typist {
  readonly doc = new Y.Doc();
  readonly #frames: Uint8Array[] = [];
  readonly #text = new Y.Text();

  constructor() {
    this.doc.on('update', (update: Uint8Array) => this.#frames.push(toFrame(update)));
    const node = new Y.Map<unknown>();
    this.doc.getMap('nodes').set(`n${this.doc.clientID}`, node);
    node.set('text', this.#text);
  }

  next(): Uint8Array {
    if (this.#frames.length === 0) this.#text.insert(this.#text.length, 'x');
    return this.#frames.shift()!;
  }
}

/** CPU of the server for each update and receiver, with some who type at a steady pace. */
async function measureRoom(target: LoadTarget, clients: number, typists: number): Promise<number> {
  const ROUNDS = 300;
  const PAUSE_MS = 10;
  const sockets = await Promise.all(Array.from({ length: clients }, () => target.join('room')));
  for (const socket of sockets) socket.on('message', () => undefined);
  const writers = Array.from({ length: typists }, () => new Typist());
  const round = () => writers.forEach((writer, i) => sockets[i]?.send(writer.next()));
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
  for (const socket of sockets) socket.terminate();
  return cpu / (ROUNDS * typists * (clients - 1));
}

async function nextUpdate(socket: Socket): Promise<void> {
  for (;;) {
    const [data] = (await once(socket, 'message')) as [Buffer];
    if (data[0] === 0 && data[1] === 2) return;
  }
}

async function measureAcknowledgement(target: LoadTarget): Promise<number> {
  const socket = await target.join('acknowledge');
  await once(socket, 'message');
  const writer = new Typist();
  const samples: number[] = [];
  for (let i = 0; i < 400; i += 1) {
    const from = performance.now();
    const answer = nextUpdate(socket);
    socket.send(writer.next());
    await answer;
    samples.push(performance.now() - from);
  }
  socket.terminate();
  return summarize(samples).median;
}

async function measureJoins(
  target: LoadTarget,
): Promise<{ resident: number; wait: number; size: number }> {
  const doc = new Y.Doc();
  createNodes(new DocStore(doc), null, [createLargeCollection(8000)]);
  const update = Y.encodeStateAsUpdate(doc);
  const first = await target.join('large');
  await once(first, 'message');
  const stored = nextUpdate(first);
  first.send(toFrame(update));
  await stored;
  const other = await target.join('small');
  await once(other, 'message');
  const writer = new Typist();
  let resident = 0;
  let wait = 0;
  const joining = { isOver: false };
  const joins = Promise.all(
    Array.from({ length: 10 }, async () => {
      const socket = await target.join('large');
      const whole = new Promise<void>((resolve) =>
        socket.on('message', (data: Buffer) => {
          if (data[1] === 1 && data.length > 1_000_000) resolve();
        }),
      );
      socket.send(STEP1);
      await whole;
      socket.terminate();
    }),
  ).finally(() => (joining.isOver = true));
  while (!joining.isOver) {
    const from = performance.now();
    const answer = nextUpdate(other);
    other.send(writer.next());
    await answer;
    wait = Math.max(wait, performance.now() - from);
    resident = Math.max(resident, target.residentBytes());
    await pause(2);
  }
  await joins;
  first.terminate();
  other.terminate();
  return { resident, wait, size: update.length };
}

async function measureIdle(target: LoadTarget): Promise<number> {
  const before = target.residentBytes();
  const sockets: Socket[] = [];
  while (sockets.length < 1000) {
    const more = Array.from({ length: 50 }, (_, i) => target.join(`idle${i % 20}`));
    sockets.push(...(await Promise.all(more)));
  }
  await pause(1000);
  const grown = target.residentBytes() - before;
  for (const socket of sockets) socket.terminate();
  return grown;
}

async function withTarget<T>(
  start: () => Promise<LoadTarget>,
  fn: (target: LoadTarget) => Promise<T>,
): Promise<T> {
  const target = await start();
  try {
    return await fn(target);
  } finally {
    await target.close();
  }
}

async function compare(
  what: string,
  clients: number,
  typists: number,
  budget: string,
): Promise<Figure[]> {
  const ours = await withTarget(startWorkspaceServer, (target) =>
    measureRoom(target, clients, typists),
  );
  const relay = await withTarget(startNaiveRelay, (target) =>
    measureRoom(target, clients, typists),
  );
  return [
    { what: `${what}: CPU for each delivered update`, value: ms(ours) },
    { what: `${what}: the same of a naive relay`, value: ms(relay) },
    { what: `${what}: ratio`, value: `${(ours / relay).toFixed(2)}x`, budget },
  ];
}

const figures: Figure[] = [
  ...(await compare('room of 50, 10 type', 50, 10, '≤ 0.25x')),
  ...(await compare('2 clients, 1 types', 2, 1, '≤ 2.5x')),
];
const acknowledgement = await withTarget(startWorkspaceServer, measureAcknowledgement);
figures.push({
  what: 'durable acknowledgement, median',
  value: ms(acknowledgement),
  budget: '≤ 5 ms',
});
const joins = await withTarget(startWorkspaceServer, measureJoins);
figures.push(
  {
    what: `10 joins of ${mb(joins.size)}: resident`,
    value: mb(joins.resident),
    budget: '≤ 150 MB',
  },
  { what: '10 joins: longest wait in another room', value: ms(joins.wait), budget: '≤ 50 ms' },
);
const idle = await withTarget(startWorkspaceServer, measureIdle);
figures.push({ what: '1,000 idle connections', value: mb(idle), budget: '≤ 20 MB' });
report('Workspace server', figures);

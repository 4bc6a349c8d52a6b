import { randomBytes, randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { forgeOne } from '../testing/forge.ts';
import {
  connectStock,
  isStep1,
  isStep2,
  isUpdate,
  payloadOf,
  RawClient,
} from '../testing/syncClients.ts';
import { startServer, type TestServer } from '../testing/testServer.ts';
import { varUint } from '../testing/varUint.ts';

const until = <T>(check: () => T, ms = 5000) => vi.waitFor(check, ms);
const step1 = new Uint8Array([0, 0, 1, 0]);

async function startWorkspace(env: Record<string, string> = {}) {
  const server = await startServer(env);
  const owner = await server.owner();
  return { server, owner, id: await owner.createWorkspace() };
}

async function metric(server: TestServer, name: string): Promise<number> {
  const { json } = await server.visitor().call('GET', '/metrics');
  const [, value] = new RegExp(`^${name} (\\S+)$`, 'm').exec(json as string) ?? [];
  return Number(value);
}

/** A document of about this many bytes, under a client id of its own. */
function largeDocument(sizeBytes: number): Y.Doc {
  const doc = new Y.Doc();
  const nodes = doc.getMap('nodes');
  doc.transact(() => {
    for (let size = 0; size < sizeBytes; size += 1000) {
      const node = new Y.Map<unknown>();
      nodes.set(`n${size}`, node);
      node.set('body', randomBytes(500).toString('hex'));
    }
  });
  return doc;
}

/** How many mutated frames: a whole measure by hand, a tenth of it each time. */
const FUZZ_FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 2000);

/** A binary WebSocket frame as a client sends it. */
function maskedFrame(payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const masked = payload.map((byte, i) => byte ^ mask[i % 4]!);
  return Buffer.concat([Buffer.from([0x82, 0x80 | payload.length]), mask, masked]);
}

/** Changes one to three bytes, mostly where a frame says what it is and how long. */
function mutate(frame: Buffer): Buffer {
  for (let n = randomInt(1, 4); n > 0; n -= 1) {
    frame[randomInt(4) === 0 ? randomInt(frame.length) : randomInt(2)] = randomInt(256);
  }
  return frame;
}

/** Upgrades, sends bytes as they are, and resets the connection when the server has had them. */
async function sendAfterUpgrade(port: number, id: string, ticket: string, bytes: Buffer) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `GET /sync/${id} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Protocol: scratchpad.sync.v1, ${ticket}\r\n\r\n`,
  );
  await once(socket, 'data');
  socket.write(bytes);
  socket.resume();
  // Some of them wait for more bytes; a reset is the end of any.
  setTimeout(() => socket.resetAndDestroy(), 50);
  await once(socket, 'close');
}

describe('limits', () => {
  it('ROOM3 a message that is too large closes with 1009, too many bytes a second with 1013', async () => {
    const { owner, id } = await startWorkspace({
      MAX_MESSAGE_BYTES: '20000',
      MAX_BYTES_PER_SECOND: '1000',
    });
    const large = await RawClient.join(owner, id);
    large.send(new Uint8Array(30_000));
    expect((await large.closed).code).toBe(1009);
    const fast = await RawClient.join(owner, id);
    await fast.frame(isStep1);
    for (let i = 0; i < 400; i += 1) fast.send(step1);
    expect((await fast.closed).code).toBe(1013);
  });

  it('ROOM3 an update of the largest size is taken', async () => {
    const { owner, id } = await startWorkspace({ MAX_MESSAGE_BYTES: '3000000' });
    const a = await connectStock(owner, id, largeDocument(2_500_000));
    const b = await connectStock(owner, id);
    await until(() => expect(b.nodes.size).toBe(a.nodes.size), 10_000);
  }, 15_000);

  it('ROOM2 what comes while the room loads waits, up to a limit', async () => {
    const { server, owner, id } = await startWorkspace({
      MAX_MESSAGE_BYTES: '3000000',
      ROOM_IDLE: '1ms',
    });
    const open = async () => {
      await until(async () => expect(await metric(server, 'scratchpad_rooms')).toBe(0));
      return RawClient.open(server.url, id, ['scratchpad.sync.v1', await owner.ticket(id)]);
    };
    // Large enough to take a while.
    const writer = await connectStock(owner, id, largeDocument(2_500_000));
    await until(async () =>
      expect((await server.store.documents.load(id)).updates).toHaveLength(1),
    );
    writer.provider.destroy();

    const patient = await open();
    patient.sendUpdate(forgeOne(7, 0));
    patient.send(step1);
    await patient.frame(isStep2);
    expect(payloadOf(await patient.frame(isUpdate))).toEqual(forgeOne(7, 0));
    patient.socket.close();
    await patient.closed;

    // The same workspace under a small limit, of which three frames are too much.
    const strict = await server.restart({ MAX_MESSAGE_BYTES: '20000' });
    const ticket = await (await strict.owner()).ticket(id);
    const pushy = await RawClient.open(strict.url, id, ['scratchpad.sync.v1', ticket]);
    for (let i = 0; i < 3; i += 1) pushy.send(new Uint8Array(15_000));
    expect((await pushy.closed).code).toBe(1013);
  }, 20_000);

  it('ROOM4 a reader that does not read is closed and holds nobody up', async () => {
    const { owner, id } = await startWorkspace({ MAX_BUFFERED_BYTES: '1000000' });
    const slow = await RawClient.join(owner, id);
    await slow.frame(isStep1);
    slow.socket.pause();
    const a = await connectStock(owner, id);
    const b = await connectStock(owner, id);
    // More than the kernel's buffers of a local connection take in.
    for (let i = 0; i < 30; i += 1) {
      a.nodes.set('big', randomBytes(400_000).toString('hex'));
      a.nodes.set('i', i);
      await until(() => expect(b.nodes.get('i')).toBe(i));
    }
    slow.socket.resume();
    expect([1006, 1013]).toContain((await slow.closed).code);
    expect([...a.closed, ...b.closed]).toEqual([]);
  }, 30_000);

  it('a user has so many connections and no more', async () => {
    const { owner, id } = await startWorkspace({ MAX_CONNECTIONS_PER_USER: '2' });
    const first = await RawClient.join(owner, id);
    await (await RawClient.join(owner, id)).frame(isStep1);
    expect((await (await RawClient.join(owner, id)).closed).code).toBe(1013);
    first.socket.close();
    await first.closed;
    await until(async () => (await RawClient.join(owner, id)).frame(isStep1));
  });

  it('SYN9 what is no WebSocket, or a broken one, ends nothing but itself', async () => {
    const { server, owner, id } = await startWorkspace({
      MAX_CONNECTIONS_PER_USER: '100000',
      TICKETS_PER_MINUTE: '1000000',
      CALLS_PER_MINUTE: '1000000',
    });
    const a = await connectStock(owner, id);
    const known = [
      Buffer.from([0x81, 0xff, 0xff, 0xff]),
      Buffer.from([0xf2, 0x80, 1, 2, 3, 4]),
      Buffer.from([0x82, 0x05, 1, 2, 3, 4, 5]),
      Buffer.from([0x88, 0x81, 0, 0, 0, 0, 1]),
      randomBytes(300),
    ];
    const frames = FUZZ_FRAMES / 10;
    for (let i = 0; i < frames; i += 20) {
      const batch = Array.from(
        { length: Math.min(20, frames - i) },
        (_, k) => known[i + k] ?? mutate(maskedFrame(randomBytes(40))),
      );
      await Promise.all(
        batch.map(async (bytes) =>
          sendAfterUpgrade(server.port, id, await owner.ticket(id), bytes),
        ),
      );
    }
    const noise = connect(server.port, '127.0.0.1');
    noise.on('error', () => undefined);
    noise.write(randomBytes(200));
    noise.write('\r\n\r\n');
    await once(noise.resume(), 'close');
    a.nodes.set('alive', 1);
    await until(async () => expect((await connectStock(owner, id)).nodes.get('alive')).toBe(1));
  });
});

describe('rooms', () => {
  it('ROOM1 ROOM5 an idle room is unloaded, and is there again as it was', async () => {
    const { server, owner, id } = await startWorkspace({ ROOM_IDLE: '30ms' });
    for (let round = 0; round < 4; round += 1) {
      const a = await connectStock(owner, id);
      expect(a.nodes.size).toBe(round);
      a.nodes.set(`round${round}`, round);
      await until(async () =>
        expect((await server.store.documents.load(id)).updates.length).toBe(round + 1),
      );
      a.provider.disconnect();
      if (round % 2 === 0)
        await until(async () => expect(await metric(server, 'scratchpad_rooms')).toBe(0));
    }
  });

  it('ROOM1 whoever comes while a room closes gets the next one', async () => {
    const { server, owner, id } = await startWorkspace({ ROOM_IDLE: '1ms' });
    // Large enough, and with enough edits each time, that closing compacts and takes a while.
    const seed = await connectStock(owner, id, largeDocument(1_500_000));
    /** What somebody finds who comes, looks and goes: the last one to leave lets the room close. */
    const look = async (key: string) => {
      const visitor = await connectStock(owner, id);
      visitor.provider.destroy();
      return visitor.nodes.get(key);
    };
    seed.nodes.set('last', -1);
    await until(async () => expect(await look('last')).toBe(-1));
    seed.provider.destroy();
    for (let round = 0; round < 5; round += 1) {
      const a = await connectStock(owner, id);
      expect(a.nodes.get('last')).toBe(round - 1);
      for (let i = 0; i < 25; i += 1) a.nodes.set(`round${round}key${i}`, i);
      a.nodes.set('last', round);
      await until(async () => expect(await look('last')).toBe(round));
      a.provider.destroy();
      // Now it begins to close.
      await vi.waitFor(async () => expect(await metric(server, 'scratchpad_connections')).toBe(0), {
        interval: 1,
      });
    }
  }, 30_000);

  it('ROOM7 compaction keeps the document and shortens the log, while everybody writes', async () => {
    const { server, owner, id } = await startWorkspace();
    // Large enough for the worker, so that edits come while it compacts.
    const a = await connectStock(owner, id, largeDocument(1_000_000));
    const b = await connectStock(owner, id);
    for (let i = 0; i < 1300; i += 1) {
      (i % 2 === 0 ? a : b).nodes.set(`k${i % 50}`, `value ${i}`);
      if (i % 20 === 0) await new Promise(setImmediate);
    }
    await until(() => expect(a.nodes.toJSON()).toEqual(b.nodes.toJSON()));
    await until(async () => {
      const { snapshot, updates } = await server.store.documents.load(id);
      expect(snapshot).not.toBeNull();
      expect(updates.length).toBeLessThan(900);
    });
    const c = await connectStock(owner, id);
    expect(c.nodes.toJSON()).toEqual(a.nodes.toJSON());
    const again = await server.restart();
    const d = await connectStock(await again.owner(), id);
    expect(d.nodes.toJSON()).toEqual(a.nodes.toJSON());
    d.nodes.set('after', 1);
    await until(async () =>
      expect((await connectStock(await again.owner(), id)).nodes.get('after')).toBe(1),
    );
  }, 30_000);

  it('ROOM6 a store that fails refuses, shows nobody what it did not keep, and works again when it can', async () => {
    const { server, owner, id } = await startWorkspace();
    const a = await connectStock(owner, id);
    const b = await connectStock(owner, id);
    a.nodes.set('before', 1);
    await until(() => expect(b.nodes.get('before')).toBe(1));
    server.store.limitPages(1);
    a.nodes.set('refused', randomBytes(300_000).toString('hex'));
    await until(() => expect(a.closed).toEqual([1013]));
    await until(() => expect(b.closed).toEqual([1013]));
    expect(b.nodes.has('refused')).toBe(false);
    server.store.limitPages(1_000_000);
    await b.reconnect();
    expect(b.nodes.toJSON()).toEqual({ before: 1 });
    // The writer still holds it, and brings it when it comes back.
    await a.reconnect();
    await until(() => expect(b.nodes.has('refused')).toBe(true));
  });

  it('SYN6 joins of a large workspace get all of it, and others are not held up', async () => {
    const { server, owner, id } = await startWorkspace();
    const big = await connectStock(owner, id, largeDocument(6_000_000));
    await until(
      async () => expect(await metric(server, 'scratchpad_updates_total')).toBe(1),
      20_000,
    );
    const other = await owner.createWorkspace('Other');
    const a = await RawClient.join(owner, other);
    await a.frame(isStep1);
    const joins = Array.from({ length: 8 }, async () => {
      const raw = await RawClient.join(owner, id);
      raw.send(step1);
      await raw.frame(isStep2);
      return raw;
    });
    let slowest = 0;
    for (let i = 0; i < 50; i += 1) {
      big.nodes.set('typing', i);
      const startedAt = performance.now();
      a.frames.length = 0;
      a.sendUpdate(forgeOne(3, i, i === 0 ? {} : { origin: [3, i - 1] }));
      await a.frame(isUpdate);
      slowest = Math.max(slowest, performance.now() - startedAt);
    }
    for (const raw of await Promise.all(joins)) {
      // Its SyncStep2 and what came after it are everything: nothing of it was sent too early.
      const joined = new Y.Doc();
      raw.frames.splice(0, raw.frames.findIndex(isStep2));
      await until(() => {
        for (const frame of raw.frames.splice(0)) {
          if (isStep2(frame) || isUpdate(frame)) Y.applyUpdate(joined, payloadOf(frame));
        }
        expect(joined.getMap('nodes').get('typing')).toBe(49);
      }, 10_000);
      expect(joined.getMap('nodes').size).toBe(big.nodes.size);
    }
    // The clients of this test run on the same thread, so this is no measurement; benchmarks/server.bench.ts is.
    expect(slowest).toBeLessThan(1000);
    const late = await connectStock(owner, id);
    await until(() => expect(late.nodes.get('typing')).toBe(49));
    expect(late.nodes.size).toBe(big.nodes.size);
  }, 60_000);

  it('GATE12 of thousands of mutated frames none touches the honest', async () => {
    const { server, owner, id } = await startWorkspace({
      MAX_BYTES_PER_SECOND: '1000000000',
      TICKETS_PER_MINUTE: '1000000',
      CALLS_PER_MINUTE: '1000000',
    });
    const honest = await connectStock(owner, id);
    const eve = await server.member(id, 'editor');
    const reference = new Y.Doc();
    const write = (i: number) => {
      for (const doc of [honest.doc, reference]) doc.getMap('nodes').set(`k${i % 9}`, i);
    };
    const heapBefore = process.memoryUsage().heapUsed;
    let random = 12_345;
    const next = (below: number) => {
      random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
      return random % below;
    };
    let raw = await RawClient.join(eve, id);
    for (let i = 0; i < FUZZ_FRAMES; i += 1) {
      if (i % 20 === 0) write(i);
      const update =
        i % 2 === 0
          ? forgeOne(honest.doc.clientID, next(2 + i / 10))
          : Y.encodeStateAsUpdate(honest.doc);
      const head = [0, 1 + (i % 2), ...varUint(update.length)];
      const frame = new Uint8Array([...head, ...update]);
      // The honest client id stays where it is: under another one Eve may write what she likes.
      const before = head.length + 2;
      for (let n = 0; n <= next(3); n += 1) {
        const at = next(frame.length - 5);
        frame[at < before ? at : Math.min(at + 5, frame.length - 1)] = next(256);
      }
      if (raw.socket.readyState !== raw.socket.OPEN) raw = await RawClient.join(eve, id);
      raw.send(frame);
      if (i % 10 === 0) await new Promise(setImmediate);
    }
    write(FUZZ_FRAMES);
    await until(async () => {
      const reader = await connectStock(owner, id);
      expect(reader.nodes.toJSON()).toEqual(reference.getMap('nodes').toJSON());
    });
    expect(honest.closed).toEqual([]);
    expect(server.logs.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    // Server and clients are in this process; what grows without end would be far above this.
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(200 * 2 ** 20);
  }, 300_000);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { contents, GateServer, hasPending } from '../testing/gateServer.ts';
import { scanUpdate } from './checkUpdate.ts';
import { KnownState } from './knownState.ts';
import { GateRejection } from './rejection.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 300);
const REPLICAS = 3;

type Replica = { doc: Y.Doc; undo: Y.UndoManager; unsent: Uint8Array[]; sent: Uint8Array[] };

function createReplica(gc: boolean): Replica {
  const doc = new Y.Doc({ gc });
  const undo = new Y.UndoManager([doc.getMap('nodes'), doc.getMap('envs')], { captureTimeout: 0 });
  const replica: Replica = { doc, undo, unsent: [], sent: [] };
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server' && origin !== 'peer') replica.unsent.push(update);
  });
  return replica;
}

const step = fc.record({
  replica: fc.nat({ max: REPLICAS - 1 }),
  act: fc.constantFrom(
    'node',
    'node',
    'field',
    'field',
    'type',
    'type',
    'type',
    'erase',
    'remove',
    'undo',
    'redo',
    'value',
    'sendUpdates',
    'sendUpdates',
    'sendMerged',
    'sendStep2',
    'receive',
    'receive',
    'peer',
    'resend',
    'reload',
    'list',
  ),
  a: fc.nat({ max: 4 }),
  b: fc.nat({ max: 30 }),
});
type Step = { replica: number; act: string; a: number; b: number };

function edit({ doc, undo }: Replica, { act, a, b }: Step): void {
  const nodes = doc.getMap('nodes');
  const node = nodes.get(`n${a}`);
  if (act === 'undo') undo.undo();
  if (act === 'redo') undo.redo();
  doc.transact(() => {
    if (act === 'node') {
      const made = new Y.Map<unknown>();
      nodes.set(`n${a}`, made);
      made.set('name', `é😀${b}`);
      made.set('text', new Y.Text('born'));
    }
    if (act === 'value')
      doc
        .getMap(['meta', 'envs', 'imports'][b % 3])
        .set(`v${a}`, [b, { x: [1.5, null, -7, true] }]);
    if (act === 'remove') nodes.delete(`n${a}`);
    if (!(node instanceof Y.Map)) return;
    if (act === 'field') node.set(`h:${b % 4}`, Object.freeze([b, 'value', { deep: [b] }]));
    if (act === 'list') node.set('list', Y.Array.from([b, 'x', new Uint8Array([b])]));
    const text: unknown = node.get('text');
    if (!(text instanceof Y.Text)) return;
    if (act === 'type')
      text.insert(
        Math.min(b, text.length),
        b % 5 === 0 ? '😀ü' : 'abc',
        b % 7 === 0 ? { bold: true } : {},
      );
    if (act === 'erase')
      text.delete(
        Math.min(b, text.length) >> 1,
        Math.min(3, text.length - (Math.min(b, text.length) >> 1)),
      );
  });
}

function flush(replica: Replica, server: GateServer, merged: boolean): void {
  const updates = replica.unsent.splice(0);
  replica.sent.push(...updates);
  if (updates.length === 0) return;
  for (const update of merged ? [Y.mergeUpdates(updates)] : updates) server.receive(update);
}

function run(replicas: Replica[], server: GateServer, step: Step): void {
  const replica = replicas[step.replica]!;
  switch (step.act) {
    case 'sendUpdates':
      return flush(replica, server, false);
    case 'sendMerged':
      return flush(replica, server, true);
    case 'sendStep2':
      replica.unsent.length = 0;
      server.receive(server.missingFrom(replica.doc));
      return;
    case 'receive':
      // As over one socket: what was typed goes out before what comes in is built upon.
      flush(replica, server, false);
      return Y.applyUpdate(replica.doc, server.diff(replica.doc), 'server');
    case 'peer': {
      const peer = replicas[(step.replica + 1) % REPLICAS]!;
      // Another tab, not by way of the server. What it had not sent travels by our next SyncStep2.
      Y.applyUpdate(replica.doc, Y.encodeStateAsUpdate(peer.doc), 'peer');
      replica.unsent.length = 0;
      server.receive(server.missingFrom(replica.doc));
      return;
    }
    case 'resend': {
      const old = replica.sent[step.b % Math.max(1, replica.sent.length)];
      if (old !== undefined && step.a % 2 === 0) expect(server.receive(old)).toBeNull();
      server.receive(Y.encodeStateAsUpdate(replica.doc));
      return;
    }
    case 'reload': {
      // A page that loads again writes on under a new client id.
      flush(replica, server, false);
      const next = createReplica(step.a % 2 === 0);
      Y.applyUpdate(next.doc, Y.encodeStateAsUpdate(replica.doc), 'peer');
      replicas[step.replica] = next;
      return;
    }
    default:
      return edit(replica, step);
  }
}

function play(steps: readonly Step[]) {
  const server = new GateServer();
  const replicas = Array.from({ length: REPLICAS }, (_, i) => createReplica(i !== 1));
  for (const step of steps) run(replicas, server, step);
  return { server, replicas };
}

describe('checkUpdate', () => {
  it('GATE13 lets everything in that honest replicas make, and then knows what they know', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { server, replicas } = play(steps);
        for (const { doc } of replicas) server.receive(server.missingFrom(doc));
        const merged = new Y.Doc();
        for (const { doc } of replicas) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc));
        expect(contents(server.doc)).toEqual(contents(merged));
        expect(hasPending(server.doc)).toBe(false);
        expect(new Map(server.known.clocks)).toEqual(
          Y.decodeStateVector(Y.encodeStateVector(server.doc)),
        );

        // What is stored, merged or compacted, is read again as the same.
        const whole = new Y.Doc();
        for (const update of server.log) Y.applyUpdate(whole, Y.mergeUpdates([update]));
        expect(contents(whole)).toEqual(contents(merged));
        for (const bytes of [
          Y.mergeUpdates([new Uint8Array(2), ...server.log]),
          Y.encodeStateAsUpdate(server.doc),
        ]) {
          const again = new KnownState();
          scanUpdate(bytes, again);
          expect(again.clocks).toEqual(new Map(server.known.clocks));
          // Integration deletes what a concurrent write replaced; a document says so for the first time here.
          expect(server.receive(bytes)?.change.clocks.size ?? 0).toBe(0);
          expect(server.receive(bytes)).toBeNull();
        }
      }),
      { numRuns },
    );
  });

  it('GATE11 of what it lets in, everything is new', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { server } = play(steps);
        const replay = new GateServer();
        for (const update of server.log) {
          const accepted = replay.receive(update);
          expect(accepted?.bytes).toEqual(update);
          expect(replay.receive(update)).toBeNull();
        }
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  });

  it('GATE12 of mutated updates it lets in only what Yjs can integrate, and the victim goes on writing', () => {
    const mutation = fc.record({
      of: fc.nat(),
      at: fc.nat(),
      byte: fc.nat({ max: 255 }),
      how: fc.constantFrom('set', 'set', 'set', 'insert', 'remove', 'cut', 'bit'),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 15, maxLength: 50 }),
        fc.array(mutation, { maxLength: 30 }),
        (steps, mutations) => {
          const { server, replicas } = play(steps);
          const victim = replicas[0]!;
          const honest = [...server.log, ...replicas.map(({ doc }) => Y.encodeStateAsUpdate(doc))];
          for (const mutated of mutations) {
            const bytes = mutate(honest[mutated.of % honest.length]!, mutated);
            try {
              server.receive(bytes);
            } catch (error) {
              if (!(error instanceof GateRejection)) throw error;
            }
            expect(hasPending(server.doc)).toBe(false);
            expect(new Map(server.known.clocks)).toEqual(
              Y.decodeStateVector(Y.encodeStateVector(server.doc)),
            );
          }
          // A page of the victim that loads after the attack.
          const page = createReplica(true);
          Y.applyUpdate(page.doc, server.diff(page.doc), 'server');
          expect(hasPending(page.doc)).toBe(false);
          page.doc.getMap('nodes').set('mine', 'still writing');
          flush(page, server, false);
          expect(server.doc.getMap('nodes').get('mine')).toBe('still writing');
          expect(victim.doc.getMap('nodes').size).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns },
    );
  });

  it('GATE12 says no to random bytes in its own words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const server = new GateServer();
        try {
          server.receive(bytes);
          expect(hasPending(server.doc)).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(GateRejection);
          expect(server.known.clocks.size).toBe(0);
        }
      }),
      { numRuns: numRuns * 5 },
    );
  });
});

function mutate(
  bytes: Uint8Array,
  { at, byte, how }: { at: number; byte: number; how: string },
): Uint8Array {
  const i = at % bytes.length;
  const copy = new Uint8Array(bytes);
  switch (how) {
    case 'insert':
      return new Uint8Array([...bytes.subarray(0, i), byte, ...bytes.subarray(i)]);
    case 'remove':
      return new Uint8Array([...bytes.subarray(0, i), ...bytes.subarray(i + 1)]);
    case 'cut':
      return copy.subarray(0, i);
    case 'bit':
      copy[i]! ^= 1 << (byte & 7);
      return copy;
    default:
      copy[i] = byte;
      return copy;
  }
}

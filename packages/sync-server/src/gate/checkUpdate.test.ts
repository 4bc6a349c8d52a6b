import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { forge, forgeOne } from '../testing/forge.ts';
import { GateServer, hasPending } from '../testing/gateServer.ts';
import { GateRejection } from './rejection.ts';

const VICTIM = 4_000_000;
const EVE = 7_000_000;

/** A server to which the victim has written: clock 0 is a node, 1 its name, 2 its text, 3 to 6 `born`. */
function createServer() {
  const server = new GateServer();
  const doc = new Y.Doc();
  doc.clientID = VICTIM;
  doc.transact(() => {
    const node = new Y.Map<unknown>();
    doc.getMap('nodes').set('n', node);
    node.set('name', 'victim');
    node.set('text', new Y.Text('born'));
  });
  server.receive(Y.encodeStateAsUpdate(doc), 'victim');
  return { server, doc };
}

/** Sends bytes as Eve and gives back the rule that they break, or `accepted`, or `nothing new`. */
function attack(bytes: Uint8Array, userId = 'eve'): string {
  const { server, doc } = createServer();
  const before = server.known.toData();
  const stored = server.log.length;
  let verdict: string;
  try {
    verdict = server.receive(bytes, userId) === null ? 'nothing new' : 'accepted';
  } catch (error) {
    if (!(error instanceof GateRejection)) throw error;
    verdict = error.code;
    expect(server.known.toData()).toEqual(before);
    expect(server.log).toHaveLength(stored);
  }
  // Whatever became of it: the victim writes on and is heard.
  const sent = Y.encodeStateVector(doc);
  doc.getMap('nodes').set('later', 'still here');
  server.receive(Y.encodeStateAsUpdate(doc, sent), 'victim');
  const reader = new Y.Doc();
  Y.applyUpdate(reader, server.diff(reader));
  expect(reader.getMap('nodes').get('later')).toBe('still here');
  expect(hasPending(reader)).toBe(false);
  return verdict;
}

const any = (write: (encoder: encoding.Encoder) => void) => ({
  contentRef: 8,
  content: (encoder: encoding.Encoder) => {
    encoding.writeVarUint(encoder, 1);
    write(encoder);
  },
});
const json = (text: string) => ({
  contentRef: 5,
  content: (encoder: encoding.Encoder) => encoding.writeVarString(encoder, text),
});

describe('checkUpdate', () => {
  it('lets plain writing in', () => {
    expect(attack(forgeOne(EVE, 0))).toBe('accepted');
    expect(attack(forge({}))).toBe('nothing new');
  });

  it('GATE2 refuses what is not whole', () => {
    const whole = forgeOne(EVE, 0);
    for (let size = 0; size < whole.length; size += 1) {
      expect(attack(whole.subarray(0, size))).toBe('GATE2');
    }
    expect(attack(new Uint8Array([...whole, 0]))).toBe('GATE2');
    const empty = (encoder: encoding.Encoder) => encoding.writeVarString(encoder, '');
    const badUtf8 = (encoder: encoding.Encoder) =>
      encoding.writeVarUint8Array(encoder, new Uint8Array([0xff]));
    expect(attack(forgeOne(EVE, 0, { content: empty }))).toBe('GATE2');
    expect(attack(forgeOne(EVE, 0, { content: badUtf8 }))).toBe('GATE2');
    const noLength = (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, 0);
    expect(attack(forgeOne(EVE, 0, { info: 0, content: noLength }))).toBe('GATE2');
    expect(attack(forgeOne(EVE, 0, { info: 10, content: noLength }))).toBe('GATE2');
    expect(attack(forgeOne(EVE, 0, { contentRef: 11 }))).toBe('GATE2');
    expect(attack(forge({ deletes: [{ client: VICTIM, ranges: [[0, 0]] }] }))).toBe('GATE2');
  });

  it('GATE2 refuses client ids twice or out of order', () => {
    for (const clients of [
      [EVE, EVE],
      [EVE, EVE + 1],
    ]) {
      const sections = clients.map((client) => ({ client, clock: 0, structs: [{}] }));
      expect(attack(forge({ sections }))).toBe('GATE2');
    }
  });

  it('GATE1 refuses a number that is longer than it need be', () => {
    expect(attack(new Uint8Array([0x80, 0x00, 0x00]))).toBe('GATE1');
  });

  it('GATE3 refuses gaps and clocks without end', () => {
    expect(attack(forgeOne(EVE, 1))).toBe('GATE3');
    expect(attack(forgeOne(VICTIM, 100), 'victim')).toBe('GATE3');
    const gc = (length: number) => ({
      info: 0,
      content: (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, length),
    });
    expect(attack(forgeOne(EVE, 0, gc(2 ** 31)))).toBe('accepted');
    expect(attack(forgeOne(EVE, 0, gc(2 ** 31 + 1)))).toBe('GATE3');
    expect(attack(forgeOne(EVE, 2 ** 40, gc(1)))).toBe('GATE3');
    const skip = { info: 10, content: (e: encoding.Encoder) => encoding.writeVarUint(e, 5) };
    expect(attack(forge({ sections: [{ client: EVE, clock: 0, structs: [skip, {}] }] }))).toBe(
      'GATE3',
    );
  });

  it('GATE4 refuses what refers to nothing, to itself, or in a circle', () => {
    expect(attack(forgeOne(EVE, 0, { origin: [VICTIM, 1000] }))).toBe('GATE4');
    expect(attack(forgeOne(EVE, 0, { rightOrigin: [123, 0] }))).toBe('GATE4');
    expect(attack(forgeOne(EVE, 0, { parent: [VICTIM, 1000] }))).toBe('GATE4');
    expect(attack(forgeOne(EVE, 0, { origin: [EVE, 0] }))).toBe('GATE4');
    expect(attack(forgeOne(EVE, 0, { parent: [EVE, 5] }))).toBe('GATE4');
    const circle = [
      { client: EVE, clock: 0, structs: [{ origin: [EVE - 1, 0] as const }] },
      { client: EVE - 1, clock: 0, structs: [{ origin: [EVE, 0] as const }] },
    ];
    expect(attack(forge({ sections: circle }))).toBe('GATE4');
    expect(attack(forgeOne(EVE, 0, { origin: [VICTIM, 2], rightOrigin: [VICTIM, 3] }))).toBe(
      'GATE4',
    );
  });

  it('GATE4 lets references in that lie later in the bytes and can be integrated', () => {
    const sections = [
      { client: EVE, clock: 0, structs: [{ origin: [EVE - 1, 1] as const }] },
      { client: EVE - 1, clock: 0, structs: [{}, { origin: [EVE - 1, 0] as const }] },
    ];
    expect(attack(forge({ sections }))).toBe('accepted');
  });

  it('GATE5 refuses structs under the client id of another user: the forged 15 bytes', () => {
    const forged = forgeOne(VICTIM, 7, { parent: 'meta' });
    expect(forged.length).toBeLessThan(24);
    expect(attack(forged)).toBe('GATE5');
    expect(createServer().server.receive(forged, 'victim')).not.toBeNull();
    // Beyond a gap, too: it is refused for whose it is.
    expect(attack(forgeOne(VICTIM, 5000))).toBe('GATE5');
  });

  it('GATE5 lets everybody resend what is known', () => {
    const { doc } = createServer();
    expect(attack(Y.encodeStateAsUpdate(doc))).toBe('nothing new');
  });

  it('GATE6 refuses a flood of new client ids and lets an honest week offline in', () => {
    const flood = (count: number) =>
      forge({
        sections: Array.from({ length: count }, (_, i) => ({
          client: EVE + count - i,
          clock: 0,
          structs: [{}],
        })),
      });
    expect(attack(flood(64))).toBe('accepted');
    expect(attack(flood(100))).toBe('GATE6');
    const { server } = createServer();
    const doc = new Y.Doc();
    for (let load = 0; load < 60; load += 1) {
      doc.clientID = EVE + load;
      doc.getMap('nodes').set(`n${load}`, load);
    }
    expect(server.receive(Y.encodeStateAsUpdate(doc))?.claims).toHaveLength(60);
  });

  it('GATE7 refuses to delete what is not there', () => {
    expect(attack(forge({ deletes: [{ client: VICTIM, ranges: [[0, 8]] }] }))).toBe('GATE7');
    expect(attack(forge({ deletes: [{ client: VICTIM, ranges: [[2 ** 40, 1]] }] }))).toBe('GATE7');
    expect(attack(forge({ deletes: [{ client: 99, ranges: [[0, 1]] }] }))).toBe('GATE7');
    expect(attack(forge({ deletes: [{ client: VICTIM, ranges: [[1, 1]] }] }))).toBe('accepted');
  });

  it('GATE8 refuses other roots, and roots without keys', () => {
    for (const root of ['pad', '', '__proto__', 'Nodes']) {
      expect(attack(forgeOne(EVE, 0, { parent: root }))).toBe('GATE8');
    }
    expect(attack(forgeOne(EVE, 0, { key: null }))).toBe('GATE8');
    for (const root of ['meta', 'nodes', 'envs', 'imports']) {
      expect(attack(forgeOne(EVE, 0, { parent: root }))).toBe('accepted');
    }
  });

  it('GATE9 refuses documents in documents, XML, legacy JSON and what is no JSON', () => {
    const { server } = createServer();
    const doc = new Y.Doc();
    doc.getMap('nodes').set('sub', new Y.Doc());
    expect(() => server.receive(Y.encodeStateAsUpdate(doc))).toThrow(GateRejection);
    const strings = (encoder: encoding.Encoder) => {
      encoding.writeVarString(encoder, 'guid');
      encoding.writeAny(encoder, {});
    };
    expect(attack(forgeOne(EVE, 0, { contentRef: 9, content: strings }))).toBe('GATE9');
    const legacy = (encoder: encoding.Encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, 'no json');
    };
    expect(attack(forgeOne(EVE, 0, { contentRef: 2, content: legacy }))).toBe('GATE9');
    const xml = (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, 4);
    expect(attack(forgeOne(EVE, 0, { contentRef: 7, content: xml }))).toBe('GATE9');
    expect(attack(forgeOne(EVE, 0, json('{')))).toBe('GATE9');
    expect(attack(forgeOne(EVE, 0, json('{"a":1}')))).toBe('accepted');
  });

  it('GATE9 refuses types that nest without end, in one update or in many', () => {
    const type = (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, 1);
    const nested = (depth: number) => ({
      client: EVE,
      clock: 0,
      structs: Array.from({ length: depth }, (_, i) => ({
        contentRef: 7,
        content: type,
        ...(i === 0 ? {} : { parent: [EVE, i - 1] as const }),
      })),
    });
    expect(attack(forge({ sections: [nested(8)] }))).toBe('accepted');
    expect(attack(forge({ sections: [nested(9)] }))).toBe('GATE9');

    const { server } = createServer();
    server.receive(forge({ sections: [nested(8)] }), 'eve');
    const deeper = { contentRef: 7, content: type };
    expect(() => server.receive(forgeOne(EVE, 8, { ...deeper, parent: [EVE, 7] }), 'eve')).toThrow(
      'nested',
    );
    // Behind a sibling, which brings the parent along.
    server.receive(forgeOne(EVE, 8, { parent: [EVE, 7], key: null }), 'eve');
    expect(() => server.receive(forgeOne(EVE, 9, { ...deeper, origin: [EVE, 8] }), 'eve')).toThrow(
      'nested',
    );
  });

  it('GATE9 refuses values that nest without end', () => {
    const nested = (depth: number) =>
      any((encoder) => {
        for (let i = 0; i < depth; i += 1)
          encoding.writeUint8Array(encoder, new Uint8Array([117, 1]));
        encoding.writeAny(encoder, null);
      });
    expect(attack(forgeOne(EVE, 0, nested(1000)))).toBe('accepted');
    expect(attack(forgeOne(EVE, 0, nested(100_000)))).toBe('GATE9');
    expect(attack(forgeOne(EVE, 0, json('['.repeat(2000) + ']'.repeat(2000))))).toBe('GATE9');
  });

  it('GATE10 refuses keys that are traps, and keys without end', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'k'.repeat(1025)]) {
      expect(attack(forgeOne(EVE, 0, { key }))).toBe('GATE10');
      const value = any((encoder) => {
        encoding.writeUint8Array(encoder, new Uint8Array([118, 1]));
        encoding.writeVarString(encoder, key);
        encoding.writeAny(encoder, 1);
      });
      expect(attack(forgeOne(EVE, 0, value))).toBe('GATE10');
      const format = {
        contentRef: 6,
        parent: [VICTIM, 2] as const,
        key: null,
        content: (encoder: encoding.Encoder) => {
          encoding.writeVarString(encoder, key);
          encoding.writeVarString(encoder, 'true');
        },
      };
      expect(attack(forgeOne(EVE, 0, format))).toBe('GATE10');
    }
    expect(attack(forgeOne(EVE, 0, json('{"a":{"__proto__":1}}')))).toBe('GATE10');
    expect(attack(forgeOne(EVE, 0, { key: 'ünïcödé 😀' }))).toBe('accepted');
  });

  it('GATE11 keeps of an update what is new', () => {
    const { server, doc } = createServer();
    const text = (doc.getMap('nodes').get('n') as Y.Map<Y.Text>).get('text')!;
    const before = Y.encodeStateAsUpdate(doc).length;
    text.insert(4, ' again');
    const whole = Y.encodeStateAsUpdate(doc);
    const accepted = server.receive(whole, 'victim');
    expect(accepted?.bytes.length).toBeLessThan(before);
    // Also out of the middle of a struct: `born again` is one.
    expect((server.doc.getMap('nodes').get('n') as Y.Map<Y.Text>).get('text')!.toJSON()).toBe(
      'born again',
    );
    expect(server.receive(whole, 'victim')).toBeNull();
  });

  it('GATE14 a restored workspace takes from everybody what it knows the client id of', () => {
    const { server, doc } = createServer();
    const sent = Y.encodeStateVector(doc);
    doc.getMap('nodes').set('held by eve', 1);
    const update = Y.encodeStateAsUpdate(doc, sent);
    expect(() => server.receive(update, 'eve')).toThrow(GateRejection);
    server.isRestored = true;
    server.sharedClients = new Set([VICTIM]);
    expect(server.receive(update, 'eve')).not.toBeNull();
    expect(server.receive(forgeOne(EVE, 0), 'eve')?.claims).toEqual([
      { client: EVE, userId: 'eve', isShared: true },
    ]);
    server.sharedClients = new Set();
    expect(() => server.receive(forgeOne(EVE, 1), 'mallory')).toThrow(GateRejection);
  });
});

import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { forgeOne } from '../testing/forge.ts';
import {
  connectStock,
  isAwareness,
  isStep1,
  isStep2,
  isUpdate,
  payloadOf,
  RawClient,
} from '../testing/syncClients.ts';
import { startServer } from '../testing/testServer.ts';
import { varUint } from '../testing/varUint.ts';

const until = <T>(check: () => T, ms = 5000) => vi.waitFor(check, ms);
const step1 = new Uint8Array([0, 0, 1, 0]);

async function startWorkspace(env: Record<string, string> = {}) {
  const server = await startServer(env);
  const owner = await server.owner();
  const id = await owner.createWorkspace();
  return { server, owner, id };
}

/** What a client that comes now gets. */
async function readDocument(...args: Parameters<typeof connectStock>): Promise<Y.Doc> {
  return (await connectStock(...args)).doc;
}

describe('stock y-websocket clients', () => {
  it('SYN1 SYN2 two editors converge', async () => {
    const { server, owner, id } = await startWorkspace();
    const editor = await server.member(id, 'editor');
    const a = await connectStock(owner, id);
    const b = await connectStock(editor, id);
    a.doc.transact(() => {
      const node = new Y.Map<unknown>();
      a.nodes.set('n', node);
      node.set('text', new Y.Text('hello'));
    });
    await until(() => expect(b.nodes.size).toBe(1));
    const text = (doc: Y.Doc) => (doc.getMap('nodes').get('n') as Y.Map<Y.Text>).get('text')!;
    for (let i = 0; i < 40; i += 1) {
      text(a.doc).insert(0, `a${i} `);
      text(b.doc).insert(text(b.doc).length, ` b${i}`);
    }
    await until(() => expect(text(a.doc).toJSON()).toBe(text(b.doc).toJSON()));
    expect(text(a.doc).toJSON()).toContain('hello');
    expect((await readDocument(editor, id)).getMap('nodes').toJSON()).toEqual(a.nodes.toJSON());
    expect([...a.closed, ...b.closed]).toEqual([]);
  });

  it('SYN2 offline edits merge, and a new ticket brings a client back', async () => {
    const { server, owner, id } = await startWorkspace();
    const a = await connectStock(owner, id);
    const b = await connectStock(await server.member(id, 'editor'), id);
    a.nodes.set('shared', 1);
    await until(() => expect(b.nodes.get('shared')).toBe(1));
    a.provider.disconnect();
    a.nodes.set('offline', 'a');
    a.nodes.delete('shared');
    b.nodes.set('meanwhile', 'b');
    await a.reconnect();
    await until(() => {
      for (const { nodes } of [a, b])
        expect(nodes.toJSON()).toEqual({ offline: 'a', meanwhile: 'b' });
    });
  });

  it('SYN7 typing while it connects is no gap', async () => {
    const { owner, id } = await startWorkspace();
    const a = await connectStock(owner, id);
    a.provider.disconnect();
    for (let i = 0; i < 50; i += 1) a.nodes.set(`offline${i}`, i);
    const raw = await RawClient.join(owner, id);
    await raw.frame(isStep1);
    // The newest key goes out at once, and then the answer to the server's question.
    const before = Y.encodeStateVector(a.doc);
    a.nodes.set('typed', 'now');
    raw.sendUpdate(Y.encodeStateAsUpdate(a.doc, before));
    const all = Y.encodeStateAsUpdate(a.doc);
    raw.send(new Uint8Array([0, 1, ...varUint(all.length), ...all]));
    await raw.frame(isUpdate);
    expect((await readDocument(owner, id)).getMap('nodes').get('typed')).toBe('now');
    // The same from the stock client itself.
    await a.reconnect();
    a.nodes.set('after', 1);
    await until(async () => expect((await readDocument(owner, id)).getMap('nodes').size).toBe(52));
    expect(a.closed.filter((code) => code >= 4000)).toEqual([]);
  });

  it('SYN7 an update that stays ahead is refused in the end', async () => {
    const { owner, id } = await startWorkspace();
    const raw = await RawClient.join(owner, id);
    await raw.frame(isStep1);
    raw.sendUpdate(forgeOne(77, 5));
    expect((await raw.closed).code).toBe(4400);
  }, 10_000);

  it('SYN8 an empty awareness frame comes again and again', async () => {
    const { owner, id } = await startWorkspace({ KEEP_ALIVE: '50ms' });
    const raw = await RawClient.join(owner, id);
    await until(() =>
      expect(raw.frames.filter((f) => [...f].join() === '1,1,0').length).toBeGreaterThan(2),
    );
  });

  it('SYN3 SYN4 SYN5 the sender gets its own update back when it is stored', async () => {
    const { server, owner, id } = await startWorkspace();
    const raw = await RawClient.join(owner, id);
    await raw.frame(isStep1);
    const update = forgeOne(77, 0);
    raw.sendUpdate(update);
    expect(payloadOf(await raw.frame(isUpdate))).toEqual(update);
    expect((await server.store.documents.load(id)).updates.map(({ bytes }) => bytes)).toEqual([
      update,
    ]);
    // What is known already is acknowledged as it came, and stored no second time.
    raw.frames.length = 0;
    raw.sendUpdate(update);
    expect(payloadOf(await raw.frame(isUpdate))).toEqual(update);
    raw.frames.length = 0;
    raw.send(new Uint8Array([0, 1, update.length, ...update]));
    expect(payloadOf(await raw.frame(isUpdate))).toEqual(new Uint8Array([0, 0]));
    expect((await server.store.documents.load(id)).updates).toHaveLength(1);
  });

  it('GATE11 what changes nothing is not broadcast', async () => {
    const { server, owner, id } = await startWorkspace();
    const a = await RawClient.join(owner, id);
    const b = await RawClient.join(await server.member(id, 'editor'), id);
    await b.frame(isStep1);
    a.sendUpdate(forgeOne(77, 0));
    await b.frame(isUpdate);
    a.sendUpdate(forgeOne(77, 0));
    a.sendUpdate(forgeOne(77, 1, { key: 'l' }));
    await until(() => expect(b.frames.filter(isUpdate)).toHaveLength(2));
    expect(a.frames.filter(isUpdate)).toHaveLength(3);
  });
});

describe('refusals', () => {
  const victimWrites = async (env: Record<string, string> = {}) => {
    const all = await startWorkspace(env);
    const victim = await connectStock(await all.server.member(all.id, 'editor'), all.id);
    victim.nodes.set('mine', 0);
    await until(async () =>
      expect((await readDocument(all.owner, all.id)).getMap('nodes').get('mine')).toBe(0),
    );
    return { ...all, victim };
  };

  it('SYN9 GATE5 the forged struct is refused and the victim goes on, on real sockets', async () => {
    const { owner, id, victim } = await victimWrites();
    const watcher = await connectStock(owner, id);
    const eve = await RawClient.join(owner, id);
    await eve.frame(isStep1);
    eve.sendUpdate(forgeOne(victim.doc.clientID, 1));
    expect(await eve.closed).toMatchObject({ code: 4400, reason: expect.stringMatching(/^GATE5/) });
    victim.nodes.set('mine', 'still heard');
    await until(() => expect(watcher.nodes.get('mine')).toBe('still heard'));
    expect(victim.closed).toEqual([]);
  });

  it('SYN9 GATE1 no malformed frame touches the room, another room, or the server', async () => {
    const { owner, id, victim } = await victimWrites();
    const elsewhere = await connectStock(owner, await owner.createWorkspace('Other'));
    const whole = new Uint8Array([0, 2, ...varUint(forgeOne(9, 0).length), ...forgeOne(9, 0)]);
    const frames: (Uint8Array | string)[] = [
      'text',
      new Uint8Array(0),
      new Uint8Array([9]),
      new Uint8Array([3]),
      new Uint8Array([0x80, 0x00, ...whole.subarray(1)]),
      new Uint8Array([...whole, 0]),
      whole.subarray(0, whole.length - 1),
      new Uint8Array([...whole, ...whole]),
      new Uint8Array([0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0xff]),
      new Uint8Array([1, 3, 1, 5, 1]),
      new Uint8Array([0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]),
    ];
    for (const frame of frames) {
      const raw = await RawClient.join(owner, id);
      await raw.frame(isStep1);
      raw.send(frame);
      expect((await raw.closed).code).toBe(4400);
    }
    victim.nodes.set('mine', 1);
    elsewhere.nodes.set('here', 1);
    await until(async () =>
      expect((await readDocument(owner, id)).getMap('nodes').toJSON()).toEqual({ mine: 1 }),
    );
    expect([...victim.closed, ...elsewhere.closed]).toEqual([]);
  });

  it('ROLE1 ROLE2 a viewer reads, is asked nothing, and cannot write', async () => {
    const { server, owner, id } = await startWorkspace();
    const editor = await connectStock(owner, id);
    editor.nodes.set('text', 'original');
    const viewer = await server.member(id, 'viewer');
    await until(async () =>
      expect((await readDocument(viewer, id)).getMap('nodes').get('text')).toBe('original'),
    );
    const update = forgeOne(5, 0, { key: 'hacked' });
    const length = varUint(update.length);
    for (const frame of [
      [0, 2, ...length, ...update],
      [0, 1, ...length, ...update],
      [0x80, 0, 2, ...length, ...update],
      [0, 0x82, 0, ...length, ...update],
    ]) {
      const raw = await RawClient.join(viewer, id);
      raw.send(step1);
      await raw.frame(isStep2);
      expect(raw.frames.some(isStep1)).toBe(false);
      raw.send(new Uint8Array(frame));
      const isPlain = frame[0] === 0 && frame[1]! < 0x80;
      expect((await raw.closed).code).toBe(isPlain ? 4403 : 4400);
    }
    // Deleting is editing; saying what is known is not.
    const raw = await RawClient.join(viewer, id);
    raw.sendUpdate(Y.encodeStateAsUpdate(editor.doc));
    raw.send(step1);
    await raw.frame(isStep2);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(editor.doc));
    copy.getMap('nodes').delete('text');
    raw.sendUpdate(Y.encodeStateAsUpdate(copy));
    expect((await raw.closed).code).toBe(4403);
    expect((await readDocument(owner, id)).getMap('nodes').toJSON()).toEqual({ text: 'original' });
    // A stock client of a viewer sees others' edits, and is put out at its own first one.
    const stock = await connectStock(viewer, id);
    editor.nodes.set('text', 'changed');
    await until(() => expect(stock.nodes.get('text')).toBe('changed'));
    stock.nodes.set('mine', 1);
    await until(() => expect(stock.closed).toEqual([4403]));
    expect(editor.nodes.has('mine')).toBe(false);
  });

  it('SYN1 ACC8 tickets: none, used, of another workspace, of an outsider, unknown workspace', async () => {
    const { server, owner, id } = await startWorkspace();
    const other = await owner.createWorkspace('Other');
    const open = async (workspace: string, ticket: string) =>
      (await RawClient.open(server.url, workspace, ['scratchpad.sync.v1', ticket])).closed;
    expect((await open(id, 'ticket.wrong')).code).toBe(4401);
    const ticket = await owner.ticket(id);
    const first = await RawClient.open(server.url, id, ['scratchpad.sync.v1', ticket]);
    expect(first.socket.protocol).toBe('scratchpad.sync.v1');
    await first.frame(isStep1);
    expect((await open(id, ticket)).code).toBe(4401);
    expect((await open(other, await owner.ticket(id))).code).toBe(4404);
    expect((await open('nowhere', await owner.ticket(id))).code).toBe(4404);
    const outsider = await server.member(other, 'editor');
    expect(await outsider.fail('POST', `/api/workspaces/${id}/ticket`)).toEqual([404, 'not-found']);
    const late = await startWorkspace({ TICKET_TTL: '1ms' });
    const expired = await late.owner.ticket(late.id);
    await until(async () => {
      const raw = await RawClient.open(late.server.url, late.id, ['scratchpad.sync.v1', expired]);
      expect((await raw.closed).code).toBe(4401);
    });
  });

  it('ACC5 a socket from a foreign origin is refused after the upgrade', async () => {
    const { server, owner, id } = await startWorkspace();
    const open = async (origin: string) =>
      RawClient.open(server.url, id, ['scratchpad.sync.v1', await owner.ticket(id)], {
        Origin: origin,
      });
    expect((await (await open('https://evil.example')).closed).code).toBe(4403);
    expect((await (await open('null')).closed).code).toBe(4403);
    await (await open('http://127.0.0.1:4100')).frame(isStep1);
  });
});

describe('presence', () => {
  it('AWR1 AWR3 shows who is there, takes nobody else’s word, and forgets who has gone', async () => {
    const { server, owner, id } = await startWorkspace();
    const a = await connectStock(owner, id);
    const b = await connectStock(await server.member(id, 'editor'), id);
    a.provider.awareness.setLocalStateField('user', { name: 'A' });
    await until(() =>
      expect(b.provider.awareness.getStates().get(a.doc.clientID)).toEqual({ user: { name: 'A' } }),
    );
    const eve = await RawClient.join(await server.member(id, 'viewer'), id);
    await eve.frame(isAwareness);
    // Her own first, as every client does, and then A's, changed.
    eve.send(awarenessFrame([[5, 1, '{"user":"eve"}']]));
    eve.send(
      awarenessFrame([
        [a.doc.clientID, 1000, '{"user":"forged"}'],
        [5, 2, '{"user":"eve 2"}'],
      ]),
    );
    await until(() => expect(b.provider.awareness.getStates().get(5)).toEqual({ user: 'eve 2' }));
    expect(b.provider.awareness.getStates().get(a.doc.clientID)).toEqual({ user: { name: 'A' } });
    eve.socket.terminate();
    await until(() => expect(b.provider.awareness.getStates().has(5)).toBe(false));
    a.provider.disconnect();
    await until(() => expect(b.provider.awareness.getStates().has(a.doc.clientID)).toBe(false));
    expect(b.closed).toEqual([]);
  });

  it('AWR2 a presence that is too long or no object closes the socket', async () => {
    const { owner, id } = await startWorkspace();
    for (const state of [`{"a":"${'x'.repeat(17_000)}"}`, '7', '{']) {
      const raw = await RawClient.join(owner, id);
      raw.send(awarenessFrame([[5, 1, state]]));
      expect((await raw.closed).code).toBe(4400);
    }
  });

  it('AWR1 ten stock clients stay through each other’s presence', async () => {
    const { owner, id } = await startWorkspace();
    const clients = await Promise.all(Array.from({ length: 10 }, () => connectStock(owner, id)));
    for (let round = 0; round < 5; round += 1) {
      clients.forEach(({ provider }, i) =>
        provider.awareness.setLocalStateField('cursor', { i, round, pad: 'x'.repeat(1000) }),
      );
      await until(() => {
        for (const { provider } of clients) {
          const states = [...provider.awareness.getStates().values()];
          expect(states.filter((state) => state['cursor']?.round === round)).toHaveLength(10);
        }
      });
    }
    expect(clients.flatMap(({ closed }) => closed)).toEqual([]);
  }, 20_000);
});

function awarenessFrame(entries: readonly (readonly [number, number, string])[]): Uint8Array {
  const payload = [
    entries.length,
    ...entries.flatMap(([client, clock, state]) => [
      ...varUint(client),
      ...varUint(clock),
      ...varUint(Buffer.byteLength(state)),
      ...Buffer.from(state),
    ]),
  ];
  return new Uint8Array([1, ...varUint(payload.length), ...payload]);
}

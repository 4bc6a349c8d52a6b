/** The stock client as the package ships it: its own ways of reconnecting, of giving up, and of missing messages. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { SYNC_SUBPROTOCOL } from '@scratchpad/core/wire';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { ApiClient } from '../testing/apiClient.ts';
import { connectStock } from '../testing/syncClients.ts';
import { startServer } from '../testing/testServer.ts';

const until = <T>(check: () => T, ms = 10_000) => vi.waitFor(check, ms);

type Closed = { readonly code: number };

/** A provider with nothing changed but the ticket; `attempts` counts the sockets it has opened. */
async function connectPlain(api: ApiClient, id: string, url = api.url, doc = new Y.Doc()) {
  let attempts = 0;
  class CountingSocket extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      attempts += 1;
    }
  }
  const gaveUp: number[] = [];
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, id, doc, {
    disableBc: true,
    maxBackoffTime: 400,
    protocols: [SYNC_SUBPROTOCOL, await api.ticket(id)],
    WebSocketPolyfill: CountingSocket as unknown as typeof globalThis.WebSocket,
  });
  // Not in the types of the package.
  provider.on('closed' as never, (({ code }: Closed) => gaveUp.push(code)) as never);
  onTestFinished(() => provider.destroy());
  await until(() => expect(provider.synced || gaveUp.length > 0).toBe(true));
  return { doc, provider, gaveUp, nodes: doc.getMap('nodes'), attempts: () => attempts };
}

/** A cable between client and server that can be cut. */
async function startCable(port: number): Promise<{ url: string; cut: () => void }> {
  const open = new Set<Socket>();
  const cable = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => undefined).on('close', () => to.destroy());
    }
  });
  await new Promise<void>((done) => cable.listen(0, '127.0.0.1', done));
  const cut = () => {
    for (const socket of open) socket.destroy();
    open.clear();
  };
  onTestFinished(() => {
    cable.close();
    cut();
  });
  return { url: `http://127.0.0.1:${(cable.address() as AddressInfo).port}`, cut };
}

describe('the stock client, unchanged', () => {
  it('SYN1 gives up with a used ticket after its connection drops, and is back with a fresh one', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const id = await owner.createWorkspace();
    const { url, cut } = await startCable(server.port);
    const client = await connectPlain(owner, id, url);
    client.nodes.set('before', 1);
    cut();
    client.nodes.set('meanwhile', 2);
    await until(() => expect(client.gaveUp).toEqual([4401]));
    client.provider.protocols = [SYNC_SUBPROTOCOL, await owner.ticket(id)];
    client.provider.connect();
    await until(() => expect(client.provider.synced).toBe(true));
    const other = await connectStock(owner, id);
    await until(() => expect(other.nodes.toJSON()).toEqual({ before: 1, meanwhile: 2 }));
  });

  it('SYN1 ROLE5 tries no more after 4401, 4403 and 4404', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const id = await owner.createWorkspace();
    const member = await server.member(id, 'editor');
    const { user } = await member.json('GET', '/api/me');
    const doomed = await connectPlain(owner, id);
    const removed = await connectPlain(member, id);
    await owner.call('DELETE', `/api/workspaces/${id}/members/${user.id}`);
    await until(() => expect(removed.gaveUp).toEqual([4403]));
    await owner.call('DELETE', `/api/workspaces/${id}`);
    await until(() => expect(doomed.gaveUp).toEqual([4404]));
    const next = await owner.createWorkspace();
    const loggedOut = await connectPlain(owner, next);
    await owner.call('POST', '/api/logout');
    await until(() => expect(loggedOut.gaveUp).toEqual([4401]));
    const clients = [doomed, removed, loggedOut];
    const attempts = clients.map((client) => client.attempts());
    // Its longest pause between two attempts, twice.
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(clients.map((client) => client.attempts())).toEqual(attempts);
    expect(clients.map(({ provider }) => provider.wsconnected)).toEqual([false, false, false]);
  });

  it('GATE6 GATE13 brings sixty page loads offline, and fifty units of an import, in one SyncStep2', async () => {
    const server = await startServer();
    const owner = await server.owner();
    for (const loads of [60, 50]) {
      const id = await owner.createWorkspace();
      const doc = new Y.Doc();
      for (let load = 0; load < loads; load += 1) {
        // A page that is loaded anew writes under another client id.
        const page = new Y.Doc();
        Y.applyUpdate(page, Y.encodeStateAsUpdate(doc));
        const node = new Y.Map<unknown>();
        page.getMap('nodes').set(`n${load}`, node);
        node.set('name', `Request ${load}`);
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(page));
      }
      const client = await connectPlain(owner, id, owner.url, doc);
      expect(client.gaveUp).toEqual([]);
      const seen = await connectStock(owner, id);
      await until(() => expect(seen.nodes.size).toBe(loads));
      expect(client.provider.wsconnected).toBe(true);
    }
  });

  it('SYN8 stays connected for 70 s when it is alone and nothing happens', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const client = await connectPlain(owner, await owner.createWorkspace());
    // The package hangs up after 30 s without a message; there is nothing else to wait on than time.
    await new Promise((resolve) => setTimeout(resolve, 70_000));
    expect(client.attempts()).toBe(1);
    expect(client.provider.wsconnected).toBe(true);
  }, 100_000);
});

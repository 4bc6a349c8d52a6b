import { once } from 'node:events';
import { SYNC_SUBPROTOCOL } from '@scratchpad/core/wire';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { ApiClient } from './apiClient.ts';
import { varUint } from './varUint.ts';

/** The stock client of y-websocket with a document. */
export type StockClient = {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Close codes, in order. */
  readonly closed: number[];
  readonly nodes: Y.Map<unknown>;
  /** Takes a fresh ticket and connects again. */
  readonly reconnect: () => Promise<void>;
};

/** Connects a stock client with a fresh ticket; resolves when it has synced. */
export async function connectStock(
  api: ApiClient,
  workspaceId: string,
  doc = new Y.Doc(),
): Promise<StockClient> {
  const provider = new WebsocketProvider(
    `${api.url.replace('http', 'ws')}/sync`,
    workspaceId,
    doc,
    {
      connect: false,
      disableBc: true,
      protocols: [SYNC_SUBPROTOCOL, await api.ticket(workspaceId)],
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      shouldReconnect: () => false,
    },
  );
  const closed: number[] = [];
  provider.on('connection-close', (event) => {
    if (event !== null) closed.push(event.code);
  });
  onTestFinished(() => provider.destroy());
  const connect = async () => {
    provider.connect();
    await vi.waitFor(() => {
      if (!provider.synced) throw new Error(`not synced: ${closed.join()}`);
    }, 5000);
  };
  await connect();
  return {
    doc,
    provider,
    closed,
    nodes: doc.getMap('nodes'),
    reconnect: async () => {
      provider.protocols = [SYNC_SUBPROTOCOL, await api.ticket(workspaceId)];
      await connect();
    },
  };
}

/** A socket without any client library: sends what it is told and keeps what it gets. */
export class RawClient {
  readonly socket: WebSocket;
  readonly frames: Uint8Array[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.frames.push(data as Buffer));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
  }

  /** Opens a socket; resolves when it is open, whatever becomes of it then. */
  static async open(
    url: string,
    workspaceId: string,
    protocols: string[],
    headers: Record<string, string> = {},
  ): Promise<RawClient> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${workspaceId}`, protocols, {
      headers,
    });
    const client = new RawClient(socket);
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    return client;
  }

  /** Opens a socket with a fresh ticket. */
  static async join(api: ApiClient, workspaceId: string): Promise<RawClient> {
    return RawClient.open(api.url, workspaceId, [SYNC_SUBPROTOCOL, await api.ticket(workspaceId)]);
  }

  send(frame: Uint8Array | string): void {
    this.socket.send(frame);
  }

  /** Sends an update as an Update message. */
  sendUpdate(update: Uint8Array): void {
    this.send(new Uint8Array([0, 2, ...varUint(update.length), ...update]));
  }

  /** Resolves with the first frame that a test picks. */
  async frame(isMeant: (frame: Uint8Array) => boolean): Promise<Uint8Array> {
    return vi.waitFor(() => {
      const found = this.frames.find(isMeant);
      if (found === undefined) throw new Error('no such frame yet');
      return found;
    }, 5000);
  }
}

/** The four kinds of frame by their first bytes. */
export const isStep1 = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 0;
export const isStep2 = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 1;
export const isUpdate = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 2;
export const isAwareness = (frame: Uint8Array): boolean => frame[0] === 1;

/** The bytes inside a sync frame. */
export function payloadOf(frame: Uint8Array): Uint8Array {
  let at = 2;
  while ((frame[at] ?? 0) > 127) at += 1;
  return new Uint8Array(frame.subarray(at + 1));
}

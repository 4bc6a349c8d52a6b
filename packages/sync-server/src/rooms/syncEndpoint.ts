import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, errorMessage } from '@scratchpad/core';
import { SYNC_SUBPROTOCOL, TICKET_PREFIX } from '@scratchpad/core/wire';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { CLOSE, type CloseCode } from './closeCodes.ts';
import { closeSocket, Connection, type Peer } from './connection.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { TokenBucket } from './tokenBucket.ts';

/** What the smallest frame costs of the byte rate, so that a flood of tiny ones has an end, too. */
const MIN_FRAME_COST_BYTES = 512;
/** Room for the head of a message around the largest update. */
const MESSAGE_HEAD_BYTES = 64;
/** A socket that answers no ping for this long is dead. */
const PING_EVERY_MS = 30_000;

/** What the endpoint needs to know of accounts. */
export type SyncAccess = {
  readonly isOriginAllowed: (origin: string | undefined) => boolean;
  /** Takes a ticket. Rejects with `AppError` `bad-ticket`, `not-found`, or another code when it cannot tell. */
  readonly admit: (ticket: string, workspaceId: string) => Promise<Peer>;
};

/** The parts of a server that the endpoint connects. */
export type SyncParts = {
  readonly config: Config;
  readonly rooms: Rooms;
  readonly access: SyncAccess;
  readonly metrics: Metrics;
  readonly log: Logger;
};

/** `wss://host/sync/<workspaceId>`: takes the ticket, lets the socket into its room, and feeds the room its frames. */
export class SyncEndpoint {
  readonly #parts: SyncParts;
  readonly #server: WebSocketServer;
  readonly #connectionsByUser = new Map<string, number>();
  readonly #pings: NodeJS.Timeout;
  #isClosing = false;

  constructor(httpServer: Server, parts: SyncParts) {
    this.#parts = parts;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: parts.config.MAX_MESSAGE_BYTES + MESSAGE_HEAD_BYTES,
      perMessageDeflate: false,
      handleProtocols: (protocols) => (protocols.has(SYNC_SUBPROTOCOL) ? SYNC_SUBPROTOCOL : false),
    });
    httpServer.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#pings = this.#pingAll();
  }

  /** Takes no more sockets from now on. */
  stop(): void {
    this.#isClosing = true;
    clearInterval(this.#pings);
  }

  /** Closes the sockets that are left when the rooms have closed theirs, and resolves when every one has gone. */
  async close(): Promise<void> {
    for (const socket of this.#server.clients) {
      if (socket.readyState === socket.OPEN)
        closeSocket(socket, CLOSE.restart, 'the server restarts');
    }
    await Promise.all(
      [...this.#server.clients].map(
        (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
      ),
    );
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // Without a listener of its own, one broken TCP connection would end the process.
    stream.on('error', () => stream.destroy());
    const [, workspaceId] = /^\/sync\/([\w-]{1,64})(?:\?.*)?$/.exec(request.url ?? '') ?? [];
    if (workspaceId === undefined) {
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', (error) =>
        this.#parts.log.debug({ error: error.message }, 'socket failed'),
      );
      void this.#serve(socket, request, workspaceId);
    });
  }

  async #serve(socket: WebSocket, request: IncomingMessage, workspaceId: string): Promise<void> {
    const intake = new Intake(socket, this.#parts.config);
    try {
      if (this.#isClosing) throw new AppError('closing', 'the server restarts');
      if (!this.#parts.access.isOriginAllowed(request.headers.origin))
        throw new AppError('forbidden', 'this origin is not allowed');
      const peer = await this.#parts.access.admit(readTicket(request), workspaceId);
      await this.#join(socket, peer, intake);
    } catch (error) {
      const code = codeOf(error);
      const isExpected = error instanceof AppError && code !== CLOSE.tryLater;
      if (!isExpected) this.#parts.log.error({ error: errorMessage(error) }, 'socket refused');
      this.#parts.metrics.closed.inc({ code: String(code) });
      intake.stop();
      closeSocket(socket, code, isExpected ? error.message : 'try again later');
    }
  }

  async #join(socket: WebSocket, peer: Peer, intake: Intake): Promise<void> {
    const { config, metrics, rooms } = this.#parts;
    const count = (this.#connectionsByUser.get(peer.userId) ?? 0) + 1;
    if (count > config.MAX_CONNECTIONS_PER_USER)
      throw new AppError('too-many', 'too many connections of one user');
    if (socket.readyState !== socket.OPEN) return;

    this.#connectionsByUser.set(peer.userId, count);
    metrics.connections.inc();
    const connection = new Connection(socket, peer, metrics, config.MAX_BUFFERED_BYTES);
    let room: Room | null = null;
    socket.once('close', () => {
      connection.markClosed();
      metrics.connections.dec();
      const left = (this.#connectionsByUser.get(peer.userId) ?? 1) - 1;
      if (left > 0) this.#connectionsByUser.set(peer.userId, left);
      else this.#connectionsByUser.delete(peer.userId);
      if (room !== null) rooms.leave(room, connection);
    });
    room = await rooms.join(connection);
    // It may have gone, or been revoked, while the room was loading.
    if (connection.isClosed) rooms.leave(room, connection);
    else intake.connect(room, connection);
  }

  /** Finds sockets whose other end is gone without a word. */
  #pingAll(): NodeJS.Timeout {
    const answered = new WeakMap<WebSocket, boolean>();
    const timer = setInterval(() => {
      for (const socket of this.#server.clients) {
        if (answered.get(socket) === false) {
          socket.terminate();
          continue;
        }
        if (!answered.has(socket)) socket.on('pong', () => answered.set(socket, true));
        answered.set(socket, false);
        if (socket.readyState === socket.OPEN) socket.ping();
      }
    }, PING_EVERY_MS);
    timer.unref();
    return timer;
  }
}

/** Takes frames from a socket: counts them, keeps them while the room loads, hands them to the room. */
class Intake {
  readonly #socket: WebSocket;
  readonly #maxWaitingBytes: number;
  readonly #bucket: TokenBucket;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #target: { room: Room; connection: Connection } | null = null;
  #isStopped = false;

  constructor(socket: WebSocket, config: Config) {
    this.#socket = socket;
    this.#maxWaitingBytes = config.MAX_MESSAGE_BYTES + MESSAGE_HEAD_BYTES;
    const burst = Math.max(config.MAX_MESSAGE_BYTES, config.MAX_BYTES_PER_SECOND) + 64 * 1024;
    this.#bucket = new TokenBucket(config.MAX_BYTES_PER_SECOND, burst, performance.now());
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
  }

  /** The room is there: what has waited goes first. */
  connect(room: Room, connection: Connection): void {
    this.#target = { room, connection };
    for (const frame of this.#waiting) room.receive(connection, frame);
    this.#waiting = [];
  }

  stop(): void {
    this.#isStopped = true;
    this.#waiting = [];
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#isStopped) return;
    // `ws` gives one Buffer for each message unless it is told otherwise.
    const frame = data as Buffer;
    if (!isBinary) this.#close(CLOSE.badMessage, 'GATE1: a text frame');
    else if (!this.#bucket.take(Math.max(frame.length, MIN_FRAME_COST_BYTES), performance.now()))
      this.#close(CLOSE.tryLater, 'too fast');
    else if (this.#target !== null) this.#target.room.receive(this.#target.connection, frame);
    else if (this.#waitingBytes + frame.length > this.#maxWaitingBytes)
      this.#close(CLOSE.tryLater, 'too much before the workspace is loaded');
    else {
      this.#waiting.push(frame);
      this.#waitingBytes += Math.max(frame.length, MIN_FRAME_COST_BYTES);
    }
  }

  #close(code: CloseCode, reason: string): void {
    this.stop();
    if (this.#target === null) closeSocket(this.#socket, code, reason);
    else this.#target.connection.close(code, reason);
  }
}

function readTicket(request: IncomingMessage): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
  return offered.map((name) => name.trim()).find((name) => name.startsWith(TICKET_PREFIX)) ?? '';
}

function codeOf(error: unknown): CloseCode {
  switch (error instanceof AppError ? error.code : '') {
    case 'bad-ticket':
      return CLOSE.badTicket;
    case 'forbidden':
      return CLOSE.forbidden;
    case 'not-found':
      return CLOSE.notFound;
    case 'closing':
      return CLOSE.restart;
    default:
      return CLOSE.tryLater;
  }
}

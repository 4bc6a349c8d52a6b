import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  AppError,
  decodeSocketFrame,
  encodeSocketControl,
  encodeSocketMessages,
  RELAY_SUBPROTOCOL,
  RELAY_TOKEN_PREFIX,
  socketCommandSchema,
  type SocketEvent,
  type SocketMessage,
} from '@scratchpad/core/wire';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { connectSocket, type OutgoingSocket } from '../socket/connectSocket.ts';

/** The largest frame of the page: one message of a person, and what is pasted into it. */
const MAX_FRAME_BYTES = 256 * 1024 * 1024;
/** How far the page may fall behind before the server of the socket is made to wait. */
const MAX_BEHIND_BYTES = 4 * 1024 * 1024;
const RESUME_CHECK_MS = 20;
/** What goes to the page in one frame at most: read there in a few milliseconds. */
const BATCH_MESSAGES = 500;
const BATCH_BYTES = 64 * 1024;

const POLICY_VIOLATION = 1008;
const NORMAL = 1000;

/** The WebSockets of the page's requests: one of the page's for each of theirs, with the frames of `socketRelay` in core. */
export class SocketRelay {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has(RELAY_SUBPROTOCOL) ? RELAY_SUBPROTOCOL : false),
  });

  /** Takes an upgrade that has passed the guard. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, stream, head, (page) => serve(page));
  }

  /** Ends every connection, on both sides. */
  close(): void {
    for (const page of this.#server.clients) page.terminate();
    this.#server.close();
  }
}

/** The token that a page offers with its upgrade. */
export function relayToken({ headers }: IncomingMessage): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered
    .find((name) => name.startsWith(RELAY_TOKEN_PREFIX))
    ?.slice(RELAY_TOKEN_PREFIX.length);
}

function serve(page: WebSocket): void {
  let target: OutgoingSocket | null = null;
  let resume: NodeJS.Timeout | undefined;
  const send = (frame: Uint8Array) => {
    if (page.readyState !== WebSocket.OPEN) return;
    page.send(frame);
    if (page.bufferedAmount <= MAX_BEHIND_BYTES || resume !== undefined) return;
    target?.pause();
    resume = setInterval(() => {
      if (page.bufferedAmount > MAX_BEHIND_BYTES / 2) return;
      clearInterval(resume);
      resume = undefined;
      target?.resume();
    }, RESUME_CHECK_MS);
  };
  let batch: SocketMessage[] = [];
  let batchBytes = 0;
  const flush = () => {
    if (batch.length === 0) return;
    send(encodeSocketMessages(batch));
    batch = [];
    batchBytes = 0;
  };
  /** What comes within one turn of the loop leaves at its end. */
  const pass = (message: SocketMessage) => {
    batch.push(message);
    batchBytes += message.length;
    if (batch.length >= BATCH_MESSAGES || batchBytes >= BATCH_BYTES) flush();
    else if (batch.length === 1) setImmediate(flush);
  };
  const tell = (event: SocketEvent) => {
    flush();
    send(encodeSocketControl(event));
    if (event.type !== 'open') page.close(NORMAL);
  };
  const take = (bytes: Uint8Array) => {
    const frame = decodeSocketFrame(bytes);
    if ('messages' in frame) {
      for (const message of frame.messages) target?.send(message);
      return;
    }
    const command = socketCommandSchema.parse(frame.control);
    if (command.type === 'close') target?.close(command.code, command.reason);
    else if (target !== null) throw new AppError('bad-frame', 'This socket is connected already.');
    else {
      target = connectSocket(command, {
        onEvent: tell,
        onMessage: pass,
      });
    }
  };
  page.on('message', (data: RawData) => {
    try {
      // `ws` gives one Buffer for each message unless it is told otherwise.
      take(data as Buffer);
    } catch {
      page.close(POLICY_VIOLATION, 'not a frame of the relay');
    }
  });
  page.on('error', () => undefined);
  page.on('close', () => {
    clearInterval(resume);
    target?.end();
  });
}

import type { Role } from '@scratchpad/core/wire';
import type { WebSocket } from 'ws';
import type { Metrics } from '../metrics.ts';
import { CLOSE, type CloseCode } from './closeCodes.ts';
import { encodeStep2Head, encodeUpdateFrame } from './frames.ts';

/** How long a client has to answer a close before the socket is torn down. */
const CLOSE_GRACE_MS = 2000;

/** Who is at the other end of a socket. */
export type Peer = {
  readonly userId: string;
  readonly sessionId: string;
  readonly workspaceId: string;
  readonly role: Role;
};

/** One socket in a room: sends in the right order, never more than the reader takes, and closes for good. */
export class Connection {
  readonly peer: Peer;
  /** The awareness client id that it speaks for, once it has said one. */
  awarenessClient: number | null = null;
  /** Whether it has answered our SyncStep1; see SYN7. */
  hasStep2 = false;
  /** Runs while an update that is ahead waits for that answer. */
  aheadTimer: NodeJS.Timeout | null = null;
  /** The newest SyncStep1 that waits for the answer to an earlier one. */
  nextStep1: Uint8Array | null = null;
  readonly #socket: WebSocket;
  readonly #metrics: Metrics;
  readonly #maxBufferedBytes: number;
  /** Bytes of a SyncStep2 that is on its way: it may be larger than the cap. */
  #step2Bytes = 0;
  /** Updates that wait for the SyncStep2 before them, or null when none is being made. */
  #held: Uint8Array[] | null = null;
  #isClosed = false;

  constructor(socket: WebSocket, peer: Peer, metrics: Metrics, maxBufferedBytes: number) {
    this.#socket = socket;
    this.peer = peer;
    this.#metrics = metrics;
    this.#maxBufferedBytes = maxBufferedBytes;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get canEdit(): boolean {
    return this.peer.role !== 'viewer';
  }

  /** Whether a SyncStep2 is being made or sent. */
  get isAnsweringStep1(): boolean {
    return this.#held !== null || this.#step2Bytes > 0;
  }

  /** Sends a frame; a reader that has let too much pile up is closed instead. */
  send(frame: Uint8Array): void {
    if (this.#isClosed) return;
    if (this.#socket.bufferedAmount > this.#maxBufferedBytes + this.#step2Bytes) {
      this.close(CLOSE.tryLater, 'reads too slowly');
      // Its buffer holds the close frame back as well.
      this.#socket.terminate();
      return;
    }
    this.#socket.send(frame);
  }

  /** Sends an update, or keeps it until the SyncStep2 that comes first. */
  sendUpdate(update: Uint8Array, frame = encodeUpdateFrame(update)): void {
    if (this.#held === null) this.send(frame);
    else this.#held.push(frame);
  }

  /** From now on updates wait for `sendStep2`. */
  holdUpdates(): void {
    this.#held ??= [];
  }

  /** Sends the answer to a SyncStep1, and then what has waited for it. `onSent` runs when the network has taken it. */
  sendStep2(update: Uint8Array, onSent: () => void): void {
    const held = this.#held ?? [];
    this.#held = null;
    if (this.#isClosed) return;
    this.#step2Bytes = update.length;
    // Two fragments of one message: what all joiners get is not copied for each.
    this.#socket.send(encodeStep2Head(update.length), { fin: false });
    this.#socket.send(toBuffer(update), { fin: true }, () => {
      this.#step2Bytes = 0;
      onSent();
    });
    for (const frame of held) this.send(frame);
  }

  /** Closes the socket; nothing more is sent or heard. */
  close(code: CloseCode, reason: string): void {
    if (this.#isClosed) return;
    this.markClosed();
    this.#metrics.closed.inc({ code: String(code) });
    closeSocket(this.#socket, code, reason);
  }

  /** The socket has gone. */
  markClosed(): void {
    this.#isClosed = true;
    this.#held = null;
    if (this.aheadTimer !== null) clearTimeout(this.aheadTimer);
  }
}

/** Closes a socket with a code, and tears it down when the other end does not answer. */
export function closeSocket(socket: WebSocket, code: CloseCode, reason: string): void {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), CLOSE_GRACE_MS);
  socket.once('close', () => clearTimeout(timer));
}

/** The same bytes, as `ws` wants them for a message that is not copied. */
function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

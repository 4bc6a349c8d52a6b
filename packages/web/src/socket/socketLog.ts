/** What passed over a WebSocket of a request, the newest last. It stays until it is cleared or the page closes. */
import type { SocketHandshake, SocketMessage } from '@scratchpad/core/wire';

/** Beyond these the oldest entries go, and the log says so. */
const MAX_ENTRIES = 100_000;
const MAX_BYTES = 100 * 1024 * 1024;
const utf8 = new TextEncoder();
/** What of a message is searched and shown in its row. */
const LINE_LENGTH = 400;

/** One entry. `at` is milliseconds since 1970. */
export type SocketEntry = {
  readonly id: number;
  readonly at: number;
} & (
  | {
      readonly kind: 'in' | 'out';
      readonly message: SocketMessage;
      readonly sizeBytes: number;
      /** The beginning of a text, the first bytes of binary data. */
      readonly line: string;
    }
  | {
      readonly kind: 'open' | 'refused';
      readonly text: string;
      readonly handshake: SocketHandshake;
      readonly body: string;
    }
  | { readonly kind: 'note' | 'problem'; readonly text: string }
);

/** An entry of a message. */
export type MessageEntry = Extract<SocketEntry, { kind: 'in' | 'out' }>;

/** Whether an entry is a message. */
export function isMessage(entry: SocketEntry): entry is MessageEntry {
  return entry.kind === 'in' || entry.kind === 'out';
}

type WithoutStamp<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never;

/** A log that tells its readers once a frame, however much comes. */
export class SocketLog {
  #entries: SocketEntry[] = [];
  #shown: readonly SocketEntry[] = [];
  #sizeBytes = 0;
  #nextId = 1;
  #frame = 0;
  #dropped = 0;
  #counts = { in: 0, out: 0 };
  readonly #listeners = new Set<() => void>();

  /** The entries as of the last frame; the same list until there is another one. */
  get entries(): readonly SocketEntry[] {
    return this.#shown;
  }

  /** How many messages came and went since it was cleared. */
  get counts(): { readonly in: number; readonly out: number } {
    return this.#counts;
  }

  /** How many entries are gone as there were too many. */
  get dropped(): number {
    return this.#dropped;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  message(kind: 'in' | 'out', message: SocketMessage): void {
    // Not by a Blob: each of them is told to the browser's process, which takes longer than all the rest.
    const sizeBytes =
      typeof message === 'string' ? utf8.encode(message).length : message.byteLength;
    this.#counts = { ...this.#counts, [kind]: this.#counts[kind] + 1 };
    this.#sizeBytes += sizeBytes;
    this.add({ kind, message, sizeBytes, line: lineOf(message) });
  }

  add(entry: WithoutStamp<SocketEntry>): void {
    this.#entries.push({ ...entry, id: this.#nextId++, at: Date.now() });
    this.#tell();
  }

  clear(): void {
    this.#entries = [];
    this.#sizeBytes = 0;
    this.#dropped = 0;
    this.#counts = { in: 0, out: 0 };
    this.#tell();
  }

  #trim(): void {
    let gone = 0;
    while (this.#entries.length - gone > MAX_ENTRIES || this.#sizeBytes > MAX_BYTES) {
      const entry = this.#entries[gone];
      // The newest stays, whatever its size.
      if (entry === undefined || gone === this.#entries.length - 1) break;
      if (isMessage(entry)) this.#sizeBytes -= entry.sizeBytes;
      gone += 1;
    }
    this.#entries.splice(0, gone);
    this.#dropped += gone;
  }

  #tell(): void {
    if (this.#frame !== 0) return;
    // In a window that is not shown there are no frames; a timer comes there as well.
    const tell = () => {
      clearTimeout(timer);
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      this.#trim();
      this.#shown = [...this.#entries];
      for (const listener of this.#listeners) listener();
    };
    const timer = setTimeout(tell, 250);
    this.#frame = requestAnimationFrame(tell);
  }
}

function lineOf(message: SocketMessage): string {
  if (typeof message === 'string')
    return message.slice(0, LINE_LENGTH).replaceAll(/\s+/g, ' ').trim();
  return [...message.subarray(0, 40)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

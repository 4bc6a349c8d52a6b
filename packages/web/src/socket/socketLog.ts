/** What passed over a WebSocket of a request, the newest last. It stays until it is cleared or the page closes. */
import type { SocketHandshake, SocketMessage } from '@scratchpad/core/wire';

/** Beyond these the oldest entries go, and the log says so. */
const MAX_ENTRIES = 100_000;
const MAX_BYTES = 100 * 1024 * 1024;
const utf8 = new TextEncoder();
const LINE_LENGTH = 400;
/** Nobody reads faster, and each drawing costs a frame. */
const TELL_MS = 100;

/** One entry. `at` is milliseconds since 1970. */
export type SocketEntry = {
  readonly id: number;
  readonly at: number;
} & (
  | {
      readonly kind: 'in' | 'out';
      readonly message: SocketMessage;
      readonly sizeBytes: number;
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

/** A log that tells its readers a few times a second, however much comes. */
export class SocketLog {
  #entries: SocketEntry[] = [];
  #shown: readonly SocketEntry[] = [];
  #sizeBytes = 0;
  #nextId = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #toldAt = -Infinity;
  #dropped = 0;
  #counts = { in: 0, out: 0 };
  readonly #listeners = new Set<() => void>();

  /** The entries as they were told last; the same list until the next time. */
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
    this.#counts[kind] += 1;
    this.#sizeBytes += sizeBytes;
    this.add({ kind, message, sizeBytes });
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

  /** The first of what comes is told with the next frame; after it the page has time for itself. */
  #tell(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#toldAt = performance.now();
        this.#trim();
        this.#shown = [...this.#entries];
        for (const listener of this.#listeners) listener();
      },
      Math.max(0, this.#toldAt + TELL_MS - performance.now()),
    );
  }
}

/** A message in a row: the beginning of a text, the first bytes of binary data. */
export function lineOf(message: SocketMessage): string {
  if (typeof message === 'string')
    return message.slice(0, LINE_LENGTH).replaceAll(/\s+/g, ' ').trim();
  return [...message.subarray(0, 40)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

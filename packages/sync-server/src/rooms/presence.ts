import { checkAwarenessState, type AwarenessEntry } from '../gate/readMessage.ts';
import { MAX_CLOCK } from '../gate/limits.ts';
import { refuse } from '../gate/rejection.ts';
import type { Connection } from './connection.ts';
import { encodeAwarenessFrame } from './frames.ts';

const GONE = 'null';

type Held = { readonly entry: AwarenessEntry; readonly connection: Connection };

/** Who is in a room and what they say about themselves. SPEC.md, section AWR. */
export class Presence {
  readonly #heldByClient = new Map<number, Held>();
  /** Ids whose entry changed in this turn, with what is to be said of them. */
  readonly #changed = new Map<number, AwarenessEntry>();
  /** Last clocks of those who left: an echo of their last words must not bring them back under another connection. */
  readonly #leftClocks = new Map<number, number>();
  readonly #send: (frame: Uint8Array) => void;

  /** `send` takes a frame to everybody in the room. */
  constructor(send: (frame: Uint8Array) => void) {
    this.#send = send;
  }

  /** Everybody, for who joins; null when nobody is there. */
  frame(): Uint8Array | null {
    const entries = [...this.#heldByClient.values()]
      .map(({ entry }) => entry)
      .filter(({ state }) => state !== GONE);
    return entries.length === 0 ? null : encodeAwarenessFrame(entries);
  }

  /** Takes a message. Throws `GateRejection` for an entry of its own that is not allowed. */
  receive(connection: Connection, entries: readonly AwarenessEntry[]): void {
    for (const entry of entries) {
      if (!this.#isOwn(connection, entry)) continue;
      checkAwarenessState(entry.state);
      if (entry.clock >= MAX_CLOCK) refuse('AWR2', 'A clock is too large.');
      connection.awarenessClient = entry.client;
      const held = this.#heldByClient.get(entry.client)?.entry;
      const isNewer =
        held === undefined ||
        entry.clock > held.clock ||
        (entry.clock === held.clock && entry.state === GONE && held.state !== GONE);
      if (!isNewer) continue;
      this.#heldByClient.set(entry.client, { entry, connection });
      this.#change(entry);
    }
  }

  /** A connection has gone. */
  leave(connection: Connection): void {
    const client = connection.awarenessClient;
    if (client === null) return;
    const held = this.#heldByClient.get(client);
    if (held?.connection !== connection) return;
    this.#heldByClient.delete(client);
    this.#leftClocks.set(client, held.entry.clock);
    const MAX_LEFT = 1000;
    const oldest = this.#leftClocks.keys().next();
    if (this.#leftClocks.size > MAX_LEFT && oldest.done !== true)
      this.#leftClocks.delete(oldest.value);
    this.#change({ ...held.entry, state: GONE });
  }

  #isOwn(connection: Connection, { client, clock, state }: AwarenessEntry): boolean {
    if (connection.awarenessClient !== null) {
      return (
        connection.awarenessClient === client &&
        (this.#heldByClient.get(client)?.connection ?? connection) === connection
      );
    }
    if (state === GONE) return false;
    const held = this.#heldByClient.get(client);
    // A page that came back before its old socket was noticed to be gone; an echo of another tab is never newer.
    if (held !== undefined)
      return held.connection.peer.userId === connection.peer.userId && clock > held.entry.clock;
    return clock > (this.#leftClocks.get(client) ?? -1);
  }

  /** Tells everybody at the end of this turn, all that changed in it at once. */
  #change(entry: AwarenessEntry): void {
    if (this.#changed.size === 0) setImmediate(() => this.#flush());
    this.#changed.set(entry.client, entry);
  }

  #flush(): void {
    const entries = [...this.#changed.values()];
    this.#changed.clear();
    this.#send(encodeAwarenessFrame(entries));
  }
}

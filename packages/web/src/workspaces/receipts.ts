/**
 * Who else has what was changed here: the third step of a change, after this device and the server. It goes by
 * awareness: each client says how often all of its changes had reached the server (`sent`), and how far it has seen the
 * others (`got`). The server hands a change to the others before it acknowledges it, and a socket keeps the order, so
 * whoever sees the new `sent` has the changes before it. Clients that know nothing of this say nothing, and are not counted.
 */
import type { Awareness } from 'y-protocols/awareness';
import { z } from 'zod';

/** Typing makes many changes; they are told together. */
const TELL_AFTER_MS = 250;

const sentSchema = z.object({ sent: z.number().int().nonnegative() });
const gotSchema = z.object({ got: z.record(z.string(), z.number()) });

/** See the top of the file. */
export class Receipts {
  readonly #awareness: Awareness;
  readonly #server: () => { readonly isSynced: boolean; readonly hasAll: boolean };
  readonly #onChange: () => void;
  #sent = 0;
  /** Whether something changed here that `sent` does not cover. */
  #isAhead = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param server whether this client has what the server has (before that it acknowledges nothing), and the server what
   *   was changed here
   * @param onChange told when {@link hasReceived} may have another answer for a reason of this side
   */
  constructor(
    awareness: Awareness,
    server: () => { readonly isSynced: boolean; readonly hasAll: boolean },
    onChange: () => void,
  ) {
    this.#awareness = awareness;
    this.#server = server;
    this.#onChange = onChange;
    awareness.setLocalState({ ...awareness.getLocalState(), sent: 0, got: {} });
    awareness.on('change', this.#tellLater);
  }

  /** Something was changed here. */
  changed(): void {
    this.#isAhead = true;
  }

  /** How this client and the server stand has changed. */
  serverChanged(): void {
    this.#tellLater();
  }

  /**
   * Whether a client has all that was changed here and has reached the server.
   * @param state its awareness state; undefined for a client that says nothing of it
   */
  hasReceived(state: unknown): boolean | undefined {
    const parsed = gotSchema.safeParse(state);
    if (!parsed.success) return undefined;
    return !this.#isAhead && (parsed.data.got[this.#awareness.clientID] ?? 0) >= this.#sent;
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#awareness.off('change', this.#tellLater);
  }

  readonly #tellLater = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, TELL_AFTER_MS);
  };

  #tell(): void {
    const { isSynced, hasAll } = this.#server();
    if (!isSynced) return;
    const awareness = this.#awareness;
    const state = awareness.getLocalState() ?? {};
    const got: Record<string, number> = {};
    for (const [client, other] of awareness.getStates()) {
      const parsed = sentSchema.safeParse(other);
      if (client !== awareness.clientID && parsed.success) got[client] = parsed.data.sent;
    }
    const before = gotSchema.safeParse(state);
    const knows = before.success ? before.data.got : {};
    const isNews =
      Object.keys(knows).length !== Object.keys(got).length ||
      Object.entries(got).some(([client, sent]) => knows[client] !== sent);
    const isNowThere = this.#isAhead && hasAll;
    if (!isNews && !isNowThere) return;
    if (isNowThere) {
      this.#sent++;
      this.#isAhead = false;
    }
    awareness.setLocalState({ ...state, sent: this.#sent, got });
    if (isNowThere) this.#onChange();
  }
}

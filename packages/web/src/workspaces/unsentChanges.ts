/**
 * Which changes of this tab have not reached the server. The server sends each update back once it is on its disk, and
 * answers one that brings nothing new as well; see docs/SYNC-PROTOCOL.md, "acknowledgement".
 */
import * as Y from 'yjs';

interface Deletion {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

interface Change {
  /** As it was sent. */
  readonly update: Uint8Array;
  /** Clock that the server must have reached, by client id. */
  readonly until: ReadonlyMap<number, number>;
  deletions: readonly Deletion[];
  /** Whether the answer to the server's SyncStep1 held it. */
  inHandshake: boolean;
}

/** See the top of the file. */
export class UnsentChanges {
  #changes: Change[] = [];
  readonly #serverClocks = new Map<number, number>();
  /** Changes of earlier sessions, of which only the number is known. */
  #earlier: number;

  constructor(earlier: number) {
    this.#earlier = earlier;
  }

  get count(): number {
    return this.#earlier + this.#changes.length;
  }

  /** A change was made here. What it holds is read from its transaction: decoding a large import once more takes long. */
  add(update: Uint8Array, { beforeState, afterState, deleteSet }: Y.Transaction): void {
    const until = new Map(
      [...afterState].filter(([client, clock]) => clock > (beforeState.get(client) ?? 0)),
    );
    const deletions = deletionsIn(deleteSet);
    this.#changes.push({ update, until, deletions, inHandshake: false });
  }

  /** Everything that the server lacks was just sent, and an empty update behind it. */
  sentAll(): void {
    for (const change of this.#changes) change.inHandshake = true;
  }

  /**
   * An update came from the server: it is on its disk.
   * @returns whether it is new here. A change that comes back alone is as it was sent, so it need not be read: for an
   * import of thousands of requests that would take as long as the import.
   */
  received(update: Uint8Array): boolean {
    if (isEmpty(update)) {
      // It answers the SyncStep2 or the empty update behind it; either way all of the SyncStep2 is stored.
      this.#earlier = 0;
      this.#changes = this.#changes.filter((change) => !change.inHandshake);
      return false;
    }
    const own = this.#changes.find((change) => isEqual(change.update, update));
    for (const [client, clock] of own?.until ?? Y.parseUpdateMeta(update).to) {
      this.#serverClocks.set(client, Math.max(clock, this.#serverClocks.get(client) ?? 0));
    }
    if (own) {
      this.#changes = this.#changes.filter((change) => change !== own);
      return false;
    }
    const hasDeletions = this.#changes.some(({ deletions }) => deletions.length > 0);
    const known = hasDeletions ? deletionsIn(Y.decodeUpdate(update).ds) : [];
    this.#changes = this.#changes.filter((change) => {
      change.deletions = change.deletions.filter(
        (deletion) => !known.some((range) => covers(range, deletion)),
      );
      const isThere = [...change.until].every(
        ([client, clock]) => (this.#serverClocks.get(client) ?? 0) >= clock,
      );
      return !isThere || change.deletions.length > 0;
    });
    return true;
  }
}

/** Two zero bytes: no structs, no deletions. */
export const EMPTY_UPDATE = new Uint8Array([0, 0]);

function isEmpty(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

function deletionsIn(set: Y.Transaction['deleteSet']): Deletion[] {
  return [...set.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, length: len })),
  );
}

function covers(range: Deletion, part: Deletion): boolean {
  return (
    range.client === part.client &&
    range.clock <= part.clock &&
    range.clock + range.length >= part.clock + part.length
  );
}

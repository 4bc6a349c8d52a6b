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
  add({ beforeState, afterState, deleteSet }: Y.Transaction): void {
    const until = new Map(
      [...afterState].filter(([client, clock]) => clock > (beforeState.get(client) ?? 0)),
    );
    this.#changes.push({ until, deletions: deletionsIn(deleteSet), inHandshake: false });
  }

  /** Everything that the server lacks was just sent, and an empty update behind it. */
  sentAll(): void {
    for (const change of this.#changes) change.inHandshake = true;
  }

  /** An update came from the server: it is on its disk. */
  received(update: Uint8Array): void {
    if (isEmpty(update)) {
      // It answers the SyncStep2 or the empty update behind it; either way all of the SyncStep2 is stored.
      this.#earlier = 0;
      this.#changes = this.#changes.filter((change) => !change.inHandshake);
      return;
    }
    for (const [client, clock] of Y.parseUpdateMeta(update).to) {
      this.#serverClocks.set(client, Math.max(clock, this.#serverClocks.get(client) ?? 0));
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
  }
}

/** Two zero bytes: no structs, no deletions. */
export const EMPTY_UPDATE = new Uint8Array([0, 0]);

function isEmpty(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
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

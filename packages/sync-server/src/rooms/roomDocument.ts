import * as Y from 'yjs';
import { checkUpdate, type Accepted, type Writer } from '../gate/checkUpdate.ts';
import { KnownState } from '../gate/knownState.ts';
import type { DocumentStore, StoredUpdate } from '../store/store.ts';
import { documentFailed, type DocThread } from './docThread.ts';
import { doJob, share, type DocJob, type DocResult } from './docWork.ts';
import { EMPTY_UPDATE } from './frames.ts';

/** The log is compacted when it has this many updates, or one for each so many bytes of what is compacted already … */
const MAX_LOG_UPDATES = 500;
const COMPACTED_BYTES_PER_UPDATE = 10_000;
/** … or this many bytes, and half of what is compacted already, in more than a few updates: an import is one, and dense. */
const MAX_LOG_BYTES = 512 * 1024;
const MIN_DENSE_UPDATES = 50;
/** Below this a job is done at once here; the way to the worker and back would take longer. */
const SMALL_BYTES = 64 * 1024;
/** Updates from this size on are kept in shared memory. */
const SHARED_FROM_BYTES = 16 * 1024;
/** Worth compacting when a room is unloaded. */
const MIN_LOG_UPDATES = 20;

/**
 * The document of an open room: durable bytes, and beside them what the gate knows. No Y.Doc: the contents are never
 * needed here, and a document of 10,000 requests would take 130 MB.
 */
export class RoomDocument {
  readonly #id: string;
  readonly #store: DocumentStore;
  readonly #thread: DocThread;
  readonly #known: KnownState;
  readonly #owners: Map<number, string>;
  readonly #sharedClients: Set<number>;
  readonly #restoredUntil: number;
  /** Everything durable: `#base`, then `#tail`. */
  #base: Uint8Array;
  #tail: Uint8Array[] = [];
  /** What the store has not compacted yet. */
  #logUpdates: number;
  #logBytes: number;
  #compactedBytes: number;
  #lastSeq: number;
  #isCompacting = false;
  /** Merges and compactions come one after the other. */
  #work: Promise<unknown> = Promise.resolve();

  private constructor(parts: {
    id: string;
    store: DocumentStore;
    thread: DocThread;
    known: KnownState;
    owners: Map<number, string>;
    sharedClients: Set<number>;
    restoredUntil: number;
    base: Uint8Array;
    snapshotBytes: number;
    updates: readonly StoredUpdate[];
    lastSeq: number;
  }) {
    this.#id = parts.id;
    this.#store = parts.store;
    this.#thread = parts.thread;
    this.#known = parts.known;
    this.#owners = parts.owners;
    this.#sharedClients = parts.sharedClients;
    this.#restoredUntil = parts.restoredUntil;
    this.#base = parts.base;
    this.#compactedBytes = parts.snapshotBytes;
    this.#logUpdates = parts.updates.length;
    this.#logBytes = parts.updates.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#lastSeq = parts.lastSeq;
  }

  /** Loads a workspace. Rejects with `not-found`, `store-failed`, `document-failed`. */
  static async load(id: string, store: DocumentStore, thread: DocThread): Promise<RoomDocument> {
    const { snapshot, updates, owners, sharedClients, restoredUntil } = await store.load(id);
    const all = [...(snapshot === null ? [] : [snapshot]), ...updates].map(({ bytes }) => bytes);
    const opened =
      all.length === 0
        ? { bytes: EMPTY_UPDATE, known: null }
        : await runJob(thread, { type: 'open', updates: all });
    return new RoomDocument({
      id,
      store,
      thread,
      known: new KnownState(opened.known ?? undefined),
      owners: new Map(owners),
      sharedClients: new Set(sharedClients),
      restoredUntil,
      base: opened.bytes,
      snapshotBytes: snapshot?.bytes.length ?? 0,
      updates,
      lastSeq: updates.at(-1)?.seq ?? snapshot?.seq ?? 0,
    });
  }

  /** What the server has, for SyncStep1. */
  stateVector(): Uint8Array {
    return Y.encodeStateVector(new Map(this.#known.clocks));
  }

  /** The gate. An accepted update counts as known at once: the next one of the same turn builds on it. */
  accept(bytes: Uint8Array, userId: string): Accepted | null {
    const accepted = this.check(bytes, userId);
    if (accepted === null) return null;
    this.#known.apply(accepted.change);
    for (const { client, isShared } of accepted.claims) {
      this.#owners.set(client, userId);
      if (isShared) this.#sharedClients.add(client);
    }
    return accepted;
  }

  /** The gate, without taking anything in. */
  check(bytes: Uint8Array, userId: string): Accepted | null {
    const writer: Writer = {
      userId,
      owners: this.#owners,
      sharedClients: this.#sharedClients,
      isRestored: Date.now() < this.#restoredUntil,
    };
    return checkUpdate(bytes, this.#known, writer);
  }

  /** Resolves when an accepted update is durable. */
  async append({ bytes, claims }: Accepted): Promise<void> {
    this.#lastSeq = await this.#store.append(this.#id, bytes, claims);
    this.#tail.push(bytes.length < SHARED_FROM_BYTES ? bytes : share(bytes));
    this.#logUpdates += 1;
    this.#logBytes += bytes.length;
  }

  /** What a client with this state vector lacks, of what is durable now or later. */
  async diff(stateVector: Uint8Array): Promise<Uint8Array> {
    return this.#inOrder(async () => {
      const base = await this.#mergeTail();
      if (stateVector.length === 1) return base;
      return (await runJob(this.#thread, { type: 'diff', base, stateVector })).bytes;
    });
  }

  /** Compacts while the log is too long; `isLast` when the room is being unloaded. */
  async compactIfLarge(isLast = false): Promise<void> {
    if (this.#isCompacting) return;
    this.#isCompacting = true;
    try {
      // It may have grown again meanwhile, and nobody may write any more who would ask.
      while (this.#isLogLarge(isLast)) await this.#inOrder(() => this.#compact());
    } finally {
      this.#isCompacting = false;
    }
  }

  #isLogLarge(isLast: boolean): boolean {
    return (
      this.#logUpdates >=
        Math.max(MAX_LOG_UPDATES, this.#compactedBytes / COMPACTED_BYTES_PER_UPDATE) ||
      (this.#logUpdates >= MIN_DENSE_UPDATES &&
        this.#logBytes >= Math.max(MAX_LOG_BYTES, this.#compactedBytes / 2)) ||
      (isLast && this.#logUpdates >= MIN_LOG_UPDATES)
    );
  }

  async #compact(): Promise<void> {
    const tail = this.#tail.length;
    const [seq, logUpdates, logBytes] = [this.#lastSeq, this.#logUpdates, this.#logBytes];
    const updates = [this.#base, ...this.#tail];
    const { bytes } = await runJob(this.#thread, { type: 'compact', updates });
    await this.#store.compact(this.#id, seq, bytes);
    this.#base = bytes;
    this.#tail = this.#tail.slice(tail);
    this.#compactedBytes = bytes.length;
    this.#logUpdates -= logUpdates;
    this.#logBytes -= logBytes;
  }

  /** Makes the base hold all that is durable, once for all who join at the same time. */
  async #mergeTail(): Promise<Uint8Array> {
    const count = this.#tail.length;
    if (count === 0) return this.#base;
    const isEmpty = this.#base.length === EMPTY_UPDATE.length;
    const updates = [...(isEmpty ? [] : [this.#base]), ...this.#tail];
    const [only] = updates;
    this.#base =
      updates.length === 1 && only !== undefined
        ? only
        : (await runJob(this.#thread, { type: 'merge', updates })).bytes;
    this.#tail = this.#tail.slice(count);
    return this.#base;
  }

  #inOrder<T>(fn: () => Promise<T>): Promise<T> {
    const result = this.#work.then(fn);
    this.#work = result.catch(() => undefined);
    return result;
  }
}

/** Small jobs here, large ones in the worker. Rejects with `AppError` `document-failed`. */
async function runJob(thread: DocThread, job: DocJob): Promise<DocResult> {
  const updates = job.type === 'diff' ? [job.base] : job.updates;
  const sizeBytes = updates.reduce((sum, bytes) => sum + bytes.length, 0);
  if (sizeBytes >= SMALL_BYTES) return thread.run(job);
  try {
    return doJob(job);
  } catch (error) {
    throw documentFailed(error);
  }
}

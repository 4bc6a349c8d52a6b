/**
 * The persistence guard: what is typed gets to disk, the interface is told the truth about it, and nothing that goes
 * wrong with the database reaches the code that edits.
 */
import { STORAGE, TAB } from '@scratchpad/core';
import * as Y from 'yjs';
import { compactInWorker } from './compaction.ts';
import { loadDoc, type LoadedDoc } from './loadDoc.ts';
import type { Persistence, SaveState } from './saveState.ts';
import { TabChannel } from './tabChannel.ts';
import { UpdateStore } from './updateStore.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;
/** Rows above which the log is compacted in idle time. */
const COMPACT_ABOVE_ROWS = 200;
/** Above this at start, compaction need not wait for as many. */
const COMPACT_AT_START_ROWS = 20;
const IDLE_MS = 4000;

/** See {@link openDocPersistence}. */
export interface PersistenceOptions {
  /** Time without a write after which the log may be compacted. */
  readonly idleMs?: number;
  /** Runs between opening the database and reading the document. */
  readonly beforeLoad?: (store: UpdateStore) => Promise<void>;
}

/** A document that is stored under `name` on this device, and its guard. */
export async function openDocPersistence(
  name: string,
  options: PersistenceOptions = {},
): Promise<{ doc: Y.Doc; persistence: DocPersistence }> {
  const persistence = new DocPersistence(name, options);
  return { doc: await persistence.start(), persistence };
}

/** See {@link openDocPersistence}. */
export class DocPersistence implements Persistence {
  readonly #name: string;
  readonly #options: PersistenceOptions;
  readonly #listeners = new Set<() => void>();
  #doc = new Y.Doc();
  #store: UpdateStore | null = null;
  #opening: Promise<void> | null = null;
  #tabs: TabChannel | null = null;
  /** The instance of the database that holds all but the queue. */
  #instance: string | null = null;
  /** Updates that wait to be handed to the database, oldest first. */
  #queue: Uint8Array[] = [];
  /** What was handed to the database and is not stored yet. */
  readonly #inFlight = new Map<Uint8Array, Promise<void>>();
  #flushScheduled = false;
  #rowCount = 0;
  #saveState: SaveState = { status: 'loading' };
  #quarantinedRows = 0;
  #repairedRows = 0;
  #retryMs = FIRST_RETRY_MS;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #compacting: Promise<void> | null = null;
  #compactionError: string | null = null;
  #destroyed = false;

  constructor(name: string, options: PersistenceOptions) {
    this.#name = name;
    this.#options = options;
  }

  get saveState(): SaveState {
    return this.#saveState;
  }

  get quarantinedRows(): number {
    return this.#quarantinedRows;
  }

  /** Rows that were damaged and came back from their copy. */
  get repairedRows(): number {
    return this.#repairedRows;
  }

  /** Why the log could not be compacted the last time, or null. It grows until it can; nothing is lost. */
  get compactionError(): string | null {
    return this.#compactionError;
  }

  /** The open store, for what is kept beside the log; null while the database is away. */
  get store(): UpdateStore | null {
    return this.#store;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  retry(): void {
    clearTimeout(this.#retryTimer);
    this.#retryMs = FIRST_RETRY_MS;
    this.#flush();
  }

  /** Loads the document. A database that cannot be opened gives an empty document and the state `failed`. */
  async start(): Promise<Y.Doc> {
    try {
      this.#store = await UpdateStore.open(this.#name, this.#onLost);
      this.#instance = this.#store.instance;
      await this.#options.beforeLoad?.(this.#store);
      this.#adopt(await loadDoc(this.#store));
    } catch (error) {
      this.#fail(error);
    }
    this.#doc.on('update', this.#onUpdate);
    this.#tabs = new TabChannel(this.#name, this.#doc, (update) => this.#enqueue(update));
    addEventListener('pagehide', this.#onPageHide);
    if (this.#saveState.status === 'loading') this.#setState({ status: 'saved' });
    if (this.#queue.length > 0) this.#scheduleFlush();
    this.#scheduleIdle(COMPACT_AT_START_ROWS);
    return this.#doc;
  }

  /** Resolves when all that was typed so far is stored, or rejects when that failed. */
  async whenSaved(): Promise<void> {
    if (this.#saveState.status === 'saved') return;
    await new Promise<void>((resolve, reject) => {
      const stop = this.subscribe(() => {
        if (this.#saveState.status === 'saved') resolve();
        else if (this.#saveState.status === 'failed') reject(new Error(this.#saveState.message));
        else return;
        stop();
      });
    });
  }

  /** Lets go of the document; what is queued is written first. */
  async destroy(): Promise<void> {
    this.#destroyed = true;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#idleTimer);
    removeEventListener('pagehide', this.#onPageHide);
    this.#doc.off('update', this.#onUpdate);
    this.#tabs?.destroy();
    if (this.#queue.length > 0) this.#flush();
    await Promise.all(this.#inFlight.values());
    await this.#compacting;
    this.#store?.close();
  }

  #adopt(loaded: LoadedDoc): void {
    this.#doc = loaded.doc;
    this.#rowCount = loaded.rowCount;
    this.#quarantinedRows = loaded.quarantined;
    this.#repairedRows = loaded.repaired;
    if (loaded.rewrite) this.#queue.push(Y.encodeStateAsUpdate(loaded.doc));
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== STORAGE && origin !== TAB) this.#enqueue(update);
  };

  get #unsaved(): number {
    return this.#queue.length + this.#inFlight.size;
  }

  #enqueue(update: Uint8Array): void {
    this.#queue.push(update);
    if (this.#saveState.status === 'failed')
      this.#setState({ ...this.#saveState, unsavedChanges: this.#unsaved });
    else this.#setState({ status: 'saving' });
    this.#scheduleFlush();
  }

  /** Once per task: a command of several transactions is one row. */
  #scheduleFlush(): void {
    if (this.#flushScheduled || this.#destroyed || this.#saveState.status === 'failed') return;
    this.#flushScheduled = true;
    queueMicrotask(() => {
      this.#flushScheduled = false;
      this.#flush();
    });
  }

  /** Hands everything that waits to the database, without waiting for what it was handed before. */
  #flush(): void {
    if (this.#queue.length === 0) {
      this.#settle();
      return;
    }
    const batch =
      this.#queue.length === 1 ? (this.#queue[0] as Uint8Array) : Y.mergeUpdates(this.#queue);
    this.#queue = [];
    this.#inFlight.set(batch, this.#write(batch));
  }

  async #write(batch: Uint8Array): Promise<void> {
    try {
      // A connection that the browser took away is opened again at once; only then is it a failure.
      await this.#append(batch).catch((error: unknown) => {
        if (!isConnectionLoss(error)) throw error;
        this.#store = null;
        return this.#append(batch);
      });
      this.#inFlight.delete(batch);
      this.#retryMs = FIRST_RETRY_MS;
      // Other tabs hear of a change when it is on disk: what they build on it can then never dangle.
      this.#tabs?.broadcast(batch);
      this.#settle();
    } catch (error) {
      this.#inFlight.delete(batch);
      this.#queue.unshift(batch);
      this.#fail(error);
      if (this.#destroyed) return;
      clearTimeout(this.#retryTimer);
      this.#retryTimer = setTimeout(() => this.#flush(), this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
    }
  }

  /** Says "saved" when nothing waits and nothing is under way; goes on when a failure is over. */
  #settle(): void {
    if (this.#inFlight.size > 0) return;
    if (this.#queue.length > 0) {
      this.#flush();
      return;
    }
    this.#setState({ status: 'saved' });
    this.#scheduleIdle(COMPACT_ABOVE_ROWS);
  }

  async #append(update: Uint8Array): Promise<void> {
    if (!this.#store) await this.#reopen();
    await (this.#store as UpdateStore).append(update);
    this.#rowCount++;
  }

  /** Opens the database again when it was lost; when it is another one by now, everything must be written. */
  async #reopen(): Promise<void> {
    if (this.#store) return;
    this.#opening ??= (async () => {
      const store = await UpdateStore.open(this.#name, this.#onLost);
      if (store.instance !== this.#instance) {
        if (this.#instance === null) {
          // It could not be opened at start: what it holds belongs to this document too.
          for (const row of await store.readRows()) {
            if (row.value instanceof Uint8Array) Y.applyUpdate(this.#doc, row.value, STORAGE);
          }
        }
        await store.append(Y.encodeStateAsUpdate(this.#doc));
      }
      this.#instance = store.instance;
      this.#store = store;
    })().finally(() => {
      this.#opening = null;
    });
    await this.#opening;
  }

  readonly #onLost = (): void => {
    this.#store = null;
    if (this.#destroyed) return;
    // The disk may be empty now: say so until everything is written again.
    this.#setState({ status: 'saving' });
    this.#queue.push(EMPTY_UPDATE);
    this.#scheduleFlush();
  };

  readonly #onPageHide = (): void => {
    // Nothing waits longer than its task otherwise; a failure may have left something, and this is the last try.
    if (this.#queue.length > 0) this.#flush();
  };

  #fail(error: unknown): void {
    if (isConnectionLoss(error)) this.#store = null;
    this.#setState({ status: 'failed', ...explain(error), unsavedChanges: this.#unsaved });
  }

  #setState(state: SaveState): void {
    if (state.status === this.#saveState.status && state.status !== 'failed') return;
    this.#saveState = state;
    for (const listener of this.#listeners) listener();
  }

  #scheduleIdle(aboveRows: number): void {
    clearTimeout(this.#idleTimer);
    if (this.#rowCount <= aboveRows || this.#destroyed) return;
    this.#idleTimer = setTimeout(() => {
      this.#compacting ??= compactInWorker(this.#name)
        .then(({ rowCount, error }) => {
          if (rowCount !== null) this.#rowCount = rowCount;
          this.#compactionError = error ?? null;
        })
        .finally(() => {
          this.#compacting = null;
        });
    }, this.#options.idleMs ?? IDLE_MS);
  }
}

/** An update that changes nothing; it makes a flush happen. */
const EMPTY_UPDATE = Y.encodeStateAsUpdate(new Y.Doc());

function isConnectionLoss(error: unknown): boolean {
  return (
    error instanceof DOMException &&
    (error.name === 'InvalidStateError' || error.name === 'AbortError')
  );
}

function explain(error: unknown): { reason: 'quota' | 'unavailable' | 'unknown'; message: string } {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return {
      reason: 'quota',
      message: 'Not saved: the disk is full. Free some space or export now.',
    };
  }
  if (name === 'SecurityError' || name === 'InvalidStateError' || name === 'UnknownError') {
    return {
      reason: 'unavailable',
      message:
        'Not saved: the browser does not let this page store data. Leave private browsing, or export now.',
    };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    reason: 'unknown',
    message: `Not saved: ${detail} Trying again; export now to be safe.`,
  };
}

/** Every sent request with its response, on this device only; the oldest go first when the limit is reached. */
import type { NodeId, NodeSpec } from '@scratchpad/core';
import { openLocalDb } from '../storage/localDb.ts';
import { headOf, type Outcome } from '../send/outcome.ts';
import { sendWords } from '../send/words.ts';
import { type HistoryEntry, historyRecordSchema } from './historyEntry.ts';

const DEFAULT_LIMIT_BYTES = 200 * 1024 * 1024;
const LIMIT_KEY = 'historyLimitBytes';
const lastKey = (requestId: string) => `history-last:${requestId}`;

/** What a deletion took away, so that it can be undone. */
export interface RemovedHistory {
  readonly entries: readonly { readonly entry: HistoryEntry; readonly body: Blob | null }[];
}

/** Which entries are asked for. */
export interface HistoryFilter {
  /** Words that must all occur in name, method or URL. */
  readonly text: string;
  readonly method: string | null;
  /** First digit of the status, or `failed`. */
  readonly status: '2' | '3' | '4' | '5' | 'failed' | null;
}

/** The history. Reads go to IndexedDB; `version` changes when something came or went, in this tab or another. */
export class HistoryStore {
  #version = 0;
  readonly #listeners = new Set<() => void>();
  readonly #channel = new BroadcastChannel('scratchpad-history');
  #limitBytes: number | undefined;
  /** Counted once, then kept in step; another tab's change counts anew. */
  #totalBytes: Promise<number> | undefined;

  constructor() {
    this.#channel.onmessage = () => {
      this.#totalBytes = undefined;
      this.#publish();
    };
  }

  get version(): number {
    return this.#version;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Stores what came of a sending, and makes room for it. */
  async add(outcome: Outcome, body: Blob, spec: NodeSpec): Promise<void> {
    const limit = await this.limitBytes();
    const hasBody = body.size <= limit / 2;
    const kept = hasBody
      ? outcome
      : { ...outcome, notes: [...outcome.notes, sendWords.tooLargeToKeep] };
    const entry: HistoryEntry = {
      id: outcome.id,
      at: outcome.startedAt,
      method: outcome.sent.method,
      url: outcome.sent.url,
      status: headOf(outcome)?.status ?? null,
      sizeBytes: outcome.bodyBytes,
      storedBytes: JSON.stringify([kept, spec]).length + (hasBody ? body.size : 0),
      outcome: kept,
      spec,
      hasBody,
    };
    const before = await this.totalBytes();
    await this.#put([{ entry, body: hasBody ? body : null }]);
    await this.#setLast(entry);
    this.#totalBytes = Promise.resolve(before + entry.storedBytes);
    await this.#makeRoom(limit);
    this.#changed();
  }

  /** Entries that pass the filter, newest first, older than `before` (ms since 1970), at most `count`. */
  async list(
    filter: HistoryFilter,
    before: number,
    count: number,
  ): Promise<readonly HistoryEntry[]> {
    const db = await openLocalDb();
    const found: HistoryEntry[] = [];
    const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
    let cursor = await db
      .transaction('history')
      .store.index('at')
      .openCursor(IDBKeyRange.upperBound(before, true), 'prev');
    while (cursor && found.length < count) {
      const record = historyRecordSchema.safeParse(cursor.value);
      // What cannot be read any more is passed by; it still counts and goes with the rest when room is made.
      if (record.success && passes(record.data, filter, words)) found.push(record.data);
      cursor = await cursor.continue();
    }
    return found;
  }

  async get(id: string): Promise<HistoryEntry | undefined> {
    const db = await openLocalDb();
    return historyRecordSchema.safeParse(await db.get('history', id)).data;
  }

  /** Body of an entry; undefined when none was kept. */
  async body(id: string): Promise<Blob | undefined> {
    const db = await openLocalDb();
    return (await db.get('bodies', id))?.bytes;
  }

  /** The last answer of a request with its body, if the history still has it. */
  async lastOf(
    requestId: NodeId,
  ): Promise<{ readonly outcome: Outcome; readonly body: Blob } | undefined> {
    const db = await openLocalDb();
    const id: unknown = await db.get('values', lastKey(requestId));
    const entry = typeof id === 'string' ? await this.get(id) : undefined;
    return entry && { outcome: entry.outcome, body: (await this.body(entry.id)) ?? new Blob() };
  }

  /** The answer that a request got before a time (milliseconds since 1970), with its body, if one was kept. */
  async answerBefore(
    requestId: string,
    at: number,
  ): Promise<{ readonly outcome: Outcome; readonly body: Blob } | undefined> {
    const db = await openLocalDb();
    let cursor = await db
      .transaction('history')
      .store.index('at')
      .openCursor(IDBKeyRange.upperBound(at, true), 'prev');
    let found: HistoryEntry | undefined;
    while (cursor && !found) {
      const { data } = historyRecordSchema.safeParse(cursor.value);
      if (data?.hasBody && data.outcome.requestId === requestId && headOf(data.outcome))
        found = data;
      else cursor = await cursor.continue();
    }
    const body = found && (await this.body(found.id));
    return found && body && { outcome: found.outcome, body };
  }

  /** Deletes entries and gives back what {@link restore} needs. */
  async remove(ids: readonly string[]): Promise<RemovedHistory> {
    const db = await openLocalDb();
    const tx = db.transaction(['history', 'bodies'], 'readwrite');
    const entries: { entry: HistoryEntry; body: Blob | null }[] = [];
    for (const id of ids) {
      const record = historyRecordSchema.safeParse(await tx.objectStore('history').get(id));
      const body = (await tx.objectStore('bodies').get(id))?.bytes ?? null;
      if (record.success) entries.push({ entry: record.data, body });
      await tx.objectStore('history').delete(id);
      await tx.objectStore('bodies').delete(id);
    }
    await tx.done;
    this.#totalBytes = undefined;
    this.#changed();
    return { entries };
  }

  /** Deletes all entries of the span `from` ≤ time < `to` (ms since 1970). */
  async removeBetween(from: number, to: number): Promise<RemovedHistory> {
    const db = await openLocalDb();
    const range = IDBKeyRange.bound(from, to, false, true);
    return this.remove(await db.getAllKeysFromIndex('history', 'at', range));
  }

  /** Deletes everything. It cannot be undone. */
  async clear(): Promise<void> {
    const db = await openLocalDb();
    const tx = db.transaction(['history', 'bodies', 'values'], 'readwrite');
    const last = IDBKeyRange.bound(lastKey(''), lastKey('\uffff'));
    await Promise.all([
      tx.objectStore('history').clear(),
      tx.objectStore('bodies').clear(),
      tx.objectStore('values').delete(last),
      tx.done,
    ]);
    this.#totalBytes = undefined;
    this.#changed();
  }

  /** Puts back what was removed. */
  async restore(removed: RemovedHistory): Promise<void> {
    await this.#put(removed.entries);
    this.#totalBytes = undefined;
    this.#changed();
  }

  /** Bytes that all entries take, bodies included. */
  totalBytes(): Promise<number> {
    this.#totalBytes ??= this.#count();
    return this.#totalBytes;
  }

  async #count(): Promise<number> {
    const db = await openLocalDb();
    let total = 0;
    for await (const cursor of db.transaction('history').store) total += cursor.value.storedBytes;
    return total;
  }

  /** The most bytes the history may take. */
  async limitBytes(): Promise<number> {
    if (this.#limitBytes === undefined) {
      const db = await openLocalDb();
      const stored: unknown = await db.get('values', LIMIT_KEY);
      this.#limitBytes = typeof stored === 'number' && stored > 0 ? stored : DEFAULT_LIMIT_BYTES;
    }
    return this.#limitBytes;
  }

  /** Sets the limit and drops the oldest entries over it. */
  async setLimitBytes(limitBytes: number): Promise<void> {
    const db = await openLocalDb();
    await db.put('values', limitBytes, LIMIT_KEY);
    this.#limitBytes = limitBytes;
    await this.#makeRoom(limitBytes);
    this.#changed();
  }

  async #put(items: RemovedHistory['entries']): Promise<void> {
    const db = await openLocalDb();
    const tx = db.transaction(['history', 'bodies'], 'readwrite');
    for (const { entry, body } of items) {
      await tx.objectStore('history').put(entry);
      if (body) await tx.objectStore('bodies').put({ id: entry.id, bytes: body });
    }
    await tx.done;
  }

  async #setLast(entry: HistoryEntry): Promise<void> {
    const db = await openLocalDb();
    await db.put('values', entry.id, lastKey(entry.outcome.requestId));
  }

  async #makeRoom(limitBytes: number): Promise<void> {
    let over = (await this.totalBytes()) - limitBytes;
    if (over <= 0) return;
    this.#totalBytes = undefined;
    const db = await openLocalDb();
    const tx = db.transaction(['history', 'bodies'], 'readwrite');
    let cursor = await tx.objectStore('history').index('at').openCursor();
    while (cursor && over > 0) {
      over -= cursor.value.storedBytes;
      await tx.objectStore('bodies').delete(cursor.value.id);
      await cursor.delete();
      cursor = await cursor.continue();
    }
    await tx.done;
  }

  #changed(): void {
    this.#channel.postMessage('changed');
    this.#publish();
  }

  #publish(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

function passes(entry: HistoryEntry, filter: HistoryFilter, words: readonly string[]): boolean {
  if (filter.method !== null && entry.method.toUpperCase() !== filter.method) return false;
  if (filter.status === 'failed' && entry.status !== null) return false;
  if (
    filter.status !== null &&
    filter.status !== 'failed' &&
    String(entry.status)[0] !== filter.status
  )
    return false;
  if (words.length === 0) return true;
  const text = `${entry.method} ${entry.url} ${entry.outcome.requestName}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The search itself: texts are read from the document in slices, and matched in a worker. */
import type { DocStore, NodeId } from '@scratchpad/core';
import {
  type FindArea,
  type FindItem,
  type FindQuery,
  itemKey,
  listItems,
  type PlacedText,
  readPlaces,
} from '@scratchpad/core/find';
import { isSecretField } from '../request/auth/isSecretField.ts';
import type { FindAnswer, FindTask, FoundHit } from './findWorker.ts';
import { findWords as words } from './words.ts';

/** What is searched, and where. */
export interface FindOptions {
  readonly query: FindQuery;
  readonly areas: readonly FindArea[];
  /** The collection or folder that is searched; null for everything. */
  readonly within: NodeId | null;
}

/** A text with its hits. */
export interface FoundText extends PlacedText {
  readonly hits: readonly FoundHit[];
}

/** An item with all of its hits. */
export interface FoundItem {
  readonly key: string;
  readonly item: FindItem;
  readonly texts: readonly FoundText[];
  readonly count: number;
}

/** What was found so far. */
export interface Found {
  readonly items: readonly FoundItem[];
  readonly count: number;
  /** Items that were searched, and how many there are. */
  readonly searched: number;
  readonly total: number;
  readonly isDone: boolean;
}

/** More than anybody reads; replacing all goes on where it ended. */
export const MOST_HITS = 20_000;
/** So long a slice of reading takes; the page answers between two of them. */
const SLICE_MS = 8;
/** So much text goes to the worker at once. */
const BATCH_CHARS = 500_000;
/** So long a batch may take; most take a hundredth. */
const PATIENCE_MS = 5000;
/** So often the list is shown anew while it grows. */
const PUBLISH_MS = 120;

/**
 * Searches a document. `publish` is called as results come and once at the end.
 * @throws Error with words for people: no expression, or one that takes too long; AbortError when it is not wanted any more
 */
export async function runFind(
  store: DocStore,
  { query, areas, within }: FindOptions,
  signal: AbortSignal,
  publish: (found: Found) => void,
): Promise<void> {
  const { index } = store;
  const isWithin = (item: FindItem) =>
    within === null ||
    ('node' in item && (item.node === within || index.ancestors(item.node).includes(within)));
  const all = listItems(store).filter(isWithin);
  const items: FoundItem[] = [];
  let count = 0;
  let published = performance.now();
  const matcher = new Matcher(signal);
  try {
    for (let at = 0; at < all.length && count < MOST_HITS;) {
      const sliceEnd = performance.now() + SLICE_MS;
      const batch: (PlacedText & { readonly item: FindItem })[] = [];
      let chars = 0;
      for (; at < all.length && chars < BATCH_CHARS && performance.now() < sliceEnd; at++) {
        const item = all[at] as FindItem;
        for (const text of readPlaces(store, item, { isSecretField })) {
          if (!areas.includes(text.area)) continue;
          batch.push({ ...text, item });
          chars += text.text.length;
        }
      }
      const hits = await matcher.match({
        query,
        texts: batch.map(({ text }) => text),
        most: MOST_HITS - count,
      });
      const texts = hits.map(([number, found]) => ({
        ...(batch[number] as (typeof batch)[number]),
        hits: found,
      }));
      for (const [key, group] of Map.groupBy(texts, ({ item }) => itemKey(item))) {
        const found = group.reduce((sum, text) => sum + text.hits.length, 0);
        items.push({
          key,
          item: (group[0] as (typeof group)[number]).item,
          texts: group,
          count: found,
        });
        count += found;
      }
      if (performance.now() - published > PUBLISH_MS) {
        published = performance.now();
        publish({ items: [...items], count, searched: at, total: all.length, isDone: false });
      }
    }
    publish({ items, count, searched: all.length, total: all.length, isDone: true });
  } finally {
    matcher.end();
  }
}

/** One worker, and one question at a time. */
class Matcher {
  readonly #worker = new Worker(new URL('./findWorker.ts', import.meta.url), { type: 'module' });
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  match(task: FindTask): Promise<Extract<FindAnswer, { found: unknown }>['found']> {
    return new Promise((resolve, reject) => {
      const settle = (fn: () => void) => {
        clearTimeout(timer);
        this.#signal.removeEventListener('abort', onAbort);
        fn();
      };
      const fail = (error: unknown) => settle(() => reject(error));
      const onAbort = () => fail(this.#signal.reason);
      const timer = setTimeout(() => fail(new Error(words.tooSlow)), PATIENCE_MS);
      this.#signal.addEventListener('abort', onAbort);
      if (this.#signal.aborted) return onAbort();
      this.#worker.onerror = (event) => fail(new Error(event.message || words.noWorker));
      this.#worker.onmessage = ({ data }: MessageEvent<FindAnswer>) =>
        'error' in data ? fail(new Error(data.error)) : settle(() => resolve(data.found));
      this.#worker.postMessage(task);
    });
  }

  end(): void {
    this.#worker.terminate();
  }
}

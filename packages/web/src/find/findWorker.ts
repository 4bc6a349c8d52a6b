/** Matches beside the page: an expression that never comes to an end is ended with the worker. */
import {
  compileQuery,
  type Excerpt,
  excerptOf,
  type FindHit,
  findHits,
  type FindQuery,
} from '@scratchpad/core/find';
import { errorMessage } from '@scratchpad/core';

/** Some texts to search. */
export interface FindTask {
  readonly query: FindQuery;
  readonly texts: readonly string[];
  /** Hits in all of them together, at most. */
  readonly most: number;
}

/** A hit with what a list shows of it. */
export interface FoundHit extends FindHit {
  readonly matched: string;
  readonly excerpt: Excerpt;
}

/** The hits of each text that has some, by its number in the task; or why there are none. */
export type FindAnswer =
  | { readonly found: readonly (readonly [text: number, hits: readonly FoundHit[]])[] }
  | { readonly error: string };

self.onmessage = ({ data }: MessageEvent<FindTask>) => self.postMessage(answer(data));

function answer({ query, texts, most }: FindTask): FindAnswer {
  try {
    const pattern = compileQuery(query);
    let left = most;
    const found = texts.flatMap((text, number) => {
      const hits = findHits(pattern, text, left);
      left -= hits.length;
      return hits.length === 0 ? [] : [[number, hits.map((hit) => toFound(text, hit))] as const];
    });
    return { found };
  } catch (error) {
    return { error: errorMessage(error) };
  }
}

function toFound(text: string, hit: FindHit): FoundHit {
  return { ...hit, matched: text.slice(hit.from, hit.to), excerpt: excerptOf(text, hit) };
}

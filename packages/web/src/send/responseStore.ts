/** What each request is doing and what came of it last; outlives tabs of the app, and is restored from the history. */
import type { NodeId } from '@scratchpad/core';
import { useEffect, useSyncExternalStore } from 'react';
import type { HistoryStore } from '../history/historyStore.ts';
import { useServices } from '../app/services.ts';
import type { TextStream } from '../editors/textStream.ts';
import type { Outcome } from './outcome.ts';

/** A sending under way. */
export interface Progress {
  readonly startedAt: number;
  readonly phase: 'scripts' | 'sending' | 'waiting' | 'receiving';
  readonly receivedBytes: number;
  /** Status and type of the response once its head is there. */
  readonly head: {
    readonly status: number;
    readonly statusText: string;
    readonly contentType: string;
  } | null;
  /** What has come of the body; only where it is text that takes its time. */
  readonly partial: TextStream | null;
}

/** The last answer: what happened, and its body. */
export interface Answer {
  readonly outcome: Outcome;
  readonly body: Blob;
}

/** Names without a value that hold a request back until a person decides. */
export interface Held {
  readonly unresolved: readonly string[];
}

/** All there is to know about one request's sendings. */
export interface ResponseState {
  readonly progress: Progress | null;
  readonly answer: Answer | null;
  readonly held: Held | null;
}

const NOTHING: ResponseState = { progress: null, answer: null, held: null };

/** Response states by request. */
class ResponseStore {
  readonly #states = new Map<NodeId, ResponseState>();
  readonly #listeners = new Map<NodeId, Set<() => void>>();
  readonly #cancels = new Map<NodeId, AbortController>();
  readonly #restored = new Set<NodeId>();

  of(id: NodeId): ResponseState {
    return this.#states.get(id) ?? NOTHING;
  }

  subscribe(id: NodeId, listener: () => void): () => void {
    let set = this.#listeners.get(id);
    if (!set) this.#listeners.set(id, (set = new Set()));
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.#listeners.delete(id);
    };
  }

  update(id: NodeId, patch: Partial<ResponseState>): void {
    this.#states.set(id, { ...this.of(id), ...patch });
    for (const listener of [...(this.#listeners.get(id) ?? [])]) listener();
  }

  /** Starts a sending: cancels the one before it. The signal aborts when the person cancels. */
  begin(id: NodeId): AbortSignal {
    this.#cancels.get(id)?.abort();
    this.#restored.add(id);
    const controller = new AbortController();
    this.#cancels.set(id, controller);
    return controller.signal;
  }

  /** Whether `signal` belongs to the sending that runs now. */
  isCurrent(id: NodeId, signal: AbortSignal): boolean {
    return this.#cancels.get(id)?.signal === signal;
  }

  cancel(id: NodeId): void {
    this.#cancels.get(id)?.abort();
  }

  /** Takes the last answer out of the history, once per page. */
  async restore(id: NodeId, history: HistoryStore): Promise<void> {
    if (this.#restored.has(id)) return;
    this.#restored.add(id);
    const last = await history.lastOf(id);
    if (last && this.of(id) === NOTHING) this.update(id, { answer: last });
  }
}

/** The one store of this page. */
export const responses = new ResponseStore();

/** State of one request; restores its last answer at first sight. */
export function useResponseState(id: NodeId): ResponseState {
  const { history } = useServices();
  useEffect(() => {
    // Without the history there is simply no earlier answer; its own view says what is wrong with it.
    responses.restore(id, history).catch(() => undefined);
  }, [id, history]);
  return useSyncExternalStore(
    (listener) => responses.subscribe(id, listener),
    () => responses.of(id),
  );
}

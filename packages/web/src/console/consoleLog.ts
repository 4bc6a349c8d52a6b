/** What the console shows: every request on the wire and what scripts log, the newest thousands, until the page closes. */
import type { HeaderList, HopEvent } from '@scratchpad/core/wire';
import { useSyncExternalStore } from 'react';

/** Older entries go when there are more. */
const MAX_ENTRIES = 2_000;
/** So often the views are told at most: a run makes hundreds of entries in a second. */
const TELL_MS = 100;

/** Levels by which entries are filtered. */
export const CONSOLE_LEVELS = ['log', 'info', 'warn', 'error'] as const;
export type ConsoleEntryLevel = (typeof CONSOLE_LEVELS)[number];

/** A request as it went over the wire, and what came back. */
export interface ConsoleRequest {
  readonly method: string;
  readonly url: string;
  /** Null when nothing came back. */
  readonly status: string | null;
  readonly durationMs: number;
  readonly sizeBytes: number;
  readonly isFromScript: boolean;
  /** Sent headers where no hop tells them. */
  readonly headers: HeaderList;
  readonly hops: readonly HopEvent[];
  readonly responseHeaders: HeaderList;
  /** As text, as far as it is kept. */
  readonly body: string;
  readonly responseBody: string;
  readonly error: string | null;
  readonly notes: readonly string[];
}

/** One entry. `source` is the name of the request whose doing it is. */
export interface ConsoleEntry {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: ConsoleEntryLevel;
  readonly source: string;
  /** One line. */
  readonly text: string;
  /** Opens under the line; null when the line says all. */
  readonly details: string | ConsoleRequest | null;
}

class ConsoleLog {
  #entries: readonly ConsoleEntry[] = [];
  #fresh: ConsoleEntry[] = [];
  #lastId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  get entries(): readonly ConsoleEntry[] {
    return this.#entries;
  }

  add(entry: Omit<ConsoleEntry, 'id' | 'at'>): void {
    this.#fresh.push({ ...entry, id: (this.#lastId += 1), at: Date.now() });
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#publish(), TELL_MS);
  }

  clear(): void {
    this.#entries = [];
    this.#fresh = [];
    this.#tell();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #publish(): void {
    this.#timer = undefined;
    this.#entries = [...this.#entries, ...this.#fresh].slice(-MAX_ENTRIES);
    this.#fresh = [];
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The one console of this page. */
export const consoleLog = new ConsoleLog();

/** Its entries, oldest first. */
export function useConsoleEntries(): readonly ConsoleEntry[] {
  return useSyncExternalStore(consoleLog.subscribe, () => consoleLog.entries);
}

/** Number of errors, for the mark in the status bar. */
export function useConsoleErrors(): number {
  const entries = useConsoleEntries();
  return entries.reduce((count, { level }) => (level === 'error' ? count + 1 : count), 0);
}

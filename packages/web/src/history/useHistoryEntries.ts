import { errorMessage } from '@scratchpad/core';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useServices } from '../app/services.ts';
import type { HistoryEntry } from './historyEntry.ts';
import type { HistoryFilter } from './historyStore.ts';

const PAGE = 200;

/** Entries that pass a filter, newest first, read page by page as the list is scrolled. */
export function useHistoryEntries(filter: HistoryFilter) {
  const { history } = useServices();
  const version = useSyncExternalStore(history.subscribe, () => history.version);
  const [state, setState] = useState<{
    readonly entries: readonly HistoryEntry[];
    readonly wanted: number;
    readonly isComplete: boolean;
    readonly problem: string | null;
    readonly loaded: boolean;
    /** When they were read; what "today" is meant by. */
    readonly readAt: number;
  }>({ entries: [], wanted: PAGE, isComplete: false, problem: null, loaded: false, readAt: 0 });
  const { wanted } = state;
  const { text, method, status } = filter;

  useEffect(() => {
    let gone = false;
    history.list({ text, method, status }, Number.POSITIVE_INFINITY, wanted).then(
      (entries) => {
        if (!gone)
          setState((before) => ({
            ...before,
            entries,
            isComplete: entries.length < wanted,
            problem: null,
            loaded: true,
            readAt: Date.now(),
          }));
      },
      (thrown: unknown) => {
        if (!gone)
          setState((before) => ({ ...before, problem: errorMessage(thrown), loaded: true }));
      },
    );
    return () => {
      gone = true;
    };
  }, [history, version, text, method, status, wanted]);

  const more = useCallback(() => {
    setState((before) =>
      before.isComplete || before.entries.length < before.wanted
        ? before
        : { ...before, wanted: before.wanted + PAGE },
    );
  }, []);
  return { ...state, more };
}

/** Bytes used and allowed; null until they are known. */
export function useHistorySize(): { readonly used: number; readonly limit: number } | null {
  const { history } = useServices();
  const version = useSyncExternalStore(history.subscribe, () => history.version);
  const [size, setSize] = useState<{ used: number; limit: number } | null>(null);
  useEffect(() => {
    let gone = false;
    Promise.all([history.totalBytes(), history.limitBytes()]).then(
      ([used, limit]) => {
        if (!gone) setSize({ used, limit });
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [history, version]);
  return size;
}

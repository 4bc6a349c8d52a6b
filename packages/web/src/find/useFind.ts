import { errorMessage } from '@scratchpad/core';
import { watchDocument } from '@scratchpad/core/find';
import { useEffect, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { type FindOptions, type Found, runFind } from './runFind.ts';

const TYPING_PAUSE_MS = 120;
/** After a change of the document; people type in another window, too. */
const CHANGE_PAUSE_MS = 400;

/** What stands for a search that was not made. */
const NOTHING: Found = { items: [], count: 0, searched: 0, total: 0, isDone: true };

/**
 * The results of a search, made anew when the document changes. Those of the search before stay until there are some
 * of this one, so that the list does not blink.
 */
export function useFind(options: FindOptions): {
  readonly found: Found;
  readonly problem: string | null;
  /** Shows other results until the search that follows a change. */
  readonly patch: (change: (found: Found) => Found) => void;
} {
  const store = useDocStore();
  const [found, setFound] = useState<Found>(NOTHING);
  const [problem, setProblem] = useState<string | null>(null);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watchDocument(store, () => {
      clearTimeout(timer);
      timer = setTimeout(() => setVersion((number) => number + 1), CHANGE_PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
  const { query, areas, within } = options;
  const { text, matchCase, wholeWord, isRegexp } = query;
  const wanted = areas.join();
  useEffect(() => {
    const leave = new AbortController();
    const timer = setTimeout(() => {
      if (text === '' || areas.length === 0) {
        setFound(NOTHING);
        setProblem(null);
        return;
      }
      runFind(store, { query, areas, within }, leave.signal, (next) => {
        setProblem(null);
        setFound(next);
      }).catch((error: unknown) => {
        if (leave.signal.aborted) return;
        setProblem(errorMessage(error));
        setFound(NOTHING);
      });
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- query and areas by what they say
  }, [store, version, text, matchCase, wholeWord, isRegexp, wanted, within]);
  return { found, problem, patch: setFound };
}

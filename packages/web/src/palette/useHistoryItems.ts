import { useEffect, useState } from 'react';
import type { DocStore } from '@scratchpad/core';
import { useDocStore } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { openEntry } from '../history/historyActions.ts';
import type { HistoryEntry } from '../history/historyEntry.ts';
import type { PaletteItem } from './paletteItem.ts';
import type { PaletteQuery } from './paletteResults.ts';
import { formatDate } from '../ui/formatDate.ts';
import { paletteWords as words } from './words.ts';

/** The history lies on disk: it is asked when typing pauses. */
const PAUSE_MS = 120;
const MOST = 50;
const NONE: readonly PaletteItem[] = [];

/** Sent requests that match a query, newest first. They arrive a moment after it. */
export function useHistoryItems({ scope, text }: PaletteQuery): readonly PaletteItem[] {
  const store = useDocStore();
  const { history } = useServices();
  const [items, setItems] = useState(NONE);
  const isAsked = scope === 'history' || (scope === null && text !== '');
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      history.list({ text, method: null, status: null }, Date.now() + 1, MOST).then(
        (entries) => {
          if (isCurrent) setItems(entries.map((entry) => entryToItem(store, entry)));
        },
        // The rest of the palette works without; the page of the history says what is wrong with it.
        () => setItems(NONE),
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [store, history, isAsked, text]);
  return isAsked ? items : NONE;
}

function entryToItem(store: DocStore, entry: HistoryEntry): PaletteItem {
  const label = entry.url.replace(/^[a-z]+:\/\/[^/?#]*/i, '') || entry.url;
  return {
    id: `history:${entry.id}`,
    group: 'history',
    label,
    detail: `${entry.status ?? words.failed} · ${formatDate(entry.at)}`,
    text: `${entry.method} ${entry.url}`.toLowerCase(),
    mark: { kind: 'http', method: entry.method },
    run: () => void openEntry(store, entry),
  };
}

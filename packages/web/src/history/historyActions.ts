import { createNode, type DocStore, DRAFTS, type NodeId, type NodeSpec } from '@scratchpad/core';
import { navigate } from 'wouter/use-browser-location';
import { homeOf, pathPrefix } from '../app/documentPath.ts';
import { getPad } from '../app/openDocuments.ts';
import { openTab, switchTabs } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import type { HistoryEntry } from './historyEntry.ts';
import { historyWords } from './words.ts';

/** The request as it was sent once, as a spec of its own: a copy has no id of a file. */
function specOf(entry: HistoryEntry): NodeSpec {
  const { fileId: _, children: __, ...spec } = entry.spec;
  return spec;
}

/** Whether the request that was sent is still there. */
function isLive(store: DocStore, entry: HistoryEntry): boolean {
  return store.index.tree.places.has(entry.outcome.requestId as NodeId);
}

/**
 * Opens the request that was sent, or, when it is gone, a draft that says the same. Null when that came to be in the pad
 * while a workspace is open.
 */
export function openEntry(store: DocStore, entry: HistoryEntry): NodeId | null {
  if (!isLive(store, entry)) return openAsDraft(store, entry);
  const id = entry.outcome.requestId as NodeId;
  openTab({ kind: 'request', id }, { keep: true });
  return id;
}

/**
 * Opens the request as it was sent then, as a draft. The history is of this device, with all that was sent from the pad:
 * what it is opened as is the pad's, too, and never goes to a workspace unless somebody saves it there.
 */
export function openAsDraft(store: DocStore, entry: HistoryEntry): NodeId | null {
  if (pathPrefix() !== '') {
    void openInPad(entry);
    return null;
  }
  return openDraft(store, entry);
}

async function openInPad(entry: HistoryEntry): Promise<void> {
  const { store } = await getPad();
  navigate(homeOf(null));
  switchTabs();
  openDraft(store, entry);
  showToast({ message: historyWords.openedInPad });
}

function openDraft(store: DocStore, entry: HistoryEntry): NodeId {
  const id = createNode(store, DRAFTS, specOf(entry));
  openTab({ kind: 'request', id }, { keep: true });
  return id;
}

/** Puts the request as it was sent into a collection or folder, under a name. */
export function saveEntry(
  store: DocStore,
  entry: HistoryEntry,
  target: NodeId,
  name: string,
): NodeId {
  return createNode(store, target, { ...specOf(entry), name });
}

import { createNode, type DocStore, DRAFTS, type NodeId, type NodeSpec } from '@scratchpad/core';
import { openTab } from '../app/tabs.ts';
import type { HistoryEntry } from './historyEntry.ts';

/** The request as it was sent once, as a spec of its own: a copy has no id of a file. */
function specOf(entry: HistoryEntry): NodeSpec {
  const { fileId: _, children: __, ...spec } = entry.spec;
  return spec;
}

/** Whether the request that was sent is still there. */
export function isLive(store: DocStore, entry: HistoryEntry): boolean {
  return store.index.tree.places.has(entry.outcome.requestId as NodeId);
}

/** Opens the request that was sent, or, when it is gone, a draft that says the same. */
export function openEntry(store: DocStore, entry: HistoryEntry): NodeId {
  const id = isLive(store, entry)
    ? (entry.outcome.requestId as NodeId)
    : createNode(store, DRAFTS, specOf(entry));
  openTab({ kind: 'request', id }, { keep: true });
  return id;
}

/** Opens the request as it was sent then, as a draft. */
export function openAsDraft(store: DocStore, entry: HistoryEntry): NodeId {
  const id = createNode(store, DRAFTS, specOf(entry));
  openTab({ kind: 'request', id }, { keep: true });
  return id;
}

/** Puts the request as it was sent into a collection or folder. */
export function saveEntry(store: DocStore, entry: HistoryEntry, target: NodeId): NodeId {
  return createNode(store, target, specOf(entry));
}

/** The document → React: each hook listens to one topic of the index, so that a change renders what shows it and no more. */
import {
  type CollectionContent,
  type DocIndex,
  type DocStore,
  type EnvContent,
  type EnvId,
  type NodeContent,
  type NodeId,
  type NodeSummary,
  type TextName,
  type Topic,
  type TrashBatch,
  type Tree,
} from '@scratchpad/core';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

/** The open document: the pad, or one day a workspace. */
export const DocStoreContext = createContext<DocStore | null>(null);

/** The open document. @throws when used outside its provider, which is a defect of the caller */
export function useDocStore(): DocStore {
  const store = useContext(DocStoreContext);
  if (!store) throw new Error('useDocStore needs a DocStoreContext above it.');
  return store;
}

/** Whether the open document cannot be written to: fields show what is there and take nothing. */
export function useIsReadOnly(): boolean {
  return (useContext(DocStoreContext)?.readOnlyReason ?? null) !== null;
}

/** Reads from the index and renders again when one topic changes. `read` must return the same object until it does. */
export function useTopic<T>(topic: Topic, read: (index: DocIndex) => T): T {
  const { index } = useDocStore();
  const subscribe = useCallback(
    (listener: () => void) => index.subscribe(topic, listener),
    [index, topic],
  );
  return useSyncExternalStore(subscribe, () => read(index));
}

/** The tree; a new object whenever its structure changed. */
export function useTree(): Tree {
  return useTopic('tree', (index) => index.tree);
}

/** Name, kind and method of one node. */
export function useNodeSummary(id: NodeId): NodeSummary | undefined {
  return useTopic(`node:${id}`, (index) => index.node(id));
}

/** Everything of one node but its texts. */
export function useNodeContent(id: NodeId): NodeContent | undefined {
  return useTopic(`node:${id}`, (index) => index.content(id));
}

/** One text of a node as a string. For an editor bind to the Y.Text instead. */
export function useText(id: NodeId, name: TextName): string {
  const store = useDocStore();
  return useTopic(`text:${id}`, () => store.textContent(id, name));
}

/** Whether a text of a node says anything. Renders only when the answer changes. */
export function useHasText(id: NodeId, name: TextName): boolean {
  const store = useDocStore();
  return useTopic(`text:${id}`, () => (store.text(id, name)?.length ?? 0) > 0);
}

/** Live environments in order. */
export function useEnvironments(): readonly EnvId[] {
  return useTopic('envs', (index) => index.environments);
}

/** Everything of one environment. */
export function useEnvContent(id: EnvId | null): EnvContent | undefined {
  return useTopic(`env:${id ?? ''}`, (index) => (id === null ? undefined : index.envContent(id)));
}

/** The globals. */
export function useGlobals(): EnvContent {
  return useTopic('globals', (index) => index.globals);
}

/** The trash, newest first. */
export function useTrash(): readonly TrashBatch[] {
  return useTopic('trash', (index) => index.trash);
}

/** The collection a node belongs to, or undefined for drafts and recovered items. */
export function collectionOf(index: DocIndex, id: NodeId): CollectionContent | undefined {
  const top = index.ancestors(id)[0] ?? id;
  const content = index.content(top);
  return content?.kind === 'collection' ? content : undefined;
}

/** The document that is open: the pad, or a workspace. Switching leaves everything of the one before in place. */
import { DocStore } from '@scratchpad/core';
import { useEffect, useSyncExternalStore } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { type OpenPad, openPad } from '../storage/openPad.ts';
import type { CachedTree } from '../storage/treeCache.ts';
import { accounts } from '../workspaces/accounts.ts';
import type { ConnectionState, WorkspaceLink } from '../workspaces/connectionState.ts';
import { copyDatabase, keptCopies, keptId } from '../workspaces/keptCopies.ts';
import { openDocPersistence } from '../storage/docPersistence.ts';
import { workspaceWords } from '../workspaces/words.ts';
import { createServices } from './createServices.ts';
import { homeOf, isKeptId } from './documentPath.ts';
import type { Services } from './services.ts';
import { switchTabs } from './tabs.ts';
import { showToast } from './toasts.tsx';

/** An open document and what lives beside it. */
export interface OpenDocument {
  /** Null for the pad; for a copy that was put aside, its own id. */
  readonly workspace: string | null;
  readonly store: DocStore;
  readonly services: Services;
  /** The way to the server; null for the pad and for copies, which have none. */
  readonly link: WorkspaceLink | null;
}

interface Shown {
  /** The document of the address; null until it is open. */
  readonly document: OpenDocument | null;
  /** The pad's tree of last time, to look at meanwhile. */
  readonly cached: CachedTree | null;
}

let shown: Shown = { document: null, cached: null };
let wanted: string | null | undefined;
let closing: Promise<void> = Promise.resolve();
let close: (() => Promise<void>) | null = null;
let pad: Promise<OpenPad> | null = null;
let onPainted: (() => void) | null = null;
let padDocument: Promise<OpenDocument> | null = null;
const listeners = new Set<() => void>();

function publish(patch: Partial<Shown>): void {
  shown = { ...shown, ...patch };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The pad, opened at the first call. The import step reads it while a workspace is shown. */
export function getPad(): Promise<OpenPad> {
  pad ??= openPad((cached) => {
    publish({ cached });
    // Only where it is shown is there a picture of it to wait for.
    if (wanted !== null) return Promise.resolve();
    return new Promise((resolve) => {
      onPainted = resolve;
    });
  });
  return pad;
}

/** Calls back once what stands in the document is painted. A tab in the background paints nothing and need not wait. */
function afterPaint(callback: () => void): void {
  if (document.visibilityState === 'hidden') callback();
  else requestAnimationFrame(() => setTimeout(callback));
}

async function openPadDocument(): Promise<OpenDocument> {
  const { store, persistence } = await getPad();
  return { workspace: null, store, services: await createServices(persistence, ''), link: null };
}

async function show(workspace: string | null): Promise<void> {
  if (wanted === workspace) return;
  wanted = workspace;
  switchTabs();
  publish({ document: null });
  // One after the other: a workspace that is opened again must be closed first.
  const before = close;
  close = null;
  if (before) closing = closing.then(before);
  if (workspace === null) {
    padDocument ??= openPadDocument();
    const document = await padDocument;
    if (wanted === null) publish({ document });
    return;
  }
  await Promise.all([accounts.load(), keptCopies.load(), closing]);
  if (wanted !== workspace) return;
  if (isKeptId(workspace)) await showKept(workspace);
  else await showWorkspace(workspace);
}

/** Opens it again, from what is on this device now. */
async function showAgain(workspace: string): Promise<void> {
  if (wanted !== workspace) return;
  wanted = undefined;
  await show(workspace);
}

function leave(message: string): void {
  showToast({ message, sticky: true });
  navigate(homeOf(null), { replace: true });
}

/** A copy that was put aside: it can be read, sent from, and copied to the pad. */
async function showKept(id: string): Promise<void> {
  const kept = keptCopies.find(id);
  if (!kept) return leave(workspaceWords.unknownCopy);
  const { doc, persistence } = await openDocPersistence(
    copyDatabase(kept.workspace, kept.generation),
  );
  const services = await createServices(persistence, `${kept.workspace}/`);
  const store = new DocStore(doc, { readOnlyReason: workspaceWords.keptReason });
  const end = async () => {
    store.destroy();
    await persistence.destroy();
  };
  if (wanted !== id) {
    closing = closing.then(end);
    return;
  }
  close = end;
  publish({ document: { workspace: id, store, services, link: null } });
}

/** Whether the server said that it will not take what is here: as it is, or from somebody who may only view. */
function isRefused({ status, role, unsent }: ConnectionState): boolean {
  return status === 'refused' || (status === 'connected' && role === 'viewer' && unsent > 0);
}

async function showWorkspace(workspace: string): Promise<void> {
  const { openWorkspace } = await import('../workspaces/openWorkspace.ts');
  const opened = await openWorkspace(workspace);
  if (!opened) return leave(workspaceWords.unknownWorkspace);
  const { doc, persistence, connection, generation } = opened;
  const services = await createServices(persistence, `${workspace}/`);
  if (wanted !== workspace) {
    closing = closing.then(opened.close);
    return;
  }
  const createStore = (isViewer: boolean) =>
    new DocStore(doc, isViewer ? { readOnlyReason: workspaceWords.viewerReason } : {});
  let isViewer = connection.state.role === 'viewer';
  let store = createStore(isViewer);
  const publishIt = () => publish({ document: { workspace, store, services, link: connection } });
  /** What the server does not take stays in this copy, and the workspace goes on in a new one. */
  const putAside = async () => {
    const { unsent, reason } = connection.state;
    await persistence.whenSaved().catch(() => undefined);
    const name = accounts.workspace(workspace)?.name ?? '';
    const { server } = connection;
    const about = { workspace, generation, name, server, changes: unsent, reason };
    const kept = await keptCopies.putAside(about);
    if (!kept) return;
    showToast({
      message: workspaceWords.keptToast(name, unsent),
      sticky: true,
      action: { label: workspaceWords.openCopy, onClick: () => navigate(homeOf(kept.id)) },
    });
  };
  let isPuttingAside = false;
  const stopFollowing = keptCopies.subscribe(() => {
    if (keptCopies.generationOf(workspace) === generation || wanted !== workspace) return;
    if (accounts.workspace(workspace)) void showAgain(workspace);
    else navigate(homeOf(keptId(workspace, generation)), { replace: true });
  });
  const stopListening = connection.subscribe(() => {
    if (isRefused(connection.state) && !isPuttingAside) {
      isPuttingAside = true;
      void putAside();
    }
    const isNow = connection.state.role === 'viewer';
    if (isNow === isViewer) return;
    isViewer = isNow;
    store.destroy();
    store = createStore(isViewer);
    publishIt();
  });
  close = async () => {
    stopListening();
    stopFollowing();
    store.destroy();
    await opened.close();
  };
  publishIt();
}

/** Leaves these workspaces, if one of them is open, and resolves when nothing of this page writes to them any more. */
export async function whenClosed(workspaces: readonly string[]): Promise<void> {
  if (typeof wanted === 'string' && workspaces.includes(wanted)) await show(null);
  await closing;
}

/** The open workspace of this id, for the import step; null when another document is open. */
export function getOpenWorkspace(workspace: string): OpenDocument | null {
  return shown.document?.workspace === workspace ? shown.document : null;
}

/** Opens the document of the address; see {@link OpenDocument}. */
export function useOpenDocument(workspace: string | null): Shown {
  useEffect(() => void show(workspace), [workspace]);
  const now = useSyncExternalStore(subscribe, () => shown);
  useEffect(() => {
    // By now the rows stand in the document; one frame later they are on the screen.
    if (now.cached) afterPaint(() => onPainted?.());
  }, [now.cached]);
  const isIt = now.document !== null && now.document.workspace === workspace;
  return isIt ? now : { document: null, cached: workspace === null ? now.cached : null };
}

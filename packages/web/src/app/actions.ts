/** Every action of the page: the palette lists them, the shortcuts run them, menus name them. */
import { createEnvs, createNode, type DocStore, DRAFTS, type NodeId } from '@scratchpad/core';
import { useMemo } from 'react';
import { toggleConsole } from '../console/consolePanel.ts';
import { openFind } from '../find/openFind.ts';
import { closeTabsAndDrafts } from './closeTabs.ts';
import { getLiveTabs } from './liveTabs.ts';
import { useDocStore } from './docHooks.ts';
import { openSettings } from './openSettings.ts';
import { toggleQuickLook } from './quickLook.ts';
import { setOverlay } from './overlays.ts';
import { reveal } from './reveal.ts';
import { SHORTCUTS, type ShortcutHandler, type ShortcutId, useShortcuts } from './shortcuts.ts';
import { toggleTabList } from './tabList.ts';
import { goToTab, openTab, parsePath, pathOf, reopenTab, stepTab } from './tabs.ts';
import { toggleSidebar } from './sidebarState.ts';
import { toggleSnippets } from '../snippets/snippetState.ts';
import { showToast } from './toasts.tsx';
import { appWords } from './words.ts';

/** Something a person can do. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** Makes an empty request that belongs to no collection yet, and opens it. */
export function newRequest(store: DocStore): void {
  const id = createNode(store, DRAFTS, { kind: 'http', name: '', fields: { method: 'GET' } });
  openTab({ kind: 'request', id }, { keep: true });
  // The first thing to write is its address.
  reveal({ place: { kind: 'field', node: id, field: 'baseUrl' }, from: 0, to: 0 });
}

/** As {@link newRequest}, for a WebSocket. */
export function newSocket(store: DocStore): void {
  const id = createNode(store, DRAFTS, { kind: 'ws', name: '' });
  openTab({ kind: 'request', id }, { keep: true });
  reveal({ place: { kind: 'field', node: id, field: 'baseUrl' }, from: 0, to: 0 });
}

/** Makes a collection and opens it. */
export function newCollection(store: DocStore): NodeId {
  const id = createNode(store, null, { kind: 'collection', name: 'New collection' });
  openTab({ kind: 'collection', id }, { keep: true });
  return id;
}

/** Makes an environment and opens it. */
export function newEnvironment(store: DocStore): void {
  const [id] = createEnvs(store, [{ name: 'New environment', variables: [] }]);
  if (id) openTab({ kind: 'environment', id }, { keep: true });
}

/** Undo and redo belong to the text while one is being edited. */
function isEditing(): boolean {
  const focused = document.activeElement;
  return (
    focused instanceof HTMLElement &&
    (focused.isContentEditable || focused.matches('input:not([type=checkbox]), textarea, select'))
  );
}

const REGIONS = '[data-region]';

/** Moves the focus to the next part of the window, or to the one before. */
function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(
    (region) => region.offsetParent !== null,
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next =
    at < 0 && step < 0 ? regions.at(-1) : regions[(at + step + regions.length) % regions.length];
  const target = next?.querySelector<HTMLElement>(
    '[tabindex="0"], button:not([disabled]), input, textarea, [contenteditable="true"], a[href]',
  );
  (target ?? next)?.focus();
}

/** Shows or hides the code beside the open request. */
function toggleCode({ index }: DocStore): void {
  const target = parsePath(location.pathname);
  const isHttp = target?.kind === 'request' && index.node(target.id)?.kind === 'http';
  if (isHttp) toggleSnippets();
  else showToast({ message: appWords.noCode });
}

/** What changes the document; offered where that is possible. */
function writingHandlers(store: DocStore): Partial<Record<ShortcutId, () => void>> {
  return {
    replace: () => openFind({ replace: true }),
    newRequest: () => newRequest(store),
    newSocket: () => newSocket(store),
    newCollection: () => void newCollection(store),
    newEnvironment: () => newEnvironment(store),
  };
}

/** Moves the focus to a part of the page that says so itself. */
export function focusPart(part: 'url' | 'answer'): void {
  const found = document.querySelector<HTMLElement>(`[data-part="${part}"]`);
  found?.querySelector<HTMLElement>('input, [role="tab"][aria-selected="true"]')?.focus();
}

function handlersOf(store: DocStore): Partial<Record<ShortcutId, () => void>> {
  return {
    palette: () => setOverlay({ kind: 'palette' }),
    find: () => openFind(),
    ...(store.readOnlyReason === null && writingHandlers(store)),
    import: () => setOverlay({ kind: 'import' }),
    settings: () => openTab({ kind: 'settings' }, { keep: true }),
    shortcuts: () => setOverlay({ kind: 'shortcuts' }),
    toggleSidebar,
    console: toggleConsole,
    history: () => openTab({ kind: 'history' }, { keep: true }),
    trash: () => openTab({ kind: 'trash' }, { keep: true }),
    globals: () => openTab({ kind: 'globals' }, { keep: true }),
    export: () => openSettings('data'),
    goToUrl: () => focusPart('url'),
    goToAnswer: () => focusPart('answer'),
    cookies: () => openSettings('cookies'),
    code: () => toggleCode(store),
    quickLook: toggleQuickLook,
    runner: () => openTab({ kind: 'runner' }, { keep: true }),
    nextPane: () => focusRegion(1),
    previousPane: () => focusRegion(-1),
    closeTab: () => {
      const target = parsePath(location.pathname);
      if (target) closeTabsAndDrafts(store, [pathOf(target)]);
    },
    reopenTab,
    tabList: toggleTabList,
    nextTab: () => stepTab(1, getLiveTabs(store.index)),
    previousTab: () => stepTab(-1, getLiveTabs(store.index)),
  };
}

/** The actions that work everywhere, for the palette. */
export function useActions(): readonly Action[] {
  const store = useDocStore();
  return useMemo(() => {
    const handlers = handlersOf(store);
    const listed = SHORTCUTS.flatMap(({ id, label, keys }): Action[] => {
      const run = handlers[id];
      return run && id !== 'palette' ? [{ id, label, keys: keys[0], run }] : [];
    });
    return [
      ...listed,
      { id: 'files', label: 'Working folder', run: () => openSettings('files') },
      { id: 'proxy', label: 'Proxy', run: () => openSettings('proxy') },
      { id: 'certificates', label: 'Certificates', run: () => openSettings('certificates') },
      { id: 'undo', label: 'Undo', keys: 'Mod+Z', run: () => void store.undo.undo() },
      { id: 'redo', label: 'Redo', keys: 'Mod+Shift+Z', run: () => void store.undo.redo() },
    ];
  }, [store]);
}

/** Listens to the shortcuts of the page. Call it once. Until the pad is open there is nothing to act on. */
export function useGlobalShortcuts(ready: boolean): void {
  const store = useDocStore();
  useShortcuts(ready ? globalHandlers(store) : {});
}

function globalHandlers(store: DocStore): Partial<Record<ShortcutId, ShortcutHandler>> {
  return {
    ...handlersOf(store),
    // Alt with the number pad types characters on Windows.
    goToTab: ({ code }) =>
      code.startsWith('Digit')
        ? goToTab(Number(code.slice(-1)), getLiveTabs(store.index))
        : 'not-mine',
    undo: () => (isEditing() ? 'not-mine' : void store.undo.undo()),
    redo: () => (isEditing() ? 'not-mine' : void store.undo.redo()),
  };
}

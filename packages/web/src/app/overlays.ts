/** The one thing that lies over the page, if any. */
import type { RowOwner } from '@scratchpad/core';
import { useSyncExternalStore } from 'react';
import type { ImportInput } from '../import/importMessages.ts';
import type { ServerLink } from '../workspaces/serverAddress.ts';

/** The dialogs that have to do with servers and workspaces; one part of the app, loaded when the first is shown. */
export type WorkspaceOverlay =
  | { readonly kind: 'log-in'; readonly server?: string }
  | { readonly kind: 'pair-agent' }
  | { readonly kind: 'join'; readonly link: ServerLink | null }
  | { readonly kind: 'log-out'; readonly server: string }
  | { readonly kind: 'create-workspace'; readonly server: string }
  | { readonly kind: 'members' | 'activity' | 'workspace-settings'; readonly workspace: string }
  | { readonly kind: 'account'; readonly server: string }
  | {
      readonly kind: 'import-step';
      readonly workspace: string | null;
      /** Ids of collections and environments that are ticked at first. */
      readonly chosen?: readonly string[];
    };

export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'header-presets' }
  | { readonly kind: 'variable-uses'; readonly owner: RowOwner; readonly key: string }
  | WorkspaceOverlay
  | { readonly kind: 'import'; readonly inputs?: readonly ImportInput[] };

let current: Overlay | null = null;
const listeners = new Set<() => void>();

/** What had the focus before the overlay; it gets it back. */
let opener: Element | null = null;

/** The element that keeps the focus: an entry of a menu is gone with its menu, whose button stays. */
function findOpener(): Element | null {
  const focused = document.activeElement;
  const inMenu = focused?.closest('[role="menu"]');
  // A menu with a search stands in a popover, which is what its button names.
  const menu = inMenu?.closest('.mantine-Popover-dropdown') ?? inMenu;
  return menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : focused;
}

/** Gives the focus back, unless something else took it meanwhile. */
function returnFocus(): void {
  const isFree = document.activeElement === null || document.activeElement === document.body;
  if (isFree && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  opener = null;
}

/** Shows an overlay in place of the present one; null shows none, and the focus goes back to where it was. */
export function setOverlay(overlay: Overlay | null): void {
  if (overlay && !current) opener = findOpener();
  const isClosing = current !== null && overlay === null;
  current = overlay;
  for (const listener of listeners) listener();
  // Not before what lay over the page is gone.
  if (isClosing) requestAnimationFrame(() => current ?? returnFocus());
}

/** The overlay that is shown. */
export function useOverlay(): Overlay | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Keyboard shortcuts: one table for the keys, the sheet and the palette; one listener for the page. */
import { useEffect, useRef } from 'react';

/** A shortcut. `Mod` is ⌘ on macOS and Ctrl elsewhere. The first of `keys` is shown, all work. */
export interface Shortcut {
  readonly id: string;
  readonly label: string;
  readonly group: 'General' | 'View' | 'Tabs' | 'Request' | 'Sidebar';
  readonly keys: readonly string[];
  /** How `keys` are shown when there are more than one wants to read. */
  readonly shown?: string;
  /** Handled where the focus is (tree, editor), not by the page's listener; listed in the sheet all the same. */
  readonly local?: boolean;
}

export const SHORTCUTS = [
  { id: 'palette', label: 'Search or run a command', group: 'General', keys: ['Mod+K'] },
  { id: 'find', label: 'Find in everything', group: 'General', keys: ['Mod+Shift+F'] },
  { id: 'replace', label: 'Replace in everything', group: 'General', keys: ['Mod+Shift+H'] },
  { id: 'newRequest', label: 'New request', group: 'General', keys: ['Alt+N'] },
  { id: 'newSocket', label: 'New WebSocket request', group: 'General', keys: ['Alt+Shift+S'] },
  { id: 'newCollection', label: 'New collection', group: 'General', keys: ['Alt+Shift+N'] },
  { id: 'newEnvironment', label: 'New environment', group: 'General', keys: ['Alt+Shift+E'] },
  { id: 'import', label: 'Import', group: 'General', keys: ['Mod+O'] },
  { id: 'export', label: 'Export data', group: 'General', keys: ['Alt+Shift+X'] },
  { id: 'settings', label: 'Settings', group: 'View', keys: ['Mod+,'] },
  { id: 'shortcuts', label: 'Keyboard shortcuts', group: 'View', keys: ['Mod+/'] },
  { id: 'toggleSidebar', label: 'Show or hide the sidebar', group: 'View', keys: ['Mod+B'] },
  { id: 'runner', label: 'Run a collection', group: 'View', keys: ['Alt+R'] },
  { id: 'history', label: 'History', group: 'View', keys: ['Alt+H'] },
  { id: 'trash', label: 'Trash', group: 'View', keys: ['Alt+T'] },
  { id: 'globals', label: 'Globals', group: 'View', keys: ['Alt+G'] },
  { id: 'console', label: 'Show or hide the console', group: 'View', keys: ['Alt+C'] },
  { id: 'cookies', label: 'Cookies', group: 'View', keys: ['Alt+Shift+K'] },
  { id: 'quickLook', label: 'Quick look at variables', group: 'View', keys: ['Alt+Q'] },
  { id: 'undo', label: 'Undo', group: 'General', keys: ['Mod+Z'] },
  { id: 'redo', label: 'Redo', group: 'General', keys: ['Mod+Shift+Z', 'Mod+Y'] },
  { id: 'nextPane', label: 'Next part of the window', group: 'View', keys: ['F6'] },
  { id: 'previousPane', label: 'Part of the window before', group: 'View', keys: ['Shift+F6'] },
  { id: 'send', label: 'Send the request', group: 'Request', keys: ['Mod+Enter'], local: true },
  { id: 'save', label: 'Save to a collection', group: 'Request', keys: ['Mod+S'], local: true },
  { id: 'goToUrl', label: 'Go to the address', group: 'Request', keys: ['Alt+L'] },
  { id: 'goToAnswer', label: 'Go to the answer', group: 'Request', keys: ['Alt+J'] },
  {
    id: 'code',
    label: 'Show or hide the code of the request',
    group: 'Request',
    keys: ['Alt+Shift+C'],
  },
  { id: 'closeTab', label: 'Close the tab', group: 'Tabs', keys: ['Alt+W'] },
  { id: 'reopenTab', label: 'Reopen the closed tab', group: 'Tabs', keys: ['Alt+Shift+T'] },
  { id: 'nextTab', label: 'Next tab', group: 'Tabs', keys: ['Alt+PageDown', 'Mod+PageDown'] },
  { id: 'previousTab', label: 'Previous tab', group: 'Tabs', keys: ['Alt+PageUp', 'Mod+PageUp'] },
  { id: 'tabList', label: 'List of all tabs', group: 'Tabs', keys: ['Alt+A'] },
  {
    id: 'goToTab',
    label: 'Go to a tab by its place (9: the last)',
    group: 'Tabs',
    keys: Array.from({ length: 9 }, (_, i) => `Alt+${i + 1}`),
    shown: 'Alt+1 to 9',
  },
  { id: 'rename', label: 'Rename', group: 'Sidebar', keys: ['F2'], local: true },
  { id: 'delete', label: 'Delete', group: 'Sidebar', keys: ['Delete'], local: true },
  { id: 'duplicate', label: 'Duplicate', group: 'Sidebar', keys: ['Mod+D'], local: true },
  {
    id: 'move',
    label: 'Move up, down, in, out',
    group: 'Sidebar',
    keys: ['Alt+Arrows'],
    local: true,
  },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof SHORTCUTS)[number]['id'];

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Keys as people of this system read them: `Ctrl K`, or `⌘ K`. */
export function formatKeys(keys: string): string {
  return keys
    .replace('Mod', IS_MAC ? '⌘' : 'Ctrl')
    .replace('Alt', IS_MAC ? '⌥' : 'Alt')
    .replace('Delete', 'Del')
    .replaceAll('+', ' ');
}

/** The keys of a shortcut, formatted. */
export function keysOf(id: ShortcutId): string {
  return formatKeys(SHORTCUTS.find((shortcut) => shortcut.id === id)?.keys[0] ?? '');
}

/** Whether a key event is a combination such as `Mod+Shift+Z`. */
export function matchesKeys(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const mod = IS_MAC ? event.metaKey : event.ctrlKey;
  return (
    mod === parts.includes('Mod') &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift') &&
    // With Alt held some layouts write another character: then the physical key decides.
    (event.key.toLowerCase() === key.toLowerCase() ||
      (event.altKey && (event.code === `Key${key.toUpperCase()}` || event.code === `Digit${key}`)))
  );
}

/** What a shortcut does. `'not-mine'` leaves the key to whatever has the focus. */
export type ShortcutHandler = (event: KeyboardEvent) => void | 'not-mine';

/** Runs `handlers[id]` when one of its keys is pressed anywhere in the page. */
export function useShortcuts(handlers: Partial<Record<ShortcutId, ShortcutHandler>>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const shortcut = SHORTCUTS.find(({ keys }) =>
        keys.some((combination) => matchesKeys(event, combination)),
      );
      const handler = shortcut && latest.current[shortcut.id];
      if (!handler || handler(event) === 'not-mine') return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** The active environment of this device: one per document, kept in localStorage and in step between tabs. */
import type { EnvId } from '@scratchpad/core';
import { useSyncExternalStore } from 'react';
import { documentKey } from './documentPath.ts';

const KEY = 'scratchpad.activeEnvironment';
const listeners = new Set<() => void>();

/** The active environment, or null for none. It may have been deleted meanwhile. */
function getActiveEnvironment(): EnvId | null {
  return localStorage.getItem(documentKey(KEY)) as EnvId | null;
}

/** Makes an environment the active one; null for none. */
function setActiveEnvironment(id: EnvId | null): void {
  if (id === null) localStorage.removeItem(documentKey(KEY));
  else localStorage.setItem(documentKey(KEY), id);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** The active environment, and the way to choose another. */
export function useActiveEnvironment(): [EnvId | null, (id: EnvId | null) => void] {
  return [useSyncExternalStore(subscribe, getActiveEnvironment), setActiveEnvironment];
}

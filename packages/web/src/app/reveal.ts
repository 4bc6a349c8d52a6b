/** A place that is to be shown: whatever shows it takes the focus there and selects the range. */
import type { FindPlace } from '@scratchpad/core/find';
import { useSyncExternalStore } from 'react';

/** A range of a text of the document. */
export interface Reveal {
  readonly place: FindPlace;
  readonly from: number;
  readonly to: number;
}

let wanted: Reveal | null = null;
const listeners = new Set<() => void>();

function set(next: Reveal | null): void {
  wanted = next;
  for (const listener of listeners) listener();
}

/** Asks for a place. What shows it may be mounted later; the wish ends with the next thing that the person does. */
export function reveal(next: Reveal): void {
  set(next);
  const forget = () => {
    window.removeEventListener('pointerdown', forget, true);
    window.removeEventListener('keydown', forget, true);
    if (wanted === next) set(null);
  };
  window.addEventListener('pointerdown', forget, true);
  window.addEventListener('keydown', forget, true);
}

/** The wish is fulfilled. */
export function revealed(): void {
  set(null);
}

/** The wanted range, while it is in a place of the caller's; the caller shows it and calls {@link revealed}. */
export function useWanted(isHere: (place: FindPlace) => boolean): Reveal | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (wanted !== null && isHere(wanted.place) ? wanted : null),
  );
}

/** Puts the focus into a field and selects a range of it. */
export function selectIn(field: HTMLInputElement, from: number, to: number): void {
  field.focus();
  // Masked and numeric fields know no selection.
  if (field.type === 'text') field.setSelectionRange(from, to);
}

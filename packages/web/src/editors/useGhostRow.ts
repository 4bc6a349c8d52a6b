import type { RowId } from '@scratchpad/core';
import { useCallback, useRef } from 'react';

let count = 0;
const nextKey = () => `ghost-${count++}`;

/**
 * React keys for a table whose last row is empty and becomes a real one at the first keystroke: the new row takes over
 * the key of the empty one, so that the input that is typed in stays the same element and keeps focus and caret.
 */
export function useGhostRow() {
  const keys = useRef(new Map<RowId, string>());
  const ghost = useRef(nextKey());
  const became = useCallback((id: RowId): void => {
    keys.current.set(id, ghost.current);
    ghost.current = nextKey();
  }, []);
  // Read while rendering on purpose: they change in the same event that changes the rows, never apart from them.
  // oxlint-disable react/refs
  return {
    /** Key of the empty row. */
    ghostKey: ghost.current,
    /** Key of a real row. */
    keyOf: (id: RowId): string => keys.current.get(id) ?? id,
    /** Call when the empty row became the row `id`, before it is rendered. */
    became,
  };
}

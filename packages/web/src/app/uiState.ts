import { useState } from 'react';
import type { z } from 'zod';

const PREFIX = 'scratchpad.';

/** Reads a value of the interface kept by this browser; what does not fit the schema gives the initial value. */
export function readUiState<T>(key: string, schema: z.ZodType<T>, initial: T): T {
  const text = localStorage.getItem(PREFIX + key);
  if (text === null) return initial;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return initial;
  }
}

/** Keeps a value of the interface. Losing it (storage full or denied) costs a preference and nothing else. */
export function writeUiState(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // See above.
  }
}

/** State that is there again after a reload. */
export function usePersistedState<T>(
  key: string,
  schema: z.ZodType<T>,
  initial: T,
): [T, (value: T) => void] {
  const [value, setValue] = useState(() => readUiState(key, schema, initial));
  return [
    value,
    (next) => {
      setValue(next);
      writeUiState(key, next);
    },
  ];
}

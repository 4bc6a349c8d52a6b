import type { JsonValue } from '@scratchpad/core';

const MAX_SHOWN_CHARS = 120;

/** A value on one line, and not too long for it. */
export function shorten(value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text;
}

import type { BatchId } from '@scratchpad/core';

/** The lock that a tab holds while it writes an import, so that no other tab takes it for one that broke off. */
export function importLockName(batch: BatchId): string {
  return `scratchpad-${batch}`;
}

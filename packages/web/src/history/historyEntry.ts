import { type NodeSpec } from '@scratchpad/core';
import { z } from 'zod';
import { historyEntrySchema } from '../storage/localDb.ts';
import { outcomeSchema } from '../send/outcome.ts';

/** One entry as it stands in storage; its body lies beside it under the same id. */
export const historyRecordSchema = historyEntrySchema.extend({
  outcome: outcomeSchema,
  /** The request as it was, to open it again; written by this app and read back by it. */
  spec: z.custom<NodeSpec>(
    (value) => typeof value === 'object' && value !== null && 'kind' in value,
  ),
  /** False when the body was too large for the history. */
  hasBody: z.boolean(),
});

/** See `historyRecordSchema`. */
export type HistoryEntry = z.infer<typeof historyRecordSchema>;

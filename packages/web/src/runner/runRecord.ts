import type { JsonObject } from '@scratchpad/core';
import { z } from 'zod';
import { runRowSchema } from './runRows.ts';

/** What a list of runs shows of one. */
export const runHeadSchema = z.object({
  id: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  endedAt: z.number(),
  /** Name of the collection or folder. */
  name: z.string(),
  /** The workspace it belongs to; null for the pad. */
  workspace: z.string().nullable(),
  node: z.string(),
  collection: z.object({ name: z.string(), id: z.string() }),
  environment: z.string().nullable(),
  iterations: z.number(),
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  /** Why it ended before its end. */
  error: z.string().nullable(),
});

/** See {@link runHeadSchema}. */
export type RunHead = z.infer<typeof runHeadSchema>;

/** One run that has ended, as it is kept on this device. */
export const runRecordSchema = runHeadSchema.extend({
  /** A label for each iteration that has a row of data. */
  labels: z.array(z.string()),
  rows: z.array(runRowSchema),
  /** `run` of the report, without bodies; written by this app and read back by it. */
  report: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null),
  /** Names down to each item of the report, by its id. */
  paths: z.array(z.tuple([z.string(), z.array(z.string())])),
});

/** See {@link runRecordSchema}. */
export type RunRecord = z.infer<typeof runRecordSchema>;

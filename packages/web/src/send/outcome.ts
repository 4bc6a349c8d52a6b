/** What came of one sending: everything but the body, in a form that the history keeps and every view reads. */
import {
  headerListSchema,
  sendEventSchema,
  type EndEvent,
  type ErrorEvent,
  type HeadEvent,
  type HopEvent,
  type WireCookie,
} from '@scratchpad/core/wire';
import { z } from 'zod';

/** A variable that the URL's host came from, so that an error can name it. */
const originSchema = z.object({
  name: z.string(),
  /** Where it is defined, in words: "the environment Local"; null when it has no value. */
  place: z.string().nullable(),
});

/** What the scripts of a sending said. */
const scriptsReportSchema = z.object({
  tests: z.array(
    z.object({
      name: z.string(),
      /** Where it stands: name of the collection, folder or request, and which of its scripts. */
      owner: z.string(),
      listen: z.enum(['prerequest', 'test']),
      status: z.enum(['passed', 'failed', 'skipped']),
      /** Why it failed. */
      message: z.string().nullable(),
    }),
  ),
  /** Scripts that ended with an error. */
  errors: z.array(
    z.object({
      owner: z.string(),
      listen: z.enum(['prerequest', 'test']),
      name: z.string(),
      message: z.string(),
    }),
  ),
  /** What `pm.visualizer.set` left; undefined when it was too large for the history. */
  visualization: z
    .object({ template: z.string(), data: z.unknown(), options: z.unknown() })
    .nullish(),
});

/** See `scriptsReportSchema`. */
export type ScriptsReport = z.infer<typeof scriptsReportSchema>;

/** One sending. `events` are the wire's, in order, without body bytes. */
export const outcomeSchema = z.object({
  /** Also the id of its history entry and body. */
  id: z.string(),
  /** Node id of the request; it may be gone by now. */
  requestId: z.string(),
  requestName: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  via: z.enum(['agent', 'browser']),
  sent: z.object({
    method: z.string(),
    url: z.string(),
    headers: headerListSchema,
    /** The body as text, when it was text and not large. */
    bodyText: z.string().nullable(),
    bodyBytes: z.number(),
  }),
  events: z.array(sendEventSchema),
  /** Bytes of the response body that were received. */
  bodyBytes: z.number(),
  durationMs: z.number(),
  notes: z.array(z.string()),
  urlOrigin: originSchema.nullable(),
  /** Missing where there was no script. */
  scripts: scriptsReportSchema.optional(),
});

/** See `outcomeSchema`. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** The head of the final response, or null when none came. */
export function headOf(outcome: Outcome): HeadEvent | null {
  return outcome.events.find((event) => event.type === 'head') ?? null;
}

/** The end, or null when the sending failed. */
export function endOf(outcome: Outcome): EndEvent | null {
  return outcome.events.find((event) => event.type === 'end') ?? null;
}

/** Why it failed, or null when it did not. */
export function errorOf(outcome: Outcome): ErrorEvent | null {
  return outcome.events.find((event) => event.type === 'error') ?? null;
}

/** Every request and response head on the way; empty when the browser sent it. */
export function hopsOf(outcome: Outcome): readonly HopEvent[] {
  return outcome.events.filter((event) => event.type === 'hop');
}

/** Cookies that were set or changed on the way. */
export function cookiesOf(outcome: Outcome): readonly WireCookie[] {
  return outcome.events.flatMap((event) => (event.type === 'cookies' ? event.changed : []));
}

/** Value of a response header, or null. */
export function responseHeader(outcome: Outcome, name: string): string | null {
  const lower = name.toLowerCase();
  return headOf(outcome)?.headers.find(([key]) => key.toLowerCase() === lower)?.[1] ?? null;
}

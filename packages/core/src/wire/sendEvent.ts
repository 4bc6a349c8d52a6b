import { z } from 'zod';
import { headerListSchema } from './headers.ts';
import { sendErrorCodeSchema, sendPhaseSchema } from './sendError.ts';
import { wireCookieKeySchema, wireCookieSchema } from './wireCookie.ts';

const durationMs = z.number().min(0);
const sizeBytes = z.int().min(0);

/** Where the time went, in milliseconds. A phase that was not needed (kept connection, no TLS) is 0. */
const sendTimingsSchema = z.object({
  dnsMs: durationMs,
  tcpMs: durationMs,
  tlsMs: durationMs,
  /** From the request going out to the first byte of the response. */
  firstByteMs: durationMs,
  downloadMs: durationMs,
  /** Wall clock from start to end; the phases need not add up to it. */
  totalMs: durationMs,
});

/** Where the time went. */
export type SendTimings = z.infer<typeof sendTimingsSchema>;

/** The TLS session of a hop and the certificate the server showed. */
const tlsInfoSchema = z.object({
  protocol: z.string(),
  cipher: z.string(),
  /** `CN` of subject and issuer, or the whole name where there is none. */
  subject: z.string(),
  issuer: z.string(),
  /** ISO 8601, or empty if the server sent no readable date. */
  validTo: z.string(),
  authorized: z.boolean(),
  /** Why it is not authorized (an OpenSSL code such as `CERT_HAS_EXPIRED`); `null` when it is. */
  authorizationError: z.string().nullable(),
});

/** The TLS session of a hop. */
export type TlsInfo = z.infer<typeof tlsInfoSchema>;

/** The socket a hop went over. */
const connectionInfoSchema = z.object({
  /** `address:port`, `[v6]:port`. */
  localAddress: z.string(),
  remoteAddress: z.string(),
  /** True when the connection was open already. */
  reused: z.boolean(),
  /** `scheme://host:port` of the proxy that it goes through; null for none. */
  proxy: z.string().nullable().default(null),
  tls: tlsInfoSchema.nullable(),
});

/** The socket a hop went over. */
export type ConnectionInfo = z.infer<typeof connectionInfoSchema>;

const responseHeadShape = {
  status: z.int().min(100).max(999),
  statusText: z.string(),
  /** `1.0`, `1.1` or `2`. */
  httpVersion: z.string(),
  headers: headerListSchema,
};

/** One request and the head of its response, as they were on the wire. One per redirect, and one for the last. */
const hopEventSchema = z.object({
  type: z.literal('hop'),
  /** 0 for the first. */
  index: z.int().min(0),
  request: z.object({ method: z.string(), url: z.string(), headers: headerListSchema }),
  response: z.object(responseHeadShape),
  timings: sendTimingsSchema,
  connection: connectionInfoSchema,
});

/** The head of the final response; its body bytes follow. */
const headEventSchema = z.object({
  type: z.literal('head'),
  url: z.string(),
  ...responseHeadShape,
});

/** What a response did to the jar. Sent after its hop, only when there is something to do. */
const cookiesEventSchema = z.object({
  type: z.literal('cookies'),
  /** New or changed. */
  changed: z.array(wireCookieSchema),
  removed: z.array(wireCookieKeySchema),
});

/** The last event of a sending that got its response. Sizes are of the final hop, times of the whole way. */
const endEventSchema = z.object({
  type: z.literal('end'),
  sizes: z.object({
    requestHeaderBytes: sizeBytes,
    requestBodyBytes: sizeBytes,
    responseHeaderBytes: sizeBytes,
    /** As it came over the wire, compressed or not. */
    responseBodyBytes: sizeBytes,
    /** As it was handed on. */
    responseDecodedBytes: sizeBytes,
  }),
  timings: sendTimingsSchema,
  /** True when `settings.maxBodyBytes` cut the body; sending again with a higher limit gets all of it. */
  truncated: z.boolean(),
});

/** The last event of a sending that failed. Body bytes may have come before it. */
const errorEventSchema = z.object({
  type: z.literal('error'),
  code: sendErrorCodeSchema,
  /** For people: what happened, what it means, what to do. */
  message: z.string(),
  /** The code underneath (`ECONNREFUSED`, `CERT_HAS_EXPIRED`, …), if there is one. */
  errno: z.string().nullable(),
  phase: sendPhaseSchema,
  /** True when bytes of the request may have left this machine. */
  leftMachine: z.boolean(),
  /** The URL of the hop that failed. */
  url: z.string(),
});

/** Everything a sending reports, beside its body bytes. */
export const sendEventSchema = z.discriminatedUnion('type', [
  hopEventSchema,
  headEventSchema,
  cookiesEventSchema,
  endEventSchema,
  errorEventSchema,
]);

/** Everything a sending reports: `(hop cookies?)+ head bytes* (end | error)`, or an `error` at any point. */
export type SendEvent = z.infer<typeof sendEventSchema>;
/** See `hopEventSchema`. */
export type HopEvent = z.infer<typeof hopEventSchema>;
/** See `headEventSchema`. */
export type HeadEvent = z.infer<typeof headEventSchema>;
/** See `cookiesEventSchema`. */
export type CookiesEvent = z.infer<typeof cookiesEventSchema>;
/** See `endEventSchema`. */
export type EndEvent = z.infer<typeof endEventSchema>;
/** See `errorEventSchema`. */
export type ErrorEvent = z.infer<typeof errorEventSchema>;

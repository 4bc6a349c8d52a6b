import { z } from 'zod';

/** Every way a sending can fail. The codes are stable: programs may compare them, words may change. */
export const sendErrorCodeSchema = z.enum([
  // Nothing was tried: the request itself is at fault.
  'INVALID_REQUEST',
  'INVALID_URL',
  'INVALID_HEADER',
  'INVALID_METHOD',
  // A pre-request script failed, or wanted the request not to be sent.
  'SCRIPT_FAILED',
  'SKIPPED',
  // No connection came about.
  'DNS_NOT_FOUND',
  'DNS_FAILED',
  'CONNECTION_REFUSED',
  'HOST_UNREACHABLE',
  'CONNECT_TIMEOUT',
  'CONNECT_FAILED',
  'PROXY_FAILED',
  // A connection came about, but not a trusted one.
  'TLS_EXPIRED',
  'TLS_SELF_SIGNED',
  'TLS_UNTRUSTED',
  'TLS_WRONG_HOST',
  'TLS_FAILED',
  'HTTP2_UNAVAILABLE',
  // The request was under way.
  'REQUEST_BODY_FAILED',
  'CONNECTION_RESET',
  'PROTOCOL_ERROR',
  'TIMEOUT',
  'CANCELLED',
  // The response is at fault.
  'TOO_MANY_REDIRECTS',
  'INVALID_REDIRECT',
  'BODY_NOT_REPLAYABLE',
  'RESPONSE_INCOMPLETE',
  'DECODE_FAILED',
  'DECOMPRESSION_LIMIT',
  'UNEXPECTED',
]);

/** Every way a sending can fail. */
export type SendErrorCode = z.infer<typeof sendErrorCodeSchema>;

/** How far a sending had come when it failed. */
export const sendPhaseSchema = z.enum(['prepare', 'dns', 'tcp', 'tls', 'request', 'response']);

/** How far a sending had come when it failed. */
export type SendPhase = z.infer<typeof sendPhaseSchema>;

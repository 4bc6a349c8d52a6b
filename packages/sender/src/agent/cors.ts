/** What pages from elsewhere may call and read, by the rules of browsers. Pages that are not paired: the pairing alone. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAIRING_CONFIRM_PATH, PAIRING_PATH } from '@scratchpad/core/wire';
import type { Pairings } from './pairings.ts';
import { SECURITY_HEADERS } from './respond.ts';

const ASKING_PATHS: ReadonlySet<string> = new Set([PAIRING_PATH, PAIRING_CONFIRM_PATH]);
const PREFLIGHT_AGE_S = 600;

/** Answers a preflight of a page that may make the call. False: it may not, and nothing was answered. */
export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  pairings: Pairings,
): boolean {
  if (!allowCaller(request, response, path, pairings)) return false;
  response
    .writeHead(204, {
      ...SECURITY_HEADERS,
      'Access-Control-Allow-Methods': 'GET, POST, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
      'Access-Control-Max-Age': PREFLIGHT_AGE_S,
      // A public page asks a program of this machine: browsers want to hear that this is meant.
      'Access-Control-Allow-Private-Network': 'true',
    })
    .end();
  return true;
}

/** Lets the page read the answer, also one that is an error, where it may. */
export function allowCaller(
  { headers: { origin, host } }: IncomingMessage,
  response: ServerResponse,
  path: string,
  pairings: Pairings,
): boolean {
  if (origin === undefined || origin === 'null' || origin === `http://${host}`) return false;
  if (!pairings.has(origin) && !ASKING_PATHS.has(path)) return false;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Vary', 'Origin');
  return true;
}

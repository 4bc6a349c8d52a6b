/**
 * Why the server closes a socket. Stock y-websocket clients take 4400 to 4499 as final and come back after any other
 * code, so everything that passes by itself has to be another one.
 */
export const CLOSE = {
  /** A message that the protocol or the gate refuses. */
  badMessage: 4400,
  /** No ticket, a used or an expired one, or the session is over. */
  badTicket: 4401,
  /** Not allowed: a foreign origin, a viewer's edit, a role that was lowered, a membership that ended. */
  forbidden: 4403,
  /** No such workspace; the same for those who are no member, so that existence does not leak. */
  notFound: 4404,
  /** A message over the limit; `ws` sends it. */
  tooBig: 1009,
  /** The server restarts, or the role grew: come back with a fresh ticket. */
  restart: 1012,
  /** Too fast, too slow, too many, or the store does not answer: come back later. */
  tryLater: 1013,
} as const;

/** One of `CLOSE`. */
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

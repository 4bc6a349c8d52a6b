import type { Readable } from 'node:stream';
import type { ConnectionInfo, HeaderList } from '@scratchpad/core/wire';

/** One request as it will stand on the wire, redirects and automatic headers settled. */
export type HopRequest = {
  method: string;
  url: URL;
  /** What stands behind the method: path and query as they are written, in latin1. */
  target: string;
  /** The Unix socket to connect to, in place of the URL's host and port. */
  socketPath: string | null;
  /** In the order of the wire, `Host`, `Connection` and `Content-Length` only where the request names them itself. */
  headers: HeaderList;
  /** Lower-case names of what a transport must not add of its own accord. */
  omit: ReadonlySet<string>;
  body: HopBody | null;
};

/** The body of one hop: bytes whose number is known before they flow, or not (`null`). */
export type HopBody = { sizeBytes: number | null; open: () => AsyncIterable<Uint8Array> };

/** When things happened, on the clock of `performance.now()`, and what the connection cost. */
export type ExchangeMarks = {
  dnsMs: number;
  tcpMs: number;
  tlsMs: number;
  requestSentAt: number;
  firstByteAt: number;
};

/** A response whose head is there and whose body is still flowing. */
export type Exchange = {
  request: { headers: HeaderList; headBytes: number };
  response: {
    status: number;
    statusText: string;
    httpVersion: string;
    headers: HeaderList;
    headBytes: number;
  };
  connection: ConnectionInfo;
  marks: ExchangeMarks;
  /** Body bytes of the request that have gone out by now. */
  requestBodyBytes: () => number;
  /** As it comes over the wire; destroying it ends the exchange. */
  body: Readable;
};

/** What a transport tells while there is no response yet, for the words of an error. */
export type ExchangeProgress = {
  /** True once bytes of the request may have left this machine. */
  leftMachine: boolean;
  /** True when they left over a connection that had been used before. */
  reused: boolean;
};

/** Sends one request and gives back its response. Rejects with whatever was thrown underneath. */
export type Transport = (
  request: HopRequest,
  progress: ExchangeProgress,
  signal: AbortSignal,
) => Promise<Exchange>;

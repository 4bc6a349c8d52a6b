import diagnosticsChannel from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { HeaderList } from '@scratchpad/core/wire';
import { Agent, type Dispatcher } from 'undici';
import {
  createConnector,
  readConnectionInfo,
  traceOf,
  type ConnectionProfile,
  type ConnectionTrace,
} from './connector.ts';
import type { Exchange, ExchangeProgress, HopRequest, Transport } from './exchange.ts';
import { HeadCapture, parseHeadText, parseHttp2Text, responseHeadBytes } from './headText.ts';

const MAX_RESPONSE_HEAD_BYTES = 1024 * 1024;

// Which connection a request went over, and when, undici tells on its diagnostics channels only. `create` is published
// inside `dispatch`, which is how a request of undici's finds its exchange.
const exchangeByRequest = new WeakMap<object, UndiciExchange>();
let dispatching: UndiciExchange | null = null;
diagnosticsChannel.subscribe('undici:request:create', (message) => {
  const { request } = message as { request: object };
  if (dispatching !== null) exchangeByRequest.set(request, dispatching);
});
diagnosticsChannel.subscribe('undici:client:sendHeaders', (message) => {
  const { request, headers, socket } = message as {
    request: object;
    headers: string;
    socket: Socket;
  };
  exchangeByRequest.get(request)?.onSendHeaders(headers, socket);
});

/** A transport over undici's pool. Requests of one profile share its kept connections until `close`. */
export function createUndiciTransport(
  profile: ConnectionProfile,
  connections?: number,
): {
  transport: Transport;
  /** Ends all connections, those in use as well. */
  close: () => Promise<void>;
  /** Ends each connection when it is no longer in use; takes no further request. */
  retire: () => Promise<void>;
} {
  const agent = new Agent({
    connect: createConnector(profile),
    allowH2: profile.httpVersion !== '1.1',
    maxHeaderSize: MAX_RESPONSE_HEAD_BYTES,
    ...(connections === undefined ? {} : { connections }),
    // How long to wait is the request's own setting.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    transport: (request, progress, signal) =>
      dispatch(agent, new UndiciExchange(progress), request, signal),
    close: () => agent.destroy(),
    retire: () => agent.close(),
  };
}

function dispatch(
  agent: Agent,
  exchange: UndiciExchange,
  request: HopRequest,
  signal: AbortSignal,
): Promise<Exchange> {
  signal.addEventListener('abort', () => exchange.fail(signal.reason as Error), { once: true });
  const body =
    request.body === null ? null : Readable.from(request.body.open(), { objectMode: false });
  dispatching = exchange;
  try {
    agent.dispatch(
      {
        origin: request.url.origin,
        path: request.target,
        method: request.method,
        headers: dispatchHeaders(request),
        body,
      },
      exchange,
    );
  } catch (error) {
    exchange.fail(error as Error);
  } finally {
    dispatching = null;
  }
  return exchange.outcome;
}

class UndiciExchange implements Dispatcher.DispatchHandler {
  readonly #progress: ExchangeProgress;
  readonly #outcome = Promise.withResolvers<Exchange>();
  readonly #head = new HeadCapture();
  #controller: Dispatcher.DispatchController | null = null;
  #connection: { socket: Socket; trace: ConnectionTrace } | null = null;
  /** HTTP/2 has no head text; undici's own list stands for it. */
  #http2Headers: string | null = null;
  #requestSentAt = 0;
  #firstByteAt = 0;
  #requestBodyBytes = 0;
  #body: Readable | null = null;
  #abortReason: Error | null = null;

  constructor(progress: ExchangeProgress) {
    this.#progress = progress;
  }

  get outcome(): Promise<Exchange> {
    return this.#outcome.promise;
  }

  /** Ends the exchange, however far it is. */
  fail(reason: Error): void {
    this.#abortReason = reason;
    this.#outcome.reject(reason);
    this.#body?.destroy(reason);
    this.#controller?.abort(reason);
  }

  onSendHeaders(headers: string, socket: Socket): void {
    const trace = traceOf(socket);
    this.#connection = { socket, trace };
    this.#requestSentAt = performance.now();
    this.#progress.leftMachine = true;
    this.#progress.reused = trace.requests > 0;
    trace.requests += 1;
    if (isHttp2(headers)) this.#http2Headers = headers;
    else trace.onWrite = this.#head.add;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Cancelled while the connection was being made: nothing has been written yet, and nothing will be.
    if (this.#abortReason !== null) controller.abort(this.#abortReason);
  }

  onBodySent(chunk: Buffer): void {
    this.#requestBodyBytes += chunk.length;
  }

  onResponseStarted(): void {
    this.#firstByteAt = performance.now();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText = '',
  ): void {
    // 100 Continue, 103 Early Hints: the response proper is still to come.
    if (status < 200) return;
    if (this.#connection === null) throw new Error('A response came before its request was sent.');
    const { socket, trace } = this.#connection;
    trace.onWrite = null;
    const isHttp2Response = this.#http2Headers !== null;
    const headers = toHeaderList(controller.rawHeaders);
    const { reused } = this.#progress;
    this.#body = new Readable({
      read: () => controller.resume(),
      destroy: (error, callback) => {
        controller.abort(error ?? new Error('The rest of the response is not wanted.'));
        callback(error);
      },
    });
    // Errors show when the body is read; until then nobody listens.
    this.#body.on('error', () => undefined);
    this.#outcome.resolve({
      request:
        this.#http2Headers === null
          ? { headers: parseHeadText(this.#head.text), headBytes: this.#head.text.length }
          : { headers: parseHttp2Text(this.#http2Headers), headBytes: this.#http2Headers.length },
      response: {
        status,
        statusText,
        httpVersion: isHttp2Response ? '2' : '1.1',
        headers,
        headBytes: responseHeadBytes(status, statusText, headers),
      },
      connection: readConnectionInfo(socket, reused),
      marks: {
        dnsMs: reused ? 0 : trace.dnsMs,
        tcpMs: reused ? 0 : trace.tcpMs,
        tlsMs: reused ? 0 : trace.tlsMs,
        requestSentAt: this.#requestSentAt,
        firstByteAt: this.#firstByteAt || performance.now(),
      },
      requestBodyBytes: () => this.#requestBodyBytes,
      body: this.#body,
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body?.push(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    this.#body?.push(null);
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#connection !== null) this.#connection.trace.onWrite = null;
    this.#outcome.reject(error);
    this.#body?.destroy(error);
  }
}

// HTTP/2 has no place for them, and undici throws at them.
const NOT_IN_HTTP2 = ['content-length', 'transfer-encoding', 'keep-alive', 'upgrade', 'expect'];

/** undici writes `Host`, `Connection` and, where it knows it, `Content-Length` itself. */
function dispatchHeaders({ headers, body }: HopRequest): string[] {
  const flat = headers.filter(([name]) => !NOT_IN_HTTP2.includes(name.toLowerCase())).flat();
  if (body !== null && body.sizeBytes !== null) flat.push('Content-Length', String(body.sizeBytes));
  return flat;
}

function isHttp2(headers: string): boolean {
  return !/^\S+ \S+ HTTP\/1\.1\r\n/.test(headers);
}

function toHeaderList(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  if (!Array.isArray(raw)) {
    return Object.entries(raw ?? {}).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
  }
  const texts = raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')));
  return texts.flatMap((name, i): HeaderList => (i % 2 === 0 ? [[name, texts[i + 1] ?? '']] : []));
}

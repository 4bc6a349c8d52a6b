import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import {
  AppError,
  type EndEvent,
  type HeaderList,
  type HopEvent,
  type SendEvent,
  type SendRequest,
  type SendTimings,
} from '@scratchpad/core/wire';
import type { Exchange, ExchangeProgress, HopRequest } from '../transport/exchange.ts';
import { createNetwork, type Network } from '../transport/network.ts';
import { TransportPool } from '../transport/transportPool.ts';
import { CookieSession } from './cookieSession.ts';
import { createDeadline } from './deadline.ts';
import { type ChallengedRequest, createChallenger } from './challenge.ts';
import { contentCodings, decodeBody } from './decodeBody.ts';
import { buildHopHeaders, withoutHeaders } from './hopHeaders.ts';
import { followRedirect, isRedirect } from './redirect.ts';
import { RequestBody, type SendBody } from './requestBody.ts';
import { isConnectionLost, toErrorEvent, type FailureContext } from './sendError.ts';
import { displayUrl, parseTarget } from './target.ts';
import { validateRequest } from './validate.ts';

/** What a sending takes beside the request. */
export type SendOptions = {
  /** Cancels the sending, which then ends with an `error` event `CANCELLED`. */
  signal?: AbortSignal;
  /** The size of a streamed body, if it is known; otherwise it goes out in chunks. */
  bodySizeBytes?: number | null;
  /** Whose connections are used. */
  transports: TransportPool;
  /** How places are reached; as the request says when left out. */
  network?: Network;
};

type Reach = Required<Pick<SendOptions, 'transports' | 'network'>>;

const MAX_DRAINED_BYTES = 64 * 1024;
// Methods that may be repeated without a second effect, for connections that turn out to be dead.
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Sends a request and reports everything about it, in the order of `SendEvent`. Body bytes come decoded, as they
 * arrive, and no faster than they are taken. Never throws: what goes wrong is an `error` event, the last one.
 */
export async function* send(
  request: SendRequest,
  body: SendBody | null,
  options: SendOptions,
): AsyncGenerator<SendEvent | Uint8Array, void> {
  const startedAt = performance.now();
  const deadline = createDeadline(request.settings.timeoutMs, options.signal);
  const requestBody = body === null ? null : new RequestBody(body, options.bodySizeBytes ?? null);
  const context: FailureContext = {
    url: null,
    socketPath: null,
    urlText: request.url,
    leftMachine: false,
    hasResponse: false,
  };
  let exchange: Exchange | null = null;
  // NTLM signs in a connection and not a request, so it gets one that nobody else uses.
  const isNtlm = request.challenge?.type === 'ntlm';
  const transports = isNtlm ? new TransportPool({ connections: 1 }) : options.transports;
  const asked: SendRequest = isNtlm
    ? { ...request, settings: { ...request.settings, httpVersion: '1.1' } }
    : request;
  try {
    const network = options.network ?? createNetwork(request.network);
    const reach: Reach = { transports, network };
    const sequence = sendHops(asked, requestBody, reach, deadline.signal, context);
    for await (const step of sequence) {
      if ('type' in step) yield step;
      else exchange = step.exchange;
    }
    if (exchange === null) throw new Error('A sending ended without a response.');
    yield* receiveBody(request, exchange, startedAt);
  } catch (error) {
    yield toErrorEvent(deadline.signal.aborted ? deadline.signal.reason : error, context);
  } finally {
    deadline.release();
    requestBody?.close();
    exchange?.body.destroy();
    if (isNtlm) await transports.close();
  }
}

/** Follows redirects to the final response, which is the last thing it gives. */
async function* sendHops(
  request: SendRequest,
  body: RequestBody | null,
  { transports, network }: Reach,
  signal: AbortSignal,
  context: FailureContext,
): AsyncGenerator<SendEvent | { exchange: Exchange }> {
  validateRequest(request);
  const { settings } = request;
  const cookies = new CookieSession(request.cookies);
  const omit = new Set(request.automaticHeadersOff.map((name) => name.toLowerCase()));
  let next = {
    url: request.url,
    method: request.method,
    headers: request.headers,
    keepsBody: true,
    /** The Unix socket that the next hop stays at; null when its own address says. */
    socketPath: null as string | null,
  };
  let challenger = request.challenge && createChallenger(request.challenge);
  /** What was answered to the last challenge; it is for one hop. */
  let authorization: string | null = null;
  let redirects = 0;
  for (let index = 0; ; index += 1) {
    const startedAt = performance.now();
    const parsed = parseTarget(next.url, settings.encodeUrl);
    const target = { ...parsed, socketPath: parsed.socketPath ?? next.socketPath };
    const { url, socketPath } = target;
    Object.assign(context, { url, socketPath, leftMachine: false, hasResponse: false });
    // Those of the network's `localhost` are not for a socket that only borrows its name.
    const hasJar = socketPath === null;
    const fromJar = settings.sendCookies && hasJar ? await cookies.cookiesFor(url) : [];
    const hasBody = next.keepsBody && body !== null;
    const challenged: ChallengedRequest = {
      method: next.method,
      target: target.target,
      readBody: async () => (hasBody ? readWhole(body) : new Uint8Array()),
    };
    if (authorization === null) authorization = (await challenger?.begin(challenged)) ?? null;
    const own: HeaderList =
      authorization === null
        ? next.headers
        : [...withoutHeaders(next.headers, ['authorization']), ['Authorization', authorization]];
    const hop: HopRequest = {
      ...target,
      method: next.method,
      headers: buildHopHeaders(own, omit, url, fromJar),
      omit,
      body: hasBody ? body.forHop() : null,
    };
    const exchange = await sendHop(
      hop,
      body,
      transports.transportFor(hop, settings, network),
      signal,
      context,
    );
    context.hasResponse = true;
    yield toHopEvent(index, displayUrl(target), hop.method, exchange, startedAt);
    const cookiesEvent =
      settings.storeCookies && hasJar ? await cookies.store(exchange.response.headers, url) : null;
    if (cookiesEvent !== null) yield cookiesEvent;

    const { response } = exchange;
    authorization = (await challenger?.answer(response, challenged)) ?? null;
    if (authorization !== null) {
      await finishBody(exchange.body);
      await connectionReturned();
      continue;
    }
    if (!settings.followRedirects || !isRedirect(response.status, response.headers)) {
      yield toHeadEvent(displayUrl(target), exchange);
      yield { exchange };
      return;
    }
    drain(exchange.body);
    await connectionReturned();
    if (redirects >= settings.maxRedirects) throw tooManyRedirects(url.host, settings.maxRedirects);
    redirects += 1;
    const { keepsBody } = next;
    next = {
      ...followRedirect({ url, method: next.method, headers: next.headers }, response, settings),
      socketPath: null,
    };
    // To the server itself; every other address is one of the network.
    if (new URL(next.url).origin === url.origin) next.socketPath = socketPath;
    next.keepsBody &&= keepsBody;
    // Another origin gets no credentials; a new place at the same one may ask anew.
    const keepsAuth = settings.keepAuthOnRedirect || new URL(next.url).origin === url.origin;
    challenger = request.challenge && keepsAuth ? createChallenger(request.challenge) : null;
  }
}

/** One hop; once more if the kept connection it was written to was dead already. */
async function sendHop(
  hop: HopRequest,
  body: RequestBody | null,
  transport: (
    hop: HopRequest,
    progress: ExchangeProgress,
    signal: AbortSignal,
  ) => Promise<Exchange>,
  signal: AbortSignal,
  context: FailureContext,
): Promise<Exchange> {
  for (let isRetry = false; ; isRetry = true) {
    const progress: ExchangeProgress = { leftMachine: false, reused: false };
    try {
      signal.throwIfAborted();
      return await transport(hop, progress, signal);
    } catch (error) {
      const isRepeatable =
        SAFE_METHODS.has(hop.method) && (hop.body === null || body?.isReplayable === true);
      if (isRetry || !progress.reused || !isRepeatable || !isConnectionLost(error)) throw error;
    } finally {
      context.leftMachine = progress.leftMachine;
    }
  }
}

/** The whole body, which is kept for the hop that sends it. */
async function readWhole(body: RequestBody): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.forHop().open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads what nobody wants, so that the connection can be used again: NTLM has to stay on it. */
async function finishBody(body: Readable): Promise<void> {
  drain(body);
  if (!body.closed) await new Promise((done) => body.once('close', done));
}

async function* receiveBody(
  { method, settings }: SendRequest,
  exchange: Exchange,
  startedAt: number,
): AsyncGenerator<SendEvent | Uint8Array> {
  const { headers, status } = exchange.response;
  let wireBytes = 0;
  const counted = async function* () {
    for await (const chunk of exchange.body as AsyncIterable<Uint8Array>) {
      wireBytes += chunk.length;
      yield chunk;
    }
  };
  const hasBody = method !== 'HEAD' && status !== 204 && status !== 304;
  const decoded = decodeBody(
    counted(),
    hasBody ? contentCodings(headers) : [],
    settings.maxDecompressedBytes,
  );
  const limitBytes = settings.maxBodyBytes || Number.POSITIVE_INFINITY;
  let decodedBytes = 0;
  let truncated = false;
  for await (const chunk of decoded) {
    const fitting = chunk.subarray(0, limitBytes - decodedBytes);
    decodedBytes += fitting.length;
    if (fitting.length > 0) yield fitting;
    if (fitting.length < chunk.length) {
      truncated = true;
      break;
    }
  }
  const end = toEndEvent(exchange, { startedAt, wireBytes, decodedBytes, truncated });
  await connectionReturned();
  yield end;
}

/**
 * undici takes a connection back one turn of the event loop after its response has ended. Who sends again at once shall
 * find it there and not open another.
 */
async function connectionReturned(): Promise<void> {
  await setImmediate();
}

/** Lets a small body run out, so that its connection can be used again; a large one is not worth it. */
function drain(body: Readable): void {
  let drainedBytes = 0;
  body.on('error', () => undefined);
  body.on('data', (chunk: Uint8Array) => {
    drainedBytes += chunk.length;
    if (drainedBytes > MAX_DRAINED_BYTES) body.destroy();
  });
}

function toHopEvent(
  index: number,
  url: string,
  method: string,
  exchange: Exchange,
  startedAt: number,
): HopEvent {
  const { request, response, connection } = exchange;
  const { headBytes: _, ...head } = response;
  return {
    type: 'hop',
    index,
    request: { method, url, headers: request.headers },
    response: head,
    timings: timingsOf(exchange, startedAt, exchange.marks.firstByteAt),
    connection,
  };
}

function toHeadEvent(url: string, { response }: Exchange): SendEvent {
  const { headBytes: _, ...head } = response;
  return { type: 'head', url, ...head };
}

function toEndEvent(
  exchange: Exchange,
  body: { startedAt: number; wireBytes: number; decodedBytes: number; truncated: boolean },
): EndEvent {
  return {
    type: 'end',
    sizes: {
      requestHeaderBytes: exchange.request.headBytes,
      requestBodyBytes: exchange.requestBodyBytes(),
      responseHeaderBytes: exchange.response.headBytes,
      responseBodyBytes: body.wireBytes,
      responseDecodedBytes: body.decodedBytes,
    },
    timings: timingsOf(exchange, body.startedAt, performance.now()),
    truncated: body.truncated,
  };
}

function timingsOf({ marks }: Exchange, startedAt: number, endedAt: number): SendTimings {
  return {
    dnsMs: marks.dnsMs,
    tcpMs: marks.tcpMs,
    tlsMs: marks.tlsMs,
    firstByteMs: Math.max(0, marks.firstByteAt - marks.requestSentAt),
    downloadMs: Math.max(0, endedAt - marks.firstByteAt),
    totalMs: endedAt - startedAt,
  };
}

function tooManyRedirects(host: string, limit: number): AppError<'TOO_MANY_REDIRECTS'> {
  return new AppError(
    'TOO_MANY_REDIRECTS',
    `${host} redirects once more after ${limit} redirects, which is the limit of this request. ` +
      'The addresses may lead in a circle: the console shows each of them.',
  );
}

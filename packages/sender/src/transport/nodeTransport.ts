import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HeaderList } from '@scratchpad/core/wire';
import {
  createConnector,
  readConnectionInfo,
  traceOf,
  type ConnectionProfile,
} from './connector.ts';
import type { Exchange, HopRequest, Transport } from './exchange.ts';
import { hostOf } from './place.ts';
import { HeadCapture, parseHeadText, responseHeadBytes } from './headText.ts';

const MAX_RESPONSE_HEAD_BYTES = 1024 * 1024;
// A server that knows nothing of `Expect` never says continue (RFC 9110, 10.1.1: do not wait for ever).
const CONTINUE_TIMEOUT_MS = 1000;

/**
 * A transport over node:http for what undici refuses to send or to read: a `Host`, `Connection`, `Content-Length`,
 * `Transfer-Encoding` or `Expect` of the user's own, the lack of one, and responses that bend the rules. HTTP/1.1 only,
 * one connection for each request.
 */
export function createNodeTransport(
  profile: ConnectionProfile & { lenientParser: boolean },
): Transport {
  const connect = createConnector({ ...profile, httpVersion: '1.1' });
  return (hop, progress, signal) => {
    const outcome = Promise.withResolvers<Exchange>();
    const head = new HeadCapture();
    let requestSentAt = 0;
    let requestBodyBytes = 0;
    let isAnswered = false;
    const { headers, unwanted } = wireHeaders(hop);

    const request = httpRequest({
      method: hop.method,
      path: hop.target,
      insecureHTTPParser: profile.lenientParser,
      maxHeaderSize: MAX_RESPONSE_HEAD_BYTES,
      setHost: false,
      signal,
      // Given as a list, headers keep their order, but then node:http lets nobody take its `Connection` away.
      ...(unwanted.length === 0 ? { headers: headers.flat() } : {}),
      createConnection: (_options, onConnected) => {
        const { protocol, host, port } = hop.url;
        connect({ protocol, hostname: hostOf(hop.url), host, port }, (error, socket) => {
          if (socket !== null) traceOf(socket).onWrite = head.add;
          requestSentAt = performance.now();
          progress.leftMachine = error === null;
          // The types ask for a socket even beside an error.
          onConnected(error, socket as Socket);
        });
        return undefined;
      },
    });
    if (unwanted.length > 0) {
      for (const name of unwanted) request.removeHeader(name);
      for (const [name, value] of headers) request.appendHeader(name, value);
    }

    request.on('error', outcome.reject);
    const answer = (response: IncomingMessage, body: Readable) => {
      isAnswered = true;
      // Errors show when the body is read; until then nobody listens.
      body.on('error', () => undefined);
      const responseHeaders = pairs(response.rawHeaders);
      const status = response.statusCode ?? 0;
      const statusText = response.statusMessage ?? '';
      const { dnsMs, tcpMs, tlsMs } = traceOf(response.socket);
      outcome.resolve({
        request: { headers: parseHeadText(head.text), headBytes: head.text.length },
        response: {
          status,
          statusText,
          httpVersion: response.httpVersion,
          headers: responseHeaders,
          headBytes: responseHeadBytes(status, statusText, responseHeaders),
        },
        connection: readConnectionInfo(response.socket, false),
        marks: { dnsMs, tcpMs, tlsMs, requestSentAt, firstByteAt: performance.now() },
        requestBodyBytes: () => requestBodyBytes,
        body,
      });
    };
    request.on('response', (response) => answer(response, response));
    request.on('upgrade', (response, socket) => {
      answer(response, Readable.from([]));
      // From here on the connection speaks another protocol, which is not for us to show.
      socket.destroy();
    });

    void writeBody(request, hop, (sizeBytes) => (requestBodyBytes += sizeBytes)).catch(
      (error: Error) => {
        // A server may answer and stop reading; its answer is what counts then.
        if (isAnswered) return;
        outcome.reject(error);
        request.destroy(error);
      },
    );
    return outcome.promise;
  };
}

async function writeBody(
  request: ClientRequest,
  { headers, body }: HopRequest,
  onSent: (sizeBytes: number) => void,
): Promise<void> {
  if (body === null) {
    request.end();
    return;
  }
  if (
    headers.some(([name, value]) => name.toLowerCase() === 'expect' && /100-continue/i.test(value))
  ) {
    request.flushHeaders();
    if (!(await isContinued(request))) return;
  }
  const counted = async function* () {
    for await (const chunk of body.open()) {
      yield chunk;
      onSent(chunk.length);
    }
  };
  await pipeline(Readable.from(counted(), { objectMode: false }), request);
}

/** False when the server answered, or the connection failed, before it wanted the body. */
function isContinued(request: ClientRequest): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), CONTINUE_TIMEOUT_MS);
    const settle = (wanted: boolean) => {
      clearTimeout(timer);
      resolve(wanted);
    };
    request.once('continue', () => settle(true));
    request.once('response', () => settle(false));
    request.once('close', () => settle(false));
  });
}

// For every other method node:http frames a body that is not there.
const METHODS_WITHOUT_FRAMING = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

/** The headers to send, and the names of those node:http would add although they are not wanted. */
function wireHeaders(hop: HopRequest): { headers: HeaderList; unwanted: string[] } {
  const has = (name: string) => hop.headers.some(([present]) => present.toLowerCase() === name);
  const isAdded = (name: string) => !has(name) && !hop.omit.has(name);
  const added: HeaderList = [];
  if (isAdded('host')) added.push(['Host', hop.url.host]);
  if (isAdded('connection')) added.push(['Connection', 'close']);
  const unwanted = hop.omit.has('connection') && !has('connection') ? ['connection'] : [];
  const framing: HeaderList = [];
  if (!has('content-length') && !has('transfer-encoding')) {
    const { body } = hop;
    const sizeBytes = body === null ? 0 : body.sizeBytes;
    if (body === null && METHODS_WITHOUT_FRAMING.has(hop.method)) {
      // Nothing to frame, and nothing is added.
    } else if (sizeBytes !== null && !hop.omit.has('content-length')) {
      framing.push(['Content-Length', String(sizeBytes)]);
    } else if (body === null) {
      unwanted.push('transfer-encoding', 'content-length');
    } else {
      // The end of a body must be told one way or the other.
      framing.push(['Transfer-Encoding', 'chunked']);
    }
  }
  return { headers: [...added, ...hop.headers, ...framing], unwanted };
}

function pairs(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, i): HeaderList => (i % 2 === 0 ? [[name, raw[i + 1] ?? '']] : []));
}

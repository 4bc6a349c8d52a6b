import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type {
  HeaderList,
  SocketConnect,
  SocketEvent,
  SocketHandshake,
  SocketMessage,
} from '@scratchpad/core/wire';
import { WebSocket, type RawData } from 'ws';
import { toErrorEvent } from '../send/sendError.ts';
import { createConnector, profileFor } from '../transport/connector.ts';
import { createNetwork } from '../transport/network.ts';
import { hostOf } from '../transport/place.ts';

/** So much of what a server says instead of 101 is passed on. */
const MAX_REFUSAL_BYTES = 64 * 1024;
/** How long a server may take over the rest of a refusal, or over a close. */
const GRACE_MS = 3000;

/** What happens to a connection. After the event `refused`, `failed` or `closed` nothing follows. */
export type SocketListener = {
  readonly onEvent: (event: SocketEvent) => void;
  readonly onMessage: (message: SocketMessage) => void;
};

/** A WebSocket connection of a request, or the attempt at one. */
export type OutgoingSocket = {
  /** Messages before it is open, or after it was closed, are left out. */
  readonly send: (message: SocketMessage) => void;
  readonly close: (code: number, reason: string) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends it at once; nothing is told any more. */
  readonly end: () => void;
};

/** Connects. Never throws: what is wrong with the address or a header is an event, too. */
export function connectSocket(connect: SocketConnect, listener: SocketListener): OutgoingSocket {
  let isOver = false;
  const finish = (event: SocketEvent) => {
    if (isOver) return;
    isOver = true;
    listener.onEvent(event);
  };
  const fail = (error: unknown) => finish(toFailure(error, connect));
  let socket: WebSocket;
  let request: ClientRequest | null = null;
  try {
    socket = open(connect, (made) => (request = made));
  } catch (error) {
    // After the caller has its handle.
    queueMicrotask(() => fail(error));
    return {
      send: ignore,
      close: ignore,
      pause: ignore,
      resume: ignore,
      end: () => (isOver = true),
    };
  }
  socket.on('upgrade', (response) => {
    const handshake = readHandshake(connect, request, response);
    socket.once('open', () => {
      if (!isOver) listener.onEvent({ type: 'open', subprotocol: socket.protocol, handshake });
    });
  });
  socket.on('unexpected-response', (made, response) => {
    const handshake = readHandshake(connect, made, response);
    readRefusal(response, (body) => {
      finish({ type: 'refused', handshake, body });
      socket.terminate();
    });
  });
  socket.on('message', (data: RawData, isBinary) => {
    const bytes = data as Buffer;
    if (!isOver) listener.onMessage(isBinary ? bytes : bytes.toString());
  });
  let failure: unknown = null;
  socket.on('error', (error) => (failure = error));
  socket.on('close', (code, reason) => {
    // An error before it was open is why there is no connection; later ones show in the code.
    if (failure !== null && code === 1006) fail(failure);
    else finish({ type: 'closed', code, reason: reason.toString() });
  });
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
    close: (code, reason) => {
      socket.close(code, reason);
      // A server that does not answer the close must not keep it for ever.
      setTimeout(() => socket.terminate(), GRACE_MS).unref();
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => {
      isOver = true;
      socket.terminate();
    },
  };
}

function ignore(): void {}

function open(connect: SocketConnect, onRequest: (request: ClientRequest) => void): WebSocket {
  return new WebSocket(connect.url, [...connect.subprotocols], {
    headers: toHeaderObject(connect.headers),
    createConnection: connectTo(connect),
    maxPayload: connect.maxMessageBytes,
    ...(connect.handshakeTimeoutMs > 0 ? { handshakeTimeout: connect.handshakeTimeoutMs } : {}),
    finishRequest: (request) => {
      onRequest(request);
      request.end();
    },
  });
}

/** How `ws` gets its socket: as requests do, except that a proxy passes on no WebSocket and has to open a tunnel. */
function connectTo({ url: text, verifyTls, network: settings }: SocketConnect) {
  // `ws` says better what is wrong with an address.
  if (!URL.canParse(text)) return undefined;
  // To TLS and to proxies it is an address as any other.
  const url = new URL(text.replace(/^ws/i, 'http'));
  const profile = profileFor(url, { verifyTls, httpVersion: '1.1' }, createNetwork(settings));
  const connector = createConnector(profile, { tunnelsPlain: true });
  const { protocol, host, port } = url;
  return (_options: unknown, onConnected: (error: Error | null, socket: Socket) => void) => {
    connector({ protocol, hostname: hostOf(url), host, port }, (...[error, socket]) =>
      // The types ask for a socket even beside an error.
      onConnected(error, socket as Socket),
    );
    return undefined;
  };
}

/** Several lines of one name become a list, which Node writes as several lines. */
function toHeaderObject(headers: HeaderList): Record<string, string | string[]> {
  const linesByName = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = linesByName.get(key);
    if (known === undefined) linesByName.set(key, { name, values: [value] });
    else known.values.push(value);
  }
  return Object.fromEntries(
    [...linesByName.values()].map(({ name, values }) => [
      name,
      values.length === 1 ? values[0]! : values,
    ]),
  );
}

function readHandshake(
  { url }: SocketConnect,
  request: ClientRequest | null,
  response: IncomingMessage,
): SocketHandshake {
  const sent: [string, string][] = [];
  for (const name of request?.getRawHeaderNames() ?? []) {
    for (const value of [request?.getHeader(name) ?? ''].flat()) sent.push([name, String(value)]);
  }
  const { rawHeaders, statusCode = 0, statusMessage = '' } = response;
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    headers.push([rawHeaders[i]!, rawHeaders[i + 1]!]);
  return {
    request: { url, headers: sent },
    response: { status: statusCode, statusText: statusMessage, headers },
  };
}

function readRefusal(response: IncomingMessage, done: (body: string) => void): void {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  let isDone = false;
  const finish = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    done(Buffer.concat(pieces).subarray(0, MAX_REFUSAL_BYTES).toString());
  };
  const timer = setTimeout(finish, GRACE_MS);
  response.on('data', (piece: Buffer) => {
    pieces.push(piece);
    sizeBytes += piece.length;
    if (sizeBytes >= MAX_REFUSAL_BYTES) finish();
  });
  response.on('end', finish);
  response.on('error', finish);
  response.on('close', finish);
}

function toFailure(error: unknown, { url, maxMessageBytes }: SocketConnect): SocketEvent {
  const { code: wsCode } = error as NodeJS.ErrnoException;
  if (wsCode === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    const message = `A message came that is larger than ${maxMessageBytes / 1024 / 1024} MB. The limit is in the settings of the request.`;
    return { type: 'failed', code: 'MESSAGE_TOO_LARGE', message };
  }
  // `ws` throws these for an address or subprotocols that it cannot use, with words that say so.
  if (error instanceof SyntaxError)
    return { type: 'failed', code: 'INVALID_URL', message: `${error.message}.` };
  const { code, message } = toErrorEvent(error, {
    url: URL.canParse(url) ? new URL(url) : null,
    socketPath: null,
    urlText: url,
    leftMachine: false,
    hasResponse: false,
  });
  return { type: 'failed', code, message };
}

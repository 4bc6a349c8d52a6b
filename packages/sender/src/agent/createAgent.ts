import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import {
  AppError,
  PAIRING_CONFIRM_PATH,
  PAIRING_PATH,
  RELAY_PATH,
  SEND_CONTENT_TYPE,
  pairingCodeSchema,
  type AgentHello,
  type AgentSession,
  type PairingAsked,
} from '@scratchpad/core/wire';
import manifest from '../../package.json' with { type: 'json' };
import { TransportPool } from '../transport/transportPool.ts';
import { allowCaller, answerPreflight } from './cors.ts';
import { bearerToken, Guard } from './guard.ts';
import { Pairings, type PairingOptions } from './pairings.ts';
import { readJson } from './readJson.ts';
import { sendError, sendJson } from './respond.ts';
import { handleSend } from './sendRoute.ts';
import { relayToken, SocketRelay } from './socketRelay.ts';
import { serveStatic } from './staticFiles.ts';

/** How an agent is started. */
export type AgentOptions = {
  /** 0 takes any free port. */
  port: number;
  /** The built web app. */
  webRoot: string;
  /** Lets pages of other servers be paired; see docs/SECURITY.md. Without it none can. */
  pairing?: PairingOptions;
};

/** A running agent. */
export type Agent = {
  /** Where its page is: `http://127.0.0.1:<port>`. */
  url: string;
  port: number;
  /** Ends everything that runs, and resolves when the port is free. */
  close: () => Promise<void>;
};

/**
 * Starts the loopback agent: it serves the web app and sends the page's requests. Listens on 127.0.0.1 and, where the
 * machine has it, ::1, and on no other address. Rejects with `AppError` `PORT_TAKEN` or `PAIRINGS_DAMAGED`.
 */
export async function createAgent({
  port: wantedPort,
  webRoot,
  pairing,
}: AgentOptions): Promise<Agent> {
  const pairings = pairing ? await Pairings.load(pairing) : null;
  const token = randomBytes(32).toString('base64url');
  const transports = new TransportPool();
  const servers = [createServer(), createServer()] as const;
  const port = await listen(servers[0], '127.0.0.1', wantedPort);
  await listen(servers[1], '::1', port).catch(async (error: unknown) => {
    // A machine without IPv6 does without; a port that somebody else has there would make `localhost` theirs.
    if (!(error instanceof AppError)) return;
    await close(servers[0]);
    throw error;
  });

  const guard = new Guard(port, token, pairings);
  const routes = createRoutes({ guard, token, pairings, transports, webRoot: resolve(webRoot) });
  const relay = new SocketRelay();
  for (const server of servers) attach(server, guard, routes, relay);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      relay.close();
      await Promise.all([...servers.map((server) => close(server)), transports.close()]);
    },
  };
}

type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

function createRoutes(parts: {
  guard: Guard;
  token: string;
  pairings: Pairings | null;
  transports: TransportPool;
  webRoot: string;
}): Route {
  const { guard, token, pairings, transports, webRoot } = parts;
  const hello: AgentHello = { app: 'scratchpad-agent', version: manifest.version };
  const session: AgentSession = { token };
  const routeByCall = new Map<string, Route>([
    ['GET /api/agent/hello', (_request, response) => sendJson(response, 200, hello)],
    [
      'POST /api/agent/session',
      ({ headers }, response) => {
        guard.checkOrigin(headers);
        guard.checkContentType(headers, 'application/json');
        if (!guard.isPaired(headers)) return sendJson(response, 200, session);
        // A page from elsewhere asks whether the token that it has is still good.
        guard.checkToken(headers);
        sendJson(response, 200, { token: bearerToken(headers) });
      },
    ],
    [
      'POST /api/agent/send',
      async (request, response) => {
        guard.checkOrigin(request.headers);
        guard.checkContentType(request.headers, SEND_CONTENT_TYPE);
        guard.checkToken(request.headers);
        await handleSend(request, response, transports);
      },
    ],
  ]);
  if (pairings !== null) addPairingCalls(routeByCall, guard, pairings);
  return (request, response) => {
    guard.checkHost(request.headers);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const isCall = path.startsWith('/api/');
    if (isCall && pairings !== null) {
      if (request.method === 'OPTIONS' && answerPreflight(request, response, path, pairings))
        return;
      allowCaller(request, response, path, pairings);
    }
    const route = routeByCall.get(`${request.method} ${path}`);
    if (route !== undefined) return route(request, response);
    if (isCall || path === '/api') {
      throw new AppError('NOT_FOUND', `The agent has no call ${request.method} ${path}.`);
    }
    return serveStatic(webRoot, request, response);
  };
}

/** How a page from elsewhere comes by its token: it asks, reads nothing, and confirms what a person read to it. */
function addPairingCalls(routes: Map<string, Route>, guard: Guard, pairings: Pairings): void {
  routes.set(`POST ${PAIRING_PATH}`, ({ headers }, response) => {
    const origin = guard.checkPairingOrigin(headers);
    guard.checkContentType(headers, 'application/json');
    const asked: PairingAsked = { expiresAt: pairings.ask(origin) };
    sendJson(response, 200, asked);
  });
  routes.set(`POST ${PAIRING_CONFIRM_PATH}`, async (request, response) => {
    const origin = guard.checkPairingOrigin(request.headers);
    guard.checkContentType(request.headers, 'application/json');
    const { code } = await readJson(request, pairingCodeSchema);
    const session: AgentSession = { token: await pairings.confirm(origin, code) };
    sendJson(response, 200, session);
  });
  routes.set(`DELETE ${PAIRING_PATH}`, async ({ headers }, response) => {
    guard.checkOrigin(headers);
    guard.checkToken(headers);
    const { origin = '' } = headers;
    await pairings.forget(origin, bearerToken(headers) ?? '');
    sendJson(response, 200, {});
  });
}

function attach(server: Server, guard: Guard, route: Route, relay: SocketRelay): void {
  server.on('request', (request, response) => {
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    void (async () => route(request, response))().catch((error: unknown) =>
      sendError(response, error),
    );
  });
  // Upgrades come with no preflight and reach any port, so they are checked like all else.
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    try {
      guard.checkHost(request.headers);
      guard.checkOrigin(request.headers);
      if (request.url !== RELAY_PATH)
        throw new AppError('NOT_FOUND', 'The agent has no such WebSocket.');
      guard.checkTokenText(request.headers, relayToken(request));
      relay.upgrade(request, socket, head);
    } catch (error) {
      socket.end(
        `HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n${(error as AppError).code}\n`,
        () => socket.destroy(),
      );
    }
  });
  // An upload may take as long as it takes.
  server.requestTimeout = 0;
  server.on('connection', (socket) => socket.on('error', () => undefined));
  server.on('clientError', (_error, socket) => socket.destroy());
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve_, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken
          ? new AppError('PORT_TAKEN', `Port ${port} on ${host} is taken by another program.`, {
              cause: error,
            })
          : error,
      );
    });
    server.listen({ host, port, exclusive: true, ipv6Only: host.includes(':') }, () =>
      resolve_((server.address() as AddressInfo).port),
    );
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve_) => {
    if (!server.listening) return resolve_();
    server.close(() => resolve_());
    server.closeAllConnections();
  });
}

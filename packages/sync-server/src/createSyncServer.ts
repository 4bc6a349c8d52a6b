import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { AppError, errorMessage } from '@scratchpad/core';
import manifest from '../package.json' with { type: 'json' };
import { Access } from './accounts/access.ts';
import { Accounts } from './accounts/accounts.ts';
import { Passwords } from './accounts/passwords.ts';
import { Workspaces, type Revoke } from './accounts/workspaces.ts';
import type { Config } from './config.ts';
import { createApp } from './http/createApp.ts';
import { createOriginCheck } from './http/origins.ts';
import { createRateLimits } from './http/rateLimits.ts';
import { SessionCookie } from './http/sessionCookie.ts';
import { hasWebApp } from './http/webApp.ts';
import { createLogger, type Logger } from './log.ts';
import { Metrics } from './metrics.ts';
import { CLOSE } from './rooms/closeCodes.ts';
import { DocThread } from './rooms/docThread.ts';
import { Rooms } from './rooms/rooms.ts';
import { SyncEndpoint } from './rooms/syncEndpoint.ts';
import { SqliteStore } from './store/sqlite/sqliteStore.ts';
import type { Store } from './store/store.ts';

/** Sockets of sessions that ended elsewhere or by the clock close within this and the time of one sweep. */
const SWEEP_EVERY_MS = 2000;
const PURGE_EVERY_MS = 3_600_000;

/** A running workspace server. */
export type SyncServer = {
  /** Where it listens: `http://host:port`. */
  readonly url: string;
  readonly port: number;
  /** Where its first account is made; null when there is one. */
  readonly setupUrl: string | null;
  readonly setupToken: string | null;
  /** Drains: sockets get 1012, what was accepted becomes durable, the port is freed. */
  readonly close: () => Promise<void>;
};

/** Starts a workspace server. Rejects with `AppError` `port-taken`. */
export async function createSyncServer(
  config: Config,
  {
    log = createLogger(config.LOG_LEVEL),
    store = new SqliteStore(config.DATA_DIR),
  }: { log?: Logger; store?: Store } = {},
): Promise<SyncServer> {
  const http = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  const port = await listen(http, config).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const url = `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}`;
  const publicUrl = config.PUBLIC_URL ?? url;
  const isOriginAllowed = createOriginCheck(config, publicUrl);

  const metrics = new Metrics();
  const thread = new DocThread();
  const rooms = new Rooms(
    { store: store.documents, thread, metrics, log },
    { idleMs: config.ROOM_IDLE, keepAliveMs: config.KEEP_ALIVE },
  );
  const revoke: Revoke = (isMeant, code, reason) => rooms.revoke(isMeant, code, reason);
  const accounts = new Accounts(store, config, new Passwords(), (sessionIds) =>
    revoke(
      ({ sessionId }) => sessionIds.includes(sessionId),
      CLOSE.badTicket,
      'the session has ended',
    ),
  );
  const access = new Access(store, config);
  const workspaces = new Workspaces(store, config, revoke);
  const setupToken = await accounts.openSetup();

  let isDraining = false;
  const app = createApp({
    config,
    store,
    accounts,
    workspaces,
    access,
    metrics,
    log,
    publicUrl,
    isOriginAllowed,
    limits: createRateLimits(config),
    cookie: new SessionCookie(publicUrl),
    version: manifest.version,
    isDraining: () => isDraining,
    webRoot: findWebRoot(config),
  });
  const listener = getRequestListener(app.fetch);
  http.on('request', (request, response) => void listener(request, response));
  http.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  const sync = new SyncEndpoint(http, {
    config,
    rooms,
    metrics,
    log,
    access: { isOriginAllowed, admit: (ticket, id) => access.admit(ticket, id) },
  });

  const stopSweeping = repeat(SWEEP_EVERY_MS, log, () => access.sweep([...rooms.connections()]));
  const stopPurging = repeat(PURGE_EVERY_MS, log, () => {
    const now = Date.now();
    return store.accounts.purgeExpired(now, now - config.SESSION_IDLE);
  });
  log.info({ url, publicUrl, version: manifest.version }, 'listening');

  return {
    url,
    port,
    setupToken,
    setupUrl: setupToken === null ? null : `${publicUrl}/setup#${setupToken}`,
    close: async () => {
      isDraining = true;
      stopSweeping();
      stopPurging();
      const isFree = new Promise<void>((resolve) => http.close(() => resolve()));
      sync.stop();
      await rooms.close();
      await sync.close();
      http.closeIdleConnections();
      setTimeout(() => http.closeAllConnections(), 1000).unref();
      await isFree;
      await thread.close();
      await store.close();
      log.info('closed');
    },
  };
}

function listen(http: ReturnType<typeof createServer>, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new AppError(
              'port-taken',
              `Port ${config.PORT} is taken by another program. Set PORT to another one.`,
            )
          : error,
      ),
    );
    http.listen(config.PORT, config.HOST, () => resolve((http.address() as AddressInfo).port));
  });
}

/** Runs something again and again, never twice at once. */
function repeat(everyMs: number, log: Logger, fn: () => Promise<void>): () => void {
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    fn()
      .catch((error: unknown) => log.error({ error: errorMessage(error) }, 'maintenance failed'))
      .finally(() => {
        isRunning = false;
      });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function findWebRoot(config: Config): string | null {
  const root = config.WEB_ROOT ?? join(import.meta.dirname, '../../web/dist');
  return hasWebApp(root) ? root : null;
}

/** Connections through a proxy: tunnels (CONNECT, SOCKS 5), and requests that an HTTP proxy passes on itself. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { AppError, type ProxyServer } from '@scratchpad/core/wire';
import type { Exchange, HopRequest } from './exchange.ts';

const AUTHORIZATION = 'Proxy-Authorization';

/** `scheme://host:port`, without name and password. */
export function proxyText({ scheme, host, port }: ProxyServer): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether requests to an address are handed to the proxy whole. All others go through a tunnel that it opens. */
export function isForwarded(url: URL, proxy: ProxyServer | null): proxy is ProxyServer {
  return proxy !== null && proxy.scheme !== 'socks5' && url.protocol === 'http:';
}

/** A request as a proxy takes it that passes it on: with its whole address, and a name and password for the proxy. */
export function toForwarded(hop: HopRequest, proxy: ProxyServer): HopRequest {
  const credentials = authorizationOf(proxy);
  const isOwn = hop.headers.some(([name]) => name.toLowerCase() === AUTHORIZATION.toLowerCase());
  return {
    ...hop,
    target: `http://${hop.url.host}${hop.target}`,
    headers:
      credentials === null || isOwn ? hop.headers : [...hop.headers, [AUTHORIZATION, credentials]],
  };
}

/** An exchange without the password of the proxy among the headers that are shown and kept. */
export function withoutProxyPassword(exchange: Exchange, proxy: ProxyServer): Exchange {
  const credentials = authorizationOf(proxy);
  const { request } = exchange;
  const headers = request.headers.filter(([, value]) => value !== credentials);
  return { ...exchange, request: { ...request, headers } };
}

/**
 * A connection to a place through a proxy, which looks the name up itself.
 * @throws AppError `PROXY_FAILED`
 */
export async function openTunnel(
  proxy: ProxyServer,
  place: { readonly host: string; readonly port: number },
  options: { readonly tls: ConnectionOptions; readonly timeoutMs: number },
): Promise<Socket> {
  return proxy.scheme === 'socks5'
    ? openSocks(proxy, place, options.timeoutMs)
    : openConnect(proxy, place, options);
}

type Place = Parameters<typeof openTunnel>[1];

async function openSocks(proxy: ProxyServer, place: Place, timeout: number): Promise<Socket> {
  const { host, port, username, password } = proxy;
  try {
    // Few have such a proxy, and a run in a terminal starts sooner without it.
    const { SocksClient } = await import('socks');
    const { socket } = await SocksClient.createConnection({
      proxy: { host, port, type: 5, ...(username === '' ? {} : { userId: username, password }) },
      command: 'connect',
      destination: place,
      timeout,
      set_tcp_nodelay: true,
    });
    return socket;
  } catch (error) {
    // The library's error holds the password; only what it says is taken.
    throw proxyFailure(proxy, error, (error as NodeJS.ErrnoException).message);
  }
}

function openConnect(
  proxy: ProxyServer,
  { host, port }: Place,
  { tls, timeoutMs }: Parameters<typeof openTunnel>[2],
): Promise<Socket> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const credentials = authorizationOf(proxy);
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const request = (proxy.scheme === 'https' ? httpsRequest : httpRequest)({
    host: proxy.host,
    port: proxy.port,
    method: 'CONNECT',
    path: authority,
    headers: {
      Host: authority,
      ...(credentials === null ? {} : { [AUTHORIZATION]: credentials }),
    },
    agent: false,
    timeout: timeoutMs,
    // Node would take the name from the Host header, which is the server's.
    ...(proxy.scheme === 'https'
      ? { ...tls, servername: isIP(proxy.host) === 0 ? proxy.host : '' }
      : {}),
  });
  request.once('connect', ({ statusCode = 0, statusMessage = '' }, socket, head) => {
    socket.setTimeout(0);
    if (statusCode >= 200 && statusCode < 300) {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
      return;
    }
    socket.destroy();
    reject(refusal(proxy, authority, statusCode, statusMessage));
  });
  // An answer that is not one to CONNECT.
  request.once('response', (response: IncomingMessage) => {
    response.destroy();
    reject(refusal(proxy, authority, response.statusCode ?? 0, response.statusMessage ?? ''));
  });
  request.once('timeout', () => request.destroy(new Error('it does not react in time')));
  request.once('error', (error) => reject(proxyFailure(proxy, error, error.message)));
  request.end();
  return promise;
}

function authorizationOf({ username, password }: ProxyServer): string | null {
  if (username === '' && password === '') return null;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

const NOTHING_LEFT = 'so no request left this machine.';
const WHERE = 'in the settings under Proxy, or in the environment (HTTP_PROXY, HTTPS_PROXY)';

/** A connection to a proxy that failed, in words. */
export function proxyFailure(
  proxy: ProxyServer,
  cause: unknown,
  reason: string,
): AppError<'PROXY_FAILED'> {
  const { code } = cause as NodeJS.ErrnoException;
  return new AppError(
    'PROXY_FAILED',
    `The proxy ${proxyText(proxy)} made no connection: ${reason || code}; ${NOTHING_LEFT} Check it ${WHERE}.`,
    // Nothing but the code: the error of a library may hold the password.
    code === undefined ? {} : { cause: Object.assign(new Error(reason), { code }) },
  );
}

function refusal(
  proxy: ProxyServer,
  place: string,
  status: number,
  text: string,
): AppError<'PROXY_FAILED'> {
  const what =
    status === 407
      ? `wants a name and a password, or others than it was given (407), ${NOTHING_LEFT} They stand`
      : `makes no connection to ${place} (${status} ${text}), ${NOTHING_LEFT} It is chosen`;
  return new AppError('PROXY_FAILED', `The proxy ${proxyText(proxy)} ${what} ${WHERE}.`);
}

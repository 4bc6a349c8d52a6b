/** Requests and WebSockets through proxies that others wrote. `api.test` has an address at the proxy alone. */
import type { RequestListener } from 'node:http';
import { networkSchema, type NetworkSettings, type SocketEvent } from '@scratchpad/core/wire';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { connectSocket } from '../socket/connectSocket.ts';
import { createCertificate } from '../testing/certificates.ts';
import { collectSend, testPool } from '../testing/collectSend.ts';
import {
  hasTinyproxy,
  startHttpProxy,
  startSocksProxy,
  startTinyproxy,
} from '../testing/proxies.ts';
import { startHttp, startHttp2, startHttps } from '../testing/servers.ts';

type Scheme = 'http' | 'https' | 'socks5';
const USER = { username: 'ann', password: 'p@ss:word' };

function through(
  scheme: Scheme,
  port: number,
  more: {
    user?: { username: string; password: string };
    bypass?: string[];
    authorities?: NetworkSettings['authorities'];
  } = {},
): NetworkSettings {
  const server = { scheme, host: '127.0.0.1', port, ...more.user };
  return networkSchema.parse({
    proxy: { mode: 'custom', server, bypass: more.bypass ?? [] },
    authorities: more.authorities ?? [],
  });
}

/** A plain and a secure server that name what they got. */
async function startServers() {
  const certificate = await createCertificate({ host: 'api.test' });
  const heard: { url: string; headers: string[] }[] = [];
  const listener: RequestListener = ({ url = '', rawHeaders: headers }, response) => {
    heard.push({ url, headers });
    response.end('hello');
  };
  const plain = await startHttp(listener);
  const secure = await startHttps(certificate, listener);
  const authorities = [{ place: 'api.test', pem: certificate.cert }];
  return {
    heard,
    authorities,
    plainUrl: `http://api.test:${plain.port}/a%20b?q=1`,
    secureUrl: `https://api.test:${secure.port}/a%20b?q=1`,
    ports: { plain: plain.port, secure: secure.port },
  };
}

async function startProxy(scheme: Scheme, wantsUser = false) {
  if (scheme === 'socks5') return { ...(await startSocksProxy({ wantsUser })), authorities: [] };
  if (scheme === 'http') return { ...(await startHttpProxy({ wantsUser })), authorities: [] };
  const certificate = await createCertificate({ host: 'localhost' });
  return {
    ...(await startHttpProxy({ wantsUser, certificate })),
    authorities: [{ place: 'localhost', pem: certificate.cert }],
  };
}

describe.each<Scheme>(['http', 'https', 'socks5'])('a proxy that speaks %s', (scheme) => {
  const host = scheme === 'https' ? 'localhost' : '127.0.0.1';
  const networkOf = (
    { port, authorities }: { port: number; authorities: NetworkSettings['authorities'] },
    more: Parameters<typeof through>[2] = {},
  ) => {
    const all = [...authorities, ...(more.authorities ?? [])];
    const network = through(scheme, port, { ...more, authorities: all });
    if (network.proxy.mode === 'custom') network.proxy.server.host = host;
    return network;
  };

  it('takes plain and secure requests, asked by name and password', async () => {
    const servers = await startServers();
    const proxy = await startProxy(scheme, true);
    const network = networkOf(proxy, { user: USER, authorities: servers.authorities });
    for (const url of [servers.plainUrl, servers.secureUrl]) {
      const { error, body, hops } = await collectSend({ url, network });
      expect(error).toBeUndefined();
      expect(body.toString()).toBe('hello');
      expect(hops[0]?.connection.proxy).toBe(`${scheme}://${host}:${proxy.port}`);
      expect(JSON.stringify(hops)).not.toMatch(/Proxy-Authorization|p@ss|Basic/i);
    }
    expect(servers.heard.map(({ url }) => url)).toEqual(['/a%20b?q=1', '/a%20b?q=1']);
    expect(servers.heard.flatMap(({ headers }) => headers).join()).not.toMatch(/proxy-auth/i);
    const { plain, secure } = servers.ports;
    expect(proxy.asked).toEqual(
      scheme === 'socks5'
        ? [`SOCKS api.test:${plain}`, `SOCKS api.test:${secure}`]
        : [`GET ${servers.plainUrl}`, `CONNECT api.test:${secure}`],
    );
  });

  it('also takes requests that undici does not send', async () => {
    const servers = await startServers();
    const proxy = await startProxy(scheme);
    const network = networkOf(proxy, { authorities: servers.authorities });
    for (const url of [servers.plainUrl, servers.secureUrl]) {
      const { error, body } = await collectSend({
        url,
        network,
        headers: [['Host', 'other.test']],
      });
      expect(error).toBeUndefined();
      // Over TLS nobody sees the header on the way; a proxy that forwards goes where the address says.
      expect(body.toString()).toBe('hello');
    }
    expect(proxy.asked).toHaveLength(2);
  });

  it('is told when it wants another password', async () => {
    const servers = await startServers();
    const proxy = await startProxy(scheme, true);
    const network = networkOf(proxy, {
      user: { username: 'ann', password: 's3cret-guess' },
      authorities: servers.authorities,
    });
    const { error } = await collectSend({ url: servers.secureUrl, network });
    expect(error).toMatchObject({ code: 'PROXY_FAILED', phase: 'tcp', leftMachine: false });
    expect(error?.message).toContain(`${scheme}://${host}:${proxy.port}`);
    expect(JSON.stringify(error)).not.toContain('guess');
    expect(servers.heard).toEqual([]);
  });

  it('carries WebSockets, plain and secure', async () => {
    const certificate = await createCertificate({ host: 'api.test' });
    const plain = await startHttp(
      () => undefined,
      (server) => new WebSocketServer({ server }),
    );
    const secure = await startHttps(
      certificate,
      () => undefined,
      (server) => new WebSocketServer({ server }),
    );
    const proxy = await startProxy(scheme);
    const network = networkOf(proxy, {
      authorities: [{ place: 'api.test', pem: certificate.cert }],
    });
    for (const url of [`ws://api.test:${plain.port}/`, `wss://api.test:${secure.port}/`]) {
      expect(await firstEvent(url, network)).toMatchObject({ type: 'open' });
    }
    expect(proxy.asked.every((line) => /^(?:CONNECT|SOCKS) api\.test:/.test(line))).toBe(true);
    expect(proxy.asked).toHaveLength(2);
  });

  it('that is not there is named as what failed', async () => {
    const network = through(scheme, 9);
    for (const url of ['http://api.test/', 'https://api.test/']) {
      const { error } = await collectSend({ url, network });
      expect(error).toMatchObject({ code: 'PROXY_FAILED', leftMachine: false });
      expect(error?.message).toContain(`${scheme}://127.0.0.1:9`);
    }
    expect(await firstEvent('ws://api.test/', network)).toMatchObject({ code: 'PROXY_FAILED' });
  });
});

it('negotiates HTTP/2 through a tunnel, and keeps the connection', async () => {
  const certificate = await createCertificate({ host: 'api.test' });
  const { port } = await startHttp2(certificate, (server) =>
    server.on('request', (_request, response) => response.end('two')),
  );
  const proxy = await startHttpProxy();
  const network = through('http', proxy.port, {
    authorities: [{ place: '*', pem: certificate.cert }],
  });
  const transports = testPool();
  const url = `https://api.test:${port}/`;
  const first = await collectSend({ url, network }, null, { transports });
  const second = await collectSend({ url, network }, null, { transports });
  expect(first.head?.httpVersion).toBe('2');
  expect(second.hops[0]?.connection).toMatchObject({ reused: true });
  expect(proxy.asked).toHaveLength(1);
});

it('goes past the proxy to places on the list, and to each hop as its own place says', async () => {
  const { port } = await startHttp((request, response) => {
    if (request.url === '/first') {
      response.writeHead(302, { Location: `http://127.0.0.1:${port}/second` }).end();
    } else response.end('there');
  });
  const proxy = await startHttpProxy();
  const network = through('http', proxy.port, { bypass: ['127.0.0.0/8'] });
  const { body, hops } = await collectSend({ url: `http://api.test:${port}/first`, network });
  expect(body.toString()).toBe('there');
  expect(hops.map(({ connection }) => connection.proxy)).toEqual([
    `http://127.0.0.1:${proxy.port}`,
    null,
  ]);
  expect(proxy.asked).toEqual([`GET http://api.test:${port}/first`]);
});

it('shows what a proxy itself answers to a plain request', async () => {
  const proxy = await startHttpProxy({ wantsUser: true });
  const network = through('http', proxy.port);
  const { head } = await collectSend({ url: 'http://api.test/', network });
  expect(head?.status).toBe(407);
});

it('takes HTTP/2 over plain connections to no proxy', async () => {
  const proxy = await startHttpProxy();
  const { error } = await collectSend({
    url: 'http://api.test/',
    network: through('http', proxy.port),
    settings: { httpVersion: '2' },
  });
  expect(error?.code).toBe('HTTP2_UNAVAILABLE');
  expect(proxy.asked).toEqual([]);
});

it.skipIf(!hasTinyproxy)('agrees with tinyproxy (skipped where it is not installed)', async () => {
  const certificate = await createCertificate({ host: 'localhost' });
  const plain = await startHttp((_request, response) => response.end('plain'));
  const secure = await startHttps(certificate, (_request, response) => response.end('secure'));
  const proxy = await startTinyproxy();
  const network = through('http', proxy.port, {
    authorities: [{ place: 'localhost', pem: certificate.cert }],
  });
  const url = `https://localhost:${secure.port}/`;
  expect((await collectSend({ url: plain.url, network })).body.toString()).toBe('plain');
  expect((await collectSend({ url, network })).body.toString()).toBe('secure');
  expect(proxy.log()).toContain(`GET http://localhost:${plain.port}/ HTTP/1.1`);
  expect(proxy.log()).toContain(`CONNECT localhost:${secure.port} HTTP/1.1`);
});

/** What a WebSocket comes to first. */
async function firstEvent(url: string, network: NetworkSettings): Promise<SocketEvent> {
  const { promise, resolve } = Promise.withResolvers<SocketEvent>();
  const socket = connectSocket(
    {
      type: 'connect',
      url,
      headers: [],
      subprotocols: [],
      verifyTls: true,
      handshakeTimeoutMs: 0,
      maxMessageBytes: 1_000_000,
      network,
    },
    { onEvent: resolve, onMessage: () => undefined },
  );
  try {
    return await promise;
  } finally {
    socket.end();
  }
}

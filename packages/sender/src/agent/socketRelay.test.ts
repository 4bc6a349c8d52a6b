/** The relay as the page uses it: a real agent, a real WebSocket server, frames of `socketRelay`. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  agentSessionSchema,
  decodeSocketFrame,
  encodeSocketControl,
  networkSchema,
  encodeSocketMessages,
  RELAY_PATH,
  RELAY_SUBPROTOCOL,
  RELAY_TOKEN_PREFIX,
  socketEventSchema,
  type SocketConnect,
  type SocketEvent,
  type SocketMessage,
} from '@scratchpad/core/wire';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { call, pageHeaders, startAgent } from '../testing/agentClient.ts';
import { createCertificate } from '../testing/certificates.ts';
import { startHttps } from '../testing/servers.ts';
import type { Agent } from './createAgent.ts';

/** A page with one socket of the relay. */
async function openPage(agent: Agent, connect: Partial<SocketConnect> & { url: string }) {
  const session = await call(agent, 'POST', '/api/agent/session', pageHeaders(agent), '{}');
  const { token } = agentSessionSchema.parse(JSON.parse(session.body.toString()));
  const socket = new WebSocket(
    `${agent.url.replace('http', 'ws')}${RELAY_PATH}`,
    [RELAY_SUBPROTOCOL, RELAY_TOKEN_PREFIX + token],
    { origin: agent.url },
  );
  onTestFinished(() => socket.terminate());
  const events: SocketEvent[] = [];
  const messages: SocketMessage[] = [];
  let frames = 0;
  socket.on('message', (data: Buffer) => {
    const frame = decodeSocketFrame(data);
    if ('messages' in frame) {
      frames += 1;
      for (const message of frame.messages)
        messages.push(typeof message === 'string' ? message : Buffer.from(message));
    } else events.push(socketEventSchema.parse(frame.control));
  });
  await once(socket, 'open');
  expect(socket.protocol).toBe(RELAY_SUBPROTOCOL);
  socket.send(
    encodeSocketControl({
      type: 'connect',
      headers: [],
      subprotocols: [],
      verifyTls: true,
      handshakeTimeoutMs: 0,
      maxMessageBytes: 1_000_000,
      network: networkSchema.parse({}),
      ...connect,
    }),
  );
  const until = (type: SocketEvent['type']) =>
    vi.waitFor(() => {
      const found = events.find((event) => event.type === type);
      if (found === undefined) throw new Error(`no ${type} in ${JSON.stringify(events)}`);
      return found;
    }, 10_000);
  return { socket, events, messages, until, frames: () => frames };
}

/** A server that tells what it was asked with, and echoes. */
async function startEcho(options: { readonly refuse?: boolean } = {}) {
  const asked: IncomingMessage[] = [];
  const http = createServer();
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => [...offered].at(-1) ?? false,
  });
  http.on('upgrade', (request, stream, head) => {
    asked.push(request);
    if (options.refuse === true) {
      stream.end('HTTP/1.1 401 Who are you\r\nX-Why: key\r\nContent-Length: 10\r\n\r\nno key: ü');
      return;
    }
    server.handleUpgrade(request, stream, head, (socket) => {
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    http.close();
  });
  const { port } = http.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}/feed?a=b`, asked, clients: server.clients };
}

describe('the socket relay', () => {
  it('passes text and binary both ways, with headers and subprotocols as they were written', async () => {
    const agent = await startAgent();
    const echo = await startEcho();
    const page = await openPage(agent, {
      url: echo.url,
      headers: [
        ['X-Key', 'k'],
        ['Cookie', 'a=1'],
      ],
      subprotocols: ['v1', 'v2'],
    });
    const opened = await page.until('open');
    expect(opened).toMatchObject({
      subprotocol: 'v2',
      handshake: { request: { url: echo.url }, response: { status: 101 } },
    });
    expect(JSON.stringify(opened)).toContain('"X-Key","k"');
    expect(echo.asked[0]?.url).toBe('/feed?a=b');
    expect(echo.asked[0]?.headers).toMatchObject({
      'x-key': 'k',
      cookie: 'a=1',
      'sec-websocket-protocol': 'v1,v2',
    });
    // Neither the page's origin nor anything else of the relay reaches the server.
    expect(JSON.stringify(echo.asked[0]?.rawHeaders)).not.toContain(String(agent.port));
    for (const message of ['Grüße', Buffer.from([0, 255, 1]), '']) {
      page.socket.send(encodeSocketMessages([message]));
    }
    await vi.waitFor(() => expect(page.messages).toHaveLength(3));
    expect(page.messages).toEqual(['Grüße', Buffer.from([0, 255, 1]), '']);
    page.socket.send(encodeSocketControl({ type: 'close', code: 4001, reason: 'enough' }));
    expect(await page.until('closed')).toEqual({ type: 'closed', code: 4001, reason: 'enough' });
  });

  it('passes a burst in order, in far fewer frames than messages, and before what ends it', async () => {
    const agent = await startAgent();
    const echo = await startEcho();
    const page = await openPage(agent, { url: echo.url });
    await page.until('open');
    const burst = Array.from({ length: 5000 }, (_, i) =>
      i % 7 === 0 ? Buffer.from([i % 256]) : `${i}`,
    );
    for (const client of echo.clients) {
      for (const message of burst) client.send(message);
      client.close(1000);
    }
    await page.until('closed');
    expect(page.messages).toEqual(burst);
    expect(page.frames()).toBeLessThan(burst.length / 10);
  });

  it('shows a refused handshake with its status, headers and body', async () => {
    const agent = await startAgent();
    const page = await openPage(agent, { url: (await startEcho({ refuse: true })).url });
    expect(await page.until('refused')).toMatchObject({
      body: 'no key: ü',
      handshake: {
        response: {
          status: 401,
          statusText: 'Who are you',
          headers: [
            ['X-Why', 'key'],
            ['Content-Length', '10'],
          ],
        },
      },
    });
  });

  it('says why there is no connection', async () => {
    const agent = await startAgent();
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const refused = await openPage(agent, { url: `ws://127.0.0.1:${port}` });
    expect(await refused.until('failed')).toMatchObject({ code: 'CONNECTION_REFUSED' });
    const wrong = await openPage(agent, { url: 'ws://' });
    expect(await wrong.until('failed')).toMatchObject({ code: 'INVALID_URL' });
    const certificate = await createCertificate();
    const secure = await startHttps(certificate, () => undefined);
    const untrusted = await openPage(agent, { url: secure.url.replace('https', 'wss') });
    expect(await untrusted.until('failed')).toMatchObject({
      code: expect.stringMatching(/^TLS_/) as string,
    });
  });

  it('tells a close of the server, a lost connection, and a message that is too large', async () => {
    const agent = await startAgent();
    const echo = await startEcho();
    const closed = await openPage(agent, { url: echo.url });
    await closed.until('open');
    for (const client of echo.clients) client.close(1001, 'bye');
    expect(await closed.until('closed')).toMatchObject({ code: 1001, reason: 'bye' });
    const lost = await openPage(agent, { url: echo.url });
    await lost.until('open');
    for (const client of echo.clients) client.terminate();
    expect(await lost.until('closed')).toMatchObject({ code: 1006 });
    const large = await openPage(agent, { url: echo.url, maxMessageBytes: 10 });
    await large.until('open');
    large.socket.send(encodeSocketMessages(['x'.repeat(11)]));
    expect(await large.until('failed')).toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
  });

  it('ends the connection when the page goes away, and the page that speaks otherwise', async () => {
    const agent = await startAgent();
    const echo = await startEcho();
    const page = await openPage(agent, { url: echo.url });
    await page.until('open');
    expect(echo.clients.size).toBe(1);
    page.socket.terminate();
    await vi.waitFor(() => expect(echo.clients.size).toBe(0));
    const cut = encodeSocketMessages(['cut short']).subarray(0, -1);
    for (const frame of ['what?', cut, Buffer.from([1, 9, 0])]) {
      const rude = await openPage(agent, { url: echo.url });
      await rude.until('open');
      rude.socket.send(frame);
      const [code] = (await once(rude.socket, 'close')) as [number];
      expect(code).toBe(1008);
    }
  });
});

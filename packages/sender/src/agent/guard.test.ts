import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import {
  call,
  codeOf,
  pageHeaders,
  sendHeaders,
  sendMessage,
  startAgent,
} from '../testing/agentClient.ts';
import { startHttp } from '../testing/servers.ts';
import type { Agent } from './createAgent.ts';

/** A server that must stay untouched. */
async function startTarget() {
  let requests = 0;
  const server = await startHttp((_request, response) => {
    requests += 1;
    response.end('secret');
  });
  return { url: server.url, requests: () => requests };
}

/** What the agent answers to a raw WebSocket handshake. */
async function upgrade(
  agent: Agent,
  headers: Record<string, string>,
  path = '/api/agent/socket',
): Promise<string> {
  const socket = connect(agent.port, '127.0.0.1');
  const lines = Object.entries({ Upgrade: 'websocket', Connection: 'Upgrade', ...headers });
  socket.write(
    `GET ${path} HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`,
  );
  return text(socket);
}

describe('the agent, asked by a page from elsewhere,', () => {
  it('gives no token to a foreign or null Origin, or to none', async () => {
    const agent = await startAgent();
    for (const Origin of [
      'https://evil.test',
      'null',
      `http://127.0.0.1:${agent.port + 1}`,
      `https://127.0.0.1:${agent.port}`,
      undefined,
    ]) {
      const headers = { ...pageHeaders(agent), Origin };
      const answer = await call(
        agent,
        'POST',
        '/api/agent/session',
        Origin === undefined ? withoutOrigin(headers) : headers,
        '{}',
      );
      expect([Origin, answer.status, codeOf(answer)]).toEqual([Origin, 403, 'ORIGIN_NOT_ALLOWED']);
    }
  });

  it('gives no token to what the browser itself calls cross-site', async () => {
    const agent = await startAgent();
    for (const site of ['cross-site', 'same-site', 'none']) {
      const headers = { ...pageHeaders(agent), 'Sec-Fetch-Site': site };
      const answer = await call(agent, 'POST', '/api/agent/session', headers, '{}');
      expect([answer.status, codeOf(answer)]).toEqual([403, 'CROSS_SITE']);
    }
  });

  it('gives no token to a form', async () => {
    const agent = await startAgent();
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
      '',
    ]) {
      const headers = { ...pageHeaders(agent), 'Content-Type': type };
      const answer = await call(agent, 'POST', '/api/agent/session', headers, '{}');
      expect([answer.status, codeOf(answer)]).toEqual([415, 'CONTENT_TYPE_NOT_ALLOWED']);
    }
  });

  it('gives no token to a GET', async () => {
    const agent = await startAgent();
    for (const path of ['/api/agent/session', '/api/agent/send']) {
      const answer = await call(agent, 'GET', path, pageHeaders(agent));
      expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_FOUND']);
    }
  });

  it('refuses preflights and lets nobody read across origins', async () => {
    const agent = await startAgent();
    const headers = { Origin: 'https://evil.test', 'Access-Control-Request-Method': 'POST' };
    const preflight = await call(agent, 'OPTIONS', '/api/agent/send', headers);
    expect(preflight.status).toBe(404);
    const answers = [
      preflight,
      await call(agent, 'OPTIONS', '/', headers),
      await call(agent, 'GET', '/api/agent/hello', headers),
      await call(agent, 'POST', '/api/agent/session', pageHeaders(agent), '{}'),
      await call(agent, 'GET', '/', headers),
    ];
    for (const answer of answers) {
      expect(
        Object.keys(answer.headers).filter((name) => name.startsWith('access-control')),
      ).toEqual([]);
    }
  });

  it('sends nothing for it, even if it had the token', async () => {
    const agent = await startAgent();
    const target = await startTarget();
    const headers = await sendHeaders(agent);
    for (const part of [
      { Origin: 'https://evil.test' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Content-Type': 'text/plain' },
      { 'Content-Type': 'application/json' },
    ]) {
      const answer = await call(
        agent,
        'POST',
        '/api/agent/send',
        { ...headers, ...part },
        sendMessage(target),
      );
      expect([part, answer.status]).toEqual([part, 'Content-Type' in part ? 415 : 403]);
    }
    expect(target.requests()).toBe(0);
  });

  it('sends nothing without the token of this launch', async () => {
    const agent = await startAgent();
    const other = await startAgent();
    const target = await startTarget();
    const headers = await sendHeaders(agent);
    const { Authorization: ofOther } = await sendHeaders(other);
    const { Authorization: own, ...without } = headers;
    for (const [Authorization, code] of [
      ['', 'TOKEN_MISSING'],
      [String(own).replace('Bearer', 'Basic'), 'TOKEN_MISSING'],
      ['Bearer x', 'TOKEN_WRONG'],
      [String(own).slice(0, -1), 'TOKEN_WRONG'],
      [ofOther, 'TOKEN_WRONG'],
    ]) {
      const answer = await call(
        agent,
        'POST',
        '/api/agent/send',
        { ...without, Authorization },
        sendMessage(target),
      );
      expect([Authorization, answer.status, codeOf(answer)]).toEqual([Authorization, 401, code]);
    }
    expect(target.requests()).toBe(0);
  });
});

describe('the agent, reached under another name (DNS rebinding),', () => {
  const hosts = (agent: Agent) => [
    'evil.test',
    `evil.test:${agent.port}`,
    '127.0.0.1',
    'localhost:1',
    `127.0.0.2:${agent.port}`,
  ];

  it('serves neither the page nor any call', async () => {
    const agent = await startAgent();
    for (const Host of hosts(agent)) {
      // A rebound page is of one origin with the agent, as far as its browser can tell.
      const headers = { ...pageHeaders(agent), Host, Origin: `http://${Host}` };
      for (const [method, path] of [
        ['GET', '/'],
        ['GET', '/api/agent/hello'],
        ['POST', '/api/agent/session'],
      ] as const) {
        const answer = await call(agent, method, path, headers, method === 'POST' ? '{}' : '');
        expect([Host, path, answer.status, codeOf(answer)]).toEqual([
          Host,
          path,
          403,
          'HOST_NOT_ALLOWED',
        ]);
      }
    }
  });

  it('opens no WebSocket', async () => {
    const agent = await startAgent();
    for (const Host of hosts(agent)) {
      expect(await upgrade(agent, { Host, Origin: `http://${Host}` })).toMatch(
        /^HTTP\/1\.1 403 [^]*HOST_NOT_ALLOWED/,
      );
    }
  });

  it('serves under each of its own names', async () => {
    const agent = await startAgent();
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const Host = `${name}:${agent.port}`;
      const headers = { ...pageHeaders(agent), Host, Origin: `http://${Host}` };
      expect((await call(agent, 'POST', '/api/agent/session', headers, '{}')).status).toBe(200);
    }
  });
});

describe('a WebSocket', () => {
  it('is refused, and from elsewhere for the reason that it is', async () => {
    const agent = await startAgent();
    const Host = `127.0.0.1:${agent.port}`;
    const refusals = {
      ORIGIN_NOT_ALLOWED: [
        { Host, Origin: 'https://evil.test' },
        { Host, Origin: 'null' },
        { Host },
      ],
      CROSS_SITE: [{ Host, Origin: agent.url, 'Sec-Fetch-Site': 'cross-site' }],
      TOKEN_MISSING: [
        { Host, Origin: agent.url },
        { Host, Origin: agent.url, 'Sec-WebSocket-Protocol': 'scratchpad.relay.v1' },
      ],
      TOKEN_WRONG: [{ Host, Origin: agent.url, 'Sec-WebSocket-Protocol': 'token.guessed' }],
    };
    for (const [code, handshakes] of Object.entries(refusals)) {
      for (const headers of handshakes) {
        expect(await upgrade(agent, headers)).toMatch(new RegExp(`^HTTP/1\\.1 403 [^]*${code}`));
      }
    }
    expect(await upgrade(agent, { Host, Origin: agent.url }, '/api/agent/ws')).toContain(
      'NOT_FOUND',
    );
  });
});

describe('the agent outlives', () => {
  it('raw sockets that speak no HTTP, and resets in the middle of a call', async () => {
    const agent = await startAgent();
    const noise = connect(agent.port, '127.0.0.1');
    noise.on('error', () => undefined);
    noise.end('\0\0\0 nonsense\r\n\r\n');
    await once(noise, 'close');

    const reset = connect(agent.port, '127.0.0.1');
    await once(reset, 'connect');
    reset.write(
      `POST /api/agent/session HTTP/1.1\r\nHost: 127.0.0.1:${agent.port}\r\nContent-Length: 99\r\n\r\n`,
    );
    reset.resetAndDestroy();
    await once(reset, 'close');

    const request = httpRequest({ host: '127.0.0.1', port: agent.port, path: '/' }).end();
    const [response] = (await once(request, 'response')) as [
      { statusCode: number; resume: () => void },
    ];
    response.resume();
    expect(response.statusCode).toBe(200);
  });
});

function withoutOrigin<T extends { Origin?: unknown }>({
  Origin: _,
  ...rest
}: T): Omit<T, 'Origin'> {
  return rest;
}

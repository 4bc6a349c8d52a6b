import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { RELAY_SUBPROTOCOL, RELAY_TOKEN_PREFIX, SEND_CONTENT_TYPE } from '@scratchpad/core/wire';
import { describe, expect, it, onTestFinished } from 'vitest';
import { call, codeOf, sendHeaders, sendMessage, startAgent } from '../testing/agentClient.ts';
import { startHttp } from '../testing/servers.ts';
import type { Agent } from './createAgent.ts';
import type { PairingOptions } from './pairings.ts';

const SERVER = 'https://workspaces.test';
const OTHER = 'https://other.test';

/** An agent whose codes and clock are in the test's hands. */
async function startPairable(file?: string) {
  const codes: string[] = [];
  const clock = { now: Date.now() };
  const pairing: PairingOptions = {
    onCode: ({ code }) => codes.push(code),
    now: () => clock.now,
    ...(file === undefined ? {} : { file }),
  };
  return { agent: await startAgent({}, { pairing }), codes, clock };
}

const from = (Origin: string) => ({
  Origin,
  'Sec-Fetch-Site': 'cross-site',
  'Content-Type': 'application/json',
});

const ask = (agent: Agent, origin = SERVER) =>
  call(agent, 'POST', '/api/agent/pairing', from(origin), '{}');

const confirm = (agent: Agent, code: string | undefined, origin = SERVER) =>
  call(agent, 'POST', '/api/agent/pairing/confirm', from(origin), JSON.stringify({ code }));

async function pair({ agent, codes }: Awaited<ReturnType<typeof startPairable>>, origin = SERVER) {
  await ask(agent, origin);
  const { body } = await confirm(agent, codes.at(-1), origin);
  return (JSON.parse(body.toString()) as { token: string }).token;
}

async function sendAs(agent: Agent, origin: string, token: string) {
  const target = await startHttp((_request, response) => response.end('reached'));
  const headers = {
    ...from(origin),
    'Content-Type': SEND_CONTENT_TYPE,
    Authorization: `Bearer ${token}`,
  };
  return call(agent, 'POST', '/api/agent/send', headers, sendMessage({ url: target.url }));
}

describe('a page of a workspace server', () => {
  it('is paired by the code of the terminal, and sends with the token it gets', async () => {
    const pairable = await startPairable();
    const { agent, codes } = pairable;
    expect((await ask(agent)).status).toBe(200);
    expect(codes).toEqual([expect.stringMatching(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)]);
    // As a person writes it.
    const answer = await confirm(agent, codes[0]?.toLowerCase().replace('-', ' '));
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe(SERVER);
    const { token } = JSON.parse(answer.body.toString()) as { token: string };
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const sent = await sendAs(agent, SERVER, token);
    expect([sent.status, sent.headers['access-control-allow-origin']]).toEqual([200, SERVER]);
    expect(sent.body.toString()).toContain('reached');
  });

  it('is answered to its preflights, and nobody else is', async () => {
    const pairable = await startPairable();
    const { agent } = pairable;
    const preflight = async (path: string, Origin: string) => {
      const { status, headers } = await call(agent, 'OPTIONS', path, {
        Origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Private-Network': 'true',
      });
      return [status, headers['access-control-allow-origin']];
    };
    expect(await preflight('/api/agent/pairing', SERVER)).toEqual([204, SERVER]);
    expect(await preflight('/api/agent/pairing', 'null')).toEqual([404, undefined]);
    expect(await preflight('/api/agent/send', SERVER)).toEqual([404, undefined]);
    await pair(pairable);
    expect(await preflight('/api/agent/send', SERVER)).toEqual([204, SERVER]);
    expect(await preflight('/api/agent/send', OTHER)).toEqual([404, undefined]);
    expect(await preflight('/', SERVER)).toEqual([405, undefined]);
  });

  it('opens WebSockets with its token', async () => {
    const pairable = await startPairable();
    const { agent } = pairable;
    const token = await pair(pairable);
    const upgrade = (origin: string, given: string) => {
      const socket = connect(agent.port, '127.0.0.1');
      socket.write(
        [
          'GET /api/agent/socket HTTP/1.1',
          `Host: 127.0.0.1:${agent.port}`,
          `Origin: ${origin}`,
          'Upgrade: websocket',
          'Connection: Upgrade',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          `Sec-WebSocket-Protocol: ${RELAY_SUBPROTOCOL}, ${RELAY_TOKEN_PREFIX}${given}`,
          '\r\n',
        ].join('\r\n'),
      );
      socket.once('data', () => socket.end());
      return text(socket);
    };
    expect(await upgrade(SERVER, token)).toContain('101 Switching Protocols');
    expect(await upgrade(SERVER, 'guessed')).toContain('TOKEN_WRONG');
    expect(await upgrade(OTHER, token)).toContain('ORIGIN_NOT_ALLOWED');
  });
});

describe('a code', () => {
  it('is good once', async () => {
    const { agent, codes } = await startPairable();
    await ask(agent);
    expect((await confirm(agent, codes[0])).status).toBe(200);
    expect(codeOf(await confirm(agent, codes[0]))).toBe('PAIRING_NOT_OPEN');
  });

  it('is good for two minutes', async () => {
    const { agent, codes, clock } = await startPairable();
    await ask(agent);
    clock.now += 2 * 60_000;
    expect(codeOf(await confirm(agent, codes[0]))).toBe('PAIRING_NOT_OPEN');
    await ask(agent);
    clock.now += 2 * 60_000 - 1;
    expect((await confirm(agent, codes[1])).status).toBe(200);
  });

  it('is void after five wrong ones', async () => {
    const { agent, codes } = await startPairable();
    await ask(agent);
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(codeOf(await confirm(agent, 'AAAA-AAAA')));
    expect(answers).toEqual([
      ...Array.from({ length: 4 }, () => 'PAIRING_CODE_WRONG'),
      'PAIRING_NOT_OPEN',
    ]);
    expect(codeOf(await confirm(agent, codes[0]))).toBe('PAIRING_NOT_OPEN');
  });

  it('is of the page that asked', async () => {
    const { agent, codes } = await startPairable();
    await ask(agent, OTHER);
    expect(codeOf(await confirm(agent, codes[0], SERVER))).toBe('PAIRING_NOT_OPEN');
  });

  it('is asked for five times a minute, by whoever', async () => {
    const { agent, codes, clock } = await startPairable();
    for (let i = 0; i < 5; i++) await ask(agent, `https://page${i}.test`);
    expect(codeOf(await ask(agent))).toBe('PAIRING_TOO_MANY');
    expect(codes).toHaveLength(5);
    clock.now += 60_000;
    expect((await ask(agent)).status).toBe(200);
  });

  it('is shown for pages of servers only', async () => {
    const { agent, codes } = await startPairable();
    for (const origin of [
      'null',
      'file://',
      'chrome-extension://abc',
      agent.url,
      'https://a.test/x',
      'nonsense',
    ]) {
      expect([origin, codeOf(await ask(agent, origin))]).toEqual([origin, 'ORIGIN_NOT_ALLOWED']);
    }
    const form = await call(agent, 'POST', '/api/agent/pairing', {
      Origin: SERVER,
      'Content-Type': 'text/plain',
    });
    expect(codeOf(form)).toBe('CONTENT_TYPE_NOT_ALLOWED');
    expect(codes).toEqual([]);
  });

  it('that is no code is refused', async () => {
    const { agent } = await startPairable();
    await ask(agent);
    for (const body of ['', '{', '{}', '{"code":1}', JSON.stringify({ code: 'A'.repeat(5000) })]) {
      const answer = await call(agent, 'POST', '/api/agent/pairing/confirm', from(SERVER), body);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_REQUEST']);
    }
  });
});

describe('the token of a pairing', () => {
  it('is worth nothing to another origin, and another’s nothing to it', async () => {
    const pairable = await startPairable();
    const { agent } = pairable;
    const token = await pair(pairable);
    const otherToken = await pair(pairable, OTHER);
    const own = String((await sendHeaders(agent)).Authorization).replace('Bearer ', '');
    for (const [origin, given, status] of [
      [OTHER, token, 401],
      [SERVER, otherToken, 401],
      [SERVER, own, 401],
      [agent.url, token, 403],
      ['https://third.test', token, 403],
      [SERVER, token, 200],
    ] as const) {
      expect([origin, (await sendAs(agent, origin, given)).status]).toEqual([origin, status]);
    }
  });

  it('gets no token of the launch', async () => {
    const pairable = await startPairable();
    const token = await pair(pairable);
    const session = (headers: object) =>
      call(pairable.agent, 'POST', '/api/agent/session', { ...from(SERVER), ...headers }, '{}');
    expect(codeOf(await session({}))).toBe('TOKEN_MISSING');
    const answer = await session({ Authorization: `Bearer ${token}` });
    expect(JSON.parse(answer.body.toString())).toEqual({ token });
  });

  it('outlives the agent as a hash in a file of this user, until it is given back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scratchpad-pairing-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'agent', 'pairings.json');
    const first = await startPairable(file);
    const token = await pair(first);
    await first.agent.close();
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readFile(file, 'utf8')).not.toContain(token);

    const { agent } = await startPairable(file);
    expect((await sendAs(agent, SERVER, token)).status).toBe(200);
    const headers = { ...from(SERVER), Authorization: `Bearer ${token}` };
    expect((await call(agent, 'DELETE', '/api/agent/pairing', headers)).status).toBe(200);
    expect((await sendAs(agent, SERVER, token)).status).toBe(403);
    const third = await startPairable(file);
    expect((await sendAs(third.agent, SERVER, token)).status).toBe(403);
  });

  it('is not read from a file that is something else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scratchpad-pairing-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'pairings.json'), '[{"origin":"https://evil.test"}]');
    await expect(startPairable(join(folder, 'pairings.json'))).rejects.toMatchObject({
      code: 'PAIRINGS_DAMAGED',
    });
  });
});

/** Challenges of servers that are built on other libraries. */
import { createHash } from 'node:crypto';
import express from 'express';
import ntlm from 'express-ntlm';
import httpAuth from 'http-auth';
import { describe, expect, it } from 'vitest';
import type { ChallengeAuth } from '@scratchpad/core/wire';
import { collectSend, testPool } from '../testing/collectSend.ts';
import { startHttp } from '../testing/servers.ts';

const digest = (password: string, more: object = {}) => ({
  type: 'digest' as const,
  username: 'ann',
  password,
  ...more,
});

function startDigest(algorithm: 'MD5' | 'MD5-sess', qop: string) {
  const auth = httpAuth.digest({ realm: 'a realm', algorithm, qop }, (username, callback) =>
    callback(
      username === 'ann'
        ? createHash('md5').update('ann:a realm:s3cret ü').digest('hex')
        : undefined,
    ),
  );
  return startHttp(
    auth.check((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => response.end(`in: ${request.method} ${request.url} ${body}`));
    }),
  );
}

describe('digest', () => {
  it.each([
    ['MD5', 'auth'],
    ['MD5', ''],
    ['MD5-sess', 'auth'],
  ] as const)('%s with qop "%s" is let in, with its body', async (algorithm, qop) => {
    const server = await startDigest(algorithm, qop);
    const { hops, head, body, end } = await collectSend(
      {
        url: `${server.url}/a%20b?q=1&r="x"`,
        method: 'POST',
        headers: [['Content-Type', 'text/plain']],
        challenge: digest('s3cret ü'),
      },
      Buffer.from('the body'),
    );
    expect(head?.status).toBe(200);
    expect(body.toString()).toMatch(/^in: POST \/a%20b\?q=1&r=.* the body$/);
    expect(hops.map((hop) => [hop.index, hop.response.status])).toEqual([
      [0, 401],
      [1, 200],
    ]);
    expect(end).toBeDefined();
  });

  it('a wrong password is tried once, and its 401 is shown', async () => {
    const server = await startDigest('MD5', 'auth');
    const { hops, head } = await collectSend({ url: server.url, challenge: digest('wrong') });
    expect(head?.status).toBe(401);
    expect(hops).toHaveLength(2);
  });

  it('is not answered when it is not to be', async () => {
    const server = await startDigest('MD5', 'auth');
    const { hops } = await collectSend({
      url: server.url,
      challenge: digest('s3cret ü', { retries: false }),
    });
    expect(hops).toHaveLength(1);
  });

  it('a known nonce is answered before the server asks', async () => {
    const seen: (string | undefined)[] = [];
    const server = await startHttp((request, response) => {
      seen.push(request.headers.authorization);
      response.end();
    });
    const { hops } = await collectSend({
      url: `${server.url}/x`,
      challenge: digest('p', { nonce: 'n', realm: 'r', qop: 'auth', clientNonce: 'c' }),
    });
    expect(hops).toHaveLength(1);
    expect(seen[0]).toMatch(
      /^Digest username="ann", realm="r", nonce="n", uri="\/x", qop=auth, nc=00000001, cnonce="c", response="[\da-f]{32}"$/,
    );
  });

  it('an old nonce is answered anew, a large streamed body too', async () => {
    let asked = 0;
    const server = await startHttp((request, response) => {
      let bytes = 0;
      request.on('data', (chunk: Buffer) => (bytes += chunk.length));
      request.on('end', () => {
        asked++;
        if (asked < 3) {
          const stale = asked === 2 ? ', stale=true' : '';
          response.setHeader(
            'WWW-Authenticate',
            `Digest realm="r", nonce="n${asked}", qop="auth"${stale}`,
          );
          response.writeHead(401).end('x'.repeat(1000));
        } else response.end(String(bytes));
      });
    });
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const { body, hops } = await collectSend(
      { url: server.url, method: 'PUT', challenge: digest('p') },
      (async function* () {
        for (let i = 0; i < 64; i++) yield await Promise.resolve(chunk);
      })(),
    );
    expect(hops.map(({ response }) => response.status)).toEqual([401, 401, 200]);
    expect(body.toString()).toBe(String(64 * chunk.length));
  });

  it('no credentials go to another origin by a redirect', async () => {
    const other = await startHttp((_, response) => {
      response.setHeader('WWW-Authenticate', 'Digest realm="r", nonce="n", qop="auth"');
      response.writeHead(401).end();
    });
    const server = await startHttp((_, response) => {
      response.writeHead(302, { location: other.url }).end();
    });
    const { hops, head } = await collectSend({ url: server.url, challenge: digest('p') });
    expect(head?.status).toBe(401);
    expect(hops).toHaveLength(2);
    const kept = await collectSend({
      url: server.url,
      challenge: digest('p'),
      settings: { keepAuthOnRedirect: true },
    });
    expect(kept.hops).toHaveLength(3);
  });
});

describe('NTLM', () => {
  const user: ChallengeAuth = {
    type: 'ntlm',
    username: 'CORP\\ann',
    password: 'pass',
    domain: '',
    workstation: 'DESK',
    retries: true,
  };

  async function startNtlm() {
    const app = express();
    const connections: (number | undefined)[] = [];
    app.use((request, _response, next) => {
      connections.push(request.socket.remotePort);
      next();
    });
    app.use(ntlm());
    app.use(express.text());
    app.use((request, response) => {
      const { UserName, DomainName, Workstation } = (
        request as unknown as { ntlm: Record<string, string> }
      ).ntlm;
      response.json({ UserName, DomainName, Workstation, body: request.body });
    });
    return { ...(await startHttp(app)), connections };
  }

  it('talks in three messages over one connection of its own', async () => {
    const server = await startNtlm();
    const transports = testPool();
    // A connection that is open already is not the one.
    await collectSend({ url: server.url }, null, { transports });
    server.connections.length = 0;
    const { hops, body } = await collectSend(
      {
        url: server.url,
        method: 'POST',
        headers: [['Content-Type', 'text/plain']],
        challenge: user,
      },
      Buffer.from('the body'),
      { transports },
    );
    expect(hops.map(({ response }) => response.status)).toEqual([401, 401, 200]);
    expect(JSON.parse(body.toString())).toEqual({
      UserName: 'ann',
      DomainName: 'CORP',
      Workstation: 'DESK',
      body: 'the body',
    });
    expect(new Set(server.connections).size).toBe(1);
  });

  it('a server that asks for something else gets no answer', async () => {
    const server = await startHttp((_, response) => {
      response.setHeader('WWW-Authenticate', ['Negotiate', 'Basic realm="x"']);
      response.writeHead(401).end();
    });
    const { hops, head } = await collectSend({ url: server.url, challenge: user });
    expect(head?.status).toBe(401);
    expect(hops).toHaveLength(1);
  });
});

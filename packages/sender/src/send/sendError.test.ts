import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createCertificate, trustCertificate } from '../testing/certificates.ts';
import { collectSend, testPool } from '../testing/collectSend.ts';
import { startHttp, startHttp2, startHttps, startTcp } from '../testing/servers.ts';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('errors', () => {
  it('say that nothing answers and nothing left the machine', async () => {
    const port = await freePort();
    const { error } = await collectSend({ url: `http://localhost:${port}/x` });
    expect(error).toMatchObject({
      code: 'CONNECTION_REFUSED',
      errno: 'ECONNREFUSED',
      phase: 'tcp',
      leftMachine: false,
    });
    expect(error!.message).toContain(
      `Nothing answers at localhost:${port}. The connection was refused, so no request left this machine.`,
    );
  });

  it('name a host that does not exist', async () => {
    const { error } = await collectSend({ url: 'http://no-such-host.invalid/' });
    expect(error).toMatchObject({ phase: 'dns', leftMachine: false });
    expect(['DNS_NOT_FOUND', 'DNS_FAILED']).toContain(error!.code);
    expect(error!.message).toContain('no-such-host.invalid');
  });

  it('come from the time limit while the head is awaited and while the body flows', async () => {
    const server = await startHttp((request, response) => {
      if (request.url === '/body') response.write('part');
    });
    for (const path of ['/head', '/body']) {
      const { error } = await collectSend({ url: server.url + path, settings: { timeoutMs: 100 } });
      expect(error).toMatchObject({ code: 'TIMEOUT', leftMachine: true });
    }
  });

  it.each([
    ['localhost:3000', 'INVALID_URL'],
    ['/path', 'INVALID_URL'],
    ['ftp://localhost/', 'INVALID_URL'],
    ['http://', 'INVALID_URL'],
    ['http://host:99999/', 'INVALID_URL'],
  ])('refuse the address %s', async (url, code) => {
    expect((await collectSend({ url })).error).toMatchObject({
      code,
      phase: 'prepare',
      leftMachine: false,
      url,
    });
  });

  it.each([
    [{ method: 'GET IT' }, 'INVALID_METHOD'],
    [{ headers: [['bad name', 'x']] as [string, string][] }, 'INVALID_HEADER'],
    [{ headers: [['X-A', 'a\r\nX-Injected: b']] as [string, string][] }, 'INVALID_HEADER'],
    [{ headers: [['X-A', '日本']] as [string, string][] }, 'INVALID_HEADER'],
  ])('refuse what cannot stand in HTTP: %j', async (part, code) => {
    expect((await collectSend({ url: 'http://localhost:1/', ...part })).error).toMatchObject({
      code,
    });
  });

  it('tell a connection closed without an answer from a response that breaks off', async () => {
    const silent = await startTcp((socket) => socket.once('data', () => socket.end()));
    expect((await collectSend({ url: silent.url, method: 'POST' })).error).toMatchObject({
      code: 'CONNECTION_RESET',
      leftMachine: true,
    });
    const broken = await startTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart')),
    );
    const { body, error } = await collectSend({ url: broken.url });
    expect(body.toString()).toBe('part');
    expect(error).toMatchObject({ code: 'RESPONSE_INCOMPLETE', phase: 'response' });
  });

  it('say that an answer is not HTTP', async () => {
    const server = await startTcp((socket) =>
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')),
    );
    expect((await collectSend({ url: server.url })).error).toMatchObject({
      code: 'PROTOCOL_ERROR',
    });
  });

  it('carry what went wrong with the body of the request', async () => {
    const server = await startHttp((request) => request.resume());
    const body = async function* () {
      yield Buffer.from('part');
      throw new Error('the disk is gone');
    };
    const { error } = await collectSend({ url: server.url, method: 'POST' }, body());
    expect(error).toMatchObject({ code: 'REQUEST_BODY_FAILED', phase: 'request' });
  });
});

describe('TLS', () => {
  const answer = (_request: unknown, response: ServerResponse) => response.end('ok');

  it('errors name a self-signed certificate, and go away with verification switched off', async () => {
    const server = await startHttps(await createCertificate(), answer);
    const { error } = await collectSend({ url: server.url });
    expect(error).toMatchObject({ code: 'TLS_SELF_SIGNED', phase: 'tls', leftMachine: false });
    expect(error!.message).toContain('Verify TLS certificates');

    const { body, hops } = await collectSend({ url: server.url, settings: { verifyTls: false } });
    expect(body.toString()).toBe('ok');
    expect(hops[0]!.connection.tls).toMatchObject({
      subject: 'localhost',
      issuer: 'localhost',
      authorized: false,
      authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(hops[0]!.connection.tls!.protocol).toMatch(/^TLSv1\.[23]$/);
  });

  it.each([
    ['TLS_EXPIRED', { isExpired: true }],
    ['TLS_WRONG_HOST', { host: 'other.test' }],
  ])('errors have the code %s for a certificate of %j', async (code, options) => {
    const certificate = await createCertificate(options);
    trustCertificate(certificate);
    const server = await startHttps(certificate, answer);
    const { error } = await collectSend({ url: server.url });
    expect(error).toMatchObject({ code, phase: 'tls', leftMachine: false });
  });

  it('with a trusted certificate is shown as authorized', async () => {
    const certificate = await createCertificate();
    trustCertificate(certificate);
    const server = await startHttps(certificate, answer);
    const { hops } = await collectSend({ url: server.url });
    expect(hops[0]!.connection.tls).toMatchObject({ authorized: true, authorizationError: null });
  });

  it('errors say that a server does not speak TLS', async () => {
    const server = await startHttp((_request, response) => response.end());
    const { error } = await collectSend({ url: server.url.replace('http:', 'https:') });
    expect(error).toMatchObject({ code: 'TLS_FAILED', phase: 'tls' });
    expect(error!.message).toContain('http://');
  });
});

describe('HTTP/2', () => {
  const settings = { verifyTls: false };

  it('is taken where it is offered, refused where it is switched off, and has phases too', async () => {
    const server = await startHttp2(await createCertificate(), (http2) => {
      http2.on('request', (request, response) => {
        request.resume();
        response.setHeader('X-Version', request.httpVersion);
        response.end('ok');
      });
    });
    const transports = testPool();
    const over2 = await collectSend(
      {
        url: server.url,
        method: 'POST',
        settings: { ...settings, httpVersion: '2' },
        headers: [['X-Test', '1']],
      },
      Buffer.from('data'),
      { transports },
    );
    expect(over2.head).toMatchObject({ httpVersion: '2', status: 200 });
    expect(over2.head!.headers).toContainEqual(['x-version', '2.0']);
    expect(over2.hops[0]!.request.headers).toContainEqual(['x-test', '1']);
    expect(over2.body.toString()).toBe('ok');
    expect(over2.end!.timings.tlsMs).toBeGreaterThan(0);

    const over1 = await collectSend({
      url: server.url,
      settings: { ...settings, httpVersion: '1.1' },
    });
    expect(over1.head!.headers).toContainEqual(['X-Version', '1.1']);
  });

  it('that a server does not have is an error only when it is insisted on', async () => {
    const server = await startHttps(await createCertificate(), (_request, response) =>
      response.end('ok'),
    );
    const insisting = await collectSend({
      url: server.url,
      settings: { ...settings, httpVersion: '2' },
    });
    expect(insisting.error).toMatchObject({ code: 'HTTP2_UNAVAILABLE', phase: 'tls' });
    const automatic = await collectSend({
      url: server.url,
      settings: { ...settings, httpVersion: 'auto' },
    });
    expect(automatic.body.toString()).toBe('ok');
  });
});

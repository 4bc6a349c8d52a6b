/** Mutual TLS and further authorities, against a server that wants a certificate of its own issuer. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { networkSchema } from '@scratchpad/core/wire';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { createCertificate } from '../testing/certificates.ts';
import { collectSend, testPool } from '../testing/collectSend.ts';
import { startHttps } from '../testing/servers.ts';
import { connectSocket } from '../socket/connectSocket.ts';

/** A server that answers with the name on the certificate it was shown, and takes none but `ann`'s. */
async function startMutual() {
  const [own, ann, bob] = await Promise.all(
    ['localhost', 'ann', 'bob'].map((host) => createCertificate({ host })),
  );
  if (!own || !ann || !bob) throw new Error('no certificates');
  const server = await startHttps(
    { ...own, ca: ann.cert, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      response.end((request.socket as TLSSocket).getPeerCertificate().subject.CN);
    },
    (made) => new WebSocketServer({ server: made }),
  );
  return { url: server.url, port: server.port, own, ann, bob };
}

describe('client certificates and authorities', () => {
  it('are for the places they name, and connections are not shared with other ones', async () => {
    const { url, own, ann, bob } = await startMutual();
    const transports = testPool();
    const authorities = [{ place: 'localhost', pem: own.cert }];
    const sendWith = (certificates: object[], more: object = { authorities }) =>
      collectSend({ url, network: networkSchema.parse({ certificates, ...more }) }, null, {
        transports,
      });
    const mine = await sendWith([
      { place: 'elsewhere.test', ...bob },
      { place: 'localhost', ...ann },
    ]);
    expect(mine.body.toString()).toBe('ann');
    expect(mine.hops[0]?.connection.tls?.authorized).toBe(true);
    const again = await sendWith([{ place: 'localhost', ...ann }]);
    expect(again.hops[0]?.connection.reused).toBe(true);

    for (const certificates of [[], [{ place: 'localhost:1', ...ann }], [{ place: '*', ...bob }]]) {
      const { error, body } = await sendWith(certificates);
      expect(body.toString()).toBe('');
      expect(error?.code).toMatch(/TLS_FAILED|CONNECTION_RESET|CONNECT_FAILED/);
    }
    const untrusted = await sendWith([{ place: 'localhost', ...ann }], {});
    expect(untrusted.error?.code).toBe('TLS_SELF_SIGNED');
    const other = await sendWith([{ place: 'localhost', ...ann }], {
      authorities: [{ place: 'elsewhere.test', pem: own.cert }],
    });
    expect(other.error?.code).toBe('TLS_SELF_SIGNED');
  });

  it('are forgotten when many others were used, without cutting off what is under way', async () => {
    const certificate = await createCertificate({ host: 'localhost' });
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const { url } = await startHttps(certificate, (request, response) => {
      if (request.url === '/slow') void mayEnd.then(() => response.end('whole'));
      else response.end();
    });
    const transports = testPool();
    const sendAs = (n: number, path: string) =>
      collectSend(
        {
          url: url + path,
          network: networkSchema.parse({
            // Another text of the same certificate is another profile.
            authorities: [{ place: '*', pem: certificate.cert + '\n'.repeat(n) }],
          }),
        },
        null,
        { transports },
      );
    expect((await sendAs(1, '/')).error).toBeUndefined();
    const slow = sendAs(1, '/slow');
    for (let n = 2; n < 40; n++) expect((await sendAs(n, '/')).error).toBeUndefined();
    end();
    expect((await slow).body.toString()).toBe('whole');
    expect((await sendAs(39, '/')).hops[0]?.connection.reused).toBe(true);
    expect((await sendAs(1, '/')).hops[0]?.connection.reused).toBe(false);
  });

  it('go along with a WebSocket', async () => {
    const { port, own, ann } = await startMutual();
    const open = (certificates: object[]) =>
      new Promise<string>((resolve) => {
        const socket = connectSocket(
          {
            type: 'connect',
            url: `wss://localhost:${port}/`,
            headers: [],
            subprotocols: [],
            verifyTls: true,
            handshakeTimeoutMs: 0,
            maxMessageBytes: 1000,
            network: networkSchema.parse({
              certificates,
              authorities: [{ place: '*', pem: own.cert }],
            }),
          },
          {
            onEvent: ({ type }) => {
              resolve(type);
              socket.end();
            },
            onMessage: () => undefined,
          },
        );
      });
    expect(await open([{ place: 'localhost', ...ann }])).toBe('open');
    expect(await open([])).toBe('failed');
  });

  const sendLocked = (url: string, own: { cert: string }, certificate: object) =>
    collectSend({
      url,
      network: networkSchema.parse({
        certificates: [{ place: 'localhost', ...certificate }],
        authorities: [{ place: '*', pem: own.cert }],
      }),
    });
  const expectLocked = async (url: string, own: { cert: string }, certificate: object) => {
    const opened = await sendLocked(url, own, { ...certificate, passphrase: 's3cret' });
    expect(opened.body.toString()).toBe('ann');
    const { error } = await sendLocked(url, own, { ...certificate, passphrase: 'wr0ng-guess' });
    expect(error).toMatchObject({ code: 'TLS_FAILED', leftMachine: false });
    expect(error?.message).toContain('client certificate for this host cannot be used');
    expect(JSON.stringify(error)).not.toContain('guess');
  };

  it('take a key with a passphrase, and say when it does not open it', async () => {
    const { url, own, ann } = await startMutual();
    const key = createPrivateKey(ann.key).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 's3cret',
    });
    await expectLocked(url, own, { cert: ann.cert, key });
  });

  it.skipIf(!existsSync('/usr/bin/openssl'))(
    'take a PKCS #12 file (skipped where no openssl makes one)',
    async () => {
      const { url, own, ann } = await startMutual();
      const folder = mkdtempSync(join(tmpdir(), 'scratchpad-p12-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const at = (name: string) => join(folder, name);
      writeFileSync(at('cert.pem'), ann.cert);
      writeFileSync(at('key.pem'), ann.key);
      const args = ['-in', at('cert.pem'), '-inkey', at('key.pem'), '-passout', 'pass:s3cret'];
      execFileSync('/usr/bin/openssl', ['pkcs12', '-export', '-out', at('ann.p12'), ...args]);
      await expectLocked(url, own, { pfx: readFileSync(at('ann.p12')).toString('base64') });
    },
  );

  it('say that a CA certificate is none', async () => {
    const { url } = await startMutual();
    const { error } = await collectSend({
      url,
      network: networkSchema.parse({ authorities: [{ place: '*', pem: 'not a certificate' }] }),
    });
    expect(error).toMatchObject({ code: 'TLS_FAILED' });
    expect(error?.message).toContain('CA certificate for this host cannot be used');
  });
});

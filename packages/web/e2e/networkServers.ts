/** A proxy that alone knows where `*.test` is, and an HTTPS server that wants to know who asks. */
// @peculiar/x509 wants this polyfill there before it.
import 'reflect-metadata';
import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { Server } from 'proxy-chain';
import { WebSocketServer } from 'ws';

/** A proxy that asks for the user `ann` with the password `p@ss`. */
export async function startProxy(): Promise<{
  readonly port: number;
  readonly asked: readonly string[];
  readonly stop: () => Promise<void>;
}> {
  const asked: string[] = [];
  const proxy = new Server({
    port: 0,
    host: '127.0.0.1',
    serverType: 'http',
    prepareRequestFunction: ({ request, username, password }) => {
      asked.push(`${request.method} ${request.url}`);
      return {
        requestAuthentication: username !== 'ann' || password !== 'p@ss',
        dnsLookup: ((
          _name: string,
          options: { all?: boolean },
          done: (...got: unknown[]) => void,
        ) =>
          options.all
            ? done(null, [{ address: '127.0.0.1', family: 4 }])
            : done(null, '127.0.0.1', 4)) as never,
      };
    },
  });
  await proxy.listen();
  return { port: proxy.port, asked, stop: () => proxy.close(true) };
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;

/** Key and self-signed certificate in PEM, made on the spot. */
async function createCertificate(name: string): Promise<{ key: string; cert: string }> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name}`,
      keys,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + DAY_MS),
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        new SubjectAlternativeNameExtension([{ type: 'dns', value: name }]),
      ],
    },
    crypto,
  );
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----\n`;
  return { key, cert: certificate.toString('pem') };
}

/** A server that lets in who shows the certificate of `ann`, and answers with the name on it; WebSockets too. */
export async function startMutualTls() {
  const own = await createCertificate('localhost');
  const client = await createCertificate('ann');
  const server = createServer(
    { ...own, ca: client.cert, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      response.setHeader('content-type', 'text/plain');
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      response.end(`hello ${[subject.CN].join()}`);
    },
  );
  const sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    own,
    client,
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that speaks HTTP/2 and HTTP/1.1 over TLS, and says which it was asked in, how, and with what. */
export async function startHttp2() {
  const server = createSecureServer({
    ...(await createCertificate('localhost')),
    allowHTTP1: true,
  });
  server.on('request', (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => response.end(`${request.httpVersion} ${request.method} <${body}>`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/`,
    stop: () => void server.close(),
  };
}

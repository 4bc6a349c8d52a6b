import {
  createServer as createHttpServer,
  type RequestListener,
  type Server as HttpServer,
} from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import {
  createServer as createHttpsServer,
  type Server as HttpsServer,
  type ServerOptions as HttpsOptions,
} from 'node:https';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { onTestFinished } from 'vitest';

type Started = { port: number; url: string };

/** An HTTP server for the time of one test. `onServer` may give it more to do, as upgrades. */
export function startHttp(
  listener: RequestListener,
  onServer: (server: HttpServer) => void = () => undefined,
): Promise<Started> {
  const server = createHttpServer(listener);
  onServer(server);
  return start(server, 'http');
}

/** An HTTPS server for the time of one test. */
export function startHttps(
  certificate: HttpsOptions,
  listener: RequestListener,
  onServer: (server: HttpsServer) => void = () => undefined,
): Promise<Started> {
  const server = createHttpsServer(certificate, listener);
  onServer(server);
  return start(server, 'https');
}

/** A server that speaks HTTP/2 over TLS, and HTTP/1.1 if asked, for the time of one test. */
export function startHttp2(
  certificate: { key: string; cert: string },
  onServer: (server: Http2SecureServer) => void,
): Promise<Started> {
  const server = createSecureServer({ ...certificate, allowHTTP1: true });
  onServer(server);
  return start(server, 'https');
}

/** A server that shows the bytes of each connection as they come. */
export function startTcp(onSocket: (socket: Socket) => void): Promise<Started> {
  return start(createTcpServer(onSocket), 'http');
}

/** A TCP server that keeps the first request whole and answers it. */
export async function startRecorder(
  answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
): Promise<Started & { firstRequest: Promise<string> }> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const started = await startTcp((socket) => {
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      resolve(received);
      socket.end(answer);
    });
  });
  return { ...started, firstRequest: promise };
}

function isWhole(received: string): boolean {
  const [head = '', body] = received.split('\r\n\r\n', 2);
  if (body === undefined) return false;
  if (/^transfer-encoding: chunked$/im.test(head)) return received.endsWith('0\r\n\r\n');
  return body.length >= Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
}

async function start(server: Server, scheme: 'http' | 'https'): Promise<Started> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `${scheme}://localhost:${port}` };
}

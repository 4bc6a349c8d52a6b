import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';

/** A request as the server received it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: string;
}

/** A real HTTP API on this machine for the stories to talk to. */
export class ApiServer {
  readonly #server: Server;
  readonly #closed = new EventEmitter();
  /** Everything it received, oldest first. */
  readonly received: Received[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      void readBody(request).then((body) => {
        this.received.push({
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.rawHeaders,
          body,
        });
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api');
        if (pathname === '/orders') {
          const limit = Number(searchParams.get('limit') ?? 10);
          const text = JSON.stringify({
            data: Array.from({ length: limit }, (_, i) => ({ id: `ord_${i}`, open: true })),
          });
          response.writeHead(200, {
            'content-type': 'application/json',
            'content-encoding': 'gzip',
            'set-cookie': 'session=s1; Path=/',
          });
          response.end(gzipSync(text));
        } else if (pathname === '/echo' || pathname.startsWith('/echo/')) {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(
            JSON.stringify({
              method: request.method,
              url: request.url,
              headers: request.rawHeaders,
              body,
            }),
          );
        } else if (pathname === '/digest') {
          // A session key of RFC 7616 with SHA-256, for the user "ann" and the password "s3cret".
          const sent = request.headers.authorization ?? '';
          const field = (name: string) => new RegExp(`${name}="?([^",]*)`).exec(sent)?.[1] ?? '';
          const h = (text: string) => createHash('sha256').update(text).digest('hex');
          const a1 = h(`${h('ann:pad:s3cret')}:nonce-1:${field('cnonce')}`);
          const a2 = h(`${request.method}:${request.url}`);
          const expected = h(`${a1}:nonce-1:${field('nc')}:${field('cnonce')}:auth:${a2}`);
          if (field('response') === expected) response.end('let in');
          else {
            response.writeHead(401, {
              'www-authenticate':
                'Digest realm="pad", nonce="nonce-1", qop="auth", algorithm=SHA-256-sess',
            });
            response.end('who is it?');
          }
        } else if (pathname === '/redirect') {
          response.writeHead(302, { location: '/orders?limit=1' }).end();
        } else if (pathname === '/slow') {
          response.writeHead(200, { 'content-type': 'text/plain' });
          response.write('first part\n');
          response.once('close', () => this.#closed.emit('closed'));
        } else if (pathname === '/huge') {
          response.writeHead(200, { 'content-type': 'application/octet-stream' });
          Readable.from(hugeBody(Number(searchParams.get('mb') ?? 1))).pipe(response);
        } else if (pathname === '/big') {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(
            JSON.stringify(
              Array.from({ length: Number(searchParams.get('rows') ?? 1) }, (_, i) => ({
                i,
                text: 'x'.repeat(80),
              })),
            ),
          );
        } else {
          response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
        }
      });
    });
  }

  /** Starts one on a free port. */
  static async start(): Promise<ApiServer> {
    const api = new ApiServer();
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  /** Resolves when the client breaks the next slow answer off. */
  async nextClose(): Promise<void> {
    await once(this.#closed, 'closed');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const MB = 1_000_000;

/** So many megabytes that compress badly and are the same each time. */
export function* hugeBody(megabytes: number): Generator<Buffer> {
  for (let i = 0; i < megabytes; i++) {
    const seed = createHash('sha512').update(String(i)).digest();
    // Every piece differs, at the price of one hash.
    yield Buffer.alloc(MB, seed);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

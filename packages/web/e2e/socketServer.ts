/** A WebSocket server to tell stories with: echoes, floods, closes, refuses, and forgets. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export class SocketServer {
  readonly url: string;
  /** Header fields of each handshake. */
  readonly handshakes: Record<string, string | string[] | undefined>[] = [];
  readonly #close: () => void;
  readonly #clients: ReadonlySet<WebSocket>;

  private constructor(url: string, clients: ReadonlySet<WebSocket>, close: () => void) {
    this.url = url;
    this.#clients = clients;
    this.#close = close;
  }

  static async start(): Promise<SocketServer> {
    const http = createServer();
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: (offered) => [...offered][0] ?? false,
    });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    const { port } = http.address() as AddressInfo;
    const server = new SocketServer(`ws://127.0.0.1:${port}`, sockets.clients, () => {
      for (const client of sockets.clients) client.terminate();
      http.close();
    });
    http.on('upgrade', (request, stream, head) => {
      server.handshakes.push(request.headers);
      if (request.url?.startsWith('/refused') === true) {
        stream.end(
          'HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 18\r\n\r\nno key, no entry.\n',
        );
        return;
      }
      sockets.handleUpgrade(request, stream, head, serve);
    });
    return server;
  }

  /** Breaks every connection without a word. */
  drop(): void {
    for (const client of this.#clients) client.terminate();
  }

  stop(): void {
    this.#close();
  }
}

function serve(socket: WebSocket): void {
  socket.on('message', (data: Buffer, isBinary) => {
    const text = isBinary ? '' : data.toString();
    const [, count, rate] = /^flood (\d+)(?: at (\d+)\/s)?$/.exec(text) ?? [];
    if (count !== undefined)
      flood(socket, Number(count), rate === undefined ? Infinity : Number(rate));
    else if (text === 'bye') socket.close(4001, 'as you wish');
    else socket.send(data, { binary: isBinary });
  });
}

/** Sends so many messages, at once or so many a second. */
function flood(socket: WebSocket, count: number, perSecond: number): void {
  const from = performance.now();
  let sent = 0;
  const go = () => {
    const due = Math.min(count, ((performance.now() - from) / 1000) * perSecond);
    while (sent < due) socket.send(JSON.stringify({ n: (sent += 1) }));
    if (sent < count && socket.readyState === socket.OPEN) setTimeout(go, 1);
  };
  go();
}

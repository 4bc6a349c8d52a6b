import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';

/** A server that nobody is to reach: it hears connections, requests, upgrades, and packets on the same port. */
export class Canary {
  readonly #server: Server;
  readonly #udp: UdpSocket;
  /** What was heard, oldest first: `connection`, `packet`, or a path. */
  readonly heard: string[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      this.heard.push(request.url ?? '');
      response.writeHead(200, {
        'content-type': 'text/javascript',
        'access-control-allow-origin': '*',
      });
      response.end("globalThis.stolen = 'code';");
    });
    this.#server.on('upgrade', (request, socket) => {
      this.heard.push(request.url ?? '');
      socket.destroy();
    });
    this.#server.on('connection', () => this.heard.push('connection'));
    this.#udp = createSocket('udp4');
    this.#udp.on('message', () => this.heard.push('packet'));
  }

  /** Starts one on a free port. */
  static async start(): Promise<Canary> {
    const canary = new Canary();
    await new Promise<void>((done) => canary.#server.listen(0, '127.0.0.1', done));
    await new Promise<void>((done) => canary.#udp.bind(canary.port, '127.0.0.1', done));
    return canary;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    this.#udp.close();
  }
}

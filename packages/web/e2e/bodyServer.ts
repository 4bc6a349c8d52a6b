import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer by its type and bytes. */
export interface Body {
  readonly type: string;
  readonly bytes: Buffer | string;
  /** Called after the bytes, to write more and to end. Without it the answer ends with the bytes. */
  readonly more?: (response: ServerResponse) => void;
}

/** A server that answers each path with what is said for it. */
export class BodyServer {
  readonly #server: Server;
  /** What it answers, by path; it may change at any time. */
  readonly bodies = new Map<string, Body>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const body = this.bodies.get(request.url ?? '');
      if (!body) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': body.type });
      if (!body.more) return response.end(body.bytes);
      response.write(body.bytes);
      return body.more(response);
    });
  }

  /** Starts one on a free port. */
  static async start(): Promise<BodyServer> {
    const server = new BodyServer();
    await new Promise<void>((done) => server.#server.listen(0, '127.0.0.1', done));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** A PDF of one page with a word on it; `catalog` stands among the entries of its root. */
export function createPdf(word: string, catalog = ''): Buffer {
  const draw = `BT /F1 48 Tf 40 60 Td (${word}) Tj ET`;
  return Buffer.from(
    [
      '%PDF-1.4',
      `1 0 obj <</Type /Catalog /Pages 2 0 R ${catalog}>> endobj`,
      '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
      '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 144] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj',
      `4 0 obj <</Length ${draw.length}>> stream\n${draw}\nendstream endobj`,
      '5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj',
      'trailer <</Root 1 0 R>>',
      '%%EOF',
    ].join('\n'),
  );
}

/** A tenth of a second of silence, as a WAV file. */
export function createWav(): Buffer {
  const samples = 800;
  const wav = Buffer.alloc(44 + samples);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(8000, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples, 40);
  wav.fill(128, 44);
  return wav;
}

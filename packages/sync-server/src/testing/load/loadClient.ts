import { once } from 'node:events';
import { WebSocket } from 'ws';
import { varUint } from '../varUint.ts';

/** Where a client of a load test connects, and what this server wants in front of the frames of y-protocols. */
export type Address = {
  readonly url: string;
  readonly protocols: readonly string[];
  /** Stands before every frame, both ways. */
  readonly prefix: readonly number[];
  /** Sent first. */
  readonly hello: readonly number[] | null;
};

const STEP1 = [0, 0, 1, 0];

/** A socket that speaks y-protocols and keeps no document. */
export class LoadClient {
  readonly socket: WebSocket;
  readonly #prefix: readonly number[];

  private constructor(socket: WebSocket, prefix: readonly number[]) {
    this.socket = socket;
    this.#prefix = prefix;
    socket.on('error', () => undefined);
  }

  /** Resolves when it is connected and has asked for the document. */
  static async join(address: Address): Promise<LoadClient> {
    const socket = new WebSocket(address.url, [...address.protocols], { perMessageDeflate: false });
    const client = new LoadClient(socket, address.prefix);
    await once(socket, 'open');
    if (address.hello !== null) socket.send(new Uint8Array(address.hello));
    client.#send(STEP1);
    return client;
  }

  /** Sends an update as an Update message. */
  sendUpdate(update: Uint8Array): void {
    this.#send([0, 2, ...varUint(update.length)], update);
  }

  /** Resolves with the next Update message's arrival; rejects when the connection ends before it. */
  nextUpdate(): Promise<void> {
    return this.#next((step) => step === 2);
  }

  /**
   * Resolves when a SyncStep2 of at least so many bytes has come; the reference server, while it reads from its store,
   * sends the document as an Update. Rejects when the connection ends before it.
   */
  nextDocument(minBytes: number): Promise<void> {
    return this.#next(
      (step, bytes) => (step === 1 || (step === 2 && minBytes > 0)) && bytes >= minBytes,
    );
  }

  /** Reads and forgets, as fast as it comes. */
  drain(): void {
    this.socket.on('message', () => undefined);
  }

  end(): void {
    this.socket.terminate();
  }

  #send(head: readonly number[], rest: Uint8Array = new Uint8Array()): void {
    const front = [...this.#prefix, ...head];
    const frame = new Uint8Array(front.length + rest.length);
    frame.set(front);
    frame.set(rest, front.length);
    this.socket.send(frame);
  }

  #next(isMeant: (step: number | undefined, bytes: number) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const lost = (code: number, reason: Buffer) =>
        reject(new Error(`The connection was closed: ${code} ${reason.toString()}`));
      const listener = (data: Buffer) => {
        const type = data[this.#prefix.length];
        // 4 is Hocuspocus' way of marking a sync message as an answer.
        if (type !== 0 && type !== 4) return;
        if (!isMeant(data[this.#prefix.length + 1], data.length)) return;
        this.socket.off('message', listener).off('close', lost);
        resolve();
      };
      this.socket.on('message', listener).once('close', lost);
    });
  }
}

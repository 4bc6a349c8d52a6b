import { AppError } from '@scratchpad/core/wire';
import type { HopBody } from '../transport/exchange.ts';

/** A body as a caller gives it. A stream is read once, as fast as the network takes it. */
export type SendBody = Uint8Array | AsyncIterable<Uint8Array>;

const REPLAY_LIMIT_BYTES = 32 * 1024 * 1024;

/**
 * The body of a sending, which may have to go out again behind a redirect. Bytes can, as often as need be. Of a stream
 * the first 32 MiB are remembered on their way; one that is longer goes out once only, in bounded memory.
 */
export class RequestBody {
  readonly sizeBytes: number | null;
  readonly #source: AsyncIterator<Uint8Array> | null;
  /** What is remembered of the source, from its chunk number `#firstKept` on. */
  #kept: Uint8Array[] = [];
  #firstKept = 0;
  #readBytes = 0;
  #isEnded: boolean;
  #pulling: Promise<void> | null = null;
  #isOpened = false;

  constructor(body: SendBody, sizeBytes: number | null) {
    const isBytes = body instanceof Uint8Array;
    this.sizeBytes = isBytes ? body.length : sizeBytes;
    this.#source = isBytes ? null : body[Symbol.asyncIterator]();
    this.#isEnded = isBytes;
    if (isBytes) this.#kept.push(body);
  }

  /** True while `forHop` can give the whole body once more. */
  get isReplayable(): boolean {
    return this.#readBytes <= REPLAY_LIMIT_BYTES;
  }

  /** The body for one more hop. Throws `AppError` with `BODY_NOT_REPLAYABLE`. */
  forHop(): HopBody {
    if (this.#isOpened && !this.isReplayable) {
      throw new AppError(
        'BODY_NOT_REPLAYABLE',
        'The server redirected and wants the body again, but the body is too large to be kept for that (over 32 MiB). ' +
          'Send the request to the address it redirects to.',
      );
    }
    this.#isOpened = true;
    return { sizeBytes: this.sizeBytes, open: () => this.#read() };
  }

  /** Gives the source up. Call it at the end, read or not. Not awaited: a source may be stuck in a read of ours. */
  close(): void {
    this.#source?.return?.().catch(() => undefined);
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (let i = 0; ; i += 1) {
      while (i >= this.#firstKept + this.#kept.length) {
        if (this.#isEnded) return;
        // Shared: a hop that was given up may still be waiting for the chunk the next hop needs.
        this.#pulling ??= this.#pull().finally(() => (this.#pulling = null));
        await this.#pulling;
      }
      yield this.#kept[i - this.#firstKept]!;
    }
  }

  async #pull(): Promise<void> {
    try {
      const next = await this.#source!.next();
      if (next.done === true) this.#isEnded = true;
      else this.#keep(next.value);
    } catch (cause) {
      throw new AppError(
        'REQUEST_BODY_FAILED',
        'The body of the request could not be read to its end, so the request was broken off. Send it again.',
        { cause },
      );
    }
  }

  #keep(chunk: Uint8Array): void {
    this.#readBytes += chunk.length;
    if (!this.isReplayable) {
      this.#firstKept += this.#kept.length;
      this.#kept = [];
    }
    this.#kept.push(chunk);
  }
}

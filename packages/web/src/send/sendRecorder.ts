import { errorMessage, type NodeId } from '@scratchpad/core';
import type { ErrorEvent, SendEvent } from '@scratchpad/core/wire';
import { TextStream } from '../editors/textStream.ts';
import { BodyCollector } from './bodyCollector.ts';
import { type Progress, responses } from './responseStore.ts';
import { sendWords } from './words.ts';

/** Progress is shown at most this often while a body comes in. */
const PROGRESS_MS = 100;
/** A body that takes longer than this is shown while it comes; a quicker one would only flicker. */
const LIVE_AFTER_MS = 700;
/** What has more is shown when it is whole. A stream of events is read whatever it is. */
const MAX_LIVE_BYTES = 5_000_000;

/** Collects what one sending reports, and tells the response store how far it is, not oftener than a person can see. */
export class SendRecorder {
  /** What the wire reported, in order, without body bytes. */
  readonly events: SendEvent[] = [];
  readonly #collector = new BodyCollector();
  #progress: Progress;
  #toldAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The body as text, where it can be read before it is whole. */
  #live: TextStream | null = null;
  #isEvents = false;
  #reveal: ReturnType<typeof setTimeout> | undefined;
  readonly #decoder = new TextDecoder();
  readonly #id: NodeId;
  readonly #signal: AbortSignal;
  readonly startedAt = Date.now();
  readonly #clock = performance.now();

  /** @param signal what `responses.begin` gave */
  constructor(id: NodeId, signal: AbortSignal, phase: Progress['phase']) {
    this.#id = id;
    this.#signal = signal;
    this.#progress = {
      startedAt: this.startedAt,
      phase,
      receivedBytes: 0,
      head: null,
      partial: null,
    };
    responses.update(id, { progress: this.#progress, held: null });
  }

  get durationMs(): number {
    return performance.now() - this.#clock;
  }

  /** The body as far as it came. */
  get body(): Blob {
    return this.#collector.toBlob(this.#contentType());
  }

  setPhase(phase: Progress['phase']): void {
    this.#report({ phase });
  }

  /** Takes in one event, or bytes of the body. Wait for it before the next one. */
  async take(item: SendEvent | Uint8Array<ArrayBuffer>): Promise<void> {
    if (item instanceof Uint8Array) {
      this.#receive(item);
      await this.#collector.push(item);
      return;
    }
    this.events.push(item);
    if (item.type === 'head') this.#setHead(item);
  }

  /** Ends with what was thrown. A cancellation counts as that, whatever it was thrown as. */
  fail(thrown: unknown, url: string): void {
    if (this.#signal.aborted) this.end('CANCELLED', sendWords.cancelled, url, true);
    else this.end('UNEXPECTED', errorMessage(thrown), url);
  }

  /** Ends as cancelled, unless the wire said so already. */
  cancel(): void {
    if (!this.events.some(({ type }) => type === 'error')) this.fail(null, '');
  }

  /** Ends with an error of this page's own. */
  end(code: ErrorEvent['code'], message: string, url: string, leftMachine = false): void {
    this.events.push({
      type: 'error',
      code,
      message,
      errno: null,
      phase: 'request',
      leftMachine,
      url,
    });
  }

  /** Tells nothing more. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#reveal);
  }

  #header(name: string): string | undefined {
    const head = this.events.find((event) => event.type === 'head');
    return head?.headers.find(([key]) => key.toLowerCase() === name)?.[1];
  }

  #contentType(): string {
    return this.#header('content-type') ?? '';
  }

  #report(patch: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...patch };
    this.#toldAt = performance.now();
    if (responses.isCurrent(this.#id, this.#signal))
      responses.update(this.#id, { progress: this.#progress });
  }

  #setHead({ status, statusText }: { status: number; statusText: string }): void {
    const contentType = this.#contentType();
    this.#isEvents = contentType.startsWith('text/event-stream');
    // A server that does not say how much there will be may be telling it as it happens.
    const isOpenEnded =
      /^text\/|json|xml/i.test(contentType) && this.#header('content-length') === undefined;
    if (this.#isEvents || isOpenEnded) this.#live = new TextStream(0);
    if (!this.#isEvents)
      this.#reveal = setTimeout(() => this.#report({ partial: this.#live }), LIVE_AFTER_MS);
    this.#report({
      phase: 'receiving',
      head: { status, statusText, contentType },
      partial: this.#isEvents ? this.#live : null,
    });
  }

  #receive(chunk: Uint8Array<ArrayBuffer>): void {
    this.#live?.push(this.#decoder.decode(chunk, { stream: true }));
    if (!this.#isEvents && this.#live && this.#collector.sizeBytes > MAX_LIVE_BYTES) {
      this.#live = null;
      this.#report({ partial: null });
    }
    // The last chunk before a pause is told too, so the timer and not the chunk decides.
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#report({ receivedBytes: this.#collector.sizeBytes });
      },
      Math.max(0, PROGRESS_MS - (performance.now() - this.#toldAt)),
    );
  }
}

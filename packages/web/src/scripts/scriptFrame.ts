import { AppError } from '@scratchpad/core';
import type { ScriptChannelListener } from '@scratchpad/core/run';
import { SCRIPT_FRAME_PATH } from '@scratchpad/core/wire';
import { loadWorkerCode } from './loadWorkerCode.ts';
import { scriptWords } from './words.ts';

/** A frame or a worker that says nothing for so long has failed: neither reports a policy that stops it. */
const START_TIMEOUT_MS = 30_000;

/**
 * One script context: a frame with an opaque origin, a worker in it, and a port straight to the worker. A frame for each,
 * because contexts of one frame could talk to each other.
 */
export class ScriptFrame {
  readonly #frame: HTMLIFrameElement;
  readonly #control: MessagePort;
  readonly #messages: MessagePort;
  #listener: ScriptChannelListener | null = null;
  /** Why it ended, when it did before anybody listened. */
  #ended: string | null = null;

  private constructor(frame: HTMLIFrameElement, control: MessagePort, messages: MessagePort) {
    this.#frame = frame;
    this.#control = control;
    this.#messages = messages;
    control.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#ended = String(data);
      this.#listener?.onExit(this.#ended);
    };
    messages.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.#listener?.onMessage(data);
    };
  }

  /** Resolves when firmware and bootcode have run. @throws AppError `SCRIPTS_UNAVAILABLE` */
  static async start(): Promise<ScriptFrame> {
    const code = await loadWorkerCode();
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.title = scriptWords.frame;
    frame.src = SCRIPT_FRAME_PATH;
    const control = new MessageChannel();
    const messages = new MessageChannel();
    const started = Promise.withResolvers<void>();
    const fail = (message: string) => started.reject(new AppError('SCRIPTS_UNAVAILABLE', message));
    const onFrame = ({ source, data }: MessageEvent<unknown>) => {
      if (source === null || source !== frame.contentWindow) return;
      if (data !== 'ready') return fail(scriptWords.notConfined);
      // Its origin is opaque: it has no name that could stand here.
      frame.contentWindow?.postMessage(code, '*', [control.port2, messages.port2]);
    };
    window.addEventListener('message', onFrame);
    const timer = setTimeout(() => fail(scriptWords.noStart), START_TIMEOUT_MS);
    control.port1.onmessage = ({ data }: MessageEvent<unknown>) => fail(String(data));
    messages.port1.onmessage = () => started.resolve();
    document.body.append(frame);
    try {
      await started.promise;
      return new ScriptFrame(frame, control.port1, messages.port1);
    } catch (error) {
      frame.remove();
      throw error;
    } finally {
      clearTimeout(timer);
      window.removeEventListener('message', onFrame);
    }
  }

  /** Tells a listener what comes from now on. */
  listen(listener: ScriptChannelListener): void {
    this.#listener = listener;
    if (this.#ended !== null) listener.onExit(this.#ended);
  }

  post(message: string): void {
    this.#messages.postMessage(message);
  }

  /** Ends the context, in the middle of a script too. */
  close(): void {
    this.#listener = null;
    this.#control.postMessage('end');
    this.#messages.close();
    // The message must arrive; the frame ends its worker at once, while its removal would let it run on for seconds.
    setTimeout(() => {
      this.#control.close();
      this.#frame.remove();
    }, 100);
  }
}

/**
 * The few things of their host that a run needs. Page, worker and Node have them all, and the types of none of them are
 * in the core.
 */

/** An `AbortSignal`, as far as a run looks at it. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  readonly throwIfAborted: () => void;
  readonly addEventListener: (
    type: 'abort',
    listener: () => void,
    options?: { once: boolean },
  ) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
}

declare const AbortController: new () => {
  readonly signal: StopSignal;
  readonly abort: (reason: unknown) => void;
};
declare function setTimeout(callback: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** A signal that ends with `outer`, or when `stop` is called; `release` lets `outer` go. */
export function createStop(outer: StopSignal | undefined): {
  readonly signal: StopSignal;
  readonly stop: (reason: unknown) => void;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const follow = () => controller.abort(outer?.reason);
  if (outer?.aborted === true) follow();
  outer?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    stop: (reason) => controller.abort(reason),
    release: () => outer?.removeEventListener('abort', follow),
  };
}

/** Calls back after a time, unless the function it returns is called before. */
export function startTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** Waits. Rejects with the signal's reason when that comes first. */
export function wait(ms: number, signal: StopSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const cancel = startTimer(resolve, ms);
  const abort = () => {
    cancel();
    reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', abort));
}

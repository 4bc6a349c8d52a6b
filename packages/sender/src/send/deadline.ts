import { AppError } from '@scratchpad/core/wire';

/** The signal that ends a sending: the caller's cancel or the time limit, whichever comes first. */
export type Deadline = {
  /** Aborts with an `AppError` (`CANCELLED` or `TIMEOUT`) as its reason. */
  signal: AbortSignal;
  /** Ends the waiting. Call it when the sending is over. */
  release: () => void;
};

/** `timeoutMs` 0 sets no limit. */
export function createDeadline(timeoutMs: number, cancel: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const onCancel = () => controller.abort(new AppError('CANCELLED', 'The request was cancelled.'));
  if (cancel?.aborted === true) onCancel();
  cancel?.addEventListener('abort', onCancel, { once: true });
  const onTimeout = () =>
    controller.abort(
      new AppError(
        'TIMEOUT',
        `The response was not complete after ${timeoutMs} ms, which is the limit of this request, so it was broken off. ` +
          'Raise the timeout in the settings of the request, or set it to 0 for no limit.',
      ),
    );
  const timer = timeoutMs > 0 ? setTimeout(onTimeout, timeoutMs) : undefined;
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      cancel?.removeEventListener('abort', onCancel);
    },
  };
}

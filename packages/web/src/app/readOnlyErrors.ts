import { AppError } from '@scratchpad/core';
import { showToast } from './toasts.tsx';

/** One toast for as long as somebody keeps trying. */
const PAUSE_MS = 4000;

/**
 * A command on a document that is read only throws; whoever tried is told why. One place instead of one at each of a
 * hundred fields: what is typed there goes back by itself. Returns the way to stop.
 */
export function showReadOnlyErrors(): () => void {
  let shownAt = 0;
  const take = (error: unknown): boolean => {
    if (!(error instanceof AppError) || error.code !== 'read-only') return false;
    if (Date.now() - shownAt > PAUSE_MS) showToast({ message: error.message });
    shownAt = Date.now();
    return true;
  };
  const onError = (event: ErrorEvent) => {
    if (take(event.error)) event.preventDefault();
  };
  const onRejection = (event: PromiseRejectionEvent) => {
    if (take(event.reason)) event.preventDefault();
  };
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  };
}

import { formatBytes, formatDuration } from '../response/format.ts';
import type { ConsoleRequest } from './consoleLog.ts';

/** So much of a body is kept for the console. */
const PREVIEW_BYTES = 16 * 1024;

/** A request in one line. */
export function requestLine({
  method,
  url,
  status,
  durationMs,
  sizeBytes,
  error,
}: ConsoleRequest): string {
  return status === null
    ? `${method} ${url}  ${error ?? ''}`
    : `${method} ${url}  ${status}  ${formatDuration(durationMs)}  ${formatBytes(sizeBytes)}`;
}

/** The beginning of a body. */
export function bodyPreview(body: Uint8Array | string): string {
  const start = body.slice(0, PREVIEW_BYTES);
  const text = typeof start === 'string' ? start : new TextDecoder().decode(start);
  return body.length > start.length ? `${text}…` : text;
}

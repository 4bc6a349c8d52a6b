import { endOf, errorOf, headOf, hopsOf, type Outcome } from '../send/outcome.ts';
import { consoleLog } from './consoleLog.ts';
import { bodyPreview, requestLine } from './requestLine.ts';

/** Writes a request without scripts into the console. */
export async function logSending(outcome: Outcome, body: Blob): Promise<void> {
  const head = headOf(outcome);
  const details = {
    method: outcome.sent.method,
    url: outcome.sent.url,
    status: head && `${head.status} ${head.statusText}`.trim(),
    durationMs: endOf(outcome)?.timings.totalMs ?? outcome.durationMs,
    sizeBytes: outcome.bodyBytes,
    isFromScript: false,
    headers: outcome.sent.headers,
    hops: hopsOf(outcome),
    responseHeaders: head?.headers ?? [],
    body: bodyPreview(outcome.sent.bodyText ?? ''),
    // One byte more than is shown, so that it is seen that there is more.
    responseBody: bodyPreview(new Uint8Array(await body.slice(0, 16 * 1024 + 1).arrayBuffer())),
    error: errorOf(outcome)?.message ?? null,
    notes: outcome.notes,
  };
  const level = details.error === null ? 'log' : 'error';
  consoleLog.add({ level, source: outcome.requestName, text: requestLine(details), details });
}

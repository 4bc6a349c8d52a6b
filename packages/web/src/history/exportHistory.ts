/** The history as a HAR file, which browsers and other tools read. */
import { type HarBody, type HarEntry, stringifyFile, writeHar } from '@scratchpad/core/formats';
import { downloadFile } from '../import/exportFile.ts';
import { headOf, hopsOf, responseHeader } from '../send/outcome.ts';
import type { HistoryEntry } from './historyEntry.ts';
import type { HistoryStore } from './historyStore.ts';

/** Downloads entries with their bodies, oldest first, as one HAR file. */
export async function exportHar(
  history: HistoryStore,
  entries: readonly HistoryEntry[],
): Promise<void> {
  const written: HarEntry[] = [];
  for (const entry of entries.toSorted((a, b) => a.at - b.at)) {
    written.push(await toHarEntry(entry, (await history.body(entry.id)) ?? new Blob()));
  }
  const day = new Date().toISOString().slice(0, 10);
  downloadFile(`scratchpad-history-${day}.har`, stringifyFile(writeHar(written)));
}

/** The answer with the request that it answers, which after redirects is the last one. */
async function toHarEntry({ outcome }: HistoryEntry, body: Blob): Promise<HarEntry> {
  const { sent } = outcome;
  const head = headOf(outcome);
  const request = hopsOf(outcome).at(-1)?.request ?? sent;
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  // A redirect that turned POST into GET dropped the body.
  const hasBody = sent.bodyText !== null && request.method === sent.method;
  return {
    startedAt: outcome.startedAt,
    durationMs: outcome.durationMs,
    method: request.method,
    url: request.url,
    httpVersion: `HTTP/${head?.httpVersion ?? '1.1'}`,
    requestHeaders: request.headers,
    requestBody: hasBody ? { text: sent.bodyText ?? '', mimeType: type ?? '' } : null,
    response: head && {
      status: head.status,
      statusText: head.statusText,
      headers: head.headers,
      body: await toHarBody(body, responseHeader(outcome, 'content-type') ?? ''),
      sizeBytes: outcome.bodyBytes,
    },
    ...(outcome.requestName === '' ? {} : { comment: outcome.requestName }),
  };
}

/** Text where it is text; bytes as base64. */
async function toHarBody(body: Blob, mimeType: string): Promise<HarBody> {
  const bytes = new Uint8Array(await body.arrayBuffer());
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), mimeType };
  } catch {
    // Not UTF-8: an image, or text of another encoding, whose bytes are what counts.
    return { text: toBase64(bytes), mimeType, isBase64: true };
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

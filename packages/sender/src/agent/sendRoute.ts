import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  decodeSendStream,
  encodeBytesFrame,
  encodeEventFrame,
  EVENTS_CONTENT_TYPE,
} from '@scratchpad/core/wire';
import { send } from '../send/send.ts';
import type { TransportPool } from '../transport/transportPool.ts';
import { SECURITY_HEADERS } from './respond.ts';

/**
 * Sends what the page posts and streams back what happens, no faster than the page reads. A page that goes away
 * cancels the request. Rejects with `INVALID_REQUEST` before anything is answered or sent.
 */
export async function handleSend(
  incoming: IncomingMessage,
  response: ServerResponse,
  transports: TransportPool,
): Promise<void> {
  const cancel = new AbortController();
  response.on('close', () => cancel.abort());
  const { request, body, headBytes } = await decodeSendStream(incoming);
  const contentLength = incoming.headers['content-length'];
  const bodySizeBytes = contentLength === undefined ? null : Number(contentLength) - headBytes;

  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': EVENTS_CONTENT_TYPE,
    'Cache-Control': 'no-store',
  });
  // The page learns at once that the agent has taken over, also when the server lets it wait.
  response.flushHeaders();
  for await (const item of send(request, body, {
    signal: cancel.signal,
    bodySizeBytes,
    transports,
  })) {
    const frame = item instanceof Uint8Array ? encodeBytesFrame(item) : encodeEventFrame(item);
    if (response.write(frame)) continue;
    // Rejects when the page goes away meanwhile; the cancel above then ends the sending.
    await once(response, 'drain', { signal: cancel.signal }).catch(() => undefined);
  }
  response.end();
}

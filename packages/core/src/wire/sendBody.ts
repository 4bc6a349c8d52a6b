import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { AppError } from '../AppError.ts';
import { sendRequestSchema, type SendRequest, type SendRequestInput } from './sendRequest.ts';

/** The content type of a request to send. Not one that a form or a simple cross-site request can have. */
export const SEND_CONTENT_TYPE = 'application/x-scratchpad-send';

/** A head (headers, cookies, settings) larger than this is refused. */
export const MAX_SEND_HEAD_BYTES = 16 * 1024 * 1024;

const LENGTH_BYTES = 4;

/** `[u32 BE length][JSON SendRequest]`. The raw body, if `hasBody`, is appended as it is: `new Blob([head, file])`. */
export function encodeSendHead(request: SendRequestInput): Uint8Array<ArrayBuffer> {
  const json = encodeUtf8(JSON.stringify(request));
  const head = new Uint8Array(LENGTH_BYTES + json.length);
  new DataView(head.buffer).setUint32(0, json.length);
  head.set(json, LENGTH_BYTES);
  return head;
}

/**
 * Reads the head off a stream and leaves the rest as the body (`null` unless `hasBody`). Nothing is read ahead of what
 * the body's consumer asks for. `headBytes` is the whole head, its length included. Throws `AppError` with `INVALID_REQUEST`.
 */
export async function decodeSendStream(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ request: SendRequest; body: AsyncIterable<Uint8Array> | null; headBytes: number }> {
  const chunks = stream[Symbol.asyncIterator]();
  let held = new Uint8Array(0);

  const holdAtLeast = async (sizeBytes: number): Promise<void> => {
    const parts: Uint8Array[] = [held];
    let total = held.length;
    while (total < sizeBytes) {
      const next = await chunks.next();
      if (next.done === true)
        throw invalid('The request to the agent broke off before its head was complete.');
      parts.push(next.value);
      total += next.value.length;
    }
    held = concat(parts, total);
  };

  await holdAtLeast(LENGTH_BYTES);
  const jsonBytes = new DataView(held.buffer).getUint32(0);
  if (jsonBytes > MAX_SEND_HEAD_BYTES) {
    throw invalid(
      `The head of the request is ${jsonBytes} bytes, over the limit of ${MAX_SEND_HEAD_BYTES} bytes.`,
    );
  }
  const headBytes = LENGTH_BYTES + jsonBytes;
  await holdAtLeast(headBytes);
  const request = parseHead(held.subarray(LENGTH_BYTES, headBytes));
  const rest = held.slice(headBytes);
  return { request, body: request.hasBody ? restOf(rest, chunks) : null, headBytes };
}

function parseHead(json: Uint8Array): SendRequest {
  try {
    return sendRequestSchema.parse(JSON.parse(decodeUtf8(json)));
  } catch (cause) {
    throw invalid(
      'The head of the request is not what this agent understands. Reload the page.',
      cause,
    );
  }
}

async function* restOf(
  first: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  try {
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next())
      yield next.value;
  } finally {
    await chunks.return?.();
  }
}

function concat(parts: readonly Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(total);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function invalid(message: string, cause?: unknown): AppError<'INVALID_REQUEST'> {
  return new AppError('INVALID_REQUEST', message, { cause });
}

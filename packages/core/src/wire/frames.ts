import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { AppError } from '../AppError.ts';
import { sendEventSchema, type SendEvent } from './sendEvent.ts';

/** The content type of a stream of frames. */
export const EVENTS_CONTENT_TYPE = 'application/x-scratchpad-events';

/** A frame whose payload is larger than this is refused by encoder and decoder. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** What goes wrong with a message between page and agent. */
export type WireErrorCode = 'FRAME_TOO_LARGE' | 'FRAME_INVALID' | 'STREAM_CUT_SHORT';

const KIND_JSON = 0;
const KIND_BYTES = 1;
const HEAD_BYTES = 5;

/** One event as a frame: `[u8 0][u32 BE length][JSON]`. */
export function encodeEventFrame(event: SendEvent): Uint8Array {
  return encodeFrame(KIND_JSON, encodeUtf8(JSON.stringify(event)));
}

/** Body bytes as a frame: `[u8 1][u32 BE length][bytes]`. Throws `FRAME_TOO_LARGE` above `MAX_FRAME_BYTES`. */
export function encodeBytesFrame(bytes: Uint8Array): Uint8Array {
  return encodeFrame(KIND_BYTES, bytes);
}

function encodeFrame(kind: number, payload: Uint8Array): Uint8Array {
  if (payload.length > MAX_FRAME_BYTES) throw frameTooLarge(payload.length);
  const frame = new Uint8Array(HEAD_BYTES + payload.length);
  frame[0] = kind;
  new DataView(frame.buffer).setUint32(1, payload.length);
  frame.set(payload, HEAD_BYTES);
  return frame;
}

/**
 * Takes a stream of frames apart, however the network cut it. Holds at most one unfinished frame. After an error the
 * stream is lost and the decoder must not be used again.
 */
export class FrameDecoder {
  readonly #head = new Uint8Array(HEAD_BYTES);
  #headFilled = 0;
  #payload: Uint8Array | null = null;
  #payloadFilled = 0;

  /**
   * The events and body bytes that `chunk` completes, in order. Byte arrays are copies of their own.
   * Throws `AppError<WireErrorCode>`.
   */
  push(chunk: Uint8Array): (SendEvent | Uint8Array)[] {
    const completed: (SendEvent | Uint8Array)[] = [];
    let offset = 0;
    while (offset < chunk.length) {
      offset +=
        this.#payload === null ? this.#fillHead(chunk, offset) : this.#fillPayload(chunk, offset);
      if (this.#payload !== null && this.#payloadFilled === this.#payload.length) {
        completed.push(decodePayload(this.#kind, this.#payload));
        this.#payload = null;
        this.#headFilled = 0;
      }
    }
    return completed;
  }

  /** Call at the end of the stream. Throws `STREAM_CUT_SHORT` if it ended inside a frame. */
  finish(): void {
    if (this.#headFilled === 0) return;
    throw new AppError<WireErrorCode>(
      'STREAM_CUT_SHORT',
      'The answer of the agent broke off in the middle. The agent may have been stopped; start it again and resend.',
    );
  }

  get #kind(): number {
    return this.#head[0] ?? KIND_JSON;
  }

  #fillHead(chunk: Uint8Array, offset: number): number {
    const taken = Math.min(HEAD_BYTES - this.#headFilled, chunk.length - offset);
    this.#head.set(chunk.subarray(offset, offset + taken), this.#headFilled);
    this.#headFilled += taken;
    if (this.#headFilled === HEAD_BYTES) this.#startPayload();
    return taken;
  }

  #startPayload(): void {
    const sizeBytes = new DataView(this.#head.buffer).getUint32(1);
    if (this.#kind !== KIND_JSON && this.#kind !== KIND_BYTES) {
      throw new AppError<WireErrorCode>(
        'FRAME_INVALID',
        `A frame of the unknown kind ${this.#kind} came from the agent.`,
      );
    }
    // Checked before a byte of it is reserved: the length is whatever the other side wrote.
    if (sizeBytes > MAX_FRAME_BYTES) throw frameTooLarge(sizeBytes);
    this.#payload = new Uint8Array(sizeBytes);
    this.#payloadFilled = 0;
  }

  #fillPayload(chunk: Uint8Array, offset: number): number {
    const payload = this.#payload!;
    const taken = Math.min(payload.length - this.#payloadFilled, chunk.length - offset);
    payload.set(chunk.subarray(offset, offset + taken), this.#payloadFilled);
    this.#payloadFilled += taken;
    return taken;
  }
}

function decodePayload(kind: number, payload: Uint8Array): SendEvent | Uint8Array {
  if (kind === KIND_BYTES) return payload;
  try {
    return sendEventSchema.parse(JSON.parse(decodeUtf8(payload)));
  } catch (cause) {
    throw new AppError<WireErrorCode>(
      'FRAME_INVALID',
      'The agent sent an event that this page does not understand. They may be of different versions: reload the page.',
      { cause },
    );
  }
}

function frameTooLarge(sizeBytes: number): AppError<WireErrorCode> {
  return new AppError(
    'FRAME_TOO_LARGE',
    `A frame of ${sizeBytes} bytes is over the limit of ${MAX_FRAME_BYTES} bytes.`,
  );
}

/** What page and agent say to each other about a WebSocket of a request: frames of one byte, which tells the kind, and data. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { z } from 'zod';
import { AppError } from '../AppError.ts';
import { headerListSchema } from './headers.ts';
import { networkSchema } from './network.ts';

/** Subprotocol of the relay; the agent selects it. */
export const RELAY_SUBPROTOCOL = 'scratchpad.relay.v2';
/** The page offers its token of the launch behind this, as a WebSocket of a browser has no headers. */
export const RELAY_TOKEN_PREFIX = 'token.';
/** Where the agent relays. */
export const RELAY_PATH = '/api/agent/socket';

/** The largest message that any server may be allowed to send. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** A connection to make: variables resolved. The first frame of the page. */
export const socketConnectSchema = z.object({
  type: z.literal('connect'),
  /** Absolute, `ws:` or `wss:`. */
  url: z.string(),
  headers: headerListSchema.default([]),
  subprotocols: z.array(z.string()).default([]),
  verifyTls: z.boolean().default(true),
  network: networkSchema.prefault({}),
  /** 0 for none. */
  handshakeTimeoutMs: z.int().min(0).default(0),
  /** A message above this ends the connection with 1009. */
  maxMessageBytes: z.int().min(1).max(MAX_MESSAGE_BYTES).default(MAX_MESSAGE_BYTES),
});

/** A connection to make. */
export type SocketConnect = z.infer<typeof socketConnectSchema>;

/** A connection to make, without how its place is reached. */
export type SocketTarget = Omit<SocketConnect, 'network'>;

const socketCloseSchema = z.object({
  type: z.literal('close'),
  code: z.int().min(1000).max(4999),
  reason: z.string().max(123),
});

/** What the page asks for. */
export const socketCommandSchema = z.discriminatedUnion('type', [
  socketConnectSchema,
  socketCloseSchema,
]);

/** What the page asks for. */
export type SocketCommand = z.infer<typeof socketCommandSchema>;

/** The two halves of a handshake, as they were on the wire. */
const handshakeSchema = z.object({
  request: z.object({ url: z.string(), headers: headerListSchema }),
  response: z.object({
    status: z.int(),
    statusText: z.string(),
    headers: headerListSchema,
  }),
});

/** The two halves of a handshake. */
export type SocketHandshake = z.infer<typeof handshakeSchema>;

/** What happens to a connection, beside messages. After `refused`, `failed` and `closed` nothing follows. */
export const socketEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), subprotocol: z.string(), handshake: handshakeSchema }),
  /** The server answered with something else than 101; `body` is the beginning of what it said. */
  z.object({ type: z.literal('refused'), handshake: handshakeSchema, body: z.string() }),
  /** There was no connection, or it broke; `code` is of Node or OpenSSL, for programs. */
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({
    type: z.literal('closed'),
    /** 1005: without a code; 1006: without a close frame. */
    code: z.int(),
    reason: z.string(),
  }),
]);

/** What happens to a connection, beside messages. */
export type SocketEvent = z.infer<typeof socketEventSchema>;

/** A message as it was sent: text or binary. */
export type SocketMessage = string | Uint8Array;

const CONTROL = 0;
const MESSAGES = 1;
const TEXT = 0;
const BINARY = 1;

/** A frame with a command or an event. */
export function encodeSocketControl(value: SocketCommand | SocketEvent): Uint8Array {
  const data = encodeUtf8(JSON.stringify(value));
  const bytes = new Uint8Array(data.length + 1);
  bytes[0] = CONTROL;
  bytes.set(data, 1);
  return bytes;
}

/**
 * A frame with messages in their order. Many small ones go in one frame, as a browser takes far longer to hand a frame to
 * its page than the page takes to read a message.
 */
export function encodeSocketMessages(messages: readonly SocketMessage[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, MESSAGES);
  for (const message of messages) {
    const isText = typeof message === 'string';
    encoding.writeUint8(encoder, isText ? TEXT : BINARY);
    encoding.writeVarUint8Array(encoder, isText ? encodeUtf8(message) : message);
  }
  return encoding.toUint8Array(encoder);
}

/** What a frame holds; the control part is not checked yet, binary messages are parts of `bytes`. @throws AppError `bad-frame` */
export function decodeSocketFrame(
  bytes: Uint8Array,
): { readonly control: unknown } | { readonly messages: readonly SocketMessage[] } {
  switch (bytes[0]) {
    case CONTROL:
      try {
        return { control: JSON.parse(decodeUtf8(bytes.subarray(1))) as unknown };
      } catch (cause) {
        throw new AppError('bad-frame', 'A control frame is not JSON.', { cause });
      }
    case MESSAGES:
      return { messages: decodeMessages(bytes.subarray(1)) };
    default:
      throw new AppError('bad-frame', 'A frame has no known kind.');
  }
}

function decodeMessages(bytes: Uint8Array): SocketMessage[] {
  const messages: SocketMessage[] = [];
  const decoder = decoding.createDecoder(bytes);
  while (decoding.hasContent(decoder)) {
    const kind = decoding.readUint8(decoder);
    let data: Uint8Array;
    try {
      data = decoding.readVarUint8Array(decoder);
    } catch (cause) {
      throw new AppError('bad-frame', 'A message is cut short.', { cause });
    }
    if (kind === TEXT) messages.push(decodeUtf8(data));
    else if (kind === BINARY) messages.push(data);
    else throw new AppError('bad-frame', 'A message has no known kind.');
  }
  return messages;
}

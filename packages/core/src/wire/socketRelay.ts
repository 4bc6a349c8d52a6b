/** What page and agent say to each other about a WebSocket of a request: frames of one byte, which tells the kind, and data. */
import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { z } from 'zod';
import { AppError } from '../AppError.ts';
import { headerListSchema } from './headers.ts';
import { networkSchema } from './network.ts';

/** Subprotocol of the relay; the agent selects it. */
export const RELAY_SUBPROTOCOL = 'scratchpad.relay.v1';
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
const TEXT = 1;
const BINARY = 2;

/** A frame with a command or an event. */
export function encodeSocketControl(value: SocketCommand | SocketEvent): Uint8Array {
  return frame(CONTROL, encodeUtf8(JSON.stringify(value)));
}

/** A frame with a message. */
export function encodeSocketMessage(message: SocketMessage): Uint8Array {
  return typeof message === 'string' ? frame(TEXT, encodeUtf8(message)) : frame(BINARY, message);
}

/** What a frame holds; the control part is not checked yet. @throws AppError `bad-frame` */
export function decodeSocketFrame(
  bytes: Uint8Array,
): { readonly control: unknown } | { readonly message: SocketMessage } {
  const rest = bytes.subarray(1);
  switch (bytes[0]) {
    case CONTROL:
      try {
        return { control: JSON.parse(decodeUtf8(rest)) as unknown };
      } catch (cause) {
        throw new AppError('bad-frame', 'A control frame is not JSON.', { cause });
      }
    case TEXT:
      return { message: decodeUtf8(rest) };
    case BINARY:
      return { message: rest };
    default:
      throw new AppError('bad-frame', 'A frame has no known kind.');
  }
}

function frame(kind: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 1);
  bytes[0] = kind;
  bytes.set(data, 1);
  return bytes;
}

/** A WebSocket of a request: through the agent where there is one, else the browser's own. */
import {
  decodeSocketFrame,
  encodeSocketControl,
  encodeSocketMessages,
  RELAY_SUBPROTOCOL,
  RELAY_TOKEN_PREFIX,
  type SocketConnect,
  type SocketEvent,
  socketEventSchema,
  type SocketMessage,
  type SocketTarget,
} from '@scratchpad/core/wire';
import { connectSocket } from '../ledger/connect.ts';
import { record } from '../ledger/ledger.ts';
import { socketWords as words } from './words.ts';

/** What happens. After the event `refused`, `failed` or `closed` nothing follows. */
export interface SocketListener {
  readonly onEvent: (event: SocketEvent) => void;
  readonly onMessage: (message: SocketMessage) => void;
}

/** A connection, or the attempt at one. */
export interface SocketLink {
  send(message: SocketMessage): void;
  /** Asks for the end; `closed` follows. */
  close(): void;
  /** Ends it at once; nothing is told any more. */
  end(): void;
}

const NORMAL = 1000;
const PROTOCOL_ERROR = 4400;

/** Connects through this page's agent, whose relay is at `relayAddress`, with everything that the request says. */
export function openAgentSocket(
  relayAddress: URL,
  token: string,
  connect: SocketConnect,
  listener: SocketListener,
): SocketLink {
  const address = new URL(relayAddress);
  address.protocol = address.protocol.replace('http', 'ws');
  const relay = connectSocket('agent', address, [RELAY_SUBPROTOCOL, RELAY_TOKEN_PREFIX + token]);
  record('request', connect.url, true);
  relay.binaryType = 'arraybuffer';
  let isOver = false;
  const tell = (event: SocketEvent) => {
    if (isOver) return;
    isOver = event.type !== 'open';
    listener.onEvent(event);
  };
  relay.onopen = () => relay.send(encodeSocketControl(connect) as Uint8Array<ArrayBuffer>);
  relay.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    const frame = decodeSocketFrame(new Uint8Array(data));
    if ('messages' in frame) {
      for (const message of frame.messages) if (!isOver) listener.onMessage(message);
      return;
    }
    const event = socketEventSchema.safeParse(frame.control);
    if (event.success) tell(event.data);
    else relay.close(PROTOCOL_ERROR);
  };
  relay.onclose = () => tell({ type: 'failed', code: 'AGENT_GONE', message: words.agentGone });
  return {
    send: (message) => relay.send(encodeSocketMessages([message]) as Uint8Array<ArrayBuffer>),
    close: () => {
      // Still on its way to the agent: there is nothing at the other end to say goodbye to.
      if (relay.readyState !== relay.OPEN) {
        tell({ type: 'closed', code: NORMAL, reason: '' });
        relay.close();
        return;
      }
      relay.send(
        encodeSocketControl({
          type: 'close',
          code: NORMAL,
          reason: '',
        }) as Uint8Array<ArrayBuffer>,
      );
    },
    end: () => {
      isOver = true;
      relay.close();
    },
  };
}

/** Connects with the browser's own WebSocket: no headers, and a failure without its reason. */
export function openBrowserSocket(connect: SocketTarget, listener: SocketListener): SocketLink {
  let isOver = false;
  const tell = (event: SocketEvent) => {
    if (isOver) return;
    isOver = event.type !== 'open';
    listener.onEvent(event);
  };
  let socket: WebSocket;
  try {
    socket = connectSocket('request', connect.url, [...connect.subprotocols]);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    queueMicrotask(() => tell({ type: 'failed', code: 'INVALID_URL', message }));
    return { send: () => undefined, close: () => undefined, end: () => (isOver = true) };
  }
  socket.binaryType = 'arraybuffer';
  let wasOpen = false;
  const timer =
    connect.handshakeTimeoutMs > 0
      ? setTimeout(() => {
          tell({ type: 'failed', code: 'CONNECT_TIMEOUT', message: words.handshakeTimeout });
          socket.close();
        }, connect.handshakeTimeoutMs)
      : undefined;
  socket.onopen = () => {
    wasOpen = true;
    clearTimeout(timer);
    const response = { status: 101, statusText: 'Switching Protocols', headers: [] };
    const handshake = { request: { url: connect.url, headers: [] }, response };
    tell({ type: 'open', subprotocol: socket.protocol, handshake });
  };
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
    listener.onMessage(typeof data === 'string' ? data : new Uint8Array(data));
  socket.onclose = ({ code, reason }) => {
    clearTimeout(timer);
    tell(
      wasOpen
        ? { type: 'closed', code, reason }
        : { type: 'failed', code: 'CONNECT_FAILED', message: words.browserFailed },
    );
  };
  return {
    send: (message) => socket.send(message as string | Uint8Array<ArrayBuffer>),
    close: () => socket.close(NORMAL),
    end: () => {
      isOver = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}

/** From what a document says of a WebSocket request to the connection that is made, and the messages that are sent. */
import { fromBase64 } from 'lib0/buffer';
import type { MessageLanguage, WsContent } from '../model/content.ts';
import type { JsonValue } from '../model/json.ts';
import { rowText } from '../model/rows.ts';
import type { Scopes } from '../variables/scopes.ts';
import type { SocketTarget, SocketMessage } from '../wire/socketRelay.ts';
import { buildUrl } from './buildUrl.ts';
import { headerValue } from './latin1.ts';
import { Resolver } from './resolver.ts';

/** The settings of a WebSocket request, with what holds when it says nothing. */
export const SOCKET_SETTING_DEFAULTS = {
  /** Whether the certificate is checked. */
  strictSSL: true,
  /** Milliseconds, 0 for no limit. */
  handshakeTimeout: 30_000,
  /** How often a lost connection is made anew. */
  reconnectAttempts: 3,
  /** Milliseconds before each of them. */
  reconnectInterval: 2000,
  /** Megabytes. */
  maxMessageSize: 16,
} as const satisfies Record<string, JsonValue>;

/** A setting of a WebSocket request. */
export type SocketSettingName = keyof typeof SOCKET_SETTING_DEFAULTS;

/** The settings, each its own value when that is of the right type, else the default. */
export function readSocketSettings(settings: WsContent['settings']): {
  readonly strictSSL: boolean;
  readonly handshakeTimeout: number;
  readonly reconnectAttempts: number;
  readonly reconnectInterval: number;
  readonly maxMessageSize: number;
} {
  const number = (name: Exclude<SocketSettingName, 'strictSSL'>, max: number) => {
    const value = settings[name];
    const isUsable = typeof value === 'number' && Number.isFinite(value) && value >= 0;
    return Math.min(max, isUsable ? Math.trunc(value) : SOCKET_SETTING_DEFAULTS[name]);
  };
  const { strictSSL } = settings;
  return {
    strictSSL: typeof strictSSL === 'boolean' ? strictSSL : SOCKET_SETTING_DEFAULTS.strictSSL,
    handshakeTimeout: number('handshakeTimeout', 0x7fff_ffff),
    reconnectAttempts: number('reconnectAttempts', 1000),
    reconnectInterval: number('reconnectInterval', 0x7fff_ffff),
    maxMessageSize: Math.max(1, number('maxMessageSize', 256)),
  };
}

/** A connection ready to make. */
export interface BuiltSocket {
  readonly connect: SocketTarget;
  /** Names without a value; they stand as written. */
  readonly unresolved: readonly string[];
}

const PROTOCOL_HEADER = 'sec-websocket-protocol';

/** Builds the connection. Never throws: what is wrong with a URL is for whoever connects to say. */
export function buildSocket(content: WsContent, scopes: Scopes): BuiltSocket {
  const resolver = new Resolver(scopes);
  const { resolve } = resolver;
  const settings = readSocketSettings(content.settings);
  const url = buildUrl(content, resolve, { encode: true, defaultScheme: 'ws' });
  const rows = content.headers
    .filter((row) => row.enabled && row.key !== '')
    .map((row) => [resolve(row.key), resolve(rowText(row))] as const);
  // Files of others write them as the header that they become.
  const asHeader = rows
    .filter(([name]) => name.toLowerCase() === PROTOCOL_HEADER)
    .flatMap(([, value]) => value.split(','));
  const asRows = content.subprotocols.filter((row) => row.enabled).map((row) => resolve(row.key));
  return {
    connect: {
      type: 'connect',
      // Addresses of the field's collections are often written as those of the page.
      url: url.replace(/^http(?=s?:)/i, 'ws'),
      headers: rows
        .filter(([name]) => name.toLowerCase() !== PROTOCOL_HEADER)
        .map(([name, value]) => [name, headerValue(value)]),
      subprotocols: [...new Set([...asRows, ...asHeader].map((name) => name.trim()))].filter(
        (name) => name !== '',
      ),
      verifyTls: settings.strictSSL,
      handshakeTimeoutMs: settings.handshakeTimeout,
      maxMessageBytes: settings.maxMessageSize * 1024 * 1024,
    },
    unresolved: resolver.unresolved,
  };
}

/** A message ready to be sent, or why it cannot be. */
export type BuiltMessage =
  | { readonly message: SocketMessage; readonly unresolved: readonly string[] }
  | { readonly problem: 'bad-hex' | 'bad-base64' };

/** Resolves the variables of a message; binary ones are read from base64 or hex, white space aside. Never throws. */
export function buildMessage(text: string, language: string, scopes: Scopes): BuiltMessage {
  const resolver = new Resolver(scopes);
  const resolved = resolver.resolve(text);
  const { unresolved } = resolver;
  const digits = resolved.replaceAll(/\s+/g, '');
  switch (language as MessageLanguage) {
    case 'hex':
      return /^(?:[\da-f]{2})*$/i.test(digits)
        ? {
            message: Uint8Array.from(digits.match(/../g) ?? [], (pair) =>
              Number.parseInt(pair, 16),
            ),
            unresolved,
          }
        : { problem: 'bad-hex' };
    case 'base64':
      return isBase64(digits)
        ? { message: fromBase64(digits), unresolved }
        : { problem: 'bad-base64' };
    default:
      return { message: resolved, unresolved };
  }
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[\d+/A-Za-z]*={0,2}$/.test(text);
}

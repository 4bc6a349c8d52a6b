/** The one place from which the page connects to anything. The linter knows no `fetch` and no `WebSocket` elsewhere. */
import { type Purpose, record } from './ledger.ts';

const MOST_NOTED = 2000;

/** Addresses that were named, so that what the browser reports can be compared. */
const noted = new Set<string>();

function note(purpose: Purpose, url: string | URL): void {
  const { href } = new URL(url, location.href);
  // The oldest goes; what the browser reports comes soon after the call.
  if (noted.size >= MOST_NOTED) noted.delete(noted.values().next().value ?? '');
  noted.add(href);
  record(purpose, href);
}

/** Whether a connection to this address was named. */
export function isNoted(url: string): boolean {
  return noted.has(url);
}

/** `fetch`, written down. */
export function connectFetch(
  purpose: Purpose,
  url: string | URL,
  init?: RequestInit,
): Promise<Response> {
  // A bad address is the caller's to report, as fetch does it.
  if (URL.canParse(url, location.href)) note(purpose, url);
  return fetch(url, init);
}

/** A WebSocket, written down. */
export function connectSocket(
  purpose: Purpose,
  url: string | URL,
  protocols?: string[],
): WebSocket {
  const socket = new WebSocket(url, protocols);
  note(purpose, socket.url);
  return socket;
}

/** The constructor of WebSockets for libraries that make their own. */
export function socketClass(purpose: Purpose): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      note(purpose, this.url);
    }
  };
}

import type { SendSettings } from '@scratchpad/core/wire';
import type { ConnectionProfile } from './connector.ts';
import type { HopRequest, Transport } from './exchange.ts';
import { createNodeTransport } from './nodeTransport.ts';
import { createUndiciTransport } from './undiciTransport.ts';

// undici writes these itself or refuses them.
const HEADERS_NOT_FOR_UNDICI = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'expect',
]);
const OMISSIONS_NOT_FOR_UNDICI = ['host', 'connection', 'content-length'];

/** Keeps connections open between sendings. Two sendings share one only if they agree in how it is made. */
export class TransportPool {
  readonly #undiciByProfile = new Map<string, ReturnType<typeof createUndiciTransport>>();

  readonly #connections: number | undefined;

  /** @param options.connections at most so many to one place; any number when left out */
  constructor(options: { connections?: number } = {}) {
    this.#connections = options.connections;
  }

  /** undici, or node:http for what undici does not do. */
  transportFor(hop: HopRequest, settings: SendSettings): Transport {
    if (needsNode(hop, settings)) return createNodeTransport(settings);
    return this.#undici(settings).transport;
  }

  /** Closes all connections, those in use as well. */
  async close(): Promise<void> {
    await Promise.all([...this.#undiciByProfile.values()].map(({ close }) => close()));
    this.#undiciByProfile.clear();
  }

  #undici({ verifyTls, httpVersion }: ConnectionProfile): ReturnType<typeof createUndiciTransport> {
    const key = `${verifyTls} ${httpVersion}`;
    const present = this.#undiciByProfile.get(key);
    if (present !== undefined) return present;
    const created = createUndiciTransport({ verifyTls, httpVersion }, this.#connections);
    this.#undiciByProfile.set(key, created);
    return created;
  }
}

function needsNode(
  { headers, omit }: HopRequest,
  { httpVersion, lenientParser }: SendSettings,
): boolean {
  // HTTP/2 has none of these headers, and undici alone speaks it.
  if (httpVersion === '2') return false;
  return (
    lenientParser ||
    headers.some(([name]) => HEADERS_NOT_FOR_UNDICI.has(name.toLowerCase())) ||
    OMISSIONS_NOT_FOR_UNDICI.some((name) => omit.has(name))
  );
}

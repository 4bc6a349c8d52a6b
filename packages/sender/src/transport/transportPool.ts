import type { SendSettings } from '@scratchpad/core/wire';
import type { ClientCertificate, FindClientCertificate } from './clientCertificate.ts';
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
  readonly #certificates: ClientCertificate[] = [];
  readonly #undiciByProfile = new Map<string, ReturnType<typeof createUndiciTransport>>();

  readonly #connections: number | undefined;
  readonly #findCertificate: FindClientCertificate;

  /**
   * @param options.connections at most so many to one place; any number when left out
   * @param options.findCertificate the client certificate for a place; none when left out
   */
  constructor(options: { connections?: number; findCertificate?: FindClientCertificate } = {}) {
    this.#connections = options.connections;
    this.#findCertificate = options.findCertificate ?? (() => null);
  }

  /** undici, or node:http for what undici does not do. */
  transportFor(hop: HopRequest, settings: SendSettings): Transport {
    const clientCertificate = this.#findCertificate(hop.url);
    if (needsNode(hop, settings)) return createNodeTransport({ ...settings, clientCertificate });
    return this.#undici({ ...settings, clientCertificate }).transport;
  }

  /** Closes all connections, those in use as well. */
  async close(): Promise<void> {
    await Promise.all([...this.#undiciByProfile.values()].map(({ close }) => close()));
    this.#undiciByProfile.clear();
  }

  #undici(profile: ConnectionProfile): ReturnType<typeof createUndiciTransport> {
    const { verifyTls, httpVersion, clientCertificate } = profile;
    const key = `${verifyTls} ${httpVersion} ${this.#numberOf(clientCertificate)}`;
    const present = this.#undiciByProfile.get(key);
    if (present !== undefined) return present;
    const created = createUndiciTransport(
      { verifyTls, httpVersion, clientCertificate },
      this.#connections,
    );
    this.#undiciByProfile.set(key, created);
    return created;
  }

  #numberOf(certificate: ClientCertificate | null): number {
    if (certificate === null) return 0;
    if (!this.#certificates.includes(certificate)) this.#certificates.push(certificate);
    return this.#certificates.indexOf(certificate) + 1;
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

import { createHash } from 'node:crypto';
import { AppError, type SendSettings } from '@scratchpad/core/wire';
import { type ConnectionProfile, profileFor } from './connector.ts';
import type { HopRequest, Transport } from './exchange.ts';
import type { Network } from './network.ts';
import { createNodeTransport } from './nodeTransport.ts';
import { isForwarded, proxyText, toForwarded, withoutProxyPassword } from './proxy.ts';
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

/** So many ways of connecting are kept open at once. */
const MAX_PROFILES = 32;

/** Keeps connections open between sendings. Two sendings share one only if they agree in how it is made. */
export class TransportPool {
  readonly #undiciByProfile = new Map<string, ReturnType<typeof createUndiciTransport>>();
  readonly #connections: number | undefined;

  /** @param options.connections at most so many to one place; any number when left out */
  constructor(options: { connections?: number } = {}) {
    this.#connections = options.connections;
  }

  /**
   * undici, or node:http for what undici does not do.
   * @throws AppError when the network's settings cannot be used for the place
   */
  transportFor(hop: HopRequest, settings: SendSettings, network: Network): Transport {
    const profile = profileFor(hop.url, settings, network, hop.socketPath);
    const { proxy } = profile;
    const transport = needsNode(hop, settings)
      ? createNodeTransport({ ...profile, lenientParser: settings.lenientParser })
      : this.#undici(profile).transport;
    if (!isForwarded(hop.url, proxy)) return transport;
    if (settings.httpVersion === '2') {
      throw new AppError(
        'HTTP2_UNAVAILABLE',
        `The proxy ${proxyText(proxy)} takes no HTTP/2 for an address that begins with http://, so no request left this machine. ` +
          'Set the HTTP version in the settings of the request to automatic or 1.1.',
      );
    }
    return async (asked, ...rest) =>
      withoutProxyPassword(await transport(toForwarded(asked, proxy), ...rest), proxy);
  }

  /** Closes all connections, those in use as well. */
  async close(): Promise<void> {
    await Promise.all([...this.#undiciByProfile.values()].map(({ close }) => close()));
    this.#undiciByProfile.clear();
  }

  /** Certificates and passwords that are no longer used do not stay in memory for ever. */
  #retireOldest(): void {
    const [oldest] = this.#undiciByProfile;
    if (this.#undiciByProfile.size <= MAX_PROFILES || oldest === undefined) return;
    const [key, { retire }] = oldest;
    this.#undiciByProfile.delete(key);
    // What is under way tells its own errors.
    retire().catch(() => undefined);
  }

  #undici(profile: ConnectionProfile): ReturnType<typeof createUndiciTransport> {
    const key = profileKey(profile);
    const found = this.#undiciByProfile.get(key);
    const used = found ?? createUndiciTransport(profile, this.#connections);
    // The one that was used last stands last.
    this.#undiciByProfile.delete(key);
    this.#undiciByProfile.set(key, used);
    if (found === undefined) this.#retireOldest();
    return used;
  }
}

/** The same text for profiles that say the same; it holds no secret, as they may. */
function profileKey({
  verifyTls,
  httpVersion,
  clientCertificate,
  authorities,
  proxy,
  proxyAuthorities,
  socketPath,
}: ConnectionProfile): string {
  const plain = `${verifyTls} ${httpVersion} ${socketPath ?? ''}`;
  if (clientCertificate === null && authorities.length === 0 && proxy === null) return plain;
  const { cert, key, pfx, passphrase } = clientCertificate ?? {};
  const files = [cert, key, pfx].map((file) => file?.toString('base64'));
  const parts = JSON.stringify([...files, passphrase, authorities, proxy, proxyAuthorities]);
  return `${plain} ${createHash('sha256').update(parts).digest('base64')}`;
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

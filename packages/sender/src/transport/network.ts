import type { NetworkSettings, PlacedCertificate, ProxyServer } from '@scratchpad/core/wire';
import type { ClientCertificate, FindClientCertificate } from './clientCertificate.ts';
import { isAtPlace, isBypassed } from './place.ts';
import { systemProxyFor } from './systemProxy.ts';

/** How places are reached. Addresses of WebSockets are asked for as `http:` and `https:`. */
export type Network = {
  readonly certificateFor: FindClientCertificate;
  /** Certificates of authorities, in PEM, that vouch for a place beside those everybody trusts. */
  readonly authoritiesFor: (url: URL) => readonly string[];
  readonly proxyFor: (url: URL) => ProxyServer | null;
};

/** The network that settings describe, in an environment. */
export function createNetwork(
  { proxy, certificates, authorities }: NetworkSettings,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Network {
  return {
    certificateFor: (url) => {
      const found =
        url.protocol === 'https:' && certificates.find(({ place }) => isAtPlace(url, place));
      return found ? toClientCertificate(found) : null;
    },
    authoritiesFor: (url) =>
      authorities.filter(({ place }) => isAtPlace(url, place)).map(({ pem }) => pem),
    proxyFor: (url) => {
      if (proxy.mode === 'off') return null;
      if (proxy.mode === 'system') return systemProxyFor(url, env);
      return isBypassed(url, proxy.bypass) ? null : proxy.server;
    },
  };
}

function toClientCertificate({ cert, key, pfx, passphrase }: PlacedCertificate): ClientCertificate {
  return {
    ...(cert === '' ? {} : { cert: Buffer.from(cert) }),
    ...(key === '' ? {} : { key: Buffer.from(key) }),
    ...(pfx === '' ? {} : { pfx: Buffer.from(pfx, 'base64') }),
    ...(passphrase === '' ? {} : { passphrase }),
  };
}

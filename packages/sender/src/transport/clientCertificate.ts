/** What this side shows of itself in a TLS handshake, for the hosts that it is meant for. */

/** A certificate with its key: PEM texts, or one PKCS #12 file. */
export type ClientCertificate = {
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly pfx?: Buffer;
  readonly passphrase?: string;
};

/** Which certificate a place is shown; null for none. The same object for the same certificate. */
export type FindClientCertificate = (url: URL) => ClientCertificate | null;

const DEFAULT_PORT = '443';

/**
 * Whether an address is meant by a pattern of the collection format: `https://*.example.com:8443/*`, with `*` for any
 * text, or `<all_urls>`. A pattern without a port means the one of https; only https has client certificates.
 */
export function matchesUrlPattern(url: URL, pattern: string): boolean {
  if (url.protocol !== 'https:') return false;
  if (pattern === '<all_urls>') return true;
  const found = /^(?:https|\*):\/\/([^/:]+)(?::(\d+|\*))?(\/.*)?$/.exec(pattern.trim());
  if (!found) return false;
  const [, host = '', port = DEFAULT_PORT, path = '/*'] = found;
  return (
    toExpression(host).test(url.hostname) &&
    (port === '*' || port === (url.port || DEFAULT_PORT)) &&
    toExpression(path).test(url.pathname + url.search)
  );
}

function toExpression(pattern: string): RegExp {
  const text = pattern
    .split('*')
    .map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${text}$`, 'i');
}

/** What this side shows of itself in a TLS handshake, for the hosts that it is meant for, and whom it trusts. */
import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { AppError, errorMessage } from '@scratchpad/core';

/** A certificate with its key: PEM texts, or one PKCS #12 file. */
export type ClientCertificate = {
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly pfx?: Buffer;
  readonly passphrase?: string;
};

/** Which certificate a place is shown; null for none. */
export type FindClientCertificate = (url: URL) => ClientCertificate | null;

/**
 * The TLS options of a certificate and of further authorities; none when there are none.
 * @throws AppError `TLS_FAILED` when one of them cannot be used
 */
export function secureContextOf(files: {
  readonly clientCertificate: ClientCertificate | null;
  readonly authorities: readonly string[];
}): { readonly secureContext?: SecureContext } {
  const { clientCertificate, authorities } = files;
  if (clientCertificate === null && authorities.length === 0) return {};
  const attempt = <T>(what: string, create: () => T): T => {
    try {
      return create();
    } catch (error) {
      throw new AppError(
        'TLS_FAILED',
        `${what} for this host cannot be used (${errorMessage(error)}), so no request left this machine. ` +
          'Check it in the settings under Certificates: its files, that they belong together, and the passphrase.',
      );
    }
  };
  const ca = attempt('A CA certificate', () => {
    // OpenSSL passes over what is none without a word.
    const read = authorities.map((pem) => new X509Certificate(pem));
    return read.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] };
  });
  const secureContext = attempt('The client certificate', () =>
    createSecureContext({ ...clientCertificate, ...ca }),
  );
  return { secureContext };
}

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

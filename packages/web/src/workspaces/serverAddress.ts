const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * The origin that somebody means by an address: the scheme may be left out. Null when it is none.
 * Without a scheme it is https, but http for this machine, where nobody has a certificate.
 */
export function toServerUrl(address: string): string | null {
  const text = address.trim();
  if (text === '' || /\s/.test(text)) return null;
  try {
    const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text);
    const url = new URL(hasScheme ? text : `https://${text}`);
    if (!hasScheme && LOOPBACK.test(url.hostname)) url.protocol = 'http:';
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    return url.origin;
  } catch {
    return null;
  }
}

/** A link that a server made: whose it is, and the secret behind its hash. */
export interface ServerLink {
  readonly kind: 'setup' | 'invite';
  readonly server: string;
  readonly token: string;
}

/** Reads `<server>/setup#token` and `<server>/invite#token`; the page that shows it may name another `?server=`. */
export function parseServerLink(text: string): ServerLink | null {
  try {
    const url = new URL(text.trim());
    const [, kind] = /^\/(setup|invite)\/?$/.exec(url.pathname) ?? [];
    const server = toServerUrl(url.searchParams.get('server') ?? url.origin);
    const token = url.hash.slice(1);
    if (server === null || token === '' || (kind !== 'setup' && kind !== 'invite')) return null;
    return { kind, server, token };
  } catch {
    return null;
  }
}

/** How a server is named to people. */
export function serverName(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

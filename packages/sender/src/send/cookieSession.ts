import { CookieJar, Cookie } from 'tough-cookie';
import type { CookiesEvent, HeaderList, WireCookie, WireCookieKey } from '@scratchpad/core/wire';
import { headerValues } from './hopHeaders.ts';

/** The page's jar for the time of one sending: what goes with each hop, and what each response changes. */
export class CookieSession {
  readonly #jar = new CookieJar(null, { looseMode: true });
  readonly #restored: Promise<unknown>;

  constructor(cookies: readonly WireCookie[]) {
    this.#restored = Promise.all(
      cookies.map((cookie) => this.#jar.store.putCookie(fromWire(cookie))),
    );
  }

  /** `name=value` of each cookie that belongs to the URL, in the order of RFC 6265. */
  async cookiesFor(url: URL): Promise<string[]> {
    await this.#restored;
    const cookies = await this.#jar.getCookies(url.href);
    return cookies.map((cookie) => cookie.cookieString());
  }

  /** Takes in the `Set-Cookie` headers of a response. `null` when none of them changed anything. */
  async store(headers: HeaderList, url: URL): Promise<CookiesEvent | null> {
    await this.#restored;
    const changed: WireCookie[] = [];
    const removed: WireCookieKey[] = [];
    for (const header of headerValues(headers, 'set-cookie')) {
      // What a server may not set (a foreign domain, a public suffix) is ignored, as RFC 6265 wants it.
      const cookie = await this.#jar.setCookie(header, url.href, { ignoreError: true });
      if (cookie === undefined) continue;
      const wire = toWire(cookie);
      const expiresAt = cookie.expiryTime() ?? Number.POSITIVE_INFINITY;
      if (expiresAt > Date.now()) changed.push(wire);
      else removed.push({ name: wire.name, domain: wire.domain, path: wire.path });
    }
    return changed.length + removed.length > 0 ? { type: 'cookies', changed, removed } : null;
  }
}

function fromWire(wire: WireCookie): Cookie {
  return new Cookie({
    key: wire.name,
    value: wire.value,
    domain: wire.domain,
    hostOnly: wire.hostOnly,
    path: wire.path,
    expires: wire.expiresAt === null ? 'Infinity' : new Date(wire.expiresAt),
    secure: wire.secure,
    httpOnly: wire.httpOnly,
    ...(wire.sameSite === null ? {} : { sameSite: wire.sameSite }),
    creation: new Date(wire.createdAt),
  });
}

function toWire(cookie: Cookie): WireCookie {
  const expiresAt = cookie.expiryTime();
  return {
    name: cookie.key,
    value: cookie.value,
    domain: cookie.domain ?? '',
    hostOnly: cookie.hostOnly ?? true,
    path: cookie.path ?? '/',
    expiresAt: expiresAt !== undefined && Number.isFinite(expiresAt) ? expiresAt : null,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    sameSite: sameSiteOf(cookie.sameSite),
    createdAt: cookie.creation instanceof Date ? cookie.creation.getTime() : Date.now(),
  };
}

function sameSiteOf(value: string | undefined): WireCookie['sameSite'] {
  return value === 'strict' || value === 'lax' || value === 'none' ? value : null;
}

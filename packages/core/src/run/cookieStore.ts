import { z } from 'zod';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { CookiesEvent } from '../wire/sendEvent.ts';
import type { WireCookie, WireCookieKey } from '../wire/wireCookie.ts';

/** A cookie as tough-cookie writes it, which scripts use. */
const toughCookieSchema = z.looseObject({
  key: z.string(),
  value: z.string().default(''),
  domain: z.string(),
  path: z.string().nullish(),
  expires: z.string().nullish(),
  maxAge: z.union([z.number(), z.string()]).nullish(),
  secure: z.boolean().nullish(),
  httpOnly: z.boolean().nullish(),
  hostOnly: z.boolean().nullish(),
  sameSite: z.string().nullish(),
});

/** The cookies of a run, shared by its requests and its scripts. */
export class CookieStore {
  readonly #cookies = new Map<string, WireCookie>();

  constructor(cookies: readonly WireCookie[] = []) {
    for (const cookie of cookies) this.#put(cookie);
  }

  /** Every cookie that has not expired. */
  all(): WireCookie[] {
    const now = Date.now();
    return [...this.#cookies.values()].filter(
      ({ expiresAt }) => expiresAt === null || expiresAt > now,
    );
  }

  /** Takes in what a response did. */
  apply({ changed, removed }: CookiesEvent): void {
    for (const cookie of changed) this.#put(cookie);
    for (const key of removed) this.#cookies.delete(keyOf(key));
  }

  /** The cookies for a URL as `pm.cookies` has them. */
  forUrl(text: string): JsonObject[] {
    const url = parseUrl(text);
    if (url === null) return [];
    return this.all()
      .filter((cookie) => matches(cookie, url.host, url.path) && (!cookie.secure || url.isSecure))
      .map(({ name, value, domain, path, expiresAt, httpOnly, secure, hostOnly }) => ({
        name,
        value,
        domain,
        path,
        ...(expiresAt === null
          ? { session: true }
          : { expires: new Date(expiresAt).toISOString() }),
        httpOnly,
        secure,
        hostOnly,
      }));
  }

  /** One call of a script's `pm.cookies.jar()`: a method of tough-cookie's `Store`. Throws when there is none such. */
  call(method: string, args: readonly unknown[]): JsonValue {
    const [first, second, third] = args;
    switch (method) {
      case 'findCookie': {
        const found = this.all().find(
          ({ domain, path, name }) => domain === first && path === second && name === third,
        );
        return found ? toTough(found) : null;
      }
      case 'findCookies': {
        const path = typeof second === 'string' ? second : null;
        return this.all()
          .filter((cookie) => typeof first === 'string' && matches(cookie, first, path))
          .map(toTough);
      }
      case 'getAllCookies':
        return this.all().map(toTough);
      case 'putCookie':
        this.#put(fromTough(first));
        return null;
      case 'updateCookie':
        this.#put(fromTough(second));
        return null;
      case 'removeCookie':
        this.#cookies.delete(
          keyOf({ domain: String(first), path: String(second), name: String(third) }),
        );
        return null;
      case 'removeCookies':
        for (const [key, { domain, path }] of this.#cookies) {
          if (domain === first && (typeof second !== 'string' || path === second)) {
            this.#cookies.delete(key);
          }
        }
        return null;
      case 'removeAllCookies':
        this.#cookies.clear();
        return null;
      default:
        throw new Error(`CookieStore: invalid method name '${method}'`);
    }
  }

  #put(cookie: WireCookie): void {
    this.#cookies.set(keyOf(cookie), cookie);
  }
}

function keyOf({ domain, path, name }: WireCookieKey): string {
  return JSON.stringify([domain, path, name]);
}

/** RFC 6265, 5.1.3 and 5.1.4. */
function matches(cookie: WireCookie, host: string, path: string | null): boolean {
  const isDomain =
    cookie.domain === host || (!cookie.hostOnly && host.endsWith(`.${cookie.domain}`));
  if (!isDomain || path === null) return isDomain;
  return (
    path === cookie.path ||
    (path.startsWith(cookie.path) &&
      (cookie.path.endsWith('/') || path[cookie.path.length] === '/'))
  );
}

/** The parts that cookies are about. The core has no URL of its own. */
function parseUrl(text: string): { host: string; path: string; isSecure: boolean } | null {
  const parts = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::\d*)?([^?#]*)/i.exec(text);
  if (!parts) return null;
  const [, scheme = '', host = '', path = ''] = parts;
  return {
    host: host.toLowerCase(),
    path: path.startsWith('/') ? path : '/',
    isSecure: scheme.toLowerCase() === 'https' || host === 'localhost',
  };
}

function toTough(cookie: WireCookie): JsonObject {
  const created = new Date(cookie.createdAt).toISOString();
  return {
    key: cookie.name,
    value: cookie.value,
    ...(cookie.expiresAt === null ? {} : { expires: new Date(cookie.expiresAt).toISOString() }),
    domain: cookie.domain,
    path: cookie.path,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    hostOnly: cookie.hostOnly,
    ...(cookie.sameSite === null ? {} : { sameSite: cookie.sameSite }),
    creation: created,
    lastAccessed: created,
  };
}

/** A cookie in the words of tough-cookie. Throws when it is none. */
export function fromTough(json: unknown): WireCookie {
  const cookie = toughCookieSchema.parse(json);
  const maxAge = Number(cookie.maxAge ?? Number.NaN);
  const expires = Date.parse(cookie.expires ?? '');
  const expiresAt = Number.isFinite(maxAge) ? Date.now() + maxAge * 1000 : expires;
  const sameSite = cookie.sameSite?.toLowerCase();
  return {
    name: cookie.key,
    value: cookie.value,
    domain: cookie.domain,
    hostOnly: cookie.hostOnly ?? false,
    path: cookie.path ?? '/',
    expiresAt: Number.isFinite(expiresAt) ? expiresAt : null,
    secure: cookie.secure ?? false,
    httpOnly: cookie.httpOnly ?? false,
    sameSite: sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? sameSite : null,
    createdAt: Date.now(),
  };
}

/** A jar as a file has it: `{cookies: [...]}`. */
export function cookiesToJar(cookies: readonly WireCookie[]): JsonObject {
  return {
    version: 'tough-cookie@4.1.3',
    storeType: 'MemoryCookieStore',
    rejectPublicSuffixes: true,
    cookies: cookies.map(toTough),
  };
}

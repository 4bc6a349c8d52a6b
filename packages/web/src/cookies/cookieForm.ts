/** A cookie as it is written in a form, and back. */
import type { WireCookie } from '@scratchpad/core/wire';
import { readDomain } from './readDomain.ts';
import { cookieWords as words } from './words.ts';

/** What stands in the fields. */
export interface CookieDraft {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  /** Local time as `datetime-local` has it; empty for a cookie of the session. */
  readonly expires: string;
  readonly sameSite: '' | 'strict' | 'lax' | 'none';
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly subdomains: boolean;
}

/** A field that can be wrong. */
export type CookieField = 'name' | 'value' | 'domain' | 'path' | 'expires';

export const EMPTY_DRAFT: CookieDraft = {
  name: '',
  value: '',
  domain: '',
  path: '/',
  expires: '',
  sameSite: '',
  secure: false,
  httpOnly: false,
  subdomains: false,
};

/** The fields of a cookie. */
export function toDraft(cookie: WireCookie): CookieDraft {
  const { name, value, domain, path, secure, httpOnly, hostOnly, expiresAt, sameSite } = cookie;
  return {
    name,
    value,
    domain,
    path,
    secure,
    httpOnly,
    subdomains: !hostOnly,
    expires: expiresAt === null ? '' : toLocalTime(expiresAt),
    sameSite: sameSite ?? '',
  };
}

const CONTROL = String.raw`\0-\x1f\x7f`;
const NAME = new RegExp(`^[^=;\\s${CONTROL}]+$`);
const VALUE = new RegExp(`^[^;${CONTROL}]*$`);
const PATH = new RegExp(`^/[^;${CONTROL}]*$`);

/**
 * The cookie that the fields say, or the field that is wrong.
 * @param createdAt of the cookie that is edited, or of now
 */
export function readDraft(
  draft: CookieDraft,
  createdAt: number,
): { readonly cookie: WireCookie } | { readonly wrong: CookieField; readonly message: string } {
  const fail = (wrong: CookieField) => ({ wrong, message: words.errors[wrong] });
  const name = draft.name.trim();
  const path = draft.path.trim() || '/';
  if (!NAME.test(name)) return fail('name');
  if (!VALUE.test(draft.value)) return fail('value');
  const domain = readDomain(draft.domain);
  if (domain === null) return fail('domain');
  if (!PATH.test(path)) return fail('path');
  const expiresAt = draft.expires === '' ? null : new Date(draft.expires).getTime();
  if (expiresAt !== null && !(expiresAt > Date.now())) return fail('expires');
  return {
    cookie: {
      name,
      value: draft.value.trim(),
      domain,
      path,
      expiresAt,
      createdAt,
      hostOnly: !draft.subdomains,
      secure: draft.secure,
      httpOnly: draft.httpOnly,
      sameSite: draft.sameSite || null,
    },
  };
}

/**
 * What a `Set-Cookie` line says, over what stands in the fields (RFC 6265, 5.2); null when the text is not one.
 * A name and a value alone are not: they could be anything.
 */
export function readSetCookie(text: string, draft: CookieDraft): CookieDraft | null {
  const [pair = '', ...attributes] = text
    .trim()
    .replace(/^set-cookie:\s*/i, '')
    .split(';');
  const [name, value] = splitPair(pair);
  if (name === '' || !pair.includes('=') || attributes.length === 0) return null;
  let read: CookieDraft = { ...EMPTY_DRAFT, domain: draft.domain, name, value };
  for (const attribute of attributes) {
    const [key, given] = splitPair(attribute);
    read = { ...read, ...attributeToDraft(key.toLowerCase(), given) };
  }
  return read;
}

function attributeToDraft(key: string, value: string): Partial<CookieDraft> {
  switch (key) {
    case 'domain':
      return { domain: value.replace(/^\./, ''), subdomains: true };
    case 'path':
      return value.startsWith('/') ? { path: value } : {};
    case 'expires':
      return timeToDraft(Date.parse(value));
    case 'max-age':
      return timeToDraft(Date.now() + Number.parseInt(value, 10) * 1000);
    case 'samesite': {
      const sameSite = value.toLowerCase();
      return sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? { sameSite } : {};
    }
    case 'secure':
      return { secure: true };
    case 'httponly':
      return { httpOnly: true };
    default:
      return {};
  }
}

function timeToDraft(ms: number): Partial<CookieDraft> {
  return Number.isNaN(ms) ? {} : { expires: toLocalTime(ms) };
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** `2030-01-31T13:45:09`, in the time zone of this device. */
function toLocalTime(ms: number): string {
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offsetMs).toISOString().slice(0, 19);
}

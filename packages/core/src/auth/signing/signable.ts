/** What signing works on: a request that is ready to go, and the fields of its authorization. */
import { encodeUtf8 } from 'lib0/string';
import type { HeaderList } from '../../wire/headers.ts';

/** The parts of a request that signatures are about. */
export interface Signable {
  readonly method: string;
  /** Absolute and encoded, as it will go out. */
  readonly url: string;
  readonly headers: HeaderList;
  /** The body's bytes; null when there is none. Asked for only when they are signed. */
  readonly readBody: (() => Promise<Uint8Array>) | null;
}

/** A signed request: what has changed. */
export interface Signed {
  readonly url: string;
  readonly headers: HeaderList;
  /** A body in place of the one before; undefined when it stays. */
  readonly body?: string;
}

/** Where a signature's time and randomness come from; tests give their own. */
export interface SigningClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Text of letters and digits that nobody can guess. */
  readonly nonce: (length: number) => string;
}

/** The fields of an authorization with their variables replaced. Absent ones are empty. */
export class AuthFields {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  /** A field as text; lists and objects as JSON. */
  text(name: string, fallback = ''): string {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === '') return fallback;
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  /** Whether a field was filled in, be it with nothing. */
  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  /** A switch; files hold `true` and `"true"`. */
  flag(name: string, fallback = false): boolean {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === '') return fallback;
    return value === true || value === 'true';
  }

  /** A whole number, or undefined for what is none. */
  integer(name: string): number | undefined {
    const text = this.text(name).trim();
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  }

  /** Names divided by commas, or a list of them. */
  names(name: string): readonly string[] {
    const value = this.#fields[name];
    const text = this.text(name);
    const list: unknown = Array.isArray(value) ? value : parseList(text);
    const names = Array.isArray(list) ? list.map(String) : text.split(',');
    return names.map((one) => one.trim()).filter((one) => one !== '');
  }

  /** A field that holds JSON: an object, or the text of one; undefined when it is neither. */
  object(name: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.#fields[name];
    if (isObject(value)) return value;
    if (typeof value !== 'string' || value.trim() === '') return undefined;
    try {
      const parsed: unknown = JSON.parse(value);
      return isObject(parsed) ? parsed : undefined;
    } catch {
      // What is wrong with it is the caller's to say: it knows the field's name for people.
      return undefined;
    }
  }
}

/** A list that was written as JSON; undefined for other text. */
function parseList(text: string): unknown {
  if (!text.startsWith('[')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parts of an absolute URL that signatures name. */
export interface SignedUrl {
  /** `http` or `https`. */
  readonly scheme: string;
  /** Lower case, without a port that is the scheme's own. */
  readonly host: string;
  /** Without the port. */
  readonly hostname: string;
  readonly port: string;
  /** With its leading slash. */
  readonly path: string;
  /** Without the `?`; empty when there is none. */
  readonly query: string;
}

/** Takes an absolute URL apart. */
export function splitSignedUrl(url: string): SignedUrl {
  const [, scheme = 'http', authority = '', rest = ''] =
    /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const [, hostname = host, written = ''] = /^(.*?)(?::(\d*))?$/.exec(host) ?? [];
  const ownPort = scheme.toLowerCase() === 'https' ? '443' : '80';
  const port = written === '' ? ownPort : written;
  const mark = rest.indexOf('?');
  const path = mark < 0 ? rest : rest.slice(0, mark);
  return {
    scheme: scheme.toLowerCase(),
    host: port === ownPort ? hostname : `${hostname}:${port}`,
    hostname,
    port,
    path: path === '' ? '/' : path,
    query: mark < 0 ? '' : rest.slice(mark + 1),
  };
}

/** The request with one more header, in place of those of its name. */
export function withHeader(headers: HeaderList, name: string, value: string): HeaderList {
  const others = headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return [...others, [name, value]];
}

/** The first value of a header, or undefined. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1];
}

/** The URL with parameters behind those it has; keys and values are encoded already. */
export function withParams(
  url: string,
  params: readonly (readonly [key: string, value: string])[],
): string {
  if (params.length === 0) return url;
  const [head = '', ...fragment] = url.split('#');
  const added = params.map(([key, value]) => `${key}=${value}`).join('&');
  const joint = !head.includes('?') ? '?' : /[?&]$/.test(head) ? '' : '&';
  return [head + joint + added, ...fragment].join('#');
}

/** Percent-encoding of RFC 3986: all but letters, digits and `-._~`. */
export function percentEncode(text: string): string {
  let encoded = '';
  for (const byte of encodeUtf8(text)) {
    const char = String.fromCharCode(byte);
    encoded += /[\w.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** Undoes percent-encoding; what is no encoding stays as it is. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

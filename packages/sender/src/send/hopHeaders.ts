import { AUTOMATIC_HEADERS, type HeaderList } from '@scratchpad/core/wire';

// Calculated where the request is written, or from the jar.
const CALCULATED = new Set(['host', 'connection', 'content-length', 'cookie']);

/** True when a header of that name is in the list, in any case. */
function hasHeader(headers: HeaderList, name: string): boolean {
  return headers.some(([present]) => present.toLowerCase() === name.toLowerCase());
}

/** All values of a header, in order. */
export function headerValues(headers: HeaderList, name: string): string[] {
  return headers.flatMap(([present, value]) =>
    present.toLowerCase() === name.toLowerCase() ? [value] : [],
  );
}

/** The list without the headers of these lower-case names. */
export function withoutHeaders(headers: HeaderList, names: readonly string[]): HeaderList {
  return headers.filter(([name]) => !names.includes(name.toLowerCase()));
}

/**
 * The headers of one hop: the automatic ones that the request neither has nor switched off, then its own as they are,
 * then credentials out of the URL and cookies out of the jar.
 */
export function buildHopHeaders(
  own: HeaderList,
  omit: ReadonlySet<string>,
  credentials: Pick<URL, 'username' | 'password'>,
  cookies: readonly string[],
): HeaderList {
  const automatic = AUTOMATIC_HEADERS.flatMap(({ name, value }): HeaderList => {
    const isWanted = !CALCULATED.has(name.toLowerCase()) && !omit.has(name.toLowerCase());
    return isWanted && value !== null && !hasHeader(own, name) ? [[name, value]] : [];
  });
  const headers = [...automatic, ...own];
  if (
    (credentials.username !== '' || credentials.password !== '') &&
    !hasHeader(own, 'authorization')
  ) {
    headers.push(['Authorization', basicAuth(credentials)]);
  }
  return omit.has('cookie') ? headers : addCookies(headers, cookies);
}

/** A `Cookie` of the request's own goes first and wins; the jar's others are added to it. */
function addCookies(headers: HeaderList, fromJar: readonly string[]): HeaderList {
  const own = headerValues(headers, 'cookie');
  const ownNames = new Set(own.flatMap((value) => value.split(';')).map(cookieName));
  const added = fromJar.filter((cookie) => !ownNames.has(cookieName(cookie))).join('; ');
  if (added === '') return headers;
  const at = headers.findLastIndex(([name]) => name.toLowerCase() === 'cookie');
  if (at === -1) return [...headers, ['Cookie', added]];
  return headers.map(([name, value], i) => [name, i === at ? `${value}; ${added}` : value]);
}

function cookieName(cookie: string): string {
  return cookie.split('=', 1)[0]?.trim() ?? '';
}

function basicAuth({ username, password }: Pick<URL, 'username' | 'password'>): string {
  const pair = `${decodePercent(username)}:${decodePercent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

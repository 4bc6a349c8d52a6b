import { AppError } from '@scratchpad/core/wire';

/** Where a request goes: the parsed URL, and path and query as they stand behind the method. */
export type Target = {
  url: URL;
  target: string;
  /** The Unix socket that it goes to, in place of host and port; null for the network. */
  socketPath: string | null;
};

/** The field's form of a request to a Unix socket: `http://unix:/run/app.sock:/path`. */
const UNIX = /^(https?):\/\/unix:(\/[^:?#]*)(?::([^]*))?$/i;
/** What a server behind a Unix socket is called. It has no name of its own, and none of the network's cookies. */
const UNIX_HOST = 'localhost';

// What may not stand in a path or query as it is (RFC 3986), and what browsers encode beyond that.
const TO_ENCODE = /[^\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]|%(?![0-9A-Fa-f]{2})/gu;

/**
 * Reads an absolute URL. Path and query are taken as they are written, with `..`, `//` and existing `%41` left alone,
 * because the point may be how a server treats them; with `encode`, what may not stand there is percent-encoded.
 * Throws `AppError` with `INVALID_URL`.
 */
export function parseTarget(text: string, encode: boolean): Target {
  const [, scheme, socketPath, path = ''] = UNIX.exec(text) ?? [];
  if (socketPath !== undefined) {
    const inner = `${scheme}://${UNIX_HOST}${path.startsWith('/') ? '' : '/'}${path}`;
    return { ...parseTarget(inner, encode), socketPath: decodePath(socketPath) };
  }
  const url = parseUrl(text);
  const afterScheme = text.slice(text.indexOf(':') + 1).replace(/^[/\\]*/, '');
  const written = /^[^/?#\\]*([^#]*)/.exec(afterScheme)?.[1] ?? '';
  const target = written.startsWith('/') ? written : `/${written}`;
  return { url, target: encode ? encodeTarget(target) : asBytes(target), socketPath: null };
}

/** The URL as people know it: without credentials and fragment. */
export function displayUrl({ url, target, socketPath }: Target): string {
  return socketPath === null
    ? url.origin + target
    : `${url.protocol}//unix:${socketPath}:${target}`;
}

/** A file's name as it is written in an address. A stray percent sign stands for itself. */
function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) {
    throw invalidUrl(
      /^https?:\/\//i.test(text)
        ? `"${text}" is not a valid address. Check the host name and the port.`
        : `"${text}" is not an absolute address. Begin it with http:// or https://.`,
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalidUrl(
      `"${text}" begins with "${url.protocol}". Only http:// and https:// can be sent.`,
    );
  }
  return url;
}

function encodeTarget(target: string): string {
  return target.replace(TO_ENCODE, (character) =>
    // A lone surrogate has no UTF-8; `encodeURIComponent` would throw.
    character === '%' ? '%25' : encodeURIComponent(character.toWellFormed()),
  );
}

/** UTF-8 as latin1, which is how it goes out byte by byte. What would end the request line is refused. */
function asBytes(target: string): string {
  const bytes = Buffer.from(target, 'utf8').toString('latin1');
  const bad = /[^\x21-\xff]/.exec(bytes)?.[0];
  if (bad === undefined) return bytes;
  throw invalidUrl(
    `The address holds ${bad === ' ' ? 'a space' : 'a control character'}, which cannot be sent as it is. ` +
      'Percent-encode it, or switch on "Encode URL automatically" in the settings of the request.',
  );
}

function invalidUrl(message: string): AppError<'INVALID_URL'> {
  return new AppError('INVALID_URL', message);
}

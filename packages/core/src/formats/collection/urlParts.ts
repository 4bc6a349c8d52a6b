/** The part of a URL before its query, as the collection format takes it apart: protocol, auth, host, port, path. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** The fields of a URL object that say together what its text says, the query's rows excepted. */
export const URL_PARTS = ['raw', 'protocol', 'auth', 'host', 'port', 'path', 'hash'] as const;

/** Covers `{{variables}}`, so that no separator is seen inside one. Lengths and places stay. */
function mask(text: string): string {
  return text.replaceAll(/\{\{[^]*?\}\}/g, (variable) => '\0'.repeat(variable.length));
}

/** Splits `text` at each `separator` outside variables. */
function splitOutside(text: string, separator: string): string[] {
  let from = 0;
  return mask(text)
    .split(separator)
    .map((part) => {
      const piece = text.slice(from, from + part.length);
      from += part.length + separator.length;
      return piece;
    });
}

/**
 * Takes a base URL apart. {@link joinUrlParts} puts the same text together again; parts that would not are left out,
 * and the text alone speaks.
 */
export function splitUrlParts(baseUrl: string): JsonObject {
  const parts: JsonObject = {};
  let rest = baseUrl;
  const scheme = mask(rest).indexOf('://');
  if (scheme > 0 && !mask(rest).slice(0, scheme).includes('/')) {
    parts['protocol'] = rest.slice(0, scheme);
    rest = rest.slice(scheme + 3);
  }
  const slash = mask(rest).indexOf('/');
  let authority = slash < 0 ? rest : rest.slice(0, slash);

  const at = mask(authority).lastIndexOf('@');
  if (at >= 0) {
    const [user = '', ...password] = splitOutside(authority.slice(0, at), ':');
    parts['auth'] = password.length === 0 ? { user } : { user, password: password.join(':') };
    authority = authority.slice(at + 1);
  }
  const port = /:(\d+|\0+)$/.exec(mask(authority));
  if (port) {
    parts['port'] = authority.slice(port.index + 1);
    authority = authority.slice(0, port.index);
  }
  if (authority !== '') {
    parts['host'] = authority.startsWith('[') ? [authority] : splitOutside(authority, '.');
  }
  if (slash >= 0) parts['path'] = splitOutside(rest.slice(slash + 1), '/');
  return joinUrlParts(parts) === baseUrl ? parts : {};
}

/** Puts the parts together; undefined when there is neither host nor path, or one that cannot be read. */
export function joinUrlParts(parts: JsonObject): string | undefined {
  const { protocol, auth, host, port, path } = parts;
  const hostText = joinSegments(host, '.');
  const pathText = joinSegments(path, '/');
  if (hostText === null || pathText === null) return undefined;
  if (hostText === undefined && pathText === undefined) return undefined;

  let text = '';
  if (typeof protocol === 'string' && protocol !== '') {
    text += protocol.endsWith('://') ? protocol : `${protocol}://`;
  }
  if (isJsonObject(auth) && typeof auth['user'] === 'string') {
    text += auth['user'];
    if (typeof auth['password'] === 'string') text += `:${auth['password']}`;
    text += '@';
  }
  text += hostText ?? '';
  if ((typeof port === 'string' && port !== '') || typeof port === 'number') text += `:${port}`;
  if (pathText !== undefined)
    text += pathText.startsWith('/') && typeof path === 'string' ? pathText : `/${pathText}`;
  return text;
}

/** Undefined: not there. Null: there, and not to be understood. */
function joinSegments(value: JsonValue | undefined, separator: string): string | null | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  if (value.length === 0) return undefined;
  const segments: string[] = [];
  for (const member of value) {
    // The object form of a path segment names its type; only the text of it is sent.
    const segment = isJsonObject(member) ? member['value'] : member;
    if (typeof segment !== 'string') return null;
    segments.push(segment);
  }
  return segments.join(separator);
}

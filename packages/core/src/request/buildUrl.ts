import type { HttpContent, Row, WsContent } from '../model/content.ts';
import { rowText } from '../model/rows.ts';
import { encodePath, encodeQueryKey, encodeQueryValue } from './encodeUrl.ts';
import { fillPathVariables, joinUrl, splitUrl } from './url.ts';

/** What a URL is made from. */
export type UrlSource = Pick<HttpContent | WsContent, 'baseUrl' | 'params' | 'pathVariables'>;

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * The URL that is sent: path variables filled in, `{{variables}}` replaced, `http://` (or `defaultScheme`) put before
 * a URL without a scheme, encoded unless `encode` is off. `extra` are further parameters, from authorization. The
 * fragment never leaves the page.
 */
export function buildUrl(
  source: UrlSource,
  resolve: (text: string) => string,
  options: {
    readonly encode: boolean;
    readonly extra?: readonly ParamInput[];
    readonly defaultScheme?: string;
  },
): string {
  const values = new Map(source.pathVariables.map((row) => [row.key, row]));
  const filled = fillPathVariables(source.baseUrl, (name) => {
    const row = values.get(name);
    if (!row) return undefined;
    const value = resolve(rowText(row));
    return options.encode ? value.replaceAll('/', '%2F') : value;
  });
  // A base URL out of a variable may bring its own query, which then stands before the table's.
  const base = splitUrl(resolve(filled).trim());
  const withScheme = SCHEME.test(base.baseUrl)
    ? base.baseUrl
    : `${options.defaultScheme ?? 'http'}://${base.baseUrl}`;
  const rows = [...source.params.filter((row) => row.enabled), ...(options.extra ?? [])].map(
    (row) => ({
      enabled: true,
      key: resolve(row.key),
      value: row.value === null ? null : resolve(rowText(row)),
    }),
  );
  const path = options.encode ? encodeBase(withScheme) : withScheme;
  const query = options.encode
    ? rows.map((row) => ({
        ...row,
        key: encodeQueryKey(row.key),
        value: row.value === null ? null : encodeQueryValue(row.value),
      }))
    : rows;
  const own =
    base.query === null || base.query === ''
      ? ''
      : options.encode
        ? encodeWholeQuery(base.query)
        : base.query;
  const table = joinUrl('', query, null);
  if (own === '') return path + table;
  return `${path}?${own}${table === '' ? '' : `&${table.slice(1)}`}`;
}

/** A parameter that stands in no table. */
export type ParamInput = Pick<Row, 'key' | 'value'>;

function encodeBase(url: string): string {
  const start = url.indexOf('://') + 3;
  const slash = url.indexOf('/', start);
  return slash < 0 ? url : url.slice(0, slash) + encodePath(url.slice(slash));
}

/** A query that came out of a variable as a whole: its `&` and `=` separate. */
function encodeWholeQuery(query: string): string {
  return query
    .split('&')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? encodeQueryKey(part)
        : `${encodeQueryKey(part.slice(0, equals))}=${encodeQueryValue(part.slice(equals + 1))}`;
    })
    .join('&');
}

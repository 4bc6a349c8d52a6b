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
    /** Encodes around `{{variables}}`, and expects the scheme of a URL that begins with one in its value. */
    readonly keepVariables?: boolean;
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
  const hasScheme =
    SCHEME.test(base.baseUrl) || (options.keepVariables && base.baseUrl.startsWith('{{'));
  const withScheme = hasScheme
    ? base.baseUrl
    : `${options.defaultScheme ?? 'http'}://${base.baseUrl}`;
  const around = options.keepVariables ? aroundVariables : (encode: Encode) => encode;
  const rows = [...source.params.filter((row) => row.enabled), ...(options.extra ?? [])].map(
    (row) => ({
      enabled: true,
      key: resolve(row.key),
      value: row.value === null ? null : resolve(rowText(row)),
    }),
  );
  const path = options.encode ? encodeBase(withScheme, around(encodePath)) : withScheme;
  const query = options.encode
    ? rows.map((row) => ({
        ...row,
        key: around(encodeQueryKey)(row.key),
        value: row.value === null ? null : around(encodeQueryValue)(row.value),
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

type Encode = (text: string) => string;

/** Encodes what stands between the variables of a text. */
function aroundVariables(encode: Encode): Encode {
  return (text) =>
    text
      .split(/(\{\{[^{}]*\}\})/)
      .map((part, at) => (at % 2 === 0 ? encode(part) : part))
      .join('');
}

function encodeBase(url: string, encode: Encode): string {
  const scheme = url.indexOf('://');
  const slash = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
  return slash < 0 ? url : url.slice(0, slash) + encode(url.slice(slash));
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

/** The URL as text and as parts, both ways without loss. `{{variables}}` are opaque: a `?` inside one separates nothing. */
import type { Row, RowInput } from '../model/content.ts';
import { rowText } from '../model/rows.ts';

/** A URL taken apart. `query` is null when there is no `?`. */
export interface UrlParts {
  readonly baseUrl: string;
  readonly query: string | null;
  readonly fragment: string | null;
}

/** Index of the first `char` of `chars` outside `{{…}}`, or -1. */
function indexOutside(text: string, chars: string, from = 0): number {
  for (let i = from; i < text.length; i++) {
    if (text.startsWith('{{', i)) {
      const end = text.indexOf('}}', i + 2);
      if (end > 0) {
        i = end + 1;
        continue;
      }
    }
    if (chars.includes(text[i] as string)) return i;
  }
  return -1;
}

/** Splits at the first `?` and the first `#`. `joinUrl` puts the very same text together again. */
export function splitUrl(text: string): UrlParts {
  const hash = indexOutside(text, '#');
  const head = hash < 0 ? text : text.slice(0, hash);
  const fragment = hash < 0 ? null : text.slice(hash + 1);
  const mark = indexOutside(head, '?');
  return mark < 0
    ? { baseUrl: head, query: null, fragment }
    : { baseUrl: head.slice(0, mark), query: head.slice(mark + 1), fragment };
}

/** Splits a query at `&` and each part at its first `=`. A part without `=` has the value null. */
export function parseQuery(query: string | null): readonly RowInput[] {
  if (query === null) return [];
  const rows: RowInput[] = [];
  let from = 0;
  for (;;) {
    const end = indexOutside(query, '&', from);
    const part = end < 0 ? query.slice(from) : query.slice(from, end);
    const equals = indexOutside(part, '=');
    rows.push(
      equals < 0
        ? { key: part, value: null }
        : { key: part.slice(0, equals), value: part.slice(equals + 1) },
    );
    if (end < 0) return rows;
    from = end + 1;
  }
}

/** Joins the enabled rows into a query, or null when there are none. */
export function joinQuery(rows: readonly Pick<Row, 'key' | 'value' | 'enabled'>[]): string | null {
  const enabled = rows.filter((row) => row.enabled);
  if (enabled.length === 0) return null;
  return enabled
    .map((row) => (row.value === null ? row.key : `${row.key}=${rowText(row)}`))
    .join('&');
}

/** The whole URL as the URL field shows it. */
export function joinUrl(
  baseUrl: string,
  params: readonly Pick<Row, 'key' | 'value' | 'enabled'>[],
  fragment: string | null,
): string {
  const query = joinQuery(params);
  return baseUrl + (query === null ? '' : `?${query}`) + (fragment === null ? '' : `#${fragment}`);
}

/** Names of the `:path` variables of a base URL in order: whole path segments that start with a colon. */
export function pathVariableNames(baseUrl: string): readonly string[] {
  const scheme = baseUrl.indexOf('://');
  const rest = scheme < 0 ? baseUrl : baseUrl.slice(scheme + 3);
  const segments = rest.split('/').slice(1);
  return [
    ...new Set(
      segments
        .filter((part) => part.length > 1 && part.startsWith(':'))
        .map((part) => part.slice(1)),
    ),
  ];
}

/** Puts values in place of the `:path` variables; one without a value stays as written. */
export function fillPathVariables(
  baseUrl: string,
  valueOf: (name: string) => string | undefined,
): string {
  const scheme = baseUrl.indexOf('://');
  const head = scheme < 0 ? '' : baseUrl.slice(0, scheme + 3);
  const [host = '', ...segments] = baseUrl.slice(head.length).split('/');
  const filled = segments.map((part) =>
    part.length > 1 && part.startsWith(':') ? (valueOf(part.slice(1)) ?? part) : part,
  );
  return head + [host, ...filled].join('/');
}

import type { Suggestion } from './variableSegments.ts';

const NAMES = `Accept,Accept-Charset,Accept-Encoding,Accept-Language,Authorization,Cache-Control,Connection,Content-Disposition,
Content-Encoding,Content-Language,Content-Length,Content-Type,Cookie,Date,DNT,ETag,Expect,Forwarded,From,Host,Idempotency-Key,
If-Match,If-Modified-Since,If-None-Match,If-Range,If-Unmodified-Since,Max-Forwards,Origin,Pragma,Prefer,Proxy-Authorization,Range,
Referer,TE,Traceparent,Tracestate,Trailer,Transfer-Encoding,Upgrade,User-Agent,Via,X-API-Key,X-CSRF-Token,X-Forwarded-For,
X-Forwarded-Host,X-Forwarded-Proto,X-HTTP-Method-Override,X-Request-ID,X-Requested-With`;

const TYPES = `application/json,application/xml,application/x-www-form-urlencoded,application/octet-stream,application/pdf,
application/javascript,application/graphql,application/ld+json,application/vnd.api+json,application/problem+json,
application/x-ndjson,multipart/form-data,text/plain,text/html,text/css,text/csv,text/xml,text/event-stream,image/png,image/jpeg,
image/svg+xml,image/webp`;

const VALUES: Readonly<Record<string, string>> = {
  accept: `*/*,${TYPES}`,
  'content-type': TYPES,
  'accept-encoding': 'gzip,deflate,br,gzip\\, deflate\\, br,identity',
  'cache-control': 'no-cache,no-store,max-age=0,only-if-cached',
  connection: 'keep-alive,close',
  authorization: 'Bearer ,Basic ',
  prefer: 'return=minimal,return=representation,respond-async',
};

function toSuggestions(list: string): readonly Suggestion[] {
  return list
    .split(/(?<!\\),\n?/)
    .map((name) => ({ name: name.replaceAll('\\', ''), detail: '', secret: false }));
}

/** Names of request headers for completion. */
export const HEADER_NAMES: readonly Suggestion[] = toSuggestions(NAMES);

/** Media types for completion. */
export const MEDIA_TYPES: readonly Suggestion[] = toSuggestions(TYPES);

const valuesByName = new Map(
  Object.entries(VALUES).map(([name, list]) => [name, toSuggestions(list)]),
);

/** Common values of a header; undefined when there are none to offer. */
export function headerValues(name: string): readonly Suggestion[] | undefined {
  return valuesByName.get(name.trim().toLowerCase());
}

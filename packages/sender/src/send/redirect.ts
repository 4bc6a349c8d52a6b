import { AppError, type HeaderList, type SendSettings } from '@scratchpad/core/wire';
import { headerValues, withoutHeaders } from './hopHeaders.ts';

/** What a redirect leaves of a request. */
export type RedirectedRequest = {
  url: string;
  method: string;
  headers: HeaderList;
  keepsBody: boolean;
};

const BODY_HEADERS = [
  'content-type',
  'content-length',
  'content-encoding',
  'content-language',
  'content-location',
  'transfer-encoding',
  'expect',
];
const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'cookie'];

/** True for a response that names another place to go to. */
export function isRedirect(status: number, headers: HeaderList): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headerValues(headers, 'location').length > 0;
}

/**
 * The request that follows a redirect (RFC 9110, 15.4). As in the field, 301, 302 and 303 turn every method but HEAD
 * into a GET without a body (browsers do so for POST only), 307 and 308 keep method and body. To another origin no
 * credentials go along, and no `Host`. Throws `AppError` with `INVALID_REDIRECT`.
 */
export function followRedirect(
  from: { url: URL; method: string; headers: HeaderList },
  response: { status: number; headers: HeaderList },
  settings: SendSettings,
): RedirectedRequest {
  const url = resolveLocation(response.headers, from.url);
  const keepsMethod =
    response.status >= 307 || settings.keepMethodOnRedirect || from.method === 'HEAD';
  const dropped = ['referer'];
  if (!keepsMethod) dropped.push(...BODY_HEADERS);
  if (url.origin !== from.url.origin) {
    dropped.push('host');
    dropped.push(
      ...CREDENTIAL_HEADERS.filter(
        (name) => name !== 'authorization' || !settings.keepAuthOnRedirect,
      ),
    );
  }
  const headers = withoutHeaders(from.headers, dropped);
  const isDowngrade = from.url.protocol === 'https:' && url.protocol === 'http:';
  if (settings.refererOnRedirect && !isDowngrade) headers.push(['Referer', refererOf(from.url)]);
  return {
    url: url.href,
    method: keepsMethod ? from.method : 'GET',
    headers,
    keepsBody: keepsMethod,
  };
}

function resolveLocation(headers: HeaderList, base: URL): URL {
  const [latin1 = ''] = headerValues(headers, 'location');
  // Servers write UTF-8 there, although a header is latin1 to HTTP.
  const location = Buffer.from(latin1, 'latin1').toString('utf8');
  const url = URL.parse(location, base.href);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new AppError(
      'INVALID_REDIRECT',
      `${base.host} redirects to "${location}", which is no http or https address. ` +
        'To see its response itself, switch off "Follow redirects" in the settings of the request.',
    );
  }
  return url;
}

function refererOf(url: URL): string {
  return url.origin + url.pathname + url.search;
}

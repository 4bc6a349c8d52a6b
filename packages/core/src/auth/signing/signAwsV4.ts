/**
 * AWS Signature Version 4, in the `Authorization` header or in the query.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
import { toHex } from '../../formats/importLog.ts';
import { parseQuery } from '../../request/url.ts';
import { hashHex, keyedHash } from './hashes.ts';
import {
  type AuthFields,
  headerOf,
  percentDecode,
  percentEncode,
  type Signable,
  type Signed,
  type SignedUrl,
  type SigningClock,
  splitSignedUrl,
  withHeader,
  withParams,
} from './signable.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Headers that programs between here and there change, or that are added when the request goes out. */
const UNSIGNED = new Set([
  'authorization',
  'connection',
  'expect',
  'x-amzn-trace-id',
  'user-agent',
  'accept',
  'accept-encoding',
  'content-length',
  'cookie',
  'referer',
  'transfer-encoding',
]);
/** How long a signed URL holds, in seconds: a day, as the vendor's tools have it. */
const EXPIRES_SECONDS = '86400';

/** Signs a request. */
export async function signAwsV4(
  request: Signable,
  fields: AuthFields,
  clock: SigningClock,
): Promise<Signed> {
  const service = fields.text('service', 'execute-api');
  const region = fields.text('region', 'us-east-1');
  const token = fields.text('sessionToken');
  const isS3 = service === 's3';
  const inQuery = fields.flag('addAuthDataToQuery');
  const { host } = splitSignedUrl(request.url);

  let headers = request.headers;
  if (headerOf(headers, 'host') === undefined) headers = [...headers, ['Host', host]];
  const written = headerOf(headers, 'x-amz-date');
  const time = written ?? toAmzDate(clock.now());
  const scope = [time.slice(0, 8), region, service, 'aws4_request'].join('/');
  const credential = `${fields.text('accessKey')}/${scope}`;

  let bodyHash = headerOf(headers, 'x-amz-content-sha256');
  if (bodyHash === undefined) {
    bodyHash =
      isS3 && inQuery ? 'UNSIGNED-PAYLOAD' : hashHex('sha256', (await request.readBody?.()) ?? '');
    if (isS3 && !inQuery) headers = withHeader(headers, 'X-Amz-Content-Sha256', bodyHash);
  }
  if (!inQuery) {
    if (written === undefined) headers = withHeader(headers, 'X-Amz-Date', time);
    if (token !== '') headers = withHeader(headers, 'X-Amz-Security-Token', token);
  }

  const signedNames = [
    ...new Set(headers.map(([name]) => name.toLowerCase()).filter((name) => !UNSIGNED.has(name))),
  ].sort();
  const names = signedNames.join(';');
  const params: [string, string][] = inQuery
    ? [
        ['X-Amz-Algorithm', ALGORITHM],
        ['X-Amz-Credential', percentEncode(credential)],
        ['X-Amz-Date', time],
        ...(isS3 ? ([['X-Amz-Expires', EXPIRES_SECONDS]] as [string, string][]) : []),
        ...(token === ''
          ? []
          : ([['X-Amz-Security-Token', percentEncode(token)]] as [string, string][])),
        ['X-Amz-SignedHeaders', percentEncode(names)],
      ]
    : [];
  const url = withParams(request.url, params);
  const parts = splitSignedUrl(url);
  const canonical = [
    request.method.toUpperCase(),
    canonicalPath(parts, isS3),
    canonicalQuery(parts.query),
    ...signedNames.map((name) => `${name}:${canonicalValue(headers, name)}`),
    '',
    names,
    bodyHash,
  ].join('\n');
  const toSign = [ALGORITHM, time, scope, hashHex('sha256', canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Uint8Array>(
      (previous, part) => keyedHash('sha256', previous, part),
      `AWS4${fields.text('secretKey')}`,
    );
  const signature = toHex(keyedHash('sha256', key, toSign));
  // The transport names the host itself; the header was wanted for the signature only.
  const sent = headerOf(request.headers, 'host') === undefined ? withoutHost(headers) : headers;
  if (inQuery) return { url: withParams(url, [['X-Amz-Signature', signature]]), headers: sent };
  const value = `${ALGORITHM} Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { url, headers: withHeader(sent, 'Authorization', value) };
}

function withoutHost(headers: Signable['headers']): Signable['headers'] {
  return headers.filter(([name]) => name.toLowerCase() !== 'host');
}

/** `20150830T123600Z` */
function toAmzDate(now: number): string {
  return new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

/** Values of a name are joined; blanks around and inside are made one. */
function canonicalValue(headers: Signable['headers'], wanted: string): string {
  return headers
    .filter(([name]) => name.toLowerCase() === wanted)
    .map(([, value]) => value.trim().replaceAll(/\s+/g, ' '))
    .join(',');
}

/** S3 takes a path as it is; all others take it without dots and double slashes, and encoded once more. */
function canonicalPath({ path }: SignedUrl, isS3: boolean): string {
  const segments = path.split('/').map((segment) => percentEncode(percentDecode(segment)));
  if (isS3) return segments.join('/');
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const end = kept.length > 0 && /\/(?:\.{1,2})?$/.test(path) ? '/' : '';
  return `/${kept.map(percentEncode).join('/')}${end}`;
}

function canonicalQuery(query: string): string {
  return parseQuery(query === '' ? null : query)
    .map(({ key, value }) => [
      percentEncode(percentDecode(key)),
      percentEncode(percentDecode(typeof value === 'string' ? value : '')),
    ])
    .sort(([a = '', x = ''], [b = '', y = '']) => compare(a, b) || compare(x, y))
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Akamai EdgeGrid (EG1-HMAC-SHA256). https://techdocs.akamai.com/developer/docs/edgegrid */
import { toBase64 } from 'lib0/buffer';
import { hashBase64, keyedHash } from './hashes.ts';
import {
  type AuthFields,
  headerOf,
  type Signable,
  type Signed,
  type SigningClock,
  splitSignedUrl,
  withHeader,
} from './signable.ts';

/** Bytes of a body that are hashed when nothing else is said. */
const MAX_BODY_BYTES = 131_072;

/** Signs a request. */
export async function signEdgeGrid(
  request: Signable,
  fields: AuthFields,
  clock: SigningClock,
): Promise<Signed> {
  const { scheme, host, path, query } = splitSignedUrl(request.url);
  const timestamp = fields.text('timestamp') || toTimestamp(clock.now());
  const nonce = fields.text('nonce') || clock.nonce(32);
  const base = fields.text('baseURL');
  const start =
    'EG1-HMAC-SHA256 ' +
    `client_token=${fields.text('clientToken')};` +
    `access_token=${fields.text('accessToken')};` +
    `timestamp=${timestamp};nonce=${nonce};`;
  const body =
    request.method.toUpperCase() === 'POST'
      ? ((await request.readBody?.()) ?? new Uint8Array())
      : new Uint8Array();
  const limit = fields.integer('maxBodySize') || MAX_BODY_BYTES;
  const signed = [
    request.method.toUpperCase(),
    scheme,
    base === '' ? host : splitSignedUrl(/^[a-z]+:\/\//i.test(base) ? base : `https://${base}`).host,
    query === '' ? path : `${path}?${query}`,
    canonicalHeaders(request, fields.names('headersToSign')),
    body.length === 0 ? '' : hashBase64('sha256', body.subarray(0, limit)),
    start,
  ].join('\t');
  const key = toBase64(keyedHash('sha256', fields.text('clientSecret'), timestamp));
  const signature = toBase64(keyedHash('sha256', key, signed));
  return {
    url: request.url,
    headers: withHeader(request.headers, 'Authorization', `${start}signature=${signature}`),
  };
}

/** `20140321T19:34:21+0000` */
function toTimestamp(now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T');
  return `${day.replaceAll('-', '')}T${time.slice(0, 8)}+0000`;
}

function canonicalHeaders({ headers }: Signable, names: readonly string[]): string {
  return names
    .map((name) => name.toLowerCase())
    .flatMap((name) => {
      const value = headerOf(headers, name);
      return value === undefined ? [] : `${name}:${value.trim().replaceAll(/\s+/g, ' ')}`;
    })
    .join('\t');
}

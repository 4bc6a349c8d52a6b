/** OAuth 1.0 (RFC 5849), with the body hash of the draft `oauth-bodyhash`. */
import { toBase64 } from 'lib0/buffer';
import { decodeUtf8 } from 'lib0/string';
import { parseQuery } from '../../request/url.ts';
import { hashBase64, type HashName, keyedHash } from './hashes.ts';
import { importPrivateKey, signBytes } from './keys.ts';
import {
  type AuthFields,
  headerOf,
  percentDecode,
  percentEncode,
  type Signable,
  type Signed,
  type SigningClock,
  splitSignedUrl,
  withHeader,
  withParams,
} from './signable.ts';

const FORM_TYPE = 'application/x-www-form-urlencoded';

type Pair = readonly [key: string, value: string];

/** Signs a request. @throws AppError `bad-key` when a private key cannot be read */
export async function signOAuth1(
  request: Signable,
  fields: AuthFields,
  clock: SigningClock,
): Promise<Signed> {
  const method = fields.text('signatureMethod', 'HMAC-SHA1');
  const isForm = (headerOf(request.headers, 'content-type') ?? '').startsWith(FORM_TYPE);
  const form = isForm && request.readBody ? decodeUtf8(await request.readBody()) : '';
  const own = await ownParams(request, fields, clock, { method, isForm });
  const { query } = splitSignedUrl(request.url);
  const base = [
    request.method.toUpperCase(),
    percentEncode(baseUrl(request.url)),
    percentEncode(normalize([...decodePairs(query), ...decodePairs(form), ...own])),
  ].join('&');
  const signature = await sign(method, base, fields);
  const params: Pair[] = [...own, ['oauth_signature', signature]];

  if (fields.flag('addParamsToHeader', true)) {
    const realm = fields.text('realm');
    // Some servers want the values in the header as they are, against the standard.
    const encode = fields.flag('disableHeaderEncoding') ? (text: string) => text : percentEncode;
    const parts = [
      ...(realm === '' ? [] : [`realm="${encode(realm)}"`]),
      ...params.map(([key, value]) => `${percentEncode(key)}="${encode(value)}"`),
    ];
    return {
      url: request.url,
      headers: withHeader(request.headers, 'Authorization', `OAuth ${parts.join(',')}`),
    };
  }
  const encoded = params.map(([key, value]): Pair => [percentEncode(key), percentEncode(value)]);
  if (isForm && /^(?:POST|PUT|PATCH|DELETE)$/i.test(request.method)) {
    const added = encoded.map(([key, value]) => `${key}=${value}`).join('&');
    return {
      url: request.url,
      headers: request.headers,
      body: form === '' ? added : `${form}&${added}`,
    };
  }
  return { url: withParams(request.url, encoded), headers: request.headers };
}

async function ownParams(
  request: Signable,
  fields: AuthFields,
  clock: SigningClock,
  { method, isForm }: { readonly method: string; readonly isForm: boolean },
): Promise<readonly Pair[]> {
  const keepsEmpty = fields.flag('addEmptyParamsToSign');
  const bodyHash =
    fields.flag('includeBodyHash') && !isForm && request.readBody
      ? hashBase64(hashOf(method), await request.readBody())
      : '';
  const params: Pair[] = [
    ['oauth_consumer_key', fields.text('consumerKey')],
    ['oauth_token', fields.text('token')],
    ['oauth_signature_method', method],
    ['oauth_timestamp', fields.text('timestamp') || String(Math.floor(clock.now() / 1000))],
    ['oauth_nonce', fields.text('nonce') || clock.nonce(11)],
    ['oauth_version', fields.text('version')],
    ['oauth_callback', fields.text('callback')],
    ['oauth_verifier', fields.text('verifier')],
    ['oauth_body_hash', bodyHash],
  ];
  const optional = new Set(['oauth_callback', 'oauth_verifier', 'oauth_body_hash']);
  return params.filter(([key, value]) => value !== '' || (keepsEmpty && !optional.has(key)));
}

/** Scheme, host and path: RFC 5849, 3.4.1.2. */
function baseUrl(url: string): string {
  const { scheme, host, path } = splitSignedUrl(url);
  return `${scheme}://${host}${path}`;
}

function decodePairs(encoded: string): readonly Pair[] {
  return parseQuery(encoded === '' ? null : encoded).map(({ key, value }) => [
    percentDecode(key.replaceAll('+', ' ')),
    percentDecode(typeof value === 'string' ? value.replaceAll('+', ' ') : ''),
  ]);
}

/** RFC 5849, 3.4.1.3.2: encoded, then sorted by the bytes. */
function normalize(pairs: readonly Pair[]): string {
  return pairs
    .map(([key, value]) => [percentEncode(key), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : x > y ? 1 : 0) : a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

function hashOf(method: string): HashName {
  if (method.endsWith('SHA512')) return 'sha512';
  return method.endsWith('SHA256') ? 'sha256' : 'sha1';
}

async function sign(method: string, base: string, fields: AuthFields): Promise<string> {
  const secrets = `${percentEncode(fields.text('consumerSecret'))}&${percentEncode(fields.text('tokenSecret'))}`;
  if (method === 'PLAINTEXT') return secrets;
  if (!method.startsWith('RSA-')) return toBase64(keyedHash(hashOf(method), secrets, base));
  const bits = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } as const;
  const hash = bits[hashOf(method) as keyof typeof bits];
  const key = await importPrivateKey(fields.text('privateKey'), {
    name: 'RSASSA-PKCS1-v1_5',
    hash,
  });
  return toBase64(await signBytes(key, base));
}

/** JSON Web Tokens (RFC 7519) made for each request: the JWT bearer, and ASAP, which is a JWT with given claims. */
import { fromBase64, toBase64UrlEncoded } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { AppError } from '../../AppError.ts';
import type { AuthErrorCode } from '../authErrors.ts';
import { type HashName, keyedHash } from './hashes.ts';
import { importPrivateKey, type KeyUse, signBytes } from './keys.ts';
import {
  type AuthFields,
  percentEncode,
  type Signable,
  type Signed,
  type SigningClock,
  withHeader,
  withParams,
} from './signable.ts';

type Claims = Readonly<Record<string, unknown>>;

/** Curves of the ES algorithms (RFC 7518, 3.4). */
const CURVES: Readonly<Record<string, `P-${string}`>> = {
  256: 'P-256',
  384: 'P-384',
  512: 'P-521',
};

/** Puts a token made of the fields' header and payload into the request. @throws AppError `bad-key`, `bad-field` */
export async function signJwt(request: Signable, fields: AuthFields): Promise<Signed> {
  const algorithm = fields.text('algorithm', 'HS256');
  const payload = jsonField(fields, 'payload', 'payload');
  // The algorithm that was chosen holds, whatever the header says.
  const header = { ...jsonField(fields, 'header', 'header'), alg: algorithm };
  const token = await createJwt(header, payload, {
    algorithm,
    secret: fields.text('secret'),
    isSecretBase64: fields.flag('isSecretBase64Encoded'),
    privateKey: fields.text('privateKey'),
  });
  if (fields.text('addTokenTo', 'header') === 'queryParam') {
    const key = fields.text('queryParamKey', 'token');
    return {
      url: withParams(request.url, [[percentEncode(key), token]]),
      headers: request.headers,
    };
  }
  const prefix = (fields.has('headerPrefix') ? fields.text('headerPrefix') : 'Bearer').trim();
  const value = prefix === '' ? token : `${prefix} ${token}`;
  return { url: request.url, headers: withHeader(request.headers, 'Authorization', value) };
}

/** ASAP (Atlassian S2S Authentication): a short-lived JWT that a service signs for another. */
export async function signAsap(
  request: Signable,
  fields: AuthFields,
  clock: SigningClock,
): Promise<Signed> {
  const given = jsonField(fields, 'claims', 'additional claims');
  const now = Math.floor(clock.now() / 1000);
  const text = (name: string) => {
    const claim = given[name];
    return typeof claim === 'string' && claim !== '' ? claim : fields.text(name);
  };
  const iss = text('iss');
  const lifetime = fields.integer('exp') || 3600;
  const audience = given['aud'] ?? fields.text('aud').split(/\s*,\s*/);
  const claims: Claims = {
    jti: clock.nonce(32),
    iat: now,
    exp: now + lifetime,
    ...given,
    iss,
    sub: text('sub') || iss,
    aud: Array.isArray(audience) && audience.length === 1 ? (audience[0] as unknown) : audience,
  };
  const algorithm = fields.text('alg', 'RS256');
  const token = await createJwt({ alg: algorithm, kid: text('kid') }, claims, {
    algorithm,
    secret: '',
    isSecretBase64: false,
    privateKey: fields.text('privateKey'),
  });
  return {
    url: request.url,
    headers: withHeader(request.headers, 'Authorization', `Bearer ${token}`),
  };
}

function jsonField(fields: AuthFields, name: string, label: string): Claims {
  if (fields.text(name).trim() === '') return {};
  const value = fields.object(name);
  if (value) return value;
  throw new AppError<AuthErrorCode>(
    'bad-field',
    `The ${label} of the token is no JSON object, so the request cannot be signed. Look at it on the Authorization tab.`,
  );
}

async function createJwt(
  header: Claims,
  claims: Claims,
  key: {
    readonly algorithm: string;
    readonly secret: string;
    readonly isSecretBase64: boolean;
    readonly privateKey: string;
  },
): Promise<string> {
  const { algorithm } = key;
  const encode = (value: Claims) => toBase64UrlEncoded(encodeUtf8(JSON.stringify(value)));
  const signed = `${encode(header)}.${encode(claims)}`;
  const [, family, bits = ''] = /^(HS|RS|PS|ES)(256|384|512)$/.exec(algorithm) ?? [];
  if (family === undefined) {
    throw new AppError<AuthErrorCode>(
      'bad-field',
      `There is no algorithm "${algorithm}" for tokens.`,
    );
  }
  if (family === 'HS') {
    const secret = key.isSecretBase64 ? fromAnyBase64(key.secret) : encodeUtf8(key.secret);
    return `${signed}.${toBase64UrlEncoded(keyedHash(`sha${bits}` as HashName, secret, signed))}`;
  }
  const hash = `SHA-${bits}` as const;
  const use: KeyUse =
    family === 'ES'
      ? { name: 'ECDSA', namedCurve: CURVES[bits] ?? 'P-256', hash }
      : { name: family === 'RS' ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS', hash };
  const signature = await signBytes(await importPrivateKey(key.privateKey, use), signed);
  return `${signed}.${toBase64UrlEncoded(signature)}`;
}

/** Base64 of either alphabet, with or without padding. */
function fromAnyBase64(text: string): Uint8Array {
  const plain = text.replaceAll(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const bare = plain.replace(/=+$/, '');
  try {
    return fromBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, '='));
  } catch (cause) {
    throw new AppError<AuthErrorCode>(
      'bad-field',
      'The secret is said to be base64, and is none. Look at it on the Authorization tab.',
      { cause },
    );
  }
}

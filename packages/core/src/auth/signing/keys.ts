/** Private keys in PEM, as tools and clouds write them, for WebCrypto. */
import { fromBase64 } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { subtle } from 'lib0/webcrypto';
import { AppError } from '../../AppError.ts';
import type { AuthErrorCode } from '../authErrors.ts';
import { concatBytes } from './bytes.ts';

/** What a key is used for, in WebCrypto's words. */
export type KeyUse =
  | { readonly name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS'; readonly hash: `SHA-${string}` }
  | { readonly name: 'ECDSA'; readonly namedCurve: `P-${string}`; readonly hash: `SHA-${string}` };

/** A key that signs. */
export interface SigningKey {
  readonly key: Awaited<ReturnType<typeof subtle.importKey>>;
  readonly use: KeyUse;
}

/** DER of `AlgorithmIdentifier`s (RFC 3279, RFC 5480). */
const RSA_ALGORITHM = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0];
const EC_PUBLIC_KEY = [6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const CURVES: Readonly<Record<string, readonly number[]>> = {
  'P-256': [6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
  'P-384': [6, 5, 0x2b, 0x81, 4, 0, 0x22],
  'P-521': [6, 5, 0x2b, 0x81, 4, 0, 0x23],
};

/**
 * Reads a key: PKCS#8, PKCS#1 (`RSA PRIVATE KEY`) or SEC 1 (`EC PRIVATE KEY`); line ends may be written `\n`.
 * @throws AppError `bad-key`
 */
export async function importPrivateKey(pem: string, use: KeyUse): Promise<SigningKey> {
  const text = fromDataUrl(pem.trim()).replaceAll('\\n', '\n');
  const [, label, body] = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END/.exec(text) ?? [];
  if (label === undefined || body === undefined) {
    throw badKey('It has to begin with -----BEGIN PRIVATE KEY-----, and to be there as a whole.');
  }
  if (label.startsWith('ENCRYPTED') || body.includes('ENCRYPTED')) {
    throw badKey('It is locked with a password. Export it without one.');
  }
  try {
    const der = toPkcs8(label, fromBase64(body.replaceAll(/\s+/g, '')), use);
    const key = await subtle.importKey('pkcs8', der, use, false, ['sign']);
    return { key, use };
  } catch (cause) {
    throw badKey(`It is no key for ${use.name === 'ECDSA' ? use.namedCurve : 'RSA'}.`, cause);
  }
}

/** ASAP's key files hold a key as `data:application/pkcs8;kid=…;base64,…`. */
function fromDataUrl(text: string): string {
  const [, base64] = /^data:application\/pkcs8[^,]*;base64,([\w+/=\s]+)$/.exec(text) ?? [];
  return base64 === undefined
    ? text
    : `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----`;
}

function badKey(why: string, cause?: unknown): AppError<AuthErrorCode> {
  return new AppError<AuthErrorCode>('bad-key', `The private key cannot be read. ${why}`, {
    cause,
  });
}

/** PKCS#8 wraps the other forms in a sequence that names the algorithm (RFC 5958). */
function toPkcs8(label: string, der: Uint8Array, use: KeyUse): Uint8Array<ArrayBuffer> {
  if (label === 'PRIVATE KEY') return concatBytes([der]);
  const algorithm =
    use.name === 'ECDSA'
      ? element(0x30, Uint8Array.from([...EC_PUBLIC_KEY, ...(CURVES[use.namedCurve] ?? [])]))
      : Uint8Array.from(RSA_ALGORITHM);
  return element(0x30, concatBytes([Uint8Array.from([2, 1, 0]), algorithm, element(4, der)]));
}

/** One DER element. */
function element(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  const head = length < 128 ? [tag, length] : [tag, 0x80 | bytes.length, ...bytes];
  return concatBytes([Uint8Array.from(head), content]);
}

/** Signs text (UTF-8). ECDSA gives `r` and `s` side by side, as JWS wants them. */
export async function signBytes({ key, use }: SigningKey, text: string): Promise<Uint8Array> {
  // The salt is as long as the hash (RFC 7518, 3.5).
  const saltLength = Number(/\d+/.exec(use.hash)?.[0] ?? 256) / 8;
  const algorithm = use.name === 'RSA-PSS' ? { ...use, saltLength } : use;
  return new Uint8Array(await subtle.sign(algorithm, key, encodeUtf8(text)));
}

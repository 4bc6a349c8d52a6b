/** Hash functions under the names that protocols give them, over text (UTF-8) or bytes. */
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512, sha512_256 } from '@noble/hashes/sha2.js';
import { toBase64 } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { toHex } from '../../formats/importLog.ts';

const HASHES = { md5, sha1, sha256, sha384, sha512, 'sha512-256': sha512_256 } as const;

/** See {@link hash}. */
export type HashName = keyof typeof HASHES;

/** Text or bytes. */
export type Data = string | Uint8Array;

function toBytes(data: Data): Uint8Array {
  return typeof data === 'string' ? encodeUtf8(data) : data;
}

/** The hash of something. */
export function hash(name: HashName, data: Data): Uint8Array {
  return HASHES[name](toBytes(data));
}

/** The keyed hash of something (RFC 2104). */
export function keyedHash(name: HashName, key: Data, data: Data): Uint8Array {
  return hmac(HASHES[name], toBytes(key), toBytes(data));
}

/** The hash in lower-case hexadecimal. */
export function hashHex(name: HashName, data: Data): string {
  return toHex(hash(name, data));
}

/** The hash in base64. */
export function hashBase64(name: HashName, data: Data): string {
  return toBase64(hash(name, data));
}

import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as they go over the wire. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. The tokens are random, so a fast hash is enough. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** An id that tells nothing: 128 random bits. */
export function createId(): string {
  return randomBytes(16).toString('base64url');
}

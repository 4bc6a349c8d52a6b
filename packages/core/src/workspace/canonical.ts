/** Names that depend on content alone, so that two devices that import the same thing write the same thing. */
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { toHex } from '../formats/importLog.ts';

/** Equal values, equal text: the keys of objects stand in order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const keys = Object.keys(part);
    // Most are: to make them anew takes longer than all the rest.
    if (keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** SHA-256 of a text, in hex. */
export function hashText(text: string): string {
  return toHex(digest(encodeUtf8(text)));
}

/** The first 53 bits of SHA-256: the largest number that Yjs' format and JavaScript both hold exactly. */
export function hashToClientId(text: string): number {
  const bytes = new DataView(digest(encodeUtf8(text)).slice().buffer);
  return (bytes.getUint32(0) >>> 11) * 2 ** 32 + bytes.getUint32(4);
}

/** 20 characters that stand for an id of another copy; as long as other ids, and as unlikely to collide. */
export function deriveId(unit: string, epoch: number, id: string): string {
  const hex = hashText(canonicalJson(['copy', unit, epoch, id]));
  let derived = '';
  for (let at = 0; at < 60; at += 3) {
    derived += ALPHABET[Number.parseInt(hex.slice(at, at + 3), 16) & 63];
  }
  return derived;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

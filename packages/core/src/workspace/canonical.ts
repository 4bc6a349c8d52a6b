/** Names that depend on content alone, so that two devices that import the same thing write the same thing. */
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { toHex } from '../formats/importLog.ts';

/** Equal values, equal text: the keys of objects stand in order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** What is in order already, as most is, stays itself: copying all of a large unit takes longer than writing it. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | null = null;
    for (const [at, part] of (value as readonly unknown[]).entries()) {
      const ordered = inOrder(part);
      if (ordered !== part) (copy ??= [...(value as readonly unknown[])])[at] = ordered;
    }
    return copy ?? value;
  }
  const entries = Object.entries(value).map(([key, part]) => [key, inOrder(part)] as const);
  const isOrdered = entries.every(
    ([key, part], at) =>
      (at === 0 || (entries[at - 1]?.[0] ?? '') < key) &&
      part === (value as Record<string, unknown>)[key],
  );
  return isOrdered ? value : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
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

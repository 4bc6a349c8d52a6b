import { isAscii, isUtf8 } from 'node:buffer';
import { MAX_EMBED_BYTES, MAX_KEY_BYTES, MAX_VALUE_DEPTH } from './limits.ts';
import { refuse } from './rejection.ts';

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const FORBIDDEN_LENGTHS = new Set([...FORBIDDEN_KEYS].map((key) => key.length));

/** Reads lib0's encoding, stricter than lib0: whatever does not lie inside the bytes in its shortest form is refused. */
export class ByteReader {
  readonly bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.position === this.bytes.length;
  }

  byte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) return refuse('GATE2', 'The message ends too early.');
    this.position += 1;
    return byte;
  }

  /** An unsigned number below 2^53. */
  varUint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) refuse('GATE2', 'A number is too large.');
      if (byte < 0x80) {
        if (byte === 0 && factor > 1) refuse('GATE1', 'A number is longer than it need be.');
        return value;
      }
      factor *= 128;
    }
  }

  /** The bytes of a length-prefixed piece, as a view. */
  varBytes(): Uint8Array {
    const length = this.varUint();
    const start = this.position;
    this.#skip(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Passes over a string and gives back how many UTF-16 code units it has, as Yjs counts them. */
  skipString(): number {
    const piece = this.varBytes();
    if (isAscii(piece)) return piece.length;
    if (!isUtf8(piece)) refuse('GATE2', 'A string is not UTF-8.');
    return toText(piece).length;
  }

  /** A string of at most `maxBytes`. */
  string(maxBytes: number): string {
    const piece = this.varBytes();
    if (piece.length > maxBytes) refuse('GATE10', 'A name is too long.');
    if (!isUtf8(piece)) refuse('GATE2', 'A string is not UTF-8.');
    return toText(piece);
  }

  /** Passes over the key of a map, an object or a format. */
  skipKey(): void {
    const piece = this.varBytes();
    if (piece.length > MAX_KEY_BYTES) refuse('GATE10', 'A key is too long.');
    if (!isUtf8(piece)) refuse('GATE2', 'A key is not UTF-8.');
    if (FORBIDDEN_LENGTHS.has(piece.length) && FORBIDDEN_KEYS.has(toText(piece)))
      refuse('GATE10', 'A key is not allowed.');
  }

  /** Passes over a string that Yjs parses as JSON. */
  skipJson(): void {
    const piece = this.varBytes();
    if (piece.length > MAX_EMBED_BYTES) refuse('GATE9', 'An embedded value is too long.');
    if (!isUtf8(piece)) refuse('GATE2', 'A string is not UTF-8.');
    let value: unknown;
    try {
      value = JSON.parse(toText(piece));
    } catch {
      refuse('GATE9', 'An embedded value is not JSON.');
    }
    checkJson(value, 0);
  }

  /** Passes over a value in lib0's `any` encoding. */
  skipAny(depth = 0): void {
    if (depth > MAX_VALUE_DEPTH) refuse('GATE9', 'A value is nested too deep.');
    const type = this.byte();
    switch (type) {
      case 127: // undefined
      case 126: // null
      case 121: // false
      case 120: // true
        return;
      case 125:
        this.#skipVarInt();
        return;
      case 124:
        this.#skip(4);
        return;
      case 123: // double
      case 122: // bigint
        this.#skip(8);
        return;
      case 119:
        this.skipString();
        return;
      case 118: {
        const count = this.varUint();
        for (let i = 0; i < count; i += 1) {
          this.skipKey();
          this.skipAny(depth + 1);
        }
        return;
      }
      case 117: {
        const count = this.varUint();
        for (let i = 0; i < count; i += 1) this.skipAny(depth + 1);
        return;
      }
      case 116:
        this.varBytes();
        return;
      default:
        refuse('GATE2', 'A value has no known type.');
    }
  }

  #skipVarInt(): void {
    let byte = this.byte();
    let value = byte & 0x3f;
    let factor = 64;
    while (byte >= 0x80) {
      byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) refuse('GATE2', 'A number is too large.');
      factor *= 128;
    }
  }

  #skip(length: number): void {
    if (length > this.bytes.length - this.position) refuse('GATE2', 'The message ends too early.');
    this.position += length;
  }
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function checkJson(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_VALUE_DEPTH) refuse('GATE9', 'A value is nested too deep.');
  for (const [key, inner] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) refuse('GATE10', 'A key is not allowed.');
    checkJson(inner, depth + 1);
  }
}

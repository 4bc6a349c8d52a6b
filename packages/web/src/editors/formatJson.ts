/**
 * Indents JSON without reading its values: numbers keep all their digits, keys their order and duplicates, and (where
 * that is asked for) `{{variables}}` may stand where a value would. Works on UTF-8 bytes, as a body of 50 MB must not
 * become ten million strings.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const NEWLINE = 0x0a;
const SPACE = 0x20;
/** Deeper levels share one indent: a thousand brackets must not become half a million spaces. */
const MAX_INDENT = 64;

class Writer {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    if (end - start < 24)
      for (let i = start; i < end; i++) this.#bytes[this.#length++] = from[i] as number;
    else {
      this.#bytes.set(from.subarray(start, end), this.#length);
      this.#length += end - start;
    }
  }

  newline(depth: number): void {
    const spaces = Math.min(depth, MAX_INDENT) * 2;
    this.#reserve(spaces + 1);
    this.#bytes[this.#length++] = NEWLINE;
    this.#bytes.fill(SPACE, this.#length, this.#length + spaces);
    this.#length += spaces;
  }

  done(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}

function isStructural(byte: number): boolean {
  return (
    byte === QUOTE ||
    byte === OPEN_OBJECT ||
    byte === CLOSE_OBJECT ||
    byte === OPEN_ARRAY ||
    byte === CLOSE_ARRAY ||
    byte === COMMA ||
    byte === COLON
  );
}

/** The indented bytes, or null when the text is not JSON: brackets or strings do not close, or it holds no bracket. */
export function formatJsonBytes(
  text: Uint8Array,
  options: { readonly variables?: boolean } = {},
): Uint8Array<ArrayBuffer> | null {
  const out = new Writer(text.length + (text.length >> 1) + 64);
  const closers: number[] = [];
  let brackets = 0;
  let i = 0;
  const end = text.length;
  while (i < end) {
    const byte = text[i] as number;
    if (isSpace(byte)) {
      i++;
    } else if (byte === QUOTE) {
      const close = endOfString(text, i);
      if (close < 0) return null;
      out.copy(text, i, close);
      i = close;
    } else if (
      options.variables &&
      byte === OPEN_OBJECT &&
      text[i + 1] === OPEN_OBJECT &&
      endOfVariable(text, i) > 0
    ) {
      const close = endOfVariable(text, i);
      out.copy(text, i, close);
      i = close;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      const closer = byte + 2;
      brackets++;
      let next = i + 1;
      while (next < end && isSpace(text[next] as number)) next++;
      out.byte(byte);
      if (text[next] === closer) {
        out.byte(closer);
        i = next + 1;
      } else {
        closers.push(closer);
        out.newline(closers.length);
        i++;
      }
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (closers.pop() !== byte) return null;
      out.newline(closers.length);
      out.byte(byte);
      i++;
    } else if (byte === COMMA) {
      out.byte(COMMA);
      out.newline(closers.length);
      i++;
    } else if (byte === COLON) {
      out.byte(COLON);
      out.byte(SPACE);
      i++;
    } else {
      let stop = i;
      while (stop < end && !isSpace(text[stop] as number) && !isStructural(text[stop] as number))
        stop++;
      out.copy(text, i, stop);
      i = stop;
    }
  }
  return closers.length === 0 && brackets > 0 ? out.done() : null;
}

/** As {@link formatJsonBytes}, for texts of a size that a person wrote. */
export function formatJson(
  text: string,
  options: { readonly variables?: boolean } = {},
): string | null {
  const bytes = formatJsonBytes(new TextEncoder().encode(text), options);
  return bytes && new TextDecoder().decode(bytes);
}

function endOfString(text: Uint8Array, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === BACKSLASH) i++;
    else if (text[i] === QUOTE) return i + 1;
  }
  return -1;
}

/** End of a `{{name}}` that begins at `from`, or -1: a name has no bracket, quote or line end, and is not long. */
function endOfVariable(text: Uint8Array, from: number): number {
  for (let i = from + 2; i < Math.min(text.length, from + 200); i++) {
    const byte = text[i] as number;
    if (byte === CLOSE_OBJECT) return i > from + 2 && text[i + 1] === CLOSE_OBJECT ? i + 2 : -1;
    if (byte === OPEN_OBJECT || byte === QUOTE || byte === NEWLINE || byte === COLON) return -1;
  }
  return -1;
}

/** Of a longer value the beginning says enough. */
const MAX_CHARS = 256;
const MIN_CHARS = 12;
/** Bits per character. Words and names in English have 2 to 3; keys of 16 hexadecimal digits and more have over 3. */
const MIN_ENTROPY = 3;

const UUID = /^\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?$/i;
/** Variables of this and other programs, and what stands in angle brackets for what one has to fill in. */
const TEMPLATE = /\{\{|\$\{|^[<[(].*[>\])]$|^%\w+%$|\*{3}|\.{3}|…/;
const EXAMPLE_WORDS =
  /example|sample|placeholder|change.?me|replace|insert|your|dummy|redacted|foobar|todo|xxxx|0?123456789|abcdef(?:gh|12)/i;

/** Whether a value only shows where a secret would stand. */
export function isPlaceholder(value: string): boolean {
  const head = value.slice(0, MAX_CHARS);
  return TEMPLATE.test(head) || EXAMPLE_WORDS.test(head) || entropy(head) < 2;
}

/** Whether a value looks made by a machine for nobody to guess: letters and digits without a pattern. */
export function looksRandom(value: string): boolean {
  if (value.length < MIN_CHARS) return false;
  const head = value.slice(0, MAX_CHARS);
  if (/\s|:\/\//.test(head) || !/\d/.test(head) || !/[a-z]/i.test(head)) return false;
  if (UUID.test(head) || /^\d{4}-\d\d-\d\d/.test(head) || isPlaceholder(head)) return false;
  return entropy(head) >= MIN_ENTROPY;
}

/** Shannon's entropy of the characters, in bits for each. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

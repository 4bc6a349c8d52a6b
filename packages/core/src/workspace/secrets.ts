/** What looks like a secret: by its name, or by the shape of its value. It only asks; people decide. */
import { isJsonObject, type JsonValue } from '../model/json.ts';

const NAME =
  /pass(?:word|wd|phrase)|secret|token|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|credential|authorization|session|^(?:pwd|pin|jwt|sid|auth)$/i;

/** Prefixes that issuers of keys chose so that they can be found, and the shapes of other well-known ones. */
const VALUE = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  /\b(?:sk|pk|rk)_(?:live|test)_\w{10,}/,
  /\bsk-[\w-]{20,}/,
  /\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{16,})/,
  /\bxox[abeprs]-[\w-]{10,}/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bAIza[\w-]{30,}/,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  /\bnpm_\w{30,}/,
  /\bPMAK-[\w-]{20,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^(?:Bearer|Basic|Token)\s+[\w+/=.~-]{8,}$/i,
  /\/\/[^\s/:@{}]+:[^\s/@{}]+@/,
];

const ONLY_VARIABLES = /^(?:\s|(?:Bearer|Basic|Token)\s|\{\{[^{}]*\}\})*$/i;
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** Whether a value may be a secret. Text that is variables only holds none. */
export function looksSecret(name: string, value: JsonValue): boolean {
  if (typeof value !== 'string' || ONLY_VARIABLES.test(value)) return false;
  return NAME.test(name) || VALUE.some((pattern) => pattern.test(value)) || isRandom(value);
}

/** Long, without words, and with nearly all its characters different: made by a machine. */
function isRandom(value: string): boolean {
  if (!/^[\w+/=-]{24,}$/.test(value) || UUID.test(value)) return false;
  if (!/\d/.test(value) || !/[a-z]/i.test(value)) return false;
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / value.length;
    bits -= share * Math.log2(share);
  }
  return bits >= 3.5;
}

/** A JSON value without what looks secret in it, and whether anything did: `{key, value}` pairs and plain members. */
export function blankSecrets(value: JsonValue): { readonly value: JsonValue; found: boolean } {
  let found = false;
  const blank = (part: JsonValue, name: string): JsonValue => {
    if (Array.isArray(part)) return part.map((member) => blank(member, name));
    if (isJsonObject(part)) {
      const key = typeof part['key'] === 'string' ? part['key'] : null;
      return Object.fromEntries(
        Object.entries(part).map(([member, inner]) => [
          member,
          inner === undefined
            ? undefined
            : blank(inner, member === 'value' && key !== null ? key : member),
        ]),
      );
    }
    if (!looksSecret(name, part)) return part;
    found = true;
    return '';
  };
  const blanked = blank(value, '');
  return found ? { value: blanked, found } : { value, found };
}

/**
 * What may be a secret, by its name or by the shape of its value. Stricter than what a file's report notes: here a value
 * only waits for somebody to say yes, so a doubt is reason enough.
 */
import { looksRandom } from '../formats/secrets/looksRandom.ts';
import { findKeys } from '../formats/secrets/secretPatterns.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';

const NAME =
  /pass(?:word|wd|phrase)|secret|token|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|credential|authorization|session|^(?:pwd|pin|jwt|sid|auth)$/i;

/** Credentials that need no name: the value of an `Authorization` header, and a password in an address. */
const CREDENTIALS = /^(?:Bearer|Basic|Token)\s+[\w+/=.~-]{8,}$|\/\/[^\s/:@{}]+:[^\s/@{}]+@/i;

const ONLY_VARIABLES = /^(?:\s|(?:Bearer|Basic|Token)\s|\{\{[^{}]*\}\})*$/i;

/** Whether a value may be a secret. Text that is variables only holds none. */
export function looksSecret(name: string, value: JsonValue): boolean {
  if (typeof value !== 'string' || ONLY_VARIABLES.test(value)) return false;
  return (
    NAME.test(name) || CREDENTIALS.test(value) || looksRandom(value) || findKeys(value).length > 0
  );
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

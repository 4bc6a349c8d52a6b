import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { ImportLog } from '../importLog.ts';

/** References behind each other, at most; a longer chain goes in a circle. */
const MAX_CHAIN = 50;

/** Follows `$ref` inside one document. */
export class Refs {
  readonly #root: JsonValue;
  readonly #log: ImportLog;

  constructor(root: JsonValue, log: ImportLog) {
    this.#root = root;
    this.#log = log;
  }

  /** The object that a value is or refers to; undefined when it leads nowhere, which is noted. */
  object(value: JsonValue | undefined): JsonObject | undefined {
    let at = value;
    for (let i = 0; i < MAX_CHAIN; i++) {
      if (!isJsonObject(at)) return undefined;
      const ref = at['$ref'];
      if (typeof ref !== 'string') return at;
      const target = this.#find(ref);
      // Fields beside a reference add to what it names (OpenAPI 3.1, 4.8.23 and JSON Schema 2020-12, 8.2.3.1).
      const { $ref: _, ...beside } = at;
      at =
        isJsonObject(target) && Object.keys(beside).length > 0 ? { ...target, ...beside } : target;
      if (at === undefined)
        this.#log.leftOut(
          ref,
          ref.startsWith('#')
            ? 'A reference leads nowhere; what it stands for was left out.'
            : 'A reference to another file is not followed; what it stands for was left out. Bundle the description into one file to have it.',
        );
    }
    return undefined;
  }

  #find(ref: string): JsonValue | undefined {
    if (!ref.startsWith('#')) return undefined;
    let at: JsonValue | undefined = this.#root;
    for (const part of ref.slice(1).split('/').slice(1)) {
      const key = decodePointer(part);
      if (Array.isArray(at)) at = at[Number(key)];
      else at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    }
    return at;
  }

  /** The objects of a list, each followed. */
  objects(value: JsonValue | undefined): JsonObject[] {
    if (!Array.isArray(value)) return [];
    return value.map((member) => this.object(member)).filter((member) => member !== undefined);
  }

  /** The members of an object that are objects, each followed, by their names. */
  entries(value: JsonValue | undefined): [string, JsonObject][] {
    const owner = this.object(value);
    return Object.keys(owner ?? {}).flatMap((name): [string, JsonObject][] => {
      const member = this.object(owner?.[name]);
      return member ? [[name, member]] : [];
    });
  }
}

/** A part of a JSON pointer in a URI (RFC 6901, 6). */
function decodePointer(part: string): string {
  let plain = part;
  try {
    plain = decodeURIComponent(part);
  } catch {
    // A lone % stands for itself.
  }
  return plain.replaceAll('~1', '/').replaceAll('~0', '~');
}

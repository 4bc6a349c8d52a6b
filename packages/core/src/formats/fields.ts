import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/**
 * A JSON object while it is being read. Whoever understands a field takes it; the rest is what nobody took, and is kept
 * with the node. So a field can be overlooked, but not lost.
 */
export class Fields {
  readonly source: JsonObject;
  readonly #taken: string[] = [];
  readonly #left: JsonObject = {};

  constructor(source: JsonObject) {
    this.source = source;
  }

  has(key: string): boolean {
    return this.source[key] !== undefined;
  }

  /** Looks at a field and leaves it. */
  peek(key: string): JsonValue | undefined {
    return this.source[key];
  }

  /** Takes a field, whatever it is. */
  take(key: string): JsonValue | undefined {
    this.#taken.push(key);
    return this.source[key];
  }

  /** Takes a field that is a string; any other value is left. */
  takeString(key: string): string | undefined {
    const value = this.source[key];
    if (typeof value !== 'string') return undefined;
    this.#taken.push(key);
    return value;
  }

  /** Takes a string that is not empty. An empty one is left, so that it is told from an absent one. */
  takeText(key: string): string | undefined {
    return this.source[key] === '' ? undefined : this.takeString(key);
  }

  /** Takes a field that is an object; any other value is left. */
  takeObject(key: string): JsonObject | undefined {
    const value = this.source[key];
    if (!isJsonObject(value)) return undefined;
    this.#taken.push(key);
    return value;
  }

  /** Takes a list of which every member is an object; any other value is left. */
  takeObjects(key: string): readonly JsonObject[] | undefined {
    const value = this.source[key];
    if (!Array.isArray(value) || !value.every(isJsonObject)) return undefined;
    this.#taken.push(key);
    return value;
  }

  /** Takes a field that is an object, and leaves `rest` of it; nothing when that is empty. */
  takeAllBut(key: string, rest: JsonObject | undefined): void {
    this.#taken.push(key);
    if (rest && Object.keys(rest).length > 0) this.#left[key] = rest;
  }

  /** What nobody took; undefined when that is nothing. */
  rest(): JsonObject | undefined {
    const rest: JsonObject = { ...this.#left };
    for (const key of Object.keys(this.source)) {
      if (!this.#taken.includes(key)) rest[key] = this.source[key];
    }
    return Object.keys(rest).length > 0 ? rest : undefined;
  }
}

/**
 * Puts an object together for writing: known fields in the order of the format, then the rest in its own order. Where
 * the content says nothing (undefined), the rest may: that is how a field of an unforeseen shape returns to its place.
 */
export function assemble(
  order: readonly string[],
  known: JsonObject,
  rest: JsonValue | undefined,
): JsonObject {
  const kept = isJsonObject(rest) ? rest : {};
  const whole: JsonObject = {};
  for (const key of order) {
    const value = known[key] ?? (known[key] === null ? null : kept[key]);
    if (value !== undefined) whole[key] = value;
  }
  for (const key of Object.keys(kept)) {
    if (!order.includes(key) && kept[key] !== undefined) whole[key] = kept[key];
  }
  return whole;
}

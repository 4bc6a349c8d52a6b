import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** Levels that are described; below them anything goes. */
const MAX_DEPTH = 12;

/** The schema that an example has, as far as one example tells. */
export function schemaFromExample(value: JsonValue | undefined, depth = 0): JsonObject {
  if (depth > MAX_DEPTH || value === undefined) return {};
  if (value === null) return { type: 'null' };
  if (Array.isArray(value)) return { type: 'array', items: schemaFromExample(value[0], depth + 1) };
  if (isJsonObject(value)) {
    const properties = Object.entries(value).map(
      ([key, member]) => [key, schemaFromExample(member, depth + 1)] as const,
    );
    return { type: 'object', properties: Object.fromEntries(properties) };
  }
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  return { type: typeof value };
}

/** A text as JSON where it is JSON; undefined where it is not, as with variables outside of quotation marks. */
export function parseExample(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // The caller shows the text as it stands.
    return undefined;
  }
}

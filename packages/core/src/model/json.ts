/** Any value that JSON can say. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** A JSON object; an absent key and an undefined one mean the same. */
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** Whether a value that came from outside is a JSON object (not null, not an array). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

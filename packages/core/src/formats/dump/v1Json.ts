/** Small readers for files of version 1, whose fields may be missing, null, or JSON inside a text. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** The objects of a list; everything else in it, and what is no list, gives nothing. */
export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The texts of a list. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}

/** An object, or the JSON text of one. */
export function objectOrJson(value: JsonValue | undefined): JsonObject | undefined {
  if (isJsonObject(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  try {
    const parsed = JSON.parse(value) as JsonValue;
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    // An older exporter cut long texts off; what is left says nothing.
    return undefined;
  }
}

/** A text that is not empty. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The object without the fields that have been understood, and without empty ones. */
export function without(source: JsonObject, understood: ReadonlySet<string>): JsonObject {
  const rest: JsonObject = {};
  for (const key of Object.keys(source)) {
    if (!understood.has(key) && source[key] !== null) rest[key] = source[key];
  }
  return rest;
}

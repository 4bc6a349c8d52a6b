/** A description is a text, or an object around one. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Fields } from '../fields.ts';

/** The text, and the object around it without the text. */
export interface Description {
  readonly text: string;
  readonly form: JsonObject | undefined;
}

/** Takes a description. One of another shape, and an empty one, is left. */
export function readDescription(fields: Fields): Description {
  const value = fields.peek('description');
  if (isJsonObject(value) && typeof value['content'] === 'string') {
    fields.take('description');
    const { content, ...form } = value;
    return { text: content, form };
  }
  return { text: fields.takeText('description') ?? '', form: undefined };
}

/** Writes a description; undefined when there is none. `form` stood in a document and may be anything. */
export function writeDescription(text: string, form: JsonValue | undefined): JsonValue | undefined {
  if (!isJsonObject(form)) return text === '' ? undefined : text;
  if (text === '' && form['content'] !== undefined) return form;
  const { content: _, ...rest } = form;
  return { content: text, ...rest };
}

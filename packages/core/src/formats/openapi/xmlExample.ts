import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { objectIn, scalarText, textIn } from '../jsonText.ts';

/** An example value as XML. The root is named by the schema's `xml.name`, else by the end of its reference. */
export function xmlExample(
  value: JsonValue,
  schema: JsonObject | undefined,
  original: JsonValue | undefined,
): string {
  const ref = isJsonObject(original) ? textIn(original, '$ref') : '';
  const name = textIn(objectIn(schema, 'xml'), 'name') || (ref.split('/').pop() ?? '') || 'root';
  return element(name, value, '');
}

function element(name: string, value: JsonValue, indent: string): string {
  // What is no name in XML would make the whole no document.
  const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : 'item';
  if (Array.isArray(value)) return value.map((member) => element(tag, member, indent)).join('\n');
  if (!isJsonObject(value)) return `${indent}<${tag}>${escapeXml(scalarText(value))}</${tag}>`;
  const inner = Object.entries(value).map(([key, member]) =>
    element(key, member ?? null, `${indent}  `),
  );
  return inner.length === 0
    ? `${indent}<${tag}/>`
    : `${indent}<${tag}>\n${inner.join('\n')}\n${indent}</${tag}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Small readers for the JSON of foreign formats, where any field may be missing or of another shape. */
import type { RowInput } from '../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/** A text, or `fallback` for everything else. */
export function textIn(source: JsonObject | undefined, key: string, fallback = ''): string {
  const value = source?.[key];
  return typeof value === 'string' ? value : fallback;
}

/** A text that is not empty. */
export function filledTextIn(source: JsonObject | undefined, key: string): string | undefined {
  const text = textIn(source, key);
  return text === '' ? undefined : text;
}

/** An object; undefined for everything else. */
export function objectIn(source: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = source?.[key];
  return isJsonObject(value) ? value : undefined;
}

/** The objects of a list; nothing for everything else. */
export function objectsIn(source: JsonObject | undefined, key: string): readonly JsonObject[] {
  const value = source?.[key];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** A scalar as the text a user would type; objects and lists as JSON. */
export function scalarText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** Reads rows that say `{name or key, value, disabled or enabled or active, description}`. */
export function foreignRows(list: readonly JsonObject[]): RowInput[] {
  return list.map((row) => {
    const key = textIn(row, 'name', textIn(row, 'key'));
    const description = textIn(row, 'description');
    const isOff = row['disabled'] === true || row['enabled'] === false || row['active'] === false;
    return {
      key,
      value: scalarText(row['value']),
      ...(isOff ? { enabled: false } : {}),
      ...(description === '' ? {} : { description }),
    };
  });
}

/** Rows without the ones that have neither key nor value, which tables of other tools end with. */
export function filledRows(rows: readonly RowInput[]): RowInput[] {
  return rows.filter(({ key, value }) => key !== '' || (value !== '' && value !== undefined));
}

/** The same JSON with every text in it changed; keys stay. */
export function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((member) => mapTexts(member, change));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mapTexts(member ?? null, change)]),
  );
}

/** A name for what a file holds, from the file's own. */
export function nameOfFile(fileName: string): string {
  return (fileName.split(/[/\\]/).pop() ?? fileName).replace(/\.[^.]*$/, '');
}

import type { JsonValue } from '../model/json.ts';

/** The text of a file to export: indented by tabs, as the field's own exports are, without a line end at the end. */
export function stringifyFile(value: JsonValue): string {
  return JSON.stringify(value, null, '\t');
}

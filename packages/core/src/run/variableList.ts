/** The variables of one scope during a run, in the form that scripts exchange them in. */
import type { RowInput } from '../model/content.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { ScopedVariable, ScopeName } from '../variables/scopes.ts';

/** A list of `{key, value, type, disabled}`. */
export type VariableList = readonly JsonObject[];

/** The variables that a run starts with: the values that are sent, current ones where there are. */
export function rowsToVariables(rows: readonly RowInput[]): VariableList {
  return rows.map(({ key, value = '', enabled = true, extra }) => ({
    ...(typeof extra?.['type'] === 'string' ? { type: extra['type'] } : { type: 'any' }),
    value,
    key,
    ...(enabled ? {} : { disabled: true }),
  }));
}

/** The list with one more value: in the place of the last variable of that name, or at the end. */
export function setVariable(list: VariableList, key: string, value: JsonValue): VariableList {
  const at = list.findLastIndex((variable) => variable['key'] === key);
  const set = { type: 'any', value, key };
  return at < 0 ? [...list, set] : list.with(at, { ...list[at], value });
}

/** The scope for resolving texts. Of two variables of one name the last one counts, as in the field. */
export function variablesToScope(
  scope: ScopeName,
  list: VariableList,
): ReadonlyMap<string, ScopedVariable> {
  const variables = new Map<string, ScopedVariable>();
  for (const { key, value, disabled, type } of list) {
    // As in the field, one without a value stands for nothing: the text stays as it is written.
    if (disabled === true || typeof key !== 'string' || value === null) continue;
    variables.set(key, { scope, key, value: valueText(value), secret: type === 'secret' });
  }
  return variables;
}

/** The scope of one row of a data file. */
export function dataToScope(data: JsonObject): ReadonlyMap<string, ScopedVariable> {
  return variablesToScope(
    'data',
    Object.entries(data).map(([key, value]) => ({ key, value })),
  );
}

/** The text that stands for a value where only texts can be. */
export function valueText(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

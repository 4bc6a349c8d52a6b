/** Parameters of an operation as rows. */
import type { RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { objectIn, scalarText, textIn } from '../jsonText.ts';
import type { Refs } from './refs.ts';
import { schemaExample } from './schemaExample.ts';

/** Rows by where they stand. */
export interface ParameterRows {
  readonly path: readonly RowInput[];
  readonly query: readonly RowInput[];
  readonly header: readonly RowInput[];
  readonly cookie: readonly RowInput[];
}

/** The parameters of the path item and of the operation, which override them by name and place. */
export function readParameters(item: JsonObject, operation: JsonObject, refs: Refs): ParameterRows {
  const byId = new Map<string, JsonObject>();
  for (const owner of [item, operation]) {
    for (const parameter of refs.objects(owner['parameters'])) {
      byId.set(`${textIn(parameter, 'in')} ${textIn(parameter, 'name')}`, parameter);
    }
  }
  const parameters = [...byId.values()];
  const rowsIn = (place: string) =>
    parameters
      .filter((parameter) => parameter['in'] === place)
      .flatMap((parameter) => toRows(parameter, refs));
  // A path has no part that is left out.
  const path = rowsIn('path').map(({ enabled: _, ...row }) => row);
  return { path, query: rowsIn('query'), header: rowsIn('header'), cookie: rowsIn('cookie') };
}

function toRows(parameter: JsonObject, refs: Refs): RowInput[] {
  const name = textIn(parameter, 'name');
  const description = textIn(parameter, 'description');
  const row = {
    key: name,
    ...(description === '' ? {} : { description }),
    // What is optional is shown, and sent when the user wants it.
    ...(parameter['required'] === true ? {} : { enabled: false }),
  };
  const value = parameterExample(parameter, refs);
  const style = textIn(parameter, 'style', parameter['in'] === 'query' ? 'form' : 'simple');
  if (Array.isArray(value)) {
    const isExploded = parameter['explode'] ?? style === 'form';
    if (isExploded === true && style === 'form' && value.length > 0) {
      return value.map((member) => ({ ...row, value: scalarText(member) }));
    }
    const separator = { spaceDelimited: ' ', pipeDelimited: '|' }[style] ?? ',';
    return [{ ...row, value: value.map((member) => scalarText(member)).join(separator) }];
  }
  if (isJsonObject(value) && style === 'deepObject') {
    return Object.entries(value).map(([key, member]) => ({
      ...row,
      key: `${name}[${key}]`,
      value: scalarText(member),
    }));
  }
  return [{ ...row, value: scalarText(value) }];
}

function parameterExample(parameter: JsonObject, refs: Refs): JsonValue {
  const content = objectIn(parameter, 'content');
  const [media] = content ? refs.entries(content).map(([, member]) => member) : [];
  const owner = media ?? parameter;
  const given = owner['example'] ?? refs.entries(owner['examples'])[0]?.[1]['value'];
  return given ?? schemaExample(owner['schema'], refs, 'request');
}

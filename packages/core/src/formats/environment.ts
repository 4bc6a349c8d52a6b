/** Environments and globals: `{name, values: [{key, value, type, enabled}]}`. Values are initial values. */
import { z } from 'zod';
import type { EnvSpec, RowInput } from '../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { checkShape } from './checkShape.ts';
import { readRows, writeRows } from './collection/rows.ts';
import { assemble, Fields } from './fields.ts';
import type { ImportLog } from './importLog.ts';

const SCOPE = '_postman_variable_scope';
const ENVIRONMENT_ORDER = ['id', 'name', 'values', SCOPE];

const variablesSchema = z.looseObject({ values: z.array(z.looseObject({})) });

/** Which of the two a file is. One in twelve real files does not say; then a name makes it an environment. */
export function detectVariables(json: JsonValue): 'environment' | 'globals' | undefined {
  if (!isJsonObject(json) || json['item'] !== undefined) return undefined;
  const scope = json[SCOPE];
  if (scope === 'environment' || scope === 'globals') return scope;
  return Array.isArray(json['values']) && typeof json['name'] === 'string'
    ? 'environment'
    : undefined;
}

/**
 * Reads an environment.
 * @throws AppError `bad-shape`
 */
export function readEnvironment(
  json: JsonValue,
  log: ImportLog,
  fileName: string,
  path = '',
): EnvSpec {
  checkShape(variablesSchema, json, fileName);
  const fields = new Fields(json as JsonObject);
  if (fields.peek(SCOPE) === 'environment') fields.take(SCOPE);
  const name = fields.takeString('name') ?? fileName.replace(/\.[^.]*$/, '');
  const fileId = fields.takeText('id') ?? null;
  const variables = readRows(fields, 'values', 'value') ?? [];
  log.counts.environments++;
  log.countVariables(variables);
  const rest = fields.rest();
  if (rest) log.kept(path, 'environment', rest);
  return { name, fileId, variables, ...(rest ? { unknown: { environment: rest } } : {}) };
}

/**
 * Reads a file of globals. Its id and name are another document's, and kept with the unknown fields.
 * @throws AppError `bad-shape`
 */
export function readGlobalsFile(
  json: JsonValue,
  log: ImportLog,
  fileName: string,
): { variables: readonly RowInput[]; unknown: JsonObject } {
  checkShape(variablesSchema, json, fileName);
  const fields = new Fields(json as JsonObject);
  fields.take(SCOPE);
  const variables = readRows(fields, 'values', 'value') ?? [];
  log.countVariables(variables);
  const rest = fields.rest() ?? {};
  const { id: _, name: __, ...remarkable } = rest;
  log.kept('', 'globals', remarkable);
  return { variables, unknown: rest };
}

/** Writes an environment with its initial values; current values are never in a document. */
export function writeEnvironment(env: EnvSpec): JsonObject {
  return assemble(
    ENVIRONMENT_ORDER,
    {
      id: env.fileId ?? undefined,
      name: env.name,
      values: writeRows(env.variables, 'value'),
      [SCOPE]: 'environment',
    },
    env.unknown?.['environment'],
  );
}

/** Writes the globals. */
export function writeGlobals(globals: Pick<EnvSpec, 'variables' | 'unknown'>): JsonObject {
  const { name } = globals.unknown ?? {};
  return assemble(
    ENVIRONMENT_ORDER,
    {
      name: typeof name === 'string' ? name : 'Globals',
      values: writeRows(globals.variables, 'value'),
      [SCOPE]: 'globals',
    },
    globals.unknown,
  );
}

/**
 * The data dump `{version: 1, collections, environments, globals}`: everything in one file. Its collections are of
 * version 1; dumps written here carry each as version 2.1 too, and then that one is read.
 */
import { z } from 'zod';
import type { EnvSpec, NodeSpec, RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { checkShape } from '../checkShape.ts';
import { detectCollection, readCollection } from '../collection/collection.ts';
import type { GetBlob } from '../collection/example.ts';
import { MARKER } from '../collection/marker.ts';
import { readRows, writeRows } from '../collection/rows.ts';
import { readEnvironment, writeEnvironment } from '../environment.ts';
import { Fields } from '../fields.ts';
import type { ImportLog } from '../importLog.ts';
import { specToV1 } from './specToV1.ts';
import { v1ToCollection } from './v1Collection.ts';

/** Globals of some exporters stand among the environments under a name that ends so. */
const GLOBALS_NAME = / - globals$/;

const dumpSchema = z.looseObject({
  version: z.literal(1),
  collections: z.array(z.looseObject({})).nullish(),
  environments: z.array(z.looseObject({})).nullish(),
  globals: z.array(z.looseObject({})).nullish(),
});

/** What a dump holds. */
export interface Dump {
  readonly collections: readonly NodeSpec[];
  readonly environments: readonly EnvSpec[];
  readonly globals: readonly RowInput[] | null;
}

/** Whether this is a data dump. */
export function isDump(json: JsonValue): boolean {
  return (
    isJsonObject(json) &&
    typeof json['version'] === 'number' &&
    (Array.isArray(json['collections']) || Array.isArray(json['environments']))
  );
}

/**
 * Reads a data dump.
 * @throws AppError `bad-shape`
 */
export function readDump(json: JsonValue, log: ImportLog, fileName: string): Dump {
  checkShape(dumpSchema, json, fileName);
  const dump = new Fields(json as JsonObject);
  dump.take('version');
  const collections = (dump.takeObjects('collections') ?? []).map((collection) =>
    readCollection(toVersion2(collection, fileName), '2.1', log, fileName),
  );

  const own = readRows(dump, 'globals', 'value');
  log.countVariables(own ?? []);
  const globals = [...(own ?? [])];
  let hasGlobals = own !== undefined;
  const environments: EnvSpec[] = [];
  (dump.takeObjects('environments') ?? []).forEach((source, i) => {
    const environment = readEnvironment(source, log, fileName, `environments[${i}]`);
    if (!GLOBALS_NAME.test(environment.name)) {
      environments.push(environment);
      return;
    }
    log.counts.environments--;
    log.adapted(`environments[${i}]`, `"${environment.name}" holds the globals, and became them.`);
    globals.push(...environment.variables);
    hasGlobals = true;
  });
  for (const [key, value] of Object.entries(dump.rest() ?? {})) {
    if (Array.isArray(value) && value.length > 0)
      log.leftOut(key, `"${key}" has no place here and was left out.`);
  }
  return { collections, environments, globals: hasGlobals ? globals : null };
}

function toVersion2(collection: JsonObject, fileName: string): JsonObject {
  const marker = collection[MARKER];
  const own = isJsonObject(marker) ? marker['collection'] : undefined;
  if (isJsonObject(own) && detectCollection(own)) return own;
  return detectCollection(collection) ? collection : v1ToCollection(collection, fileName);
}

/** Writes everything into one data dump. */
export function writeDump(
  { collections, environments, globals }: Dump,
  getBlob: GetBlob = () => undefined,
): JsonObject {
  return {
    version: 1,
    collections: collections.map((spec, i) => specToV1(spec, i, getBlob)),
    environments: environments.map(writeEnvironment),
    globals: writeRows(globals ?? [], 'value'),
  };
}

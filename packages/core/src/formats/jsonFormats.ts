/** The JSON formats, each told by its content. What only foreign files need is loaded when one is met. */
import type { NodeSpec } from '../model/content.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';
import { detectCollection, readCollection } from './collection/collection.ts';
import { isDump, readDump } from './dump/dump.ts';
import { isV1Collection, v1ToCollection } from './dump/v1Collection.ts';
import { detectVariables, readEnvironment, readGlobalsFile } from './environment.ts';
import { detectInsomnia, detectOpenapi, isHar, isHoppscotch } from './foreignJson.ts';
import type { FileFormat, Read, Source } from './parsedFile.ts';

/** A JSON format: tells its files by their content, and reads them. The first that recognises a file reads it. */
interface JsonFormat {
  readonly detect: (json: JsonValue) => FileFormat | undefined;
  readonly read: (json: JsonValue, format: FileFormat, source: Source) => Read | Promise<Read>;
}

const asCollection = (spec: NodeSpec): Read => ({ collections: [spec] });

/** All of them, in the order they are tried. */
export const JSON_FORMATS: readonly JsonFormat[] = [
  {
    detect: (json) => {
      const version = detectCollection(unwrap(json));
      return version && `collection-${version}`;
    },
    read: (json, format, { log, fileName }) => {
      const version = format === 'collection-2.0' ? '2.0' : '2.1';
      return asCollection(readCollection(unwrap(json), version, log, fileName));
    },
  },
  {
    detect: (json) => (isDump(json) ? 'dump' : undefined),
    read: (json, _format, { log, fileName }) => readDump(json, log, fileName),
  },
  {
    detect: (json) => detectVariables(unwrapEnvironment(json)),
    read: (file, format, { log, fileName }) => {
      const json = unwrapEnvironment(file);
      if (format === 'environment') return { environments: [readEnvironment(json, log, fileName)] };
      const { variables, unknown } = readGlobalsFile(json, log, fileName);
      return { globals: variables, globalsUnknown: unknown };
    },
  },
  {
    detect: detectOpenapi,
    read: async (json, format, source) =>
      (await import('./openapi/readOpenapi.ts')).readOpenapi(json, format, source),
  },
  {
    detect: (json) => (isHar(json) ? 'har' : undefined),
    read: async (json, _format, source) => (await import('./har/readHar.ts')).readHar(json, source),
  },
  {
    detect: detectInsomnia,
    read: async (json, format, source) =>
      (await import('./insomnia/readInsomnia.ts')).readInsomnia(json, format, source),
  },
  {
    detect: (json) => (isHoppscotch(json) ? 'hoppscotch' : undefined),
    read: async (json, _format, source) =>
      (await import('./hoppscotch/readHoppscotch.ts')).readHoppscotch(json, source),
  },
  {
    detect: (json) => (isV1Collection(unwrap(json)) ? 'collection-1' : undefined),
    read: (json, _format, { log, fileName }) =>
      asCollection(readCollection(v1ToCollection(unwrap(json), fileName), '2.1', log, fileName)),
  },
];

/** The API of the field answers with `{collection: {…}}`, and people save that. */
function unwrap(json: JsonValue): JsonValue {
  if (!isJsonObject(json) || json['info'] !== undefined) return json;
  return isJsonObject(json['collection']) ? json['collection'] : json;
}

/** And with `{environment: {…}}`. */
function unwrapEnvironment(json: JsonValue): JsonValue {
  if (!isJsonObject(json) || json['values'] !== undefined) return json;
  return isJsonObject(json['environment']) ? json['environment'] : json;
}

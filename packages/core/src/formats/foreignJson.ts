/** Tells the JSON (and YAML) files of other tools by their content. Their readers are loaded when one is met. */
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { objectIn, objectsIn, scalarText, textIn } from './jsonText.ts';
import type { FileFormat } from './parsedFile.ts';

/** Which API description this is; undefined when it is none. */
export function detectOpenapi(json: JsonValue): FileFormat | undefined {
  if (!isJsonObject(json)) return undefined;
  if (/^3\.\d/.test(scalarText(json['openapi']))) return 'openapi-3';
  return /^2(\.\d)?$/.test(scalarText(json['swagger'])) ? 'swagger-2' : undefined;
}

/** Whether this is an HTTP archive. */
export function isHar(json: JsonValue): boolean {
  return isJsonObject(json) && Array.isArray(objectIn(json, 'log')?.['entries']);
}

/** The version of an Insomnia export; undefined when it is none. */
export function detectInsomnia(json: JsonValue): FileFormat | undefined {
  if (!isJsonObject(json)) return undefined;
  if (json['_type'] === 'export' && Array.isArray(json['resources'])) return 'insomnia-4';
  return /^(collection|environment|spec)\.insomnia\.rest\/5\./.test(textIn(json, 'type'))
    ? 'insomnia-5'
    : undefined;
}

/** Whether this is a collection of Hoppscotch, or a list of them. */
export function isHoppscotch(json: JsonValue): boolean {
  if (Array.isArray(json)) {
    return json.length > 0 && json.every((member) => isJsonObject(member) && isHoppscotch(member));
  }
  if (!isJsonObject(json) || typeof json['name'] !== 'string') return false;
  if (!Array.isArray(json['folders']) || !Array.isArray(json['requests'])) return false;
  // Collections of version 1 of the field's format have the same two lists, and lists of ids beside them.
  return json['order'] === undefined && (json['v'] !== undefined || hasEndpoint(json));
}

function hasEndpoint(json: JsonObject): boolean {
  return objectsIn(json, 'requests').some((request) => typeof request['endpoint'] === 'string');
}

/** Whether this is the file that makes a folder a collection of Bruno. */
export function isBrunoManifest(json: JsonValue): boolean {
  return (
    isJsonObject(json) &&
    json['type'] === 'collection' &&
    typeof json['version'] === 'string' &&
    typeof json['name'] === 'string' &&
    json['item'] === undefined
  );
}

/** Whether this is `archive.json` of a zip dump, which only lists the ids of the other files. */
export function isArchiveManifest(json: JsonValue): boolean {
  if (!isJsonObject(json)) return false;
  const lists = Object.values(json);
  return (
    (isJsonObject(json['collection']) || isJsonObject(json['environment'])) &&
    lists.every((list) => isJsonObject(list) && Object.values(list).every((is) => is === true))
  );
}

/**
 * Collections of version 2.1 and 2.0.
 *
 * The structure (`info`, lists of items) is checked with zod: where it is wrong nothing is imported. Below it every
 * field is taken by whoever understands it, and what nobody takes is kept and written back to its place: a vendor's
 * exporter writes odd leaves, and a request with one odd leaf is a request all the same.
 *
 * | in the file | in the model |
 * |---|---|
 * | `info.name`, `info._postman_id` (or `id`), `info.description` | `name`, `fileId`, `texts.docs` |
 * | `variable[]` of the collection | `tables.variables`; values of any JSON type |
 * | item with `item[]` / with `_scratchpad.kind: "ws"` / any other | folder / ws / http |
 * | item `id` (or `_postman_id`) | `fileId`; null when there is none |
 * | `request.method` | `fields.method` as written; absent stays absent and means GET |
 * | `request.url` | `fields.baseUrl`, `fields.fragment`, `tables.params`, `tables.pathVariables` |
 * | `request.header` (list, text, null) | `tables.headers` |
 * | `request.body` | `fields.bodyMode` (`none` when absent, unknown or switched off), `bodyLanguage`, `bodyFile`, `graphqlOperation`, its texts and tables, also those of modes that are not chosen |
 * | `auth` | `auth`; absent and null are `inherit` |
 * | `event[]` | `texts.preRequest`, `texts.test` |
 * | `request.description`, or the item's where the request has none | `texts.docs` |
 * | `protocolProfileBehavior` of a request | `settings`, each value as it is; of a collection or folder: kept |
 * | `response[]` | children of kind example; a body over 64 KB is set aside as a blob |
 *
 * A row is `{key, value, enabled, description}`; everything else of it (`type`, `src`, `contentType`, the object around a
 * description, odd leaves) is its `extra`.
 *
 * What `unknown` holds, by key. Rests, written back where they stood: `info`, `collection`, `item`, `request`, `url`,
 * `body`, `auth`, `response`, `event` (events.ts). Spellings, used while they fit:
 *
 * | key | says |
 * |---|---|
 * | `absent` | names of fields that the writer writes always and the file had not |
 * | `authRows` | by type of authorization: the rows without their values, where order or row types are unusual |
 * | `description` | the object around the description |
 * | `descriptionAt` | `item` when the item is described in place of its request |
 * | `graphqlVariables` | `object` when they were JSON and not a text of JSON |
 * | `idKey` | the key of the id when it is the other one |
 * | `urlAsWritten` | `text`, or `{is, parts, isQueryOmitted}`: other parts than usual for the URL `is` (url.ts) |
 */
import { z } from 'zod';
import type { NodeSpec } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { checkShape } from '../checkShape.ts';
import { assemble, Fields } from '../fields.ts';
import type { ImportLog } from '../importLog.ts';
import { readAuth, writeAuth } from './auth.ts';
import { readDescription, writeDescription } from './description.ts';
import { readScripts, writeEvents } from './events.ts';
import type { GetBlob } from './example.ts';
import { readFileId, writeFileId } from './fileId.ts';
import { readItems, writeItems } from './item.ts';
import { NodeReading, wasAbsent, type CollectionVersion } from './nodeReading.ts';
import { readFilledRows, writeRows } from './rows.ts';

const SCHEMA_ADDRESS: Readonly<Record<CollectionVersion, string>> = {
  '2.1': 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  '2.0': 'https://schema.getpostman.com/json/collection/v2.0.0/collection.json',
};
const INFO_ORDER = ['_postman_id', 'id', 'name', 'description', 'schema'];
const COLLECTION_ORDER = ['info', 'item', 'auth', 'event', 'variable', 'protocolProfileBehavior'];

const itemSchema = z.looseObject({
  get item() {
    return z.array(itemSchema).optional();
  },
});
const collectionSchema = z.looseObject({
  info: z.looseObject({}),
  item: z.array(itemSchema),
});

/** The version of a collection by what it says of itself; undefined when it is no collection of version 2. */
export function detectCollection(json: JsonValue): CollectionVersion | undefined {
  if (!isJsonObject(json) || !isJsonObject(json['info'])) return undefined;
  // Drafts of the format gave their address under another name; a file may carry both.
  const address = json['info']['schema'] ?? json['info']['_postman_schema'];
  const version =
    typeof address === 'string' ? /(?:v|\b)(2\.[01])\.\d/.exec(address)?.[1] : undefined;
  if (version === '2.0' || version === '2.1') return version;
  // A file without a word about its version is read as 2.1; the shapes of 2.0 are understood there too.
  return json['item'] !== undefined ? '2.1' : undefined;
}

/**
 * Reads a collection of version 2.1 or 2.0.
 * @throws AppError `bad-shape`
 */
export function readCollection(
  json: JsonValue,
  version: CollectionVersion,
  log: ImportLog,
  fileName: string,
): NodeSpec {
  checkShape(collectionSchema, json, fileName);
  const node = new NodeReading('', version, log);
  const collection = new Fields(json as JsonObject);
  const info = new Fields(collection.take('info') as JsonObject);
  const name = info.takeString('name');
  if (name === undefined) node.absent('name');
  if (info.peek('schema') === SCHEMA_ADDRESS[version]) info.take('schema');
  const { text: docs, form } = readDescription(info);
  if (form) node.spell('description', form);
  const fileId = readFileId(info, '_postman_id', node);
  node.keep('info', info.rest());

  const variables = readFilledRows(collection, 'variable', 'variable');
  log.counts.collections++;
  log.countVariables(variables);
  const auth = readAuth(collection, node);
  const scripts = readScripts(collection, node);
  const children = readItems(collection, node);
  node.keep('collection', collection.rest());
  return {
    kind: 'collection',
    name: name ?? '',
    fileId,
    tables: { variables },
    texts: { docs, ...scripts },
    ...(auth ? { auth } : {}),
    unknown: node.unknown(),
    children,
  };
}

/** How {@link writeCollection} writes. */
export interface WriteCollectionOptions {
  readonly version: CollectionVersion;
  /** Finds bodies that are not in the document. A body that is not found is written empty. */
  readonly getBlob?: GetBlob;
}

/** Writes a collection: the same content gives the same value, with its keys in the same order. */
export function writeCollection(spec: NodeSpec, options: WriteCollectionOptions): JsonObject {
  const { version, getBlob = () => undefined } = options;
  const { unknown, tables = {}, texts = {}, children = [] } = spec;
  const { docs = '', preRequest = '', test = '' } = texts;
  const variables = tables.variables ?? [];
  return assemble(
    COLLECTION_ORDER,
    {
      info: assemble(
        INFO_ORDER,
        {
          ...writeFileId(spec, '_postman_id'),
          name: spec.name === '' && wasAbsent(unknown, 'name') ? undefined : spec.name,
          description: writeDescription(docs, unknown?.['description']),
          schema: writeSchema(unknown?.['info'], version),
        },
        unknown?.['info'],
      ),
      item: writeItems(children, { version, getBlob }),
      auth: writeAuth(spec.auth, version, unknown),
      event: writeEvents({ preRequest, test }, unknown),
      variable: variables.length === 0 ? undefined : writeRows(variables, 'variable'),
    },
    unknown?.['collection'],
  );
}

/** An unusual address of the same version stays as it was. */
function writeSchema(info: JsonValue | undefined, version: CollectionVersion): string | undefined {
  const schema = isJsonObject(info) ? info['schema'] : undefined;
  return typeof schema === 'string' && schema.includes(`${version}.`)
    ? undefined
    : SCHEMA_ADDRESS[version];
}

/** Items: folders, requests, and what lies below them. */
import type { NodeSpec, RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { assemble, Fields } from '../fields.ts';
import { readAuth, writeAuth } from './auth.ts';
import { readDescription, writeDescription } from './description.ts';
import { readScripts, writeEvents } from './events.ts';
import { readExamples, writeExamples, type GetBlob } from './example.ts';
import { readFileId, writeFileId } from './fileId.ts';
import { isWebSocketMarker, MARKER } from './marker.ts';
import { isLeft, NodeReading, wasAbsent, type CollectionVersion } from './nodeReading.ts';
import { readRequest, writeRequest } from './request.ts';

const ITEM_ORDER = [
  'name',
  'id',
  '_postman_id',
  'description',
  'item',
  'event',
  'auth',
  'variable',
  'protocolProfileBehavior',
  MARKER,
  'request',
  'response',
];

/** An item whose structure has been checked: `item`, where it is there, is a list of such items. */
function readItem(source: JsonObject, parent: NodeReading, path: string): NodeSpec {
  const node = new NodeReading(path, parent.version, parent.log);
  const item = new Fields(source);
  const name = item.takeString('name');
  if (name === undefined) node.absent('name');
  const base = { name: name ?? '', fileId: readFileId(item, 'id', node) };
  if (item.has('item')) return { kind: 'folder', ...base, ...readFolder(item, node) };
  if (isWebSocketMarker(item.peek(MARKER))) return { kind: 'ws', ...base, ...readWs(item, node) };
  return { kind: 'http', ...base, ...readHttp(item, node) };
}

/** Reads the members of an item list. */
export function readItems(owner: Fields, node: NodeReading): readonly NodeSpec[] {
  const prefix = node.path === '' ? '' : `${node.path}.`;
  return (owner.takeObjects('item') ?? []).map((item, i) =>
    readItem(item, node, `${prefix}item[${i}]`),
  );
}

type Parts = Omit<NodeSpec, 'kind' | 'name' | 'fileId'>;

function readFolder(item: Fields, node: NodeReading): Parts {
  node.log.counts.folders++;
  const { text: docs, form } = readDescription(item);
  if (form) node.spell('description', form);
  const scripts = readScripts(item, node);
  const auth = readAuth(item, node);
  const children = readItems(item, node);
  node.keep('item', item.rest());
  return {
    texts: { docs, ...scripts },
    ...(auth ? { auth } : {}),
    unknown: node.unknown(),
    children,
  };
}

function readHttp(item: Fields, node: NodeReading): Parts {
  node.log.counts.requests++;
  const { fields, tables, texts, auth } = readRequest(item, 'http', node);
  const isDescribed = texts.docs !== '' || node.isSpelled('description');
  const docs = isDescribed ? texts.docs : readItemDescription(item, node);
  const scripts = readScripts(item, node);
  const children = readExamples(item, node);
  const settings = takeSettings(item);
  node.keep('item', item.rest());
  return {
    fields,
    tables,
    texts: { ...texts, docs, ...scripts },
    ...(auth ? { auth } : {}),
    settings,
    unknown: node.unknown(),
    children,
  };
}

/** Some files describe the item in place of its request. */
function readItemDescription(item: Fields, node: NodeReading): string {
  const { text, form } = readDescription(item);
  if (form) node.spell('description', form);
  if (form || text !== '') node.spell('descriptionAt', 'item');
  return text;
}

/** Takes request settings. An empty object is left, so that it is told from an absent one. */
function takeSettings(item: Fields): Readonly<Record<string, JsonValue>> {
  const settings = item.peek('protocolProfileBehavior');
  if (!isJsonObject(settings) || Object.keys(settings).length === 0) return {};
  item.take('protocolProfileBehavior');
  return settings as Record<string, JsonValue>;
}

function toText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Takes a list whose entries are all objects; another list stays with what is not understood. */
function takeRows(
  marker: Fields,
  name: string,
  toRow: (row: JsonObject) => RowInput,
): RowInput[] | undefined {
  const list = marker.peek(name);
  if (!Array.isArray(list) || !list.every(isJsonObject)) return undefined;
  marker.take(name);
  return list.map(toRow);
}

function readWs(item: Fields, node: NodeReading): Parts {
  node.log.counts.webSockets++;
  const marker = new Fields(item.take(MARKER) as JsonObject);
  marker.take('kind');
  const { fields, tables, texts } = readRequest(item, 'ws', node);
  const settings = marker.takeObject('settings') ?? {};
  const body = marker.takeString('message') ?? '';
  const language = marker.takeString('language');
  if (language !== undefined) fields.bodyLanguage = language;
  const subprotocols = takeRows(
    marker,
    'subprotocols',
    ({ name, disabled, description, ...extra }) => ({
      key: toText(name),
      enabled: disabled !== true,
      description: toText(description),
      extra,
    }),
  );
  if (subprotocols) tables.subprotocols = subprotocols;
  const messages = takeRows(marker, 'messages', ({ name, message, ...extra }) => ({
    key: toText(name),
    value: toText(message),
    extra,
  }));
  if (messages) tables.messages = messages;
  item.takeAllBut(MARKER, marker.rest());
  if (!item.has('response')) node.absent('response');
  node.keep('item', item.rest());
  return {
    fields,
    tables,
    texts: { docs: texts.docs, body },
    settings: settings as Record<string, JsonValue>,
    unknown: node.unknown(),
  };
}

/** What writing needs beside the specs. */
export interface WriteContext {
  readonly version: CollectionVersion;
  readonly getBlob: GetBlob;
}

/** Writes one item with everything below it. */
function writeItem(spec: NodeSpec, context: WriteContext): JsonObject {
  const { unknown } = spec;
  const known = {
    ...writeFileId(spec, 'id'),
    name: spec.name === '' && wasAbsent(unknown, 'name') ? undefined : spec.name,
    ...(spec.kind === 'folder' ? writeFolder(spec, context) : writeLeaf(spec, context)),
  };
  return assemble(ITEM_ORDER, known, unknown?.['item']);
}

/** Writes items; examples stand elsewhere and are passed over. */
export function writeItems(specs: readonly NodeSpec[], context: WriteContext): JsonObject[] {
  return specs.filter(({ kind }) => kind !== 'example').map((spec) => writeItem(spec, context));
}

function writeFolder(spec: NodeSpec, context: WriteContext): JsonObject {
  const { unknown, auth, texts = {}, children = [] } = spec;
  const { docs = '', preRequest = '', test = '' } = texts;
  return {
    description: writeDescription(docs, unknown?.['description']),
    item: writeItems(children, context),
    event: writeEvents({ preRequest, test }, unknown),
    auth: writeAuth(auth, context.version, unknown),
  };
}

function writeLeaf(spec: NodeSpec, { version, getBlob }: WriteContext): JsonObject {
  const { unknown, texts = {}, settings = {}, children = [] } = spec;
  const { docs = '', preRequest = '', test = '' } = texts;
  const description = writeDescription(docs, unknown?.['description']);
  const isAtItem = unknown?.['descriptionAt'] === 'item';
  const examples = writeExamples(children, getBlob);
  return {
    description: isAtItem ? description : undefined,
    request: writeRequest(spec, isAtItem ? undefined : description, version),
    response: examples.length === 0 && isLeft(unknown, 'item', 'response') ? undefined : examples,
    ...(spec.kind === 'ws'
      ? { [MARKER]: writeMarker(spec) }
      : {
          event: writeEvents({ preRequest, test }, unknown),
          protocolProfileBehavior: writeSettings(settings),
        }),
  };
}

function writeSettings(settings: Readonly<Record<string, JsonValue>>): JsonObject | undefined {
  return Object.keys(settings).length > 0 ? { ...settings } : undefined;
}

const MARKER_ORDER = ['kind', 'message', 'language', 'subprotocols', 'messages', 'settings'];

function writeMarker(spec: NodeSpec): JsonObject {
  const { texts = {}, tables = {}, fields = {}, settings = {}, unknown } = spec;
  const rest = isJsonObject(unknown?.['item']) ? unknown['item'][MARKER] : undefined;
  const { subprotocols = [], messages = [] } = tables;
  const known = {
    kind: 'ws',
    message: texts.body === '' ? undefined : texts.body,
    language: fields.bodyLanguage,
    subprotocols:
      subprotocols.length === 0
        ? undefined
        : subprotocols.map(({ key, enabled = true, description = '', extra }) => ({
            name: key,
            ...(enabled ? {} : { disabled: true }),
            ...(description === '' ? {} : { description }),
            ...extra,
          })),
    messages:
      messages.length === 0
        ? undefined
        : messages.map(({ key, value = '', extra }) => ({ name: key, message: value, ...extra })),
    settings: writeSettings(settings),
  };
  return assemble(MARKER_ORDER, known, rest);
}

/** Requests in the words of the collection format, which scripts see and change, and back. */
import { Fields } from '../formats/fields.ts';
import { ImportLog } from '../formats/importLog.ts';
import { NodeReading } from '../formats/collection/nodeReading.ts';
import { readRequest, writeRequest } from '../formats/collection/request.ts';
import type { HttpContent, NodeSpec, Row, RowInput } from '../model/content.ts';
import { BODY_MODES } from '../model/content.ts';
import { createNodeId, createRowId } from '../model/ids.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { BodyTexts } from '../request/bodyPlan.ts';
import type { RequestSettings } from '../request/requestSettings.ts';

/** The request of an item for scripts, variables unresolved. */
export function specToRequestJson(spec: NodeSpec): JsonObject {
  const docs = spec.texts?.docs ?? '';
  return writeRequest(spec, docs === '' ? undefined : docs, '2.1') ?? {};
}

/** The request that a script left, or asks to send; a text is a URL. */
export function requestJsonToSpec(request: JsonValue, name: string): NodeSpec {
  const node = new NodeReading('', '2.1', new ImportLog());
  const { auth, ...parts } = readRequest(new Fields({ request }), 'http', node);
  return {
    kind: 'http',
    name,
    ...parts,
    ...(auth ? { auth } : {}),
    unknown: node.unknown(),
  };
}

/** The same request with every text replaced. */
export function mapSpec(spec: NodeSpec, map: (text: string) => string): NodeSpec {
  const { fields = {}, tables = {}, texts = {}, auth } = spec;
  const { docs: _, preRequest: __, test: ___, ...bodies } = texts;
  return {
    ...spec,
    fields: mapTexts(fields, map),
    tables: mapTexts(tables, map),
    texts: mapTexts(bodies, map),
    ...(auth ? { auth: mapTexts(auth, map) } : {}),
  };
}

/** The value with every text in it replaced; keys stay. */
export function mapTexts<Value>(value: Value, map: (text: string) => string): Value {
  return mapJson(value, map) as Value;
}

function mapJson(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return value.includes('{{') ? map(value) : value;
  if (Array.isArray(value)) return value.map((member) => mapJson(member, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mapJson(member, map)]),
  );
}

/** What `buildRequest` needs, from a spec. */
export function specToContent(
  { name, fields = {}, tables = {}, texts = {}, auth }: NodeSpec,
  settings: RequestSettings,
): { content: HttpContent; texts: BodyTexts } {
  const text = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '');
  const content: HttpContent = {
    id: createNodeId(),
    kind: 'http',
    name,
    unknown: {},
    fileId: undefined,
    method: text(fields.method),
    baseUrl: text(fields.baseUrl),
    fragment: typeof fields.fragment === 'string' ? fields.fragment : null,
    params: toRows(tables.params),
    pathVariables: toRows(tables.pathVariables),
    headers: toRows(tables.headers),
    auth: auth ?? { type: 'noauth', params: {} },
    bodyMode: BODY_MODES.find((mode) => mode === fields.bodyMode) ?? 'none',
    bodyLanguage: text(fields.bodyLanguage),
    urlencoded: toRows(tables.urlencoded),
    formdata: toRows(tables.formdata),
    bodyFile: typeof fields.bodyFile === 'string' ? fields.bodyFile : null,
    graphqlOperation: text(fields.graphqlOperation) || null,
    settings,
  };
  const { body = '', graphqlQuery = '', graphqlVariables = '' } = texts;
  return { content, texts: { body, graphqlQuery, graphqlVariables } };
}

function toRows(inputs: readonly RowInput[] = []): readonly Row[] {
  return inputs.map((input) => ({
    value: '',
    enabled: true,
    description: '',
    extra: {},
    ...input,
    id: createRowId(),
  }));
}

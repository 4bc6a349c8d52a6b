/**
 * A request of version 1 as an item of version 2.1. Both the old fields and the new ones may be there, and then the new
 * ones are right: `headerData` over `headers`, `queryParams` over the URL, `auth` over `currentHelper`, `events` over
 * `tests` and `preRequestScript`, `rawModeData` over `data`.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { readHeaderText, readRows, writeRows } from '../collection/rows.ts';
import { textToUrl, writeUrl } from '../collection/url.ts';
import { Fields } from '../fields.ts';
import { objectOrJson, objectsOf, textOf, without } from './v1Json.ts';

const HELPERS: Readonly<Record<string, string>> = {
  apikeyAuth: 'apikey',
  awsSigV4: 'awsv4',
  basicAuth: 'basic',
  bearerAuth: 'bearer',
  digestAuth: 'digest',
  edgegridAuth: 'edgegrid',
  hawkAuth: 'hawk',
  noAuth: 'noauth',
  ntlmAuth: 'ntlm',
  oAuth1: 'oauth1',
  oAuth2: 'oauth2',
};

/** Fields of a version 1 request that become others, or only kept the old application's books. */
const UNDERSTOOD = new Set(
  (
    'id name description method url headers headerData queryParams pathVariables pathVariableData dataMode data ' +
    'rawModeData graphqlModeData dataOptions dataDisabled auth currentHelper helperAttributes events tests ' +
    'preRequestScript protocolProfileBehavior responses responses_order collectionId collection_id collection ' +
    'folder folderId owner lastUpdatedBy lastRevision createdAt updatedAt time timestamp synced version isFromCollection ' +
    'collectionRequestId write remote_id currentHelperAttributes'
  ).split(' '),
);
const RESPONSE_UNDERSTOOD = new Set(
  (
    'id name status responseCode code headers cookies text body language previewType time requestObject request ' +
    'rawDataType owner lastUpdatedBy lastRevision createdAt updatedAt mime dataMode collectionRequestId state ' +
    'isSample searchResultScrolled scrolled write tests requestId collectionRequest'
  ).split(' '),
);

/** Translates a request with its examples. */
export function v1RequestToItem(v1: JsonObject): JsonObject {
  return {
    name: v1['name'],
    id: v1['id'],
    event: v1Events(v1),
    protocolProfileBehavior: v1['protocolProfileBehavior'] ?? undefined,
    request: v1ToRequest(v1),
    response: objectsOf(v1['responses']).map(v1ToResponse),
    ...without(v1, UNDERSTOOD),
  };
}

function v1ToRequest(v1: JsonObject): JsonObject {
  return {
    auth: v1Auth(v1),
    method: v1['method'],
    header: v1Headers(v1),
    body: v1Body(v1),
    url: v1Url(v1),
    description: textOf(v1['description']),
  };
}

/** Scripts of a request, folder or collection. */
export function v1Events(v1: JsonObject): JsonValue | undefined {
  if (Array.isArray(v1['events'])) return v1['events'].length > 0 ? v1['events'] : undefined;
  const events: JsonObject[] = [];
  for (const [listen, field] of [
    ['prerequest', 'preRequestScript'],
    ['test', 'tests'],
  ] as const) {
    const text = textOf(v1[field]);
    if (text === undefined) continue;
    events.push({ listen, script: { type: 'text/javascript', exec: text.split('\n') } });
  }
  return events.length > 0 ? events : undefined;
}

/** Authorization of a request, folder or collection. */
export function v1Auth(v1: JsonObject): JsonObject | undefined {
  if (isJsonObject(v1['auth'])) return v1['auth'];
  const helper = v1['currentHelper'];
  const type =
    typeof helper === 'string' && Object.hasOwn(HELPERS, helper) ? HELPERS[helper] : undefined;
  if (type === undefined) return undefined;
  const { id: _, ...params } = objectOrJson(v1['helperAttributes']) ?? {};
  return Object.keys(params).length > 0 ? { type, [type]: params } : { type };
}

/** Rows of version 1 say `enabled: false` where those of version 2 say `disabled: true`. */
function v1Rows(value: JsonValue | undefined): JsonObject[] {
  return objectsOf(value).map(({ enabled, ...row }) =>
    enabled === false ? { ...row, disabled: true } : row,
  );
}

function v1Headers(v1: JsonObject): JsonObject[] {
  if (Array.isArray(v1['headerData'])) return v1Rows(v1['headerData']);
  const rows = readHeaderText(textOf(v1['headers']) ?? '').map((row) =>
    row.key.startsWith('//') ? { ...row, key: row.key.slice(2).trim(), enabled: false } : row,
  );
  return writeRows(rows, 'header');
}

function v1Url(v1: JsonObject): JsonValue {
  const url = textToUrl(textOf(v1['url']) ?? '');
  const fields = new Fields({
    query: v1Rows(v1['queryParams']),
    variable: v1Rows(v1['pathVariableData']),
  });
  const params = readRows(fields, 'query', 'query') ?? [];
  const variables = readRows(fields, 'variable', 'variable') ?? [];
  const old = isJsonObject(v1['pathVariables']) ? v1['pathVariables'] : {};
  return writeUrl(
    {
      ...url,
      params: params.length > 0 ? params : url.params,
      pathVariables:
        variables.length > 0
          ? variables
          : Object.keys(old).map((key) => ({ key, value: old[key] ?? '' })),
    },
    '2.1',
    undefined,
  );
}

function v1Body(v1: JsonObject): JsonObject | undefined {
  const { data, dataMode, rawModeData } = v1;
  const mode = dataMode === 'params' ? 'formdata' : dataMode === 'binary' ? 'file' : dataMode;
  // Some exporters wrote the raw text into `data`.
  const raw = textOf(rawModeData) ?? textOf(data);
  const rows = v1Rows(data);
  const graphql = v1['graphqlModeData'];
  const hasGraphql = isJsonObject(graphql) && Object.keys(graphql).length > 0;
  const body: JsonObject = {
    mode: typeof mode === 'string' ? mode : undefined,
    raw: mode === 'raw' ? (raw ?? '') : mode === 'file' ? undefined : textOf(rawModeData),
    urlencoded: mode === 'urlencoded' ? (textOf(data) ?? rows) : undefined,
    formdata:
      mode === 'formdata' || (mode !== 'urlencoded' && rows.length > 0)
        ? rows.map(v1FormRow)
        : undefined,
    file: mode === 'file' ? { src: raw ?? null } : undefined,
    graphql: hasGraphql || mode === 'graphql' ? (graphql ?? {}) : undefined,
    options: isJsonObject(v1['dataOptions']) ? v1['dataOptions'] : undefined,
    disabled: v1['dataDisabled'] === true ? true : undefined,
  };
  return Object.values(body).some((value) => value !== undefined) ? body : undefined;
}

function v1FormRow(row: JsonObject): JsonObject {
  if (row['type'] !== 'file' || row['src'] !== undefined) return row;
  const { value, ...rest } = row;
  return { ...rest, src: value === '' ? null : value };
}

function v1ToResponse(v1: JsonObject): JsonObject {
  const code = isJsonObject(v1['responseCode']) ? v1['responseCode'] : {};
  const request = objectOrJson(v1['requestObject']) ?? objectOrJson(v1['request']);
  const headers = v1['headers'];
  return {
    id: v1['id'],
    name: v1['name'],
    originalRequest: request && dropUndefined(v1ToRequest(request)),
    status: textOf(code['name']) ?? v1['status'],
    code: code['code'] ?? v1['code'],
    _postman_previewlanguage: v1['language'],
    header: typeof headers === 'string' ? headers : v1Rows(headers),
    cookie: Array.isArray(v1['cookies']) && v1['cookies'].length > 0 ? v1['cookies'] : undefined,
    responseTime: v1['time'],
    body: v1['text'] ?? v1['body'],
    ...without(v1, RESPONSE_UNDERSTOOD),
  };
}

/** What goes into a document as one value has no undefined fields: JSON knows none, and neither does its encoding. */
function dropUndefined(source: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(source)) as JsonObject;
}

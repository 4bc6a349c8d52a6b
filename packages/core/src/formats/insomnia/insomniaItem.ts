/** One folder or request of Insomnia, in the words of version 4, whichever version the file has. */
import type { Auth, NodeSpec, RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { inheritHeaders } from '../inheritHeaders.ts';
import {
  filledRows,
  filledTextIn,
  foreignRows,
  objectIn,
  objectsIn,
  scalarText,
  textIn,
} from '../jsonText.ts';
import type { Source } from '../parsedFile.ts';
import {
  draftToSpec,
  fileBody,
  formBody,
  graphqlBody,
  ownerToSpec,
  rawBody,
  type BodyDraft,
} from '../requestDraft.ts';
import { joinScripts, setVariables } from '../setVariables.ts';
import { readInsomniaAuth } from './insomniaAuth.ts';

/** An item with what lies below it. `children` is undefined for a request. */
export interface InsomniaItem {
  readonly item: JsonObject;
  readonly children: readonly InsomniaItem[] | undefined;
  /** Where it stands in the file. */
  readonly path: string;
}

/** Makes the node of an item. */
export function insomniaItemToSpec(entry: InsomniaItem, source: Source): NodeSpec {
  return entry.children
    ? readGroup(entry, entry.children, source)
    : readInsomniaRequest(entry, source);
}

function readGroup(
  { item, path }: InsomniaItem,
  members: readonly InsomniaItem[],
  source: Source,
): NodeSpec {
  const headers = filledRows(foreignRows(objectsIn(item, 'headers')));
  if (headers.length > 0) {
    source.log.adapted(
      `${path}.headers`,
      'Headers of a folder became headers of the requests in it.',
    );
  }
  const variables = flattenData(objectIn(item, 'environment'));
  if (variables.length > 0) {
    source.log.adapted(`${path}.environment`, 'Variables of a folder are set by its script now.');
  }
  const folder = ownerToSpec(
    'folder',
    {
      name: textIn(item, 'name'),
      docs: textIn(item, 'description'),
      auth: readAuthOf(item, path, source),
      preRequest: joinScripts(setVariables(variables), textIn(item, 'preRequestScript')),
      test: textIn(item, 'afterResponseScript'),
      fileId: textIn(item, '_id'),
    },
    members.map((member) => insomniaItemToSpec(member, source)),
  );
  noteScripts(item, path, source);
  return inheritHeaders(folder, headers);
}

function noteScripts(item: JsonObject, path: string, source: Source): void {
  const scripts = textIn(item, 'preRequestScript') + textIn(item, 'afterResponseScript');
  if (/\binsomnia\./.test(scripts)) {
    source.log.adapted(
      `${path}.scripts`,
      'Scripts call insomnia.*, and have to be rewritten to pm.*.',
    );
  }
}

function readAuthOf(item: JsonObject, path: string, source: Source): Auth | undefined {
  return readInsomniaAuth(objectIn(item, 'authentication'), `${path}.authentication`, source);
}

function readInsomniaRequest({ item, path }: InsomniaItem, source: Source): NodeSpec {
  noteScripts(item, path, source);
  const body = objectIn(item, 'body');
  const headers = filledRows(foreignRows(objectsIn(item, 'headers')));
  return draftToSpec({
    name: textIn(item, 'name'),
    method: textIn(item, 'method', 'GET'),
    url: textIn(item, 'url').replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, '{{$1}}'),
    params: filledRows(foreignRows(objectsIn(item, 'parameters'))),
    pathVariables: filledRows(foreignRows(objectsIn(item, 'pathParameters'))),
    headers,
    body: readInsomniaBody(body),
    auth: readAuthOf(item, path, source),
    docs: textIn(item, 'description'),
    preRequest: textIn(item, 'preRequestScript'),
    test: textIn(item, 'afterResponseScript'),
    settings: readInsomniaSettings(item),
    fileId: textIn(item, '_id'),
  });
}

function readInsomniaSettings(item: JsonObject): Record<string, JsonValue> {
  const settings: Record<string, JsonValue> = {};
  const follow = item['settingFollowRedirects'];
  if (follow === 'on' || follow === 'off') settings['followRedirects'] = follow === 'on';
  if (item['settingEncodeUrl'] === false) settings['disableUrlEncoding'] = true;
  if (item['settingSendCookies'] === false) settings['disableCookies'] = true;
  return settings;
}

function readInsomniaBody(body: JsonObject | undefined): BodyDraft | undefined {
  const type = textIn(body, 'mimeType');
  const text = textIn(body, 'text');
  const params = objectsIn(body, 'params');
  const file = filledTextIn(body, 'fileName');
  if (type === 'application/graphql') return readGraphql(text);
  if (type === 'multipart/form-data')
    return formBody('formdata', filledRows(params.map(readFormRow)));
  if (type === 'application/x-www-form-urlencoded') {
    return formBody('urlencoded', filledRows(foreignRows(params)));
  }
  if (file !== undefined) return fileBody(file);
  return text === '' && type === '' ? undefined : rawBody(text, type);
}

/** A GraphQL body is the text of the JSON that is sent. */
function readGraphql(text: string): BodyDraft {
  try {
    const { query, variables, operationName } = JSON.parse(text) as JsonObject;
    const isText = typeof variables === 'string';
    const shown =
      isText || variables === undefined ? variables : JSON.stringify(variables, null, 2);
    return graphqlBody(scalarText(query), shown ?? '', operationName);
  } catch {
    // Template tags make it something else than JSON: it is sent as it stands.
    return rawBody(text, 'application/json');
  }
}

function readFormRow(row: JsonObject): RowInput {
  const [plain = { key: '' }] = foreignRows([row]);
  if (row['type'] !== 'file') return { ...plain, extra: { type: 'text' } };
  const src = filledTextIn(row, 'fileName') ?? null;
  return { ...plain, value: '', extra: { type: 'file', src } };
}

/** Variables may be nested; `a.b` is then the name by which requests use them. */
export function flattenData(data: JsonObject | undefined, prefix = ''): RowInput[] {
  return Object.entries(data ?? {}).flatMap(([key, value]): RowInput[] =>
    isJsonObject(value)
      ? flattenData(value, `${prefix}${key}.`)
      : [{ key: prefix + key, value: scalarText(value) }],
  );
}

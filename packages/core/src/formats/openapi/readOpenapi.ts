/**
 * OpenAPI 3.0 and 3.1, and Swagger 2.0. Of our own, because `openapi-to-postmanv2` wants Node's modules and 2.4 MB.
 *
 * | in the description | in the model |
 * |---|---|
 * | the first server | variable `baseUrl`, its variables too |
 * | the first tag of an operation, or the first part of its path where nothing is tagged | folder |
 * | `{name}` in a path | `:name` with a path variable |
 * | optional query, header and form parameters | rows that are switched off |
 * | security schemes | authorization, with variables for what is secret |
 * | examples, or else the schema | bodies of requests and examples |
 */
import { z } from 'zod';
import type { NodeSpec, RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { checkShape } from '../checkShape.ts';
import { filledTextIn, nameOfFile, objectIn, objectsIn, scalarText, textIn } from '../jsonText.ts';
import type { FileFormat, Read, Source } from '../parsedFile.ts';
import { draftToSpec, ownerToSpec } from '../requestDraft.ts';
import { readRequestBody, readResponses } from './content.ts';
import { HTTP_METHODS } from './methods.ts';
import { readParameters } from './parameters.ts';
import { Refs } from './refs.ts';
import { Security } from './security.ts';
import { swaggerToOpenapi } from './swaggerToOpenapi.ts';

const BASE_URL = 'baseUrl';
const CREDENTIALS = ['apiKey', 'username', 'password', 'bearerToken'];

const descriptionSchema = z.looseObject({
  info: z.looseObject({}),
  paths: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * Reads a description.
 * @throws AppError `bad-shape`
 */
export function readOpenapi(json: JsonValue, format: FileFormat, source: Source): Read {
  checkShape(descriptionSchema, json, source.fileName);
  const { log } = source;
  const refs = new Refs(json, log);
  const original = json as JsonObject;
  const document = format === 'swagger-2' ? swaggerToOpenapi(original, refs) : original;
  const security = new Security(document, refs, source);
  const operations = listOperations(document, refs);
  const specs = operations.map((operation) => ({
    operation,
    spec: toRequest(operation, refs, security, source),
  }));
  noteCalls(original, operations, source);
  const info = objectIn(document, 'info');
  const auth = security.toAuth(document['security']);
  const collection = ownerToSpec(
    'collection',
    {
      name: filledTextIn(info, 'title') ?? nameOfFile(source.fileName),
      docs: textIn(info, 'description'),
      variables: [
        ...serverVariables(document, source),
        ...credentialVariables([auth, ...specs.map(({ spec }) => spec.auth)]),
      ],
      auth,
    },
    toFolders(specs, document),
  );
  log.countNodes([collection]);
  return { collections: [collection] };
}

/** Calls that the API makes have no place among requests. */
function noteCalls(document: JsonObject, operations: readonly Operation[], { log }: Source): void {
  for (const name of Object.keys(objectIn(document, 'webhooks') ?? {})) {
    log.leftOut(`webhooks.${name}`, 'Webhooks are calls that the API makes; they were left out.');
  }
  for (const { path, method, body } of operations) {
    for (const name of Object.keys(objectIn(body, 'callbacks') ?? {})) {
      log.leftOut(
        `paths.${path}.${method}.callbacks.${name}`,
        'Callbacks are calls that the API makes; they were left out.',
      );
    }
  }
}

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly item: JsonObject;
  readonly body: JsonObject;
}

function listOperations(document: JsonObject, refs: Refs): Operation[] {
  return refs.entries(document['paths']).flatMap(([path, item]) =>
    HTTP_METHODS.flatMap((method): Operation[] => {
      const body = refs.object(item[method]);
      return body ? [{ path, method, item, body }] : [];
    }),
  );
}

function toRequest(
  { path, method, item, body: operation }: Operation,
  refs: Refs,
  security: Security,
  source: Source,
): NodeSpec {
  const rows = readParameters(item, operation, refs);
  const body = readRequestBody(operation, refs);
  const cookies = rows.cookie.map(({ key, value = '' }) => `${key}=${scalarText(value)}`);
  const accept = acceptedType(operation, refs);
  const named = new Set(rows.header.map(({ key }) => key.toLowerCase()));
  const headers: RowInput[] = [
    ...(body?.contentType === undefined ? [] : [{ key: 'Content-Type', value: body.contentType }]),
    ...(accept === undefined ? [] : [{ key: 'Accept', value: accept }]),
    ...(cookies.length === 0 ? [] : [{ key: 'Cookie', value: cookies.join('; ') }]),
  ].filter(({ key }) => !named.has(key.toLowerCase()));
  const docs = [
    textIn(operation, 'description'),
    operation['deprecated'] === true ? 'Deprecated.' : '',
  ]
    .filter((text) => text !== '')
    .join('\n\n');
  return draftToSpec(
    {
      name:
        filledTextIn(operation, 'summary') ??
        filledTextIn(operation, 'operationId') ??
        `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      url: `{{${BASE_URL}}}${toColonPath(path)}`,
      params: rows.query,
      pathVariables: rows.path,
      headers: [...headers, ...rows.header],
      body: body?.body,
      auth: security.toAuth(operation['security']),
      docs,
      fileId: null,
    },
    readResponses(operation, refs, source),
  );
}

/** `{id}` is `:id` where it is a whole part of the path, and a variable `{{id}}` where it is less. */
function toColonPath(path: string): string {
  return path
    .split('/')
    .map((part) => part.replace(/^\{([^{}]+)\}$/, ':$1').replaceAll(/\{([^{}]+)\}/g, '{{$1}}'))
    .join('/');
}

function acceptedType(operation: JsonObject, refs: Refs): string | undefined {
  for (const [status, response] of refs.entries(operation['responses'])) {
    const [type] = Object.keys(objectIn(response, 'content') ?? {});
    if (status.startsWith('2') && type !== undefined) return type;
  }
  return undefined;
}

function serverVariables(document: JsonObject, { log }: Source): RowInput[] {
  const [server, ...others] = objectsIn(document, 'servers');
  const url = textIn(server, 'url', '/')
    .replaceAll(/\{([^{}]+)\}/g, '{{$1}}')
    .replace(/\/$/, '');
  if (!/^https?:\/\/|^\{\{/i.test(url)) {
    log.adapted(
      'servers',
      `Set the variable "${BASE_URL}" of the collection to the address of the API.`,
    );
  }
  if (others.length > 0) {
    const urls = others.map((other) => textIn(other, 'url')).join(', ');
    log.adapted('servers', `The first server became "${BASE_URL}". The others are ${urls}.`);
  }
  const variables = Object.entries(objectIn(server, 'variables') ?? {}).map(([key, variable]) => ({
    key,
    value: isJsonObject(variable) ? scalarText(variable['default']) : '',
  }));
  return [{ key: BASE_URL, value: url }, ...variables];
}

/** Empty variables for the credentials that authorizations name. */
function credentialVariables(auths: readonly (NodeSpec['auth'] | undefined)[]): RowInput[] {
  const text = JSON.stringify(auths);
  return CREDENTIALS.filter((key) => text.includes(`{{${key}}}`)).map((key) => ({
    key,
    value: '',
    extra: { type: key === 'username' ? 'default' : 'secret' },
  }));
}

function toFolders(
  specs: readonly { operation: Operation; spec: NodeSpec }[],
  document: JsonObject,
): NodeSpec[] {
  const tagOf = ({ body }: Operation): string | undefined => {
    const [tag] = Array.isArray(body['tags']) ? body['tags'] : [];
    return typeof tag === 'string' ? tag : undefined;
  };
  const isTagged = specs.some(({ operation }) => tagOf(operation) !== undefined);
  const partOf = ({ path }: Operation) =>
    path.split('/').find((part) => part !== '' && !part.startsWith('{'));
  const groups = Map.groupBy(specs, ({ operation }) =>
    isTagged ? tagOf(operation) : partOf(operation),
  );
  const tags = objectsIn(document, 'tags');
  const order = [...tags.map((tag) => textIn(tag, 'name')), ...groups.keys()];
  const folders = [...new Set(order)].flatMap((name) => {
    const members = name === undefined ? undefined : groups.get(name);
    if (name === undefined || !members) return [];
    const docs = textIn(
      tags.find((tag) => tag['name'] === name),
      'description',
    );
    return [
      ownerToSpec(
        'folder',
        { name, docs },
        members.map(({ spec }) => spec),
      ),
    ];
  });
  return [...folders, ...(groups.get(undefined) ?? []).map(({ spec }) => spec)];
}

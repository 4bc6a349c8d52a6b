/** One file of Bruno: a request, the settings of a folder or collection, or an environment. */
import type { Auth, EnvSpec, NodeSpec, RowInput } from '../../model/content.ts';
import type { JsonValue } from '../../model/json.ts';
import { nameOfFile, scalarText } from '../jsonText.ts';
import type { Source } from '../parsedFile.ts';
import {
  authOf,
  draftToSpec,
  fileBody,
  formBody,
  graphqlBody,
  rawBody,
  type BodyDraft,
} from '../requestDraft.ts';
import { joinScripts, setVariables } from '../setVariables.ts';
import type { BruFile } from './parseBru.ts';

const METHODS = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'trace',
  'connect',
  'http',
  'ws',
];
const NO_ROWS: readonly RowInput[] = [];

/** The value of a row, as a text. */
export function bruValue(file: BruFile, block: string, key: string): string {
  const row = file.rows.get(block)?.find((candidate) => candidate.key === key);
  return typeof row?.value === 'string' ? row.value : '';
}

/** Whether a file holds a request. */
export function isBruRequest(file: BruFile): boolean {
  return METHODS.some((method) => file.rows.has(method));
}

/** Scripts, variables and documentation, which requests, folders and collections have alike. */
export function readBruOwner(
  file: BruFile,
  source: Source,
): { preRequest: string; test: string; docs: string; variables: readonly RowInput[] } {
  const preRequest = file.texts.get('script:pre-request') ?? '';
  const test = joinScripts(
    file.texts.get('script:post-response') ?? '',
    file.texts.get('tests') ?? '',
  );
  const { log, fileName } = source;
  if (/\b(?:bru|req|res)\.|^\s*test\(/m.test(preRequest + test)) {
    log.adapted(fileName, 'Scripts call bru, req and res, and have to be rewritten to pm.*.');
  }
  for (const block of ['assert', 'vars:post-response']) {
    if (file.rows.has(block)) log.leftOut(fileName, `The block "${block}" was left out.`);
  }
  if (file.texts.has('example')) log.leftOut(fileName, 'The block "example" was left out.');
  const docs = file.texts.get('docs') ?? '';
  return { preRequest, test, docs, variables: file.rows.get('vars:pre-request') ?? NO_ROWS };
}

/** Makes the request of a file. */
export function bruToRequest(file: BruFile, source: Source): NodeSpec {
  const method = METHODS.find((name) => file.rows.has(name)) ?? 'get';
  const { variables, preRequest, ...owner } = readBruOwner(file, source);
  if (variables.length > 0) {
    source.log.adapted(source.fileName, 'Variables of a request are set by its script now.');
  }
  const url = bruValue(file, method, 'url');
  const name = bruValue(file, 'meta', 'name');
  // The query stands in the URL and in its own block, which also has the rows that are switched off.
  const params = file.rows.get('params:query') ?? file.rows.get('query');
  return draftToSpec({
    name: name === '' ? nameOfFile(source.fileName) : name,
    method: method === 'http' ? bruValue(file, method, 'method') || 'GET' : method.toUpperCase(),
    url: params ? url.replace(/\?[^#]*/, '') : url,
    params: params ?? NO_ROWS,
    pathVariables: file.rows.get('params:path') ?? file.rows.get('path') ?? NO_ROWS,
    headers: file.rows.get('headers') ?? NO_ROWS,
    body: readBruBody(file, bruValue(file, method, 'body')),
    auth: readBruAuth(file, bruValue(file, method, 'auth'), source),
    preRequest: joinScripts(setVariables(variables), preRequest),
    ...owner,
    fileId: null,
  });
}

function readBruBody(file: BruFile, mode: string): BodyDraft | undefined {
  const text = (name: string) => file.texts.get(name) ?? '';
  switch (mode) {
    case 'json':
    case 'xml':
    case 'text':
    case 'sparql':
      return rawBody(file.texts.get(`body:${mode}`) ?? text('body'), mode);
    case 'formUrlEncoded':
    case 'form-urlencoded':
      return formBody('urlencoded', file.rows.get('body:form-urlencoded') ?? NO_ROWS);
    case 'multipartForm':
    case 'multipart-form':
      return formBody('formdata', (file.rows.get('body:multipart-form') ?? []).map(readFormRow));
    case 'graphql':
      return graphqlBody(text('body:graphql'), text('body:graphql:vars'));
    case 'file':
      return fileBody(/@file\(([^)]*)\)/.exec(bruValue(file, 'body:file', 'file'))?.[1] ?? null);
    default:
      return undefined;
  }
}

/** `@file(path|path)` and `@contentType(type)` behind a value. */
function readFormRow(row: RowInput): RowInput {
  const text = scalarText(row.value);
  const contentType = /@contentType\(([^)]*)\)\s*$/.exec(text)?.[1];
  const files = /@file\(([^)]*)\)/.exec(text)?.[1]?.split('|');
  const meta = contentType === undefined ? {} : { contentType };
  if (files) {
    const src = files.length > 1 ? files : (files[0] ?? null);
    return { ...row, value: '', extra: { type: 'file', src, ...meta } };
  }
  const value = text.replace(/\s*@contentType\([^)]*\)\s*$/, '');
  return { ...row, value, extra: { type: 'text', ...meta } };
}

/** Field names that differ, by type: ours to Bruno's. Types that are not here have the same names. */
const FIELD_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  awsv4: {
    accessKey: 'accessKeyId',
    secretKey: 'secretAccessKey',
    sessionToken: 'sessionToken',
    service: 'service',
    region: 'region',
  },
  oauth2: {
    grant_type: 'grant_type',
    authUrl: 'authorization_url',
    accessTokenUrl: 'access_token_url',
    redirect_uri: 'callback_url',
    clientId: 'client_id',
    clientSecret: 'client_secret',
    scope: 'scope',
    state: 'state',
    username: 'username',
    password: 'password',
  },
};

/** Reads authorization of a type; undefined means `inherit`. */
export function readBruAuth(
  file: BruFile,
  type: string,
  { log, fileName }: Source,
): Auth | undefined {
  if (type === 'none') return authOf('noauth');
  const block = file.rows.get(`auth:${type}`);
  if (type === '' || type === 'inherit') return undefined;
  const names = Object.hasOwn(FIELD_NAMES, type) ? FIELD_NAMES[type] : undefined;
  const params: Record<string, JsonValue> = {};
  for (const { key, value = '' } of block ?? []) if (!names) params[key] = value;
  for (const [ours, theirs] of Object.entries(names ?? {})) {
    const value = bruValue(file, `auth:${type}`, theirs);
    if (value !== '') params[ours] = value;
  }
  if (type !== 'apikey') {
    const isKnown = names || ['basic', 'bearer', 'digest', 'ntlm'].includes(type);
    if (!isKnown)
      log.adapted(fileName, `Authorization of the type "${type}" is kept as it is written.`);
    return authOf(type, params);
  }
  const { placement, ...rest } = params;
  return authOf('apikey', {
    ...rest,
    in: /query/i.test(scalarText(placement)) ? 'query' : 'header',
  });
}

/** Makes the environment of a file, which has no name but its file's. */
export function bruToEnvironment(file: BruFile, source: Source): EnvSpec {
  const secrets = file.lists.get('vars:secret') ?? [];
  const variables = [
    ...(file.rows.get('vars') ?? []),
    ...secrets.map((key) => ({
      key: key.replace(/^~/, ''),
      value: '',
      extra: { type: 'secret' },
      ...(key.startsWith('~') ? { enabled: false } : {}),
    })),
  ];
  source.log.counts.environments++;
  source.log.countVariables(variables);
  return { name: nameOfFile(source.fileName), fileId: null, variables };
}

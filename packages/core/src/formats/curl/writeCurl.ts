/** Requests as cURL commands in the quoting of bash, one after the other. Variables stay as they are written. */
import type { Auth, NodeSpec, RowInput } from '../../model/content.ts';
import { fillPathVariables, joinUrl } from '../../request/url.ts';
import { rowText } from '../../model/rows.ts';
import { ImportLog } from '../importLog.ts';
import {
  authText,
  enabledRows,
  fieldText,
  listRequests,
  type PlacedRequest,
  type Written,
} from '../written.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
  text: 'text/plain',
};

/** Writes all requests below `specs`. Scripts, docs and examples have no place in a command. */
export function writeCurl(specs: readonly NodeSpec[]): Written {
  const log = new ImportLog();
  const requests = listRequests(specs);
  const isMany = requests.length > 1;
  const commands = requests.flatMap((request) => {
    const { spec, path } = request;
    if (spec.kind === 'ws') {
      log.leftOut(path, 'curl sends no WebSocket requests.');
      return [];
    }
    if (spec.texts?.preRequest || spec.texts?.test)
      log.leftOut(path, 'Scripts have no place in a command.');
    const command = writeCommand(request, log);
    return [isMany ? `# ${path.replaceAll(/\s+/g, ' ')}\n${command}` : command];
  });
  return {
    text: commands.length === 0 ? '' : `${commands.join('\n\n')}\n`,
    leftOut: log.leftOutNotes,
  };
}

function writeCommand({ spec, auth, path }: PlacedRequest, log: ImportLog): string {
  const { tables = {}, settings = {} } = spec;
  const credentials = writeAuth(auth, path, log);
  const body = writeBody(spec, path, log);
  const method = fieldText(spec, 'method') || 'GET';
  const hasBody = body.length > 0;
  // curl's own choice: GET, or POST with a body.
  const options =
    method === (hasBody ? 'POST' : 'GET')
      ? []
      : method === 'HEAD'
        ? ['--head']
        : [`--request ${quote(method)}`];
  const headers = enabledRows(tables.headers);
  const names = new Set(headers.map(({ key }) => key.toLowerCase()));
  const type = defaultType(spec);
  const own = headers.map(writeHeader);
  const added =
    type === undefined || names.has('content-type')
      ? []
      : [`--header ${quote(`Content-Type: ${type}`)}`];
  if (settings['strictSSL'] === false) options.push('--insecure');
  if (settings['followRedirects'] !== false) options.push('--location');
  const parts = [
    `curl ${quote(writeUrl(spec, credentials.query))}`,
    ...options,
    ...own,
    ...added,
    ...credentials.options,
    ...body,
  ];
  return parts.join(' \\\n  ');
}

/** A header without a value is sent with a semicolon in place of the colon (curl(1), --header). */
function writeHeader({ key, value }: RowInput): string {
  const text = rowText({ value: value ?? '' });
  return `--header ${quote(text === '' ? `${key};` : `${key}: ${text}`)}`;
}

function writeUrl(spec: NodeSpec, credentials: readonly RowInput[]): string {
  const { fields = {}, tables = {} } = spec;
  const values = new Map(
    (tables.pathVariables ?? []).map(({ key, value }) => [key, rowText({ value: value ?? '' })]),
  );
  const baseUrl = fillPathVariables(
    fieldText(spec, 'baseUrl'),
    (name) => values.get(name) || undefined,
  );
  const rows = [...(tables.params ?? []), ...credentials].map(
    ({ key, value = '', enabled = true }) => ({ key, value, enabled }),
  );
  const { fragment } = fields;
  return joinUrl(baseUrl, rows, typeof fragment === 'string' ? fragment : null);
}

interface Credentials {
  readonly options: readonly string[];
  readonly query: readonly RowInput[];
}

function writeAuth(auth: Auth | undefined, path: string, log: ImportLog): Credentials {
  const text = (name: string) => authText(auth, name);
  const only = (...options: string[]): Credentials => ({ options, query: [] });
  if (!auth) return only();
  const user = `--user ${quote(`${text('username')}:${text('password')}`)}`;
  switch (auth.type) {
    case 'basic':
      return only(user);
    case 'digest':
    case 'ntlm':
      return only(`--${auth.type}`, user);
    case 'bearer':
      return only(`--header ${quote(`Authorization: Bearer ${text('token')}`)}`);
    case 'apikey':
      return text('in') === 'query'
        ? { options: [], query: [{ key: text('key'), value: text('value') }] }
        : only(`--header ${quote(`${text('key')}: ${text('value')}`)}`);
    case 'awsv4':
      return only(
        `--aws-sigv4 ${quote(`aws:amz:${text('region')}:${text('service')}`)}`,
        `--user ${quote(`${text('accessKey')}:${text('secretKey')}`)}`,
      );
    case 'oauth2':
      return only(`--header ${quote(`Authorization: Bearer ${text('accessToken')}`)}`);
    default:
      log.leftOut(path, `Authorization of the type "${auth.type}" is nothing that curl can do.`);
      return only();
  }
}

/** The content type that the body mode implies and curl would not send itself. */
function defaultType(spec: NodeSpec): string | undefined {
  const mode = fieldText(spec, 'bodyMode');
  if (mode === 'graphql') return MEDIA_TYPES['json'];
  if (mode === 'file') return 'application/octet-stream';
  return mode === 'raw'
    ? (MEDIA_TYPES[fieldText(spec, 'bodyLanguage')] ?? MEDIA_TYPES['text'])
    : undefined;
}

function writeBody(spec: NodeSpec, path: string, log: ImportLog): string[] {
  const { tables = {}, texts = {} } = spec;
  switch (fieldText(spec, 'bodyMode')) {
    case 'raw':
      return [`--data-raw ${quote(texts.body ?? '')}`];
    case 'graphql':
      return [`--data-raw ${quote(graphqlText(spec))}`];
    case 'urlencoded':
      return enabledRows(tables.urlencoded).map(
        ({ key, value }) =>
          `--data-urlencode ${quote(`${encodeURIComponent(key)}=${rowText({ value: value ?? '' })}`)}`,
      );
    case 'formdata':
      return enabledRows(tables.formdata).flatMap(writeFormRow);
    case 'file':
      if (fieldText(spec, 'bodyFile') === '') log.leftOut(path, 'No file is chosen for the body.');
      return [`--data-binary ${quote(`@${fieldText(spec, 'bodyFile')}`)}`];
    default:
      return [];
  }
}

/** What is sent: variables are JSON where they can be, and stand as they are where they hold variables of ours. */
function graphqlText(spec: NodeSpec): string {
  const { graphqlQuery: query = '', graphqlVariables: variables = '' } = spec.texts ?? {};
  const inner = variables.trim() === '' ? '{}' : variables;
  const operation = fieldText(spec, 'graphqlOperation');
  const name = operation === '' ? '' : `, "operationName": ${JSON.stringify(operation)}`;
  return `{"query": ${JSON.stringify(query)}, "variables": ${inner}${name}}`;
}

function writeFormRow({ key, value, extra = {} }: RowInput): string[] {
  const type = typeof extra['contentType'] === 'string' ? `;type=${extra['contentType']}` : '';
  if (extra['type'] !== 'file') {
    const text = rowText({ value: value ?? '' });
    // --form reads @, < and ; in a text; --form-string does not, and takes no type.
    return [
      type === ''
        ? `--form-string ${quote(`${key}=${text}`)}`
        : `--form ${quote(`${key}="${escapeQuotes(text)}"${type}`)}`,
    ];
  }
  const { src } = extra;
  const files = Array.isArray(src) ? src : [src];
  return files.map(
    (file) =>
      `--form ${quote(`${key}=@"${escapeQuotes(typeof file === 'string' ? file : '')}"${type}`)}`,
  );
}

function escapeQuotes(text: string): string {
  return text.replaceAll(/["\\]/g, String.raw`\$&`);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** `Invoke-WebRequest` and `Invoke-RestMethod`, as browsers copy them for PowerShell, as requests. */
import { AppError } from '../../AppError.ts';
import type { NodeSpec } from '../../model/content.ts';
import type { CurlOption } from '../curl/parseCurlOptions.ts';
import { optionsToSpec } from '../curl/readCurl.ts';
import type { FormatErrorCode } from '../parsedFile.ts';
import { type Token, tokenize } from './tokens.ts';

const COMMAND = /^(?:invoke-webrequest|invoke-restmethod|iwr|irm)$/i;
/** What a text of such commands begins with: a session that one of them uses, or the command. */
const START =
  /^(?:\s*#[^\n]*\n)*\s*(?:PS[^>\n]*>\s*)?(?:\$\w+\s*=\s*)?(?:New-Object\s+Microsoft\.PowerShell\.Commands\.WebRequestSession|Invoke-WebRequest|Invoke-RestMethod|iwr|irm)(?=\s|$)/i;

/** Parameters that are understood, and those beside them that take no value. A name may be cut short. */
const PARAMETERS = [
  'Uri',
  'Method',
  'CustomMethod',
  'Headers',
  'Body',
  'ContentType',
  'UserAgent',
  'WebSession',
  'MaximumRedirection',
  'Form',
  'InFile',
  'SkipCertificateCheck',
  'UseBasicParsing',
] as const;
const SWITCHES = new Set<string>(['SkipCertificateCheck', 'UseBasicParsing']);
/** Names of HTTP/2 that browsers write among the headers; no program may send them as such. */
const PSEUDO_HEADERS = ['authority', 'method', 'path', 'scheme'];

/** A value of a parameter: a text, or pairs. */
type Value = string | readonly (readonly [string, string])[];
type Parameters = Partial<Record<(typeof PARAMETERS)[number], Value>>;

/** A `WebRequestSession`: what it adds to each request. */
interface Session {
  userAgent: string;
  readonly cookies: string[];
}

/** Whether a text is such a command, or several. */
export function isWebRequest(text: string): boolean {
  return START.test(text);
}

/**
 * Reads all such commands of a text; other commands are passed over.
 * @throws AppError `bad-curl` when a quotation mark is not closed or a command has no address
 */
export function readWebRequests(text: string): NodeSpec[] {
  const sessions = new Map<string, Session>();
  const sessionOf = (name: string): Session => {
    const key = name.toLowerCase();
    const session = sessions.get(key) ?? { userAgent: '', cookies: [] };
    sessions.set(key, session);
    return session;
  };
  return splitStatements(tokenize(text)).flatMap((statement) => {
    const at = statement.findIndex(({ type, text: word }) => type === 'word' && COMMAND.test(word));
    if (at >= 0) {
      const parameters = readParameters(statement.slice(at + 1));
      const session = textOf(parameters.WebSession);
      return [toSpec(parameters, session === '' ? undefined : sessionOf(session))];
    }
    const [, name, member] = /^(\$\w+)\.([\w.]+)$/.exec(statement[0]?.text ?? '') ?? [];
    const [first, second] = statement.filter(({ type }) => type === 'string');
    if (name && member && first) {
      if (/^UserAgent$/i.test(member)) sessionOf(name).userAgent = first.text;
      // New-Object System.Net.Cookie(name, value, path, host)
      else if (/^Cookies\.Add$/i.test(member) && second)
        sessionOf(name).cookies.push(`${first.text}=${second.text}`);
    }
    return [];
  });
}

/** Line ends and semicolons end a statement, unless a bracket is open. */
function splitStatements(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.type === 'mark') {
      if (/[({]$/.test(token.text)) depth++;
      else if (/[)}]/.test(token.text)) depth = Math.max(0, depth - 1);
      else if (token.text === ';' && depth === 0) {
        statements.push([]);
        continue;
      }
    }
    statements.at(-1)?.push(token);
  }
  return statements.filter(({ length }) => length > 0);
}

function readParameters(tokens: readonly Token[]): Parameters {
  const parameters: Parameters = {};
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at] as Token;
    const written = token.type === 'word' ? /^-([a-z]+):?$/i.exec(token.text)?.[1] : undefined;
    if (written === undefined) {
      // The address may stand without its name.
      if (token.type !== 'mark') parameters.Uri ??= token.text;
      at++;
      continue;
    }
    const name = PARAMETERS.find((known) => known.toLowerCase().startsWith(written.toLowerCase()));
    at++;
    if (name !== undefined && SWITCHES.has(name)) {
      parameters[name] = 'true';
      continue;
    }
    const next = tokens[at];
    if (next === undefined || (next.type === 'word' && next.text.startsWith('-'))) continue;
    const { value, end } = readValue(tokens, at);
    at = end;
    if (name !== undefined) parameters[name] = value;
  }
  return parameters;
}

/** One value: a text, pairs in `@{}`, or what stands in brackets, of which the text counts. */
function readValue(tokens: readonly Token[], start: number): { value: Value; end: number } {
  const first = tokens[start] as Token;
  if (first.type !== 'mark') return { value: first.text, end: start + 1 };
  let depth = 0;
  let end = start;
  do {
    const { type, text } = tokens[end] as Token;
    if (type === 'mark' && /[({]$/.test(text)) depth++;
    if (type === 'mark' && /[)}]/.test(text)) depth--;
    end++;
  } while (depth > 0 && end < tokens.length);
  const inside = tokens.slice(start + 1, depth > 0 ? end : end - 1);
  const value =
    first.text === '@{'
      ? readPairs(inside)
      : (inside.find(({ type }) => type === 'string')?.text ?? '');
  return { value, end };
}

function readPairs(tokens: readonly Token[]): [string, string][] {
  return splitStatements(tokens).flatMap((statement): [string, string][] => {
    const [key, equals, ...rest] = statement;
    if (!key || equals?.text !== '=' || rest.length === 0) return [];
    const { value } = readValue(rest, 0);
    return [[key.text, textOf(value)]];
  });
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function toSpec(parameters: Parameters, session: Session | undefined): NodeSpec {
  const url = textOf(parameters.Uri);
  if (url === '') {
    throw new AppError<FormatErrorCode>(
      'bad-curl',
      'The command has no address. Nothing was imported.',
    );
  }
  const options: CurlOption[] = [];
  const add = (name: string, value: string) => {
    if (value !== '') options.push({ name, value });
  };
  add('url', url);
  const method = textOf(parameters.CustomMethod) || textOf(parameters.Method) || 'GET';
  add('request', method.toUpperCase());
  const headers = typeof parameters.Headers === 'object' ? parameters.Headers : [];
  const names = headers.map(([name]) => name.toLowerCase());
  const isHttp2 = PSEUDO_HEADERS.every((name) => names.includes(name));
  for (const [name, value] of headers) {
    if (!isHttp2 || !PSEUDO_HEADERS.includes(name.toLowerCase()))
      add('header', value === '' ? `${name};` : `${name}: ${value}`);
  }
  const type = textOf(parameters.ContentType);
  if (type !== '') add('header', `Content-Type: ${type}`);
  add('user-agent', textOf(parameters.UserAgent) || (session?.userAgent ?? ''));
  add('cookie', session?.cookies.join('; ') ?? '');
  addBody(parameters, method, add);
  if (parameters.SkipCertificateCheck) add('insecure', 'true');
  add('max-redirs', textOf(parameters.MaximumRedirection));
  return optionsToSpec(options);
}

function addBody(
  { Body: body, Form: form, InFile: file }: Parameters,
  method: string,
  add: (name: string, value: string) => void,
): void {
  if (typeof body === 'string') add('data-raw', body);
  // A table is a form, or, where nothing can carry one, the query.
  const isQuery = /^(?:get|head)$/i.test(method);
  for (const [name, value] of typeof body === 'object' ? body : []) {
    if (isQuery) add('url-query', `${name}=${encodeURIComponent(value)}`);
    else add('data-urlencode', `${name}=${value}`);
  }
  for (const [name, value] of typeof form === 'object' ? form : [])
    add('form-string', `${name}=${value}`);
  add('upload-file', textOf(file));
}

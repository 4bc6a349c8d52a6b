/** A cURL command, as documentation shows and browsers copy it, as a request. */
import { AppError } from '../../AppError.ts';
import type { Auth, NodeSpec, RowInput } from '../../model/content.ts';
import type { JsonValue } from '../../model/json.ts';
import { parseQuery, splitUrl } from '../../request/url.ts';
import type { FormatErrorCode } from '../parsedFile.ts';
import { appendQuery, curlData, readCurlBody } from './curlBody.ts';
import { parseCurlOptions, type CurlOption } from './parseCurlOptions.ts';
import { isCmd, splitCmdCommands } from './splitCmdCommands.ts';
import { isPowerShell, splitPowerShellCommands } from './splitPowerShellCommands.ts';
import { splitShellCommands } from './splitShellCommands.ts';

/** Whether a text is a cURL command, or several; comments and a prompt may stand before the first. */
export function isCurl(text: string): boolean {
  return /^(?:\s*#[^\n]*\n)*\s*(?:[$%>#]\s+)?(?:\S*\/)?curl(?:\.exe)?(?:\s|$)/.test(text);
}

/**
 * Reads the first cURL command of a text.
 * @throws AppError `bad-curl` when a quotation mark is not closed or no URL is given
 */
export function readCurl(text: string): NodeSpec {
  const [first = []] = curlCommands(text);
  return optionsToSpec(parseCurlOptions(first));
}

/**
 * Reads all cURL commands of a text, in the quoting of bash, cmd.exe or PowerShell; other commands are passed over.
 * @throws AppError `bad-curl` when a quotation mark is not closed or a command has no URL
 */
export function readCurls(text: string): NodeSpec[] {
  return curlCommands(text).map((words) => optionsToSpec(parseCurlOptions(words)));
}

/** What stands behind each `curl`. */
function curlCommands(text: string): string[][] {
  const command = text.replace(/^\s*[$%>#]\s+(?=\S*curl)/, '');
  const split = isCmd(command)
    ? splitCmdCommands
    : isPowerShell(command)
      ? splitPowerShellCommands
      : splitShellCommands;
  return split(command).flatMap((words) => {
    const at = /^[$%>#]$/.test(words[0] ?? '') ? 1 : 0;
    return /^(?:.*[\\/])?curl(?:\.exe)?$/i.test(words[at] ?? '')
      ? splitNext(words.slice(at + 1))
      : [];
  });
}

/** `--next` begins another request with options of its own. */
function splitNext(words: readonly string[]): string[][] {
  const requests: string[][] = [[]];
  for (const word of words) {
    if (word === '--next' || word === '-:') requests.push([]);
    else requests.at(-1)?.push(word);
  }
  return requests;
}

/**
 * The request that options of curl say.
 * @throws AppError `bad-curl` when no URL is given
 */
export function optionsToSpec(options: readonly CurlOption[]): NodeSpec {
  const last = (name: string) => options.findLast((option) => option.name === name)?.value;
  const has = (name: string) => options.some((option) => option.name === name);

  const url = options.find(({ name }) => name === 'url')?.value;
  if (url === undefined || url === '') {
    throw new AppError<FormatErrorCode>(
      'bad-curl',
      'The cURL command has no URL. Nothing was imported.',
    );
  }
  const { headers, removed } = readCurlHeaders(options);
  const isGet = has('get');
  const contentType = headers.find(({ key }) => key.toLowerCase() === 'content-type')?.value;
  const body = isGet
    ? { fields: {} }
    : readCurlBody(options, typeof contentType === 'string' ? contentType : undefined);
  const defaults: RowInput[] = [];
  if (
    contentType === undefined &&
    body.contentType !== undefined &&
    !removed.includes('content-type')
  ) {
    defaults.push({ key: 'Content-Type', value: body.contentType });
  }
  if (has('json') && !headers.some(({ key }) => key.toLowerCase() === 'accept')) {
    defaults.push({ key: 'Accept', value: 'application/json' });
  }

  const { baseUrl, query, fragment } = splitUrl(withScheme(url));
  let params = parseQuery(query);
  const data = isGet ? curlData(options) : undefined;
  for (const piece of [data, ...valuesOf(options, 'url-query')]) {
    if (piece !== undefined) params = appendQuery(params, piece);
  }
  const auth = readCurlAuth(options);
  return {
    kind: 'http',
    name: baseUrl.replace(/^[a-z]+:\/\//i, ''),
    fields: {
      ...body.fields,
      method: last('request') ?? defaultMethod(has, 'bodyMode' in body.fields),
      baseUrl,
      ...(fragment === null ? {} : { fragment }),
    },
    tables: {
      params,
      headers: [...headers, ...defaults],
      urlencoded: body.urlencoded ?? [],
      formdata: body.formdata ?? [],
    },
    texts: { body: body.text ?? '' },
    settings: readSettings(has, last('max-redirs'), removed),
    ...(auth ? { auth } : {}),
  };
}

function valuesOf(options: readonly CurlOption[], name: string): string[] {
  return options.filter((option) => option.name === name).map(({ value }) => value);
}

/** curl guesses `http` for a URL without a scheme. */
function withScheme(url: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(url) || url.startsWith('{{') ? url : `http://${url}`;
}

function defaultMethod(has: (name: string) => boolean, hasBody: boolean): string {
  if (has('head')) return 'HEAD';
  if (has('get')) return 'GET';
  if (has('upload-file')) return 'PUT';
  return hasBody ? 'POST' : 'GET';
}

/** `Name: value` sets a header, `Name;` sends it empty, `Name:` takes away the one that curl would add itself. */
function readCurlHeaders(options: readonly CurlOption[]): {
  headers: RowInput[];
  removed: string[];
} {
  const headers: RowInput[] = [];
  const removed: string[] = [];
  for (const { name, value } of options) {
    if (name === 'user-agent') headers.push({ key: 'User-Agent', value });
    else if (name === 'referer')
      headers.push({ key: 'Referer', value: value.replace(/;auto$/, '') });
    else if (name === 'range') headers.push({ key: 'Range', value: `bytes=${value}` });
    // Without a = it names a file of cookies.
    else if (name === 'cookie' && value.includes('=')) headers.push({ key: 'Cookie', value });
    if (name !== 'header') continue;
    const colon = value.indexOf(':');
    const key = value.slice(0, colon).trim();
    const content = value.slice(colon + 1).trim();
    if (colon < 0) {
      if (value.trimEnd().endsWith(';'))
        headers.push({ key: value.trim().slice(0, -1), value: '' });
    } else if (content === '') removed.push(key.toLowerCase());
    else headers.push({ key, value: content });
  }
  return { headers, removed };
}

function readSettings(
  has: (name: string) => boolean,
  maxRedirects: string | undefined,
  removed: readonly string[],
): Readonly<Record<string, JsonValue>> {
  return {
    ...(has('insecure') ? { strictSSL: false } : {}),
    ...(has('location') ? { followRedirects: true } : {}),
    ...(maxRedirects !== undefined && /^\d+$/.test(maxRedirects)
      ? { maxRedirects: Number(maxRedirects) }
      : {}),
    ...(removed.length > 0
      ? { disabledSystemHeaders: Object.fromEntries(removed.map((name) => [name, true])) }
      : {}),
  };
}

function readCurlAuth(options: readonly CurlOption[]): Auth | undefined {
  const last = (name: string) => options.findLast((option) => option.name === name)?.value;
  const bearer = last('oauth2-bearer');
  if (bearer !== undefined) return { type: 'bearer', params: { bearer: { token: bearer } } };
  const user = last('user');
  if (user === undefined) return undefined;
  const colon = user.indexOf(':');
  const name = colon < 0 ? user : user.slice(0, colon);
  const secret = colon < 0 ? '' : user.slice(colon + 1);

  const signature = last('aws-sigv4');
  if (signature !== undefined) {
    // provider1[:provider2[:region[:service]]]
    const [, , region = '', service = ''] = signature.split(':');
    const params = { accessKey: name, secretKey: secret, region, service };
    return { type: 'awsv4', params: { awsv4: params } };
  }
  const type = ['digest', 'ntlm'].find((scheme) => last(scheme) !== undefined) ?? 'basic';
  return { type, params: { [type]: { username: name, password: secret } } };
}

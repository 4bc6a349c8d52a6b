/** A request as the code generators want it: what would be sent, in the words of the collection format. */
import type { Row } from '../model/content.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { rowText } from '../model/rows.ts';
import { buildRequest, type BuiltRequest, type RequestSource } from '../request/buildRequest.ts';
import { formFileNames, isFileRow } from '../request/formFiles.ts';
import { readSetting } from '../request/requestSettings.ts';
import { parseQuery } from '../request/url.ts';
import { Resolver } from '../request/resolver.ts';
import { authName } from '../auth/authTypes.ts';
import type { SendRequestInput } from '../wire/sendRequest.ts';

/** What {@link writeSnippet} writes code for. */
export interface SnippetRequest {
  /** The definition of a request of `postman-collection`. */
  readonly definition: JsonObject;
  /** The URL of the definition as one text. */
  readonly url: string;
  /** The body as it is sent; empty where it is a form with parts, or a file. */
  readonly bodyText: string;
  /** Names of the variables that stay as they are written. */
  readonly variables: readonly string[];
  readonly followRedirects: boolean;
  readonly verifyTls: boolean;
  /** 0 is none. */
  readonly timeoutMs: number;
  readonly challenge: SendRequestInput['challenge'] | null;
  /** What the code cannot do, or does in another way, for people. */
  readonly notes: readonly string[];
}

/**
 * Prepares a request for the generators.
 * @param built the request built from `source` (and signed, if it is to be); built here when left out
 */
export function toSnippetRequest(
  source: RequestSource,
  built: BuiltRequest = buildRequest(source),
): SnippetRequest {
  const { content, auth } = source;
  const { head } = built;
  const body = built.body === null ? undefined : toBody(source, built);
  const isForm = content.bodyMode === 'formdata';
  const header = (head.headers ?? [])
    // The generated code makes its own boundary.
    .filter(([name, value]) => !(isForm && isFormType(name, value)))
    .map(([key, value]) => ({ key, value: showCredentials(source, key) ?? value }));
  const [first = ''] = built.body?.parts ?? [];
  const notes = [...built.notes];
  if (built.signing !== null) {
    notes.push(
      `${authName(auth.type)} is calculated from the finished request, so this code has none of it.`,
    );
  }
  return {
    definition: {
      method: head.method,
      url: head.url,
      header,
      ...(body === undefined ? {} : { body }),
    },
    url: head.url,
    bodyText: typeof first === 'string' && !isForm ? first : '',
    variables: built.unresolved,
    followRedirects: readSetting(content.settings, 'followRedirects'),
    verifyTls: readSetting(content.settings, 'strictSSL'),
    timeoutMs: readSetting(content.settings, 'requestTimeout'),
    challenge: head.challenge ?? null,
    notes,
  };
}

function isFormType(name: string, value: string): boolean {
  return name.toLowerCase() === 'content-type' && value.startsWith('multipart/form-data');
}

/** Base64 of variables as they are written would be of no use to anybody. */
function showCredentials({ auth, scopes }: RequestSource, header: string): string | undefined {
  if (scopes !== 'keep' || auth.type !== 'basic' || header !== 'Authorization') return undefined;
  const { username = '', password = '' } = auth.params['basic'] ?? {};
  const credentials = `${rowText({ value: username })}:${rowText({ value: password })}`;
  return credentials.includes('{{') ? `Basic <base64 of ${credentials}>` : undefined;
}

function toBody(source: RequestSource, built: BuiltRequest): JsonObject | undefined {
  const { content } = source;
  const { resolve } = new Resolver(source.scopes);
  const raw = built.body?.parts.filter((part) => typeof part === 'string').join('') ?? '';
  switch (content.bodyMode) {
    case 'none':
      return undefined;
    case 'raw':
      return {
        mode: 'raw',
        raw,
        options: { raw: { language: content.bodyLanguage || 'text' } },
      };
    // What goes over the wire is JSON; generators that know GraphQL leave out the name of the operation.
    case 'graphql':
      return { mode: 'raw', raw, options: { raw: { language: 'json' } } };
    case 'urlencoded':
      // A signature may have put fields of its own into the form.
      return {
        mode: 'urlencoded',
        urlencoded:
          source.scopes === 'keep' ? textRows(content.urlencoded, resolve) : parseForm(raw),
      };
    case 'formdata':
      return { mode: 'formdata', formdata: formRows(content.formdata, resolve) };
    case 'file':
      return { mode: 'file', file: { src: content.bodyFile } };
  }
}

function isWritten(row: Row): boolean {
  return row.enabled && (row.key !== '' || rowText(row) !== '' || isFileRow(row));
}

function textRows(rows: readonly Row[], resolve: (text: string) => string): JsonValue {
  return rows
    .filter(isWritten)
    .map((row) => ({ key: resolve(row.key), value: resolve(rowText(row)) }));
}

function parseForm(text: string): JsonValue {
  const decode = (part: string) => decodeURIComponent(part.replaceAll('+', ' '));
  return parseQuery(text === '' ? null : text).map(({ key, value }) => ({
    key: decode(key),
    value: decode(typeof value === 'string' ? value : ''),
  }));
}

function formRows(rows: readonly Row[], resolve: (text: string) => string): JsonValue {
  return rows.filter(isWritten).flatMap((row): JsonObject[] => {
    const key = resolve(row.key);
    const { contentType } = row.extra;
    const type =
      typeof contentType === 'string' && contentType !== '' ? { contentType } : undefined;
    if (!isFileRow(row)) return [{ key, value: resolve(rowText(row)), type: 'text', ...type }];
    return formFileNames(row).map((src) => ({ key, src, type: 'file', ...type }));
  });
}

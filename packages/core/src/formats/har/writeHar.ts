/** HTTP archives (HAR 1.2) from what was sent and received. */
import type { NodeSpec } from '../../model/content.ts';
import type { JsonObject } from '../../model/json.ts';
import { rowText } from '../../model/rows.ts';
import { fillPathVariables, joinUrl, parseQuery, splitUrl } from '../../request/url.ts';
import type { GetBlob } from '../collection/example.ts';
import { enabledRows, fieldText, listRequests } from '../written.ts';

/** A body in a {@link HarEntry}: a text, or bytes as base64. */
export interface HarBody {
  readonly text: string;
  readonly mimeType: string;
  readonly isBase64?: boolean;
}

/** One call, as a history keeps it. */
export interface HarEntry {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly method: string;
  readonly url: string;
  /** `HTTP/1.1`, `HTTP/2`. */
  readonly httpVersion: string;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly requestBody: HarBody | null;
  /** Null when there was no answer. */
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: HarBody;
    /** Bytes of the body after decompression. */
    readonly sizeBytes: number;
  } | null;
  readonly comment?: string;
}

/** Writes an archive: the same entries give the same value. */
export function writeHar(entries: readonly HarEntry[]): JsonObject {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Scratchpad', version: '1' },
      entries: entries.map(writeEntry),
    },
  };
}

function writeEntry(entry: HarEntry): JsonObject {
  const { response } = entry;
  return {
    startedDateTime: new Date(entry.startedAt).toISOString(),
    time: entry.durationMs,
    request: {
      method: entry.method,
      url: entry.url,
      httpVersion: entry.httpVersion,
      cookies: [],
      headers: writeHeaders(entry.requestHeaders),
      queryString: parseQuery(splitUrl(entry.url).query).map(({ key, value }) => ({
        name: key,
        value: rowText({ value: value ?? '' }),
      })),
      ...(entry.requestBody ? { postData: writeBody(entry.requestBody) } : {}),
      headersSize: -1,
      bodySize: entry.requestBody ? -1 : 0,
    },
    response: {
      status: response?.status ?? 0,
      statusText: response?.statusText ?? '',
      httpVersion: entry.httpVersion,
      cookies: [],
      headers: writeHeaders(response?.headers ?? []),
      content: response
        ? { size: response.sizeBytes, ...writeBody(response.body) }
        : { size: 0, mimeType: '' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: entry.durationMs, receive: 0 },
    ...(entry.comment === undefined ? {} : { comment: entry.comment }),
  };
}

function writeHeaders(headers: HarEntry['requestHeaders']): JsonObject[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function writeBody({ text, mimeType, isBase64 = false }: HarBody): JsonObject {
  return { mimeType, text, ...(isBase64 ? { encoding: 'base64' } : {}) };
}

/**
 * Entries from the saved examples of a collection; a request without examples is an entry without an answer. Variables
 * stay as they are written, and times, which nobody took, are 0.
 */
export function specsToHarEntries(
  specs: readonly NodeSpec[],
  getBlob: GetBlob = () => undefined,
): HarEntry[] {
  return listRequests(specs).flatMap(({ spec, path }) => {
    if (spec.kind === 'ws') return [];
    const request = {
      startedAt: 0,
      durationMs: 0,
      method: fieldText(spec, 'method') || 'GET',
      url: urlOf(spec),
      httpVersion: 'HTTP/1.1',
      requestHeaders: pairsOf(spec),
      requestBody: bodyOf(spec),
      comment: path,
    };
    const examples = (spec.children ?? []).filter(({ kind }) => kind === 'example');
    if (examples.length === 0) return [{ ...request, response: null }];
    return examples.map((example) => ({ ...request, response: responseOf(example, getBlob) }));
  });
}

function urlOf(spec: NodeSpec): string {
  const { fields = {}, tables = {} } = spec;
  const values = new Map(
    (tables.pathVariables ?? []).map(({ key, value }) => [key, rowText({ value: value ?? '' })]),
  );
  const baseUrl = fillPathVariables(
    fieldText(spec, 'baseUrl'),
    (name) => values.get(name) || undefined,
  );
  const rows = (tables.params ?? []).map(({ key, value = '', enabled = true }) => ({
    key,
    value,
    enabled,
  }));
  return joinUrl(baseUrl, rows, typeof fields.fragment === 'string' ? fields.fragment : null);
}

function pairsOf(spec: NodeSpec): [string, string][] {
  return enabledRows(spec.tables?.headers).map(({ key, value }) => [
    key,
    rowText({ value: value ?? '' }),
  ]);
}

function bodyOf(spec: NodeSpec): HarBody | null {
  const { texts = {}, tables = {} } = spec;
  const type = pairsOf(spec).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  switch (fieldText(spec, 'bodyMode')) {
    case 'raw': {
      const language = fieldText(spec, 'bodyLanguage');
      return {
        text: texts.body ?? '',
        mimeType: type ?? (language === '' ? 'text/plain' : `application/${language}`),
      };
    }
    case 'graphql': {
      const { graphqlQuery: query = '', graphqlVariables: variables = '' } = texts;
      const operation = fieldText(spec, 'graphqlOperation');
      const body = { query, variables, ...(operation !== '' && { operationName: operation }) };
      return { text: JSON.stringify(body), mimeType: 'application/json' };
    }
    case 'urlencoded': {
      const pairs = enabledRows(tables.urlencoded).map(
        ({ key, value }) =>
          `${encodeURIComponent(key)}=${encodeURIComponent(rowText({ value: value ?? '' }))}`,
      );
      return { text: pairs.join('&'), mimeType: 'application/x-www-form-urlencoded' };
    }
    default:
      // Files are on the user's disk, and the boundary of a form is made when it is sent.
      return null;
  }
}

function responseOf(example: NodeSpec, getBlob: GetBlob): HarEntry['response'] {
  const { fields = {}, texts = {} } = example;
  const blob = typeof fields.bodyBlob === 'string' ? (getBlob(fields.bodyBlob) ?? '') : '';
  const text = texts.body === undefined || texts.body === '' ? blob : texts.body;
  const headers = pairsOf(example);
  return {
    status: typeof fields.status === 'number' ? fields.status : 200,
    statusText: typeof fields.statusText === 'string' ? fields.statusText : '',
    headers,
    body: {
      text,
      mimeType:
        headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'text/plain',
    },
    sizeBytes: text.length,
  };
}

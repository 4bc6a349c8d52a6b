/**
 * The URL of a request: a text, or an object of parts. Where the parts and `raw` differ, the parts are what the field's
 * tools send, and `raw` is what they show.
 *
 * The parts are written afresh from the URL. Where the file had other ones for the same URL they are kept as
 * `urlAsWritten`, together with the URL they are good for.
 */
import { equalityDeep } from 'lib0/function';
import type { RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { joinUrl, parseQuery, splitUrl } from '../../request/url.ts';
import { assemble, Fields } from '../fields.ts';
import type { CollectionVersion, NodeReading } from './nodeReading.ts';
import { isPlainRow, readFilledRows, readRows, writeRows } from './rows.ts';
import { joinUrlParts, splitUrlParts, URL_PARTS } from './urlParts.ts';

const URL_ORDER = ['raw', 'protocol', 'auth', 'host', 'port', 'path', 'query', 'hash', 'variable'];

/** What the model holds of a URL. */
export interface UrlContent {
  readonly baseUrl: string;
  readonly fragment: string | null;
  readonly params: readonly RowInput[];
  readonly pathVariables: readonly RowInput[];
}

/** A URL given as one text. */
export function textToUrl(text: string): UrlContent {
  const { baseUrl, query, fragment } = splitUrl(text);
  return { baseUrl, fragment, params: parseQuery(query), pathVariables: [] };
}

/** Takes the URL of a request. One that is neither a text nor an object is left, and an empty URL is read. */
export function readUrl(request: Fields, node: NodeReading): UrlContent {
  const text = request.takeString('url');
  if (text !== undefined) {
    if (node.version === '2.1') node.spell('urlAsWritten', 'text');
    return textToUrl(text);
  }
  const source = request.takeObject('url');
  if (source) return readUrlObject(source, node);
  if (!request.has('url')) node.absent('url');
  return textToUrl('');
}

function readUrlObject(source: JsonObject, node: NodeReading): UrlContent {
  const fields = new Fields(source);
  const pathVariables = readFilledRows(fields, 'variable', 'variable');
  const query = readQuery(fields);
  const asWritten: JsonObject = {};
  for (const key of URL_PARTS) if (fields.has(key)) asWritten[key] = fields.take(key);

  const raw = typeof asWritten['raw'] === 'string' ? asWritten['raw'] : '';
  const shown = textToUrl(raw);
  const content: UrlContent = {
    baseUrl: joinUrlParts(asWritten) ?? shown.baseUrl,
    fragment: typeof asWritten['hash'] === 'string' ? asWritten['hash'] : shown.fragment,
    params: query ?? shown.params,
    pathVariables,
  };
  const isQueryOmitted = query === undefined && content.params.length > 0;
  if (isQueryOmitted || !equalityDeep(asWritten, urlToParts(content))) {
    node.spell('urlAsWritten', { is: urlText(content), parts: asWritten, isQueryOmitted });
    if (raw !== '' && raw !== urlText(content)) {
      node.adapted(
        'request.url',
        'The URL is shown as its parts are sent, which its text was not.',
      );
    }
  }
  node.keep('url', fields.rest());
  return content;
}

/** The rows of the query, or undefined when only the text has it. An empty list is left. */
function readQuery(fields: Fields): readonly RowInput[] | undefined {
  const query = fields.peek('query');
  if (Array.isArray(query) && query.length === 0) return [];
  const text = fields.takeString('query');
  return text === undefined ? readRows(fields, 'query', 'query') : parseQuery(text);
}

function urlText(url: UrlContent): string {
  const params = url.params.map(({ key, value = '', enabled = true }) => ({ key, value, enabled }));
  return joinUrl(url.baseUrl, params, url.fragment);
}

function urlToParts(url: UrlContent): JsonObject {
  const hash = url.fragment === null ? {} : { hash: url.fragment };
  return { raw: urlText(url), ...splitUrlParts(url.baseUrl), ...hash };
}

/** Writes the URL of a request. */
export function writeUrl(
  url: UrlContent,
  version: CollectionVersion,
  unknown: JsonObject | undefined,
): JsonValue {
  const text = urlText(url);
  const rest = unknown?.['url'];
  const isText = rest === undefined && equalityDeep(textToUrl(text), plainUrl(url));
  const asWritten = unknown?.['urlAsWritten'];
  if (isText && (asWritten === 'text' || (version === '2.0' && !isJsonObject(asWritten)))) {
    return text;
  }
  const kept = isJsonObject(asWritten) && asWritten['is'] === text ? asWritten : {};
  const parts = isJsonObject(kept['parts']) ? kept['parts'] : urlToParts(url);
  const isQueryOmitted = kept['isQueryOmitted'] === true && url.params.every(isPlainRow);
  return assemble(
    URL_ORDER,
    {
      ...parts,
      query: url.params.length === 0 || isQueryOmitted ? undefined : writeRows(url.params, 'query'),
      variable:
        url.pathVariables.length === 0 ? undefined : writeRows(url.pathVariables, 'variable'),
    },
    rest,
  );
}

/** The URL with its rows bared of ids and defaults, to compare with one made from a text. */
function plainUrl(url: UrlContent): UrlContent | undefined {
  if (url.pathVariables.length > 0 || !url.params.every(isPlainRow)) return undefined;
  const params = url.params.map(({ key, value = '' }) => ({ key, value }));
  return { baseUrl: url.baseUrl, fragment: url.fragment, params, pathVariables: [] };
}

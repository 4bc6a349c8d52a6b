/**
 * HTTP archives (HAR 1.2): what a browser or a proxy recorded. One collection, a folder for each page that has requests,
 * a request for each entry in order of time, its response as an example.
 */
import { fromBase64 } from 'lib0/buffer';
import { decodeUtf8 } from 'lib0/string';
import { z } from 'zod';
import type { NodeSpec, RowInput } from '../../model/content.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { checkShape } from '../checkShape.ts';
import {
  filledTextIn,
  foreignRows,
  nameOfFile,
  objectIn,
  objectsIn,
  scalarText,
  textIn,
} from '../jsonText.ts';
import type { Read, Source } from '../parsedFile.ts';
import {
  draftToExample,
  draftToSpec,
  formBody,
  ownerToSpec,
  rawBody,
  type BodyDraft,
} from '../requestDraft.ts';

const harSchema = z.looseObject({
  log: z.looseObject({
    pages: z.array(z.looseObject({})).nullish(),
    entries: z.array(z.looseObject({ request: z.looseObject({ url: z.string() }) })),
  }),
});

/** Headers that follow from the rest of a request and would contradict it once it is edited. */
const AUTOMATIC = new Set(['content-length', 'host', 'connection', 'accept-encoding']);

/**
 * Reads an HTTP archive.
 * @throws AppError `bad-shape`
 */
export function readHar(json: JsonValue, source: Source): Read {
  checkShape(harSchema, json, source.fileName);
  const log = objectIn(json as JsonObject, 'log');
  const pages = objectsIn(log, 'pages');
  const specs = objectsIn(log, 'entries').map((entry, i) => ({
    page: entry['pageref'],
    spec: readEntry(entry, `log.entries[${i}]`, source),
  }));
  const folders = pages.flatMap((page) => {
    const members = specs.filter((entry) => entry.page === page['id']).map(({ spec }) => spec);
    if (members.length === 0) return [];
    const name = textIn(page, 'title', textIn(page, 'id'));
    return [ownerToSpec('folder', { name, docs: textIn(page, 'comment') }, members)];
  });
  const pageIds = new Set(pages.map((page) => page['id']));
  const loose = specs.filter(({ page }) => !pageIds.has(page)).map(({ spec }) => spec);
  const owner = { name: nameOfFile(source.fileName), docs: textIn(log, 'comment') };
  const collection = ownerToSpec('collection', owner, [...folders, ...loose]);
  source.log.countNodes([collection]);
  return { collections: [collection] };
}

function readEntry(entry: JsonObject, path: string, source: Source): NodeSpec {
  const request = objectIn(entry, 'request') as JsonObject;
  const url = textIn(request, 'url');
  const headers = readHarHeaders(request);
  const body = readPostData(objectIn(request, 'postData'), `${path}.request`, source);
  const response = objectIn(entry, 'response');
  const isAnswered = response !== undefined && response['status'] !== 0;
  return draftToSpec(
    {
      name: requestName(url),
      method: textIn(request, 'method', 'GET'),
      url,
      headers: [...headers, ...cookieHeader(request, headers)].filter(
        ({ key }) => body?.fields.bodyMode !== 'formdata' || key.toLowerCase() !== 'content-type',
      ),
      body,
      docs: textIn(entry, 'comment'),
      fileId: null,
    },
    isAnswered ? [readResponse(response, path, source)] : [],
  );
}

/** The path, or the host where there is none. */
function requestName(url: string): string {
  const [, host = '', path = ''] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? [];
  if (host === '') return url;
  return path === '' || path === '/' ? host : path;
}

/** Headers without those of HTTP/2's framing (`:authority`) and the automatic ones. */
function readHarHeaders(message: JsonObject): RowInput[] {
  return foreignRows(objectsIn(message, 'headers')).filter(
    ({ key }) => !key.startsWith(':') && !AUTOMATIC.has(key.toLowerCase()),
  );
}

function cookieHeader(request: JsonObject, headers: readonly RowInput[]): RowInput[] {
  const cookies = objectsIn(request, 'cookies');
  if (cookies.length === 0 || headers.some(({ key }) => key.toLowerCase() === 'cookie')) return [];
  const pairs = cookies.map((cookie) => `${textIn(cookie, 'name')}=${textIn(cookie, 'value')}`);
  return [{ key: 'Cookie', value: pairs.join('; ') }];
}

function readPostData(
  data: JsonObject | undefined,
  path: string,
  source: Source,
): BodyDraft | undefined {
  if (!data) return undefined;
  const type = textIn(data, 'mimeType');
  const params = objectsIn(data, 'params');
  if (params.length > 0) {
    if (/multipart\/form-data/i.test(type)) return formBody('formdata', params.map(readFormParam));
    const isEncoded = textIn(data, 'text').includes('=');
    const rows = foreignRows(params);
    // Chrome writes the names and values of a form as they were sent, Firefox decodes them.
    return formBody('urlencoded', isEncoded ? rows.map(decodeRow) : rows);
  }
  const text = textIn(data, 'text');
  if (text === '') return undefined;
  const plain = data['encoding'] === 'base64' ? decodeBase64Text(text) : text;
  if (plain === undefined) {
    source.log.adapted(`${path}.postData`, 'A body that is no text is kept as base64.');
  }
  return rawBody(plain ?? text, type);
}

function readFormParam(param: JsonObject): RowInput {
  const key = textIn(param, 'name');
  const file = filledTextIn(param, 'fileName');
  const contentType = filledTextIn(param, 'contentType');
  const meta = contentType === undefined ? {} : { contentType };
  if (file !== undefined) return { key, extra: { type: 'file', src: file, ...meta } };
  return { key, value: textIn(param, 'value'), extra: { type: 'text', ...meta } };
}

function decodeRow(row: RowInput): RowInput {
  const decode = (text: string): string => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      // Not encoded after all.
      return text;
    }
  };
  return { ...row, key: decode(row.key), value: decode(scalarText(row.value)) };
}

function decodeBase64Text(base64: string): string | undefined {
  try {
    return decodeUtf8(fromBase64(base64));
  } catch {
    // No base64, or no text: the caller keeps what stands there.
    return undefined;
  }
}

function readResponse(response: JsonObject, path: string, source: Source): NodeSpec {
  const content = objectIn(response, 'content');
  const text = textIn(content, 'text');
  const isBase64 = content?.['encoding'] === 'base64';
  const body = isBase64 ? decodeBase64Text(text) : text;
  if (body === undefined) {
    source.log.adapted(`${path}.response.content`, 'A response that is no text is kept as base64.');
  }
  const status = response['status'];
  const statusText = textIn(response, 'statusText');
  return draftToExample(
    {
      name: `${scalarText(status)} ${statusText}`.trim(),
      status: typeof status === 'number' ? status : undefined,
      statusText,
      headers: foreignRows(objectsIn(response, 'headers')).filter(
        ({ key }) => !key.startsWith(':'),
      ),
      body: body ?? text,
      contentType: textIn(content, 'mimeType'),
    },
    source.log,
  );
}

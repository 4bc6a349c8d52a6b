import type { FieldName, RowInput } from '../../model/content.ts';
import type { JsonValue } from '../../model/json.ts';
import { joinQuery, parseQuery } from '../../request/url.ts';
import { bodyLanguage } from '../bodyLanguage.ts';
import type { CurlOption } from './parseCurlOptions.ts';

/** The body of a request, as far as a spec holds it. */
export interface CurlBody {
  readonly fields: Partial<Record<FieldName, JsonValue>>;
  readonly urlencoded?: readonly RowInput[];
  readonly formdata?: readonly RowInput[];
  readonly text?: string;
  /** The content type curl would send when no header says another. */
  readonly contentType?: string;
}

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** What the options of the `--data` family send, joined as curl does; undefined when there is none. */
export function curlData(options: readonly CurlOption[]): string | undefined {
  let data: string | undefined;
  for (const { name, value } of options) {
    if (name === 'json') data = (data ?? '') + value;
    else if (name.startsWith('data')) {
      const piece = name === 'data-urlencode' ? encodeData(value) : value;
      data = data === undefined ? piece : `${data}&${piece}`;
    }
  }
  return data;
}

/** `content`, `=content`, `name=content`: the content is encoded, the name is not (curl(1), --data-urlencode). */
function encodeData(value: string): string {
  const equals = value.indexOf('=');
  if (equals < 0) return encodeURIComponent(value);
  const name = value.slice(0, equals);
  const content = encodeURIComponent(value.slice(equals + 1));
  return name === '' ? content : `${name}=${content}`;
}

/** Chooses the body mode that sends what curl would send. `contentType` is the header the command sets, if it does. */
export function readCurlBody(
  options: readonly CurlOption[],
  contentType: string | undefined,
): CurlBody {
  const upload = options.findLast(({ name }) => name === 'upload-file');
  if (upload) return fileBody(upload.value);
  const forms = options.filter(({ name }) => name === 'form' || name === 'form-string');
  if (forms.length > 0)
    return { fields: { bodyMode: 'formdata' }, formdata: forms.map(readFormRow) };

  const data = curlData(options);
  if (data === undefined) return { fields: {} };
  const only = options.filter(({ name }) => name === 'json' || name.startsWith('data'));
  if (only.length === 1 && data.startsWith('@') && only[0]?.name !== 'data-raw') {
    return { ...fileBody(data.slice(1)), contentType: FORM_TYPE };
  }
  const isJson = options.some(({ name }) => name === 'json');
  const type = contentType ?? (isJson ? 'application/json' : FORM_TYPE);
  const rows = type.toLowerCase().startsWith(FORM_TYPE) ? readForm(data) : undefined;
  if (rows) return { fields: { bodyMode: 'urlencoded' }, urlencoded: rows };
  return {
    fields: { bodyMode: 'raw', bodyLanguage: bodyLanguage(type) },
    text: data,
    contentType: type,
  };
}

function fileBody(path: string): CurlBody {
  return { fields: { bodyMode: 'file', bodyFile: path } };
}

/**
 * The rows of form data. Undefined where a table would send something else: for a part without `=`, and for what is no
 * form at all, such as JSON sent without saying so.
 */
function readForm(data: string): readonly RowInput[] | undefined {
  const rows = parseQuery(data);
  if (/^[{[<]/.test(data.trim())) return undefined;
  // A table's rows are encoded when they are sent.
  const decoded = rows.map(({ key, value }) =>
    typeof value === 'string' ? { key: decode(key), value: decode(value) } : undefined,
  );
  return decoded.every((row) => row !== undefined) ? decoded : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A lone % is sent as it is by curl, and encoded by us: the server reads the same.
    return text;
  }
}

/** `name=content`, `name=@file`, `name=<file`, each with `;type=…` and `;filename=…` behind it. */
function readFormRow({ name: option, value: text }: CurlOption): RowInput {
  const equals = text.indexOf('=');
  const key = equals < 0 ? text : text.slice(0, equals);
  const content = equals < 0 ? '' : text.slice(equals + 1);
  if (option === 'form-string') return { key, value: content, extra: { type: 'text' } };
  const [, body = '', tail = ''] = /^("(?:[^"\\]|\\.)*"|[^;]*)(.*)$/s.exec(content) ?? [];
  const type = /;\s*type=([^;]+)/.exec(tail)?.[1]?.trim();
  const meta = type === undefined ? {} : { contentType: type };
  if (body.startsWith('@') || body.startsWith('<')) {
    return { key, extra: { type: 'file', src: unquote(body.slice(1)), ...meta } };
  }
  // Only what follows as a known parameter is one; any other semicolon belongs to the text.
  const value = /^(?:;\s*(?:type|filename|headers|encoder)=[^;]*)*$/.test(tail)
    ? unquote(body)
    : content;
  return { key, value, extra: { type: 'text', ...(value === content ? {} : meta) } };
}

function unquote(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : text;
}

/** Appends data to a query, as `--get` and `--url-query` do. */
export function appendQuery(rows: readonly RowInput[], data: string): readonly RowInput[] {
  const present = rows.map(({ key, value = '' }) => ({ key, value, enabled: true }));
  const query = joinQuery(present);
  return parseQuery(query === null || query === '' ? data : `${query}&${data}`);
}

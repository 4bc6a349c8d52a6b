/** The body of a request. The data of modes that are not chosen are kept too. */
import type { BodyMode, RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { parseQuery } from '../../request/url.ts';
import { assemble, Fields } from '../fields.ts';
import type { NodeReading } from './nodeReading.ts';
import { readRows, writeRows } from './rows.ts';

const BODY_ORDER = [
  'mode',
  'raw',
  'urlencoded',
  'formdata',
  'file',
  'graphql',
  'options',
  'disabled',
];
const GRAPHQL_ORDER = ['query', 'variables', 'operationName'];

/** What the model holds of a body; an absent field was absent in the file. */
export interface BodyContent {
  mode: BodyMode;
  language?: string | undefined;
  raw: string;
  urlencoded: readonly RowInput[];
  formdata: readonly RowInput[];
  file?: string | null | undefined;
  graphqlQuery: string;
  graphqlVariables: string;
  graphqlOperation?: string | undefined;
}

function isFileMode(value: JsonValue | undefined): value is Exclude<BodyMode, 'none'> {
  return (
    value === 'raw' ||
    value === 'urlencoded' ||
    value === 'formdata' ||
    value === 'file' ||
    value === 'graphql'
  );
}

/** Takes the body of a request. Null, and what is no object, is left. */
export function readBody(request: Fields, node: NodeReading): BodyContent {
  const body: BodyContent = {
    mode: 'none',
    raw: '',
    urlencoded: [],
    formdata: [],
    graphqlQuery: '',
    graphqlVariables: '',
  };
  const source = request.peek('body');
  if (!isJsonObject(source) || Object.keys(source).length === 0) return body;
  request.take('body');
  const fields = new Fields(source);
  const mode = fields.peek('mode');
  // A body that is switched off is not sent. Its mode is left, and with it what brings the body back to the file.
  if (isFileMode(mode) && fields.peek('disabled') !== true) {
    body.mode = mode;
    fields.take('mode');
  }
  /** Empty data are taken where the mode has them written anyway, and left elsewhere. */
  const isDue = (name: BodyMode): boolean => body.mode === name || !isEmpty(fields.peek(name));

  if (isDue('raw')) body.raw = fields.takeString('raw') ?? '';
  if (isDue('urlencoded')) body.urlencoded = readUrlencoded(fields, node);
  if (isDue('formdata')) body.formdata = readRows(fields, 'formdata', 'form') ?? [];
  readFile(fields, body);
  readGraphql(fields, body, node);
  readLanguage(fields, body);
  node.keep('body', fields.rest());
  return body;
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function readUrlencoded(fields: Fields, node: NodeReading): readonly RowInput[] {
  const text = fields.takeString('urlencoded');
  if (text === undefined) return readRows(fields, 'urlencoded', 'form') ?? [];
  node.adapted('request.body.urlencoded', 'A form written as one text is a table now.');
  return text === '' ? [] : parseQuery(text);
}

/** Takes `{src}`; a body given as `{content}` is left. */
function readFile(fields: Fields, body: BodyContent): void {
  const file = fields.peek('file');
  if (!isJsonObject(file)) return;
  const { src, ...rest } = file;
  if (typeof src !== 'string' && src !== null) return;
  body.file = src;
  fields.takeAllBut('file', rest);
}

function readGraphql(fields: Fields, body: BodyContent, node: NodeReading): void {
  const graphql = fields.peek('graphql');
  if (!isJsonObject(graphql) || Object.keys(graphql).length === 0) return;
  const parts = new Fields(graphql);
  const take = (key: string) =>
    body.mode === 'graphql' ? parts.takeString(key) : parts.takeText(key);
  body.graphqlQuery = take('query') ?? '';
  const variables = parts.takeObject('variables');
  if (variables) {
    node.spell('graphqlVariables', 'object');
    body.graphqlVariables = JSON.stringify(variables, null, 2);
  } else body.graphqlVariables = take('variables') ?? '';
  body.graphqlOperation = parts.takeString('operationName');
  fields.takeAllBut('graphql', parts.rest());
}

/** Takes `options.raw.language` out of what may stand around it. */
function readLanguage(fields: Fields, body: BodyContent): void {
  const options = fields.peek('options');
  if (!isJsonObject(options) || !isJsonObject(options['raw'])) return;
  const { language, ...raw } = options['raw'];
  if (typeof language !== 'string') return;
  body.language = language;
  const { raw: _, ...others } = options;
  fields.takeAllBut('options', Object.keys(raw).length > 0 ? { ...others, raw } : others);
}

/** Writes the body of a request; undefined when it has none. */
export function writeBody(
  body: BodyContent,
  unknown: JsonObject | undefined,
): JsonObject | undefined {
  const kept = isJsonObject(unknown?.['body']) ? unknown['body'] : {};
  const { mode } = body;
  const text = (isDue: boolean, value: string) => (isDue || value !== '' ? value : undefined);
  const rows = (name: BodyMode, list: readonly RowInput[]) =>
    (mode === name && !(name in kept)) || list.length > 0 ? writeRows(list, 'form') : undefined;
  const known: JsonObject = {
    mode: mode === 'none' ? undefined : mode,
    raw: text(mode === 'raw' && !('raw' in kept), body.raw),
    urlencoded: rows('urlencoded', body.urlencoded),
    formdata: rows('formdata', body.formdata),
    file: writeFile(body, kept['file']),
    graphql: writeGraphql(body, unknown, kept['graphql']),
    options: writeOptions(body.language, kept['options']),
  };
  const whole = assemble(BODY_ORDER, known, kept);
  // Choosing a mode switches the body on again.
  if (mode !== 'none' && whole['disabled'] === true) delete whole['disabled'];
  return Object.keys(whole).length > 0 ? whole : undefined;
}

function writeFile(
  { mode, file }: BodyContent,
  kept: JsonValue | undefined,
): JsonValue | undefined {
  if (file === undefined) return kept ?? (mode === 'file' ? {} : undefined);
  return assemble(['src'], { src: file }, kept);
}

function writeGraphql(
  { mode, graphqlQuery, graphqlVariables, graphqlOperation }: BodyContent,
  unknown: JsonObject | undefined,
  kept: JsonValue | undefined,
): JsonValue | undefined {
  const isChosen = mode === 'graphql';
  const hasNothing =
    graphqlQuery === '' && graphqlVariables === '' && graphqlOperation === undefined;
  if (hasNothing && (!isChosen || (kept !== undefined && !isJsonObject(kept)))) return kept;
  const isObject = unknown?.['graphqlVariables'] === 'object';
  const rest = isJsonObject(kept) ? kept : {};
  const text = (key: string, value: string) =>
    value === '' && (!isChosen || key in rest) ? undefined : value;
  return assemble(
    GRAPHQL_ORDER,
    {
      query: text('query', graphqlQuery),
      variables:
        (isObject ? parseObject(graphqlVariables) : undefined) ??
        text('variables', graphqlVariables),
      operationName: graphqlOperation,
    },
    rest,
  );
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    // The user is in the middle of writing it, or it holds {{variables}}: then it is a text.
    return undefined;
  }
}

function writeOptions(
  language: string | undefined,
  kept: JsonValue | undefined,
): JsonValue | undefined {
  if (language === undefined) return kept;
  const rest = isJsonObject(kept) ? kept : {};
  return assemble(['raw'], { raw: assemble(['language'], { language }, rest['raw']) }, rest);
}

/** The way of a file: bytes → text → JSON → format → neutral model. One step each; nothing is made on the way. */
import { AppError } from '../AppError.ts';
import type { NodeSpec } from '../model/content.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';
import { detectCollection, readCollection } from './collection/collection.ts';
import { isCurl, readCurl } from './curl/readCurl.ts';
import { isDump, readDump } from './dump/dump.ts';
import { isV1Collection, v1ToCollection } from './dump/v1Collection.ts';
import { detectVariables, readEnvironment, readGlobalsFile } from './environment.ts';
import { ImportLog } from './importLog.ts';
import type { FileFormat, FormatErrorCode, ParsedFile } from './parsedFile.ts';
import { decodeText } from './text/decodeText.ts';
import { parseJson } from './text/parseJson.ts';

/** A file larger than this is refused. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024;

/** What a reader gives; the rest of a {@link ParsedFile} is the same for all. */
type Read = Partial<Omit<ParsedFile, 'format' | 'blobs' | 'report'>>;

interface Source {
  readonly fileName: string;
  readonly log: ImportLog;
}

/** A JSON format: tells its files by their content, and reads them. The first that recognises a file reads it. */
interface JsonFormat {
  readonly detect: (json: JsonValue) => FileFormat | undefined;
  readonly read: (json: JsonValue, format: FileFormat, source: Source) => Read;
}

const asCollection = (spec: NodeSpec): Read => ({ collections: [spec] });

const JSON_FORMATS: readonly JsonFormat[] = [
  {
    detect: (json) => {
      const version = detectCollection(unwrap(json));
      return version && `collection-${version}`;
    },
    read: (json, format, { log, fileName }) => {
      const version = format === 'collection-2.0' ? '2.0' : '2.1';
      return asCollection(readCollection(unwrap(json), version, log, fileName));
    },
  },
  {
    detect: (json) => (isDump(json) ? 'dump' : undefined),
    read: (json, _format, { log, fileName }) => readDump(json, log, fileName),
  },
  {
    detect: detectVariables,
    read: (json, format, { log, fileName }) => {
      if (format === 'environment') return { environments: [readEnvironment(json, log, fileName)] };
      const { variables, unknown } = readGlobalsFile(json, log, fileName);
      return { globals: variables, globalsUnknown: unknown };
    },
  },
  {
    detect: (json) => (isV1Collection(unwrap(json)) ? 'collection-1' : undefined),
    read: (json, _format, { log, fileName }) =>
      asCollection(readCollection(v1ToCollection(unwrap(json), fileName), '2.1', log, fileName)),
  },
];

/** The API of the field answers with `{collection: {…}}`, and people save that. */
function unwrap(json: JsonValue): JsonValue {
  if (!isJsonObject(json) || json['info'] !== undefined) return json;
  return isJsonObject(json['collection']) ? json['collection'] : json;
}

/**
 * Reads a file, or pasted text, of any known format. Recognises it by its content; `name` only speaks in messages.
 * @throws AppError with a {@link FormatErrorCode}
 */
export function readFile(name: string, content: Uint8Array | string): ParsedFile {
  const text = toText(name, content);
  const log = new ImportLog();
  if (isCurl(text)) {
    log.counts.requests++;
    return finish('curl', { requests: [readCurl(text)] });
  }
  if (!/^\s*[[{]/.test(text)) throw notRecognised(name, text);
  const { value, leftOut } = parseJson(text, name);
  for (const key of leftOut) {
    log.leftOut('', `A field named "${key}" can do harm in programs, and was left out.`);
  }
  for (const { detect, read } of JSON_FORMATS) {
    const format = detect(value);
    if (format) return finish(format, read(value, format, { fileName: name, log }));
  }
  throw unknownFormat(name, isJsonObject(value) ? foreignFormat(Object.keys(value)) : undefined);

  function finish(format: FileFormat, read: Read): ParsedFile {
    return {
      format,
      collections: [],
      requests: [],
      environments: [],
      globals: null,
      globalsUnknown: {},
      ...read,
      blobs: log.blobs,
      report: log.toReport(name, format),
    };
  }
}

function toText(name: string, content: Uint8Array | string): string {
  if (content.length > MAX_FILE_BYTES) {
    const limit = `${MAX_FILE_BYTES / 1024 / 1024} MB`;
    throw new AppError<FormatErrorCode>(
      'too-large',
      `${name} is larger than ${limit}, which is the most that can be read. Nothing was imported.`,
    );
  }
  const text =
    typeof content === 'string' ? content.replace(/^\uFEFF/, '') : decodeText(content, name);
  if (text.trim() === '') {
    throw new AppError<FormatErrorCode>('empty', `${name} is empty. Nothing was imported.`);
  }
  return text;
}

function notRecognised(name: string, text: string): AppError<FormatErrorCode> {
  if (/^\s*<(!doctype html|html|head|body)\b/i.test(text)) {
    return new AppError<FormatErrorCode>(
      'html',
      `${name} is a web page, not an export: perhaps a log-in page was saved in its place. Nothing was imported.`,
    );
  }
  return unknownFormat(name);
}

/** Names files of formats that are known well and not read (yet). */
function foreignFormat(keys: readonly string[]): string | undefined {
  if (keys.includes('openapi') || keys.includes('swagger')) return 'an OpenAPI description';
  if (keys.includes('log')) return 'an HTTP archive (HAR)';
  if (keys.includes('__export_format') || keys.includes('_type')) return 'an Insomnia export';
  return undefined;
}

function unknownFormat(name: string, foreign?: string): AppError<FormatErrorCode> {
  const what = foreign
    ? `${name} is ${foreign}, which cannot be read yet.`
    : `${name} is no collection, environment, globals, data dump or cURL command.`;
  return new AppError<FormatErrorCode>('unknown-format', `${what} Nothing was imported.`);
}

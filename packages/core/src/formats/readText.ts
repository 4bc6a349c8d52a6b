/** The way of a text: recognised → parsed → neutral model. One step each; nothing is made on the way. */
import { AppError } from '../AppError.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';
import { isBru } from './bruno/isBru.ts';
import { isCurl, readCurls } from './curl/readCurl.ts';
import { ImportLog } from './importLog.ts';
import { JSON_FORMATS } from './jsonFormats.ts';
import type { FileFormat, FormatErrorCode, ParsedFile, Read, Source } from './parsedFile.ts';
import { isWebRequest, readWebRequests } from './powershell/readWebRequest.ts';
import { findSecrets } from './secrets/findSecrets.ts';
import { isUrls, readUrls } from './readUrls.ts';
import { parseJson, type ParsedJson } from './text/parseJson.ts';

/** Only so much of a text is looked at to tell its format. */
const HEAD_CHARS = 100_000;

/**
 * Reads a text of any known format; `name` only speaks in messages, and names what has no name of its own.
 * @throws AppError with a {@link FormatErrorCode}
 */
export async function readText(name: string, text: string): Promise<ParsedFile> {
  const source: Source = { fileName: name, log: new ImportLog() };
  const [format, read] = await readAny(text, source);
  source.log.likelySecrets(findSecrets(read, source.log.blobs));
  return toParsedFile(format, read, source);
}

/** Puts what a reader gave into the form that all files have. */
export function toParsedFile(
  format: FileFormat,
  read: Read,
  { log, fileName }: Source,
): ParsedFile {
  return {
    format,
    collections: [],
    requests: [],
    environments: [],
    globals: null,
    globalsUnknown: {},
    ...read,
    blobs: read.blobs ?? log.blobs,
    report: log.toReport(fileName, format),
  };
}

async function readAny(text: string, source: Source): Promise<[FileFormat, Read]> {
  const { fileName, log } = source;
  const head = text.slice(0, HEAD_CHARS);
  if (isCurl(head)) {
    const requests = readCurls(text);
    log.countNodes(requests);
    return ['curl', { requests }];
  }
  if (isWebRequest(head)) {
    const requests = readWebRequests(text);
    log.countNodes(requests);
    return ['powershell', { requests }];
  }
  if (isBru(head)) {
    const { readBruFile } = await import('./bruno/readBruno.ts');
    return ['bruno', readBruFile(text, source)];
  }
  if (isUrls(text)) return ['url', readUrls(text, source)];
  if (/^\s*[[{]/.test(head)) return readJson(parseJson(text, fileName), source);
  // A comment or an XML declaration may come first.
  if (/^\s*</.test(head) && /<(?:!doctype html|html|head|body)\b/i.test(head.slice(0, 2000))) {
    throw new AppError<FormatErrorCode>(
      'html',
      `${fileName} is a web page, not an export: perhaps a log-in page was saved in its place. Nothing was imported.`,
    );
  }
  if (isKnownYaml(head)) {
    const { parseYaml } = await import('./yaml/parseYaml.ts');
    return readJson(parseYaml(text, fileName), source);
  }
  if (isGraphqlSchema(head)) {
    const { readGraphqlSchema } = await import('./graphql/readGraphqlSchema.ts');
    return ['graphql', readGraphqlSchema(text, source)];
  }
  throw unknownFormat(fileName);
}

/** Whether a text has a line that only YAML files of known formats have. */
function isKnownYaml(head: string): boolean {
  return (
    /^["']?(?:openapi|swagger)["']?[ \t]*:/m.test(head) ||
    /^type[ \t]*:[ \t]*["']?\w+\.insomnia\.rest\/5/m.test(head) ||
    (/^_type[ \t]*:[ \t]*["']?export/m.test(head) && /^resources[ \t]*:/m.test(head))
  );
}

function isGraphqlSchema(head: string): boolean {
  return /^[ \t]*(?:extend[ \t]+)?(?:type|schema|interface|input|enum|union|scalar|directive)\b[^\n:=]*(?:\{|@|[ \t]*$)/m.test(
    head,
  );
}

async function readJson(
  { value, leftOut }: ParsedJson,
  source: Source,
): Promise<[FileFormat, Read]> {
  for (const key of leftOut) {
    source.log.leftOut('', `A field named "${key}" can do harm in programs, and was left out.`);
  }
  for (const { detect, read } of JSON_FORMATS) {
    const format = detect(value);
    if (format) return [format, await read(value, format, source)];
  }
  throw unknownFormat(source.fileName, value);
}

function unknownFormat(name: string, json?: JsonValue): AppError<FormatErrorCode> {
  const keys = isJsonObject(json) ? Object.keys(json) : [];
  const seen = keys.length === 0 ? '' : ` Its fields are ${quoteSome(keys)}.`;
  return new AppError<FormatErrorCode>(
    'unknown-format',
    `${name} is no collection, environment, data dump, API description, cURL command or other file that can be read.${seen} Nothing was imported.`,
  );
}

function quoteSome(keys: readonly string[]): string {
  const shown = keys.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 40)));
  return shown.join(', ') + (keys.length > shown.length ? ' …' : '');
}

/** Data files of a run: a JSON list of objects, or CSV whose first line names the columns. */
import { AppError, errorMessage } from '../AppError.ts';
import { decodeText } from '../formats/text/decodeText.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/**
 * Reads a data file in any encoding, with or without a byte order mark.
 * @throws AppError `bad-data`
 */
export function readDataFile(content: Uint8Array): readonly JsonObject[] {
  const text = decodeText(content);
  const json = parseJson(text);
  if (json === undefined) return parseCsv(text);
  if (Array.isArray(json) && json.every(isJsonObject)) return json;
  throw new AppError(
    'bad-data',
    'A data file in JSON is a list of objects, one for each iteration: [{"name": "value"}, …].',
  );
}

/** Undefined when it is no JSON; then it is CSV. */
function parseJson(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (/^\s*\[\s*\{/.test(text)) {
      throw new AppError('bad-data', `The data file is not valid JSON: ${errorMessage(error)}.`, {
        cause: error,
      });
    }
    return undefined;
  }
}

function parseCsv(text: string): JsonObject[] {
  const [head, ...rows] = csvRecords(text);
  if (!head) return [];
  const names = head.map(({ text: name }) => name);
  return rows.map((cells) =>
    Object.fromEntries(
      // A row that is too short leaves its last columns out, and cells without a column are nobody's.
      cells.slice(0, names.length).map((cell, i) => [names[i] as string, valueOf(cell)]),
    ),
  );
}

interface Cell {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Numbers are numbers unless they stand in quotes, as in the field. */
function valueOf({ text, isQuoted }: Cell): JsonValue {
  if (isQuoted) return text;
  return /^[-+]?(?:\d+|\d*\.\d+)$/.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : text;
}

/** RFC 4180, with space around cells ignored, and quotes inside an unquoted cell taken as they are. */
function csvRecords(text: string): Cell[][] {
  const records: Cell[][] = [];
  let record: Cell[] = [];
  const cell = /[^\S\r\n]*(?:"((?:[^"]|"")*)"[^\S\r\n]*(?=,|\r|\n|$)|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;
  for (;;) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) break;
    const [, quoted, plain = '', separator] = found;
    record.push(
      quoted === undefined
        ? { text: plain.trim(), isQuoted: false }
        : { text: quoted.replaceAll('""', '"'), isQuoted: true },
    );
    if (separator === ',') continue;
    const isEmpty = record.length === 1 && record[0]?.text === '' && !record[0].isQuoted;
    if (!isEmpty) records.push(record);
    record = [];
    if (separator === '' || cell.lastIndex === at) break;
  }
  return records;
}

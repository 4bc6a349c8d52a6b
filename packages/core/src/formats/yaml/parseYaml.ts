import { LineCounter, parseDocument } from 'yaml';
import { AppError, errorMessage } from '../../AppError.ts';
import type { JsonValue } from '../../model/json.ts';
import type { FormatErrorCode } from '../parsedFile.ts';
import { checkTree, tooDeep, type ParsedJson } from '../text/parseJson.ts';
import { documentToJson } from './documentToJson.ts';

/** Parsing YAML takes about a hundred times its size in memory. The largest public descriptions have 10 MB. */
const MAX_YAML_CHARS = 30 * 1024 * 1024;
/** Values that aliases may add to those a text has itself, so that a short text cannot stand for an endless one. */
const MAX_ADDED_VALUES = 1_000_000;

/**
 * Parses a YAML document of foreign origin into what JSON can say.
 * @throws AppError `not-yaml` with the line, `too-deep`, `too-large`
 */
export function parseYaml(text: string, fileName: string): ParsedJson {
  if (text.length > MAX_YAML_CHARS) {
    throw new AppError<FormatErrorCode>(
      'too-large',
      `${fileName} has more than 30 MB of YAML, which is the most that can be read. Save it as JSON and try again. Nothing was imported.`,
    );
  }
  const lines = new LineCounter();
  let value: JsonValue;
  try {
    // Strings that look like dates stay strings in the core schema, and `y` and `no` do too.
    const document = parseDocument(text, {
      lineCounter: lines,
      schema: 'core',
      // What is silent says nothing of a second document either, and would lose it.
      logLevel: 'error',
    });
    const [error] = document.errors;
    if (error) {
      const { line } = lines.linePos(error.pos[0]);
      const problem =
        error.code === 'MULTIPLE_DOCS' ? 'a second document begins' : firstLine(error.message);
      throw notYaml(fileName, `stops at line ${line}: ${problem}`, error);
    }
    // Depth first: an alias inside its own anchor ends as an overflow here, and not as an endless walk by levels.
    // A value takes a character or more: without aliases there are fewer than characters.
    value = documentToJson(document, text.length + MAX_ADDED_VALUES);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (cause instanceof RangeError) throw tooDeep(fileName, cause);
    throw notYaml(fileName, `cannot be read as YAML: ${firstLine(errorMessage(cause))}`, cause);
  }
  return { value, leftOut: checkTree(value, fileName) };
}

function notYaml(fileName: string, what: string, cause: unknown): AppError<FormatErrorCode> {
  return new AppError<FormatErrorCode>('not-yaml', `${fileName} ${what}. Nothing was imported.`, {
    cause,
  });
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').replace(/\.$/, '');
}

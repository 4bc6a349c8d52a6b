/** The markup of Bruno's files: blocks of rows, of text, and lists. */
import { AppError } from '../../AppError.ts';
import type { RowInput } from '../../model/content.ts';
import type { FormatErrorCode } from '../parsedFile.ts';

/** The blocks of a file by name; of two with one name the first counts. */
export interface BruFile {
  /** `name { key: value }`; a `~` before the key switches a row off. */
  readonly rows: ReadonlyMap<string, readonly RowInput[]>;
  /** `name { any text }`, without the indentation. */
  readonly texts: ReadonlyMap<string, string>;
  /** `name [ a, b ]` */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

const BLOCK_START = /^([a-z][\w-]*(?::[\w-]+)*)[ \t]*([{[])[ \t]*$/;
const TEXT_BLOCK =
  /^(?:body(?::(?:json|text|xml|sparql|graphql|graphql:vars))?|script:[\w-]+|tests|docs|example)$/;

/**
 * Parses a file.
 * @throws AppError `bad-bru` with the line
 */
export function parseBru(text: string, fileName: string): BruFile {
  const rows = new Map<string, readonly RowInput[]>();
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const lines = text.split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.trim() === '') continue;
    const [start, name = '', bracket] = BLOCK_START.exec(line) ?? [];
    if (start === undefined) throw badBru(fileName, at, 'a block was expected');
    const end = lines.indexOf(bracket === '{' ? '}' : ']', at + 1);
    if (end < 0) throw badBru(fileName, at, `the block "${name}" is not closed`);
    const inner = lines.slice(at + 1, end);
    if (bracket === '[') putNew(lists, name, parseList(inner));
    else if (TEXT_BLOCK.test(name)) putNew(texts, name, outdent(inner));
    else putNew(rows, name, parseRows(inner, fileName, at + 1));
    at = end;
  }
  return { rows, texts, lists };
}

function putNew<T>(map: Map<string, T>, name: string, value: T): void {
  if (!map.has(name)) map.set(name, value);
}

function badBru(fileName: string, at: number, problem: string): AppError<FormatErrorCode> {
  return new AppError<FormatErrorCode>(
    'bad-bru',
    `${fileName} stops at line ${at + 1}: ${problem}. Nothing was imported.`,
  );
}

function outdent(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/^ {1,2}/, '')).join('\n');
}

function parseList(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(',')).flatMap((word) => word.trim() || []);
}

function parseRows(lines: readonly string[], fileName: string, from: number): RowInput[] {
  const rows: RowInput[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] as string).trim();
    if (line === '') continue;
    const isOff = line.startsWith('~');
    const body = isOff ? line.slice(1) : line;
    const [, quoted, plain = '', rest = ''] =
      /^(?:"((?:[^"\\]|\\.)*)"|([^:]*?))\s*:\s?(.*)$/.exec(body) ?? [];
    if (quoted === undefined && !body.includes(':')) {
      throw badBru(fileName, from + at, 'a row has no colon');
    }
    let value = rest.trim();
    if (value === "'''") {
      const end = lines.findIndex((candidate, i) => i > at && candidate.trim() === "'''");
      if (end < 0) throw badBru(fileName, from + at, "a text in ''' is not closed");
      value = lines
        .slice(at + 1, end)
        .map((inner) => inner.replace(/^ {1,4}/, ''))
        .join('\n');
      at = end;
    }
    const key = quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1');
    rows.push({ key, value, ...(isOff ? { enabled: false } : {}) });
  }
  return rows;
}

import { AppError } from '../../AppError.ts';
import type { JsonValue } from '../../model/json.ts';
import type { FormatErrorCode } from '../parsedFile.ts';
import { findJsonError, lineAndColumn } from './findJsonError.ts';

/** Lists and objects inside each other, at most. */
const MAX_JSON_DEPTH = 1000;

/**
 * Names that lead to an object's prototype. `JSON.parse` makes harmless own fields of them, but the next program that
 * copies such an object by assignment does not, Yjs refuses a value with a field `constructor`, and the workspace server
 * refuses documents that carry one. They are left out, and the user is told.
 */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/** What {@link parseJson} gives. `leftOut` has the names of forbidden fields, one for each time it occurred. */
export interface ParsedJson {
  readonly value: JsonValue;
  readonly leftOut: readonly string[];
}

/**
 * Parses JSON of foreign origin.
 * @throws AppError `not-json` with the line, `too-deep`
 */
export function parseJson(text: string, fileName: string): ParsedJson {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw notJson(text, fileName, cause);
  }
  return { value, leftOut: checkTree(value, fileName) };
}

function notJson(text: string, fileName: string, cause: unknown): AppError<FormatErrorCode> {
  const fault = findJsonError(text);
  // A text without a fault means that the engine gave up for a reason of its own: depth or memory.
  if (!fault) return tooDeep(fileName, cause);
  const { line, column } = lineAndColumn(text, fault.offset);
  // In a file of one line only the column says where to look.
  const where = text.includes('\n') ? `line ${line}` : `line ${line}, column ${column}`;
  return new AppError<FormatErrorCode>(
    'not-json',
    `${fileName} stops at ${where}: ${fault.problem}. Nothing was imported.`,
    { cause },
  );
}

/** Says that a file is nested too deeply. */
export function tooDeep(fileName: string, cause?: unknown): AppError<FormatErrorCode> {
  return new AppError<FormatErrorCode>(
    'too-deep',
    `${fileName} has more than ${MAX_JSON_DEPTH} levels of lists and objects inside each other. Nothing was imported.`,
    { cause },
  );
}

/** Walks level by level, without recursion: checks the depth and takes forbidden names out. */
export function checkTree(root: JsonValue, fileName: string): string[] {
  const leftOut: string[] = [];
  let level: object[] = typeof root === 'object' && root !== null ? [root] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) throw tooDeep(fileName);
    const below: object[] = [];
    for (const parent of level) {
      if (!Array.isArray(parent)) dropForbidden(parent as Record<string, unknown>, leftOut);
      for (const child of Object.values(parent) as unknown[]) {
        if (typeof child === 'object' && child !== null) below.push(child);
      }
    }
    level = below;
  }
  return leftOut;
}

function dropForbidden(object: Record<string, unknown>, leftOut: string[]): void {
  for (const key of FORBIDDEN_KEYS) {
    if (!Object.hasOwn(object, key)) continue;
    delete object[key];
    leftOut.push(key);
  }
}

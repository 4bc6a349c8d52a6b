import type { z } from 'zod';
import { AppError } from '../AppError.ts';
import type { FormatErrorCode } from './parsedFile.ts';

/**
 * Checks the structure of a file. The value itself is read on, not zod's copy of it.
 * @throws AppError `bad-shape`, with the place
 */
export function checkShape(schema: z.ZodType, json: unknown, fileName: string): void {
  const result = schema.safeParse(json);
  if (result.success) return;
  const issue = result.error.issues[0];
  const expected = issue ? describeExpected(issue) : 'as expected';
  throw new AppError<FormatErrorCode>(
    'bad-shape',
    `${fileName}: ${toPath(issue?.path ?? [])} is not ${expected}. Nothing was imported.`,
    { cause: result.error },
  );
}

function describeExpected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return withArticle(issue.expected);
  return issue.code === 'invalid_value' ? issue.values.join(' or ') : 'as expected';
}

function withArticle(type: string): string {
  if (type === 'array') return 'a list';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** `['item', 3, 'request']` as `item[3].request`. */
function toPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += text === '' ? String(key) : `.${String(key)}`;
  }
  return text === '' ? 'the whole' : text;
}

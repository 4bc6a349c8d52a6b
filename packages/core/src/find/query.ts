/** What is searched for, and where it stands in one text. */
import { AppError } from '../AppError.ts';

/** What a person typed and ticked. */
export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly isRegexp: boolean;
}

/** A match. Offsets in UTF-16 code units, end exclusive; never empty. */
export interface FindHit {
  readonly from: number;
  readonly to: number;
  /** What the groups of a regular expression took, from the first on. */
  readonly groups?: readonly (string | undefined)[];
  readonly named?: Readonly<Record<string, string | undefined>>;
}

export type FindErrorCode = 'bad-pattern';

const escapeLiteral = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/**
 * The expression of a query.
 * @throws AppError `bad-pattern` when it is no regular expression
 */
export function compileQuery(query: FindQuery): RegExp {
  const source = query.isRegexp ? query.text : escapeLiteral(query.text);
  const flags = query.matchCase ? 'gm' : 'gim';
  const bounded = (word: string) =>
    query.wholeWord ? `(?<!${word})(?:${source})(?!${word})` : source;
  try {
    // Alone first: a bracket too many must not close ours.
    if (query.isRegexp) RegExp(query.text, flags);
    try {
      return new RegExp(bounded(String.raw`[\p{L}\p{N}_]`), `${flags}u`);
    } catch {
      // What the stricter reading of Unicode expressions refuses (`\-`) most people mean as it is.
      return new RegExp(bounded(String.raw`\w`), flags);
    }
  } catch (error) {
    throw new AppError<FindErrorCode>(
      'bad-pattern',
      `This is no regular expression: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** The first `most` matches of an expression of {@link compileQuery} in a text. Empty matches are none. */
export function findHits(pattern: RegExp, text: string, most: number): readonly FindHit[] {
  const hits: FindHit[] = [];
  for (const match of text.matchAll(pattern)) {
    if (hits.length >= most) break;
    if (match[0] === '') continue;
    hits.push({
      from: match.index,
      to: match.index + match[0].length,
      ...(match.length > 1 ? { groups: match.slice(1) } : {}),
      ...(match.groups ? { named: { ...match.groups } } : {}),
    });
  }
  return hits;
}

const TEMPLATE = /\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g;

/**
 * What stands in the place of a hit. For a regular expression `$&`, `$1` and `$<name>` are filled in as
 * `String.replace` does it (`$$` is a dollar); else the replacement is taken as it is.
 */
export function expandReplacement(
  template: string,
  isRegexp: boolean,
  hit: FindHit,
  matched: string,
): string {
  if (!isRegexp) return template;
  const groups = hit.groups ?? [];
  return template.replace(TEMPLATE, (written, dollar, whole, digits, name) => {
    if (dollar !== undefined) return '$';
    if (whole !== undefined) return matched;
    if (digits !== undefined) return expandNumber(digits as string, groups) ?? written;
    return hit.named ? (hit.named[name as string] ?? '') : written;
  });
}

/** `$12` is the twelfth group if there are so many, else the first one and a `2`. */
function expandNumber(digits: string, groups: readonly (string | undefined)[]): string | undefined {
  const isGroup = (number: number) => number >= 1 && number <= groups.length;
  if (isGroup(Number(digits))) return groups[Number(digits) - 1] ?? '';
  const first = Number(digits[0]);
  if (digits.length === 2 && isGroup(first)) return (groups[first - 1] ?? '') + digits.slice(1);
  return undefined;
}

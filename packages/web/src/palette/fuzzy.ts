/**
 * Matching for the palette. Each word of the query must occur: as it is written, or as letters in order that stand
 * close together. Linear in the text, so that 10,000 candidates are searched within a frame.
 */

/** A stretch of a text, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** How far scattered letters may lie apart, as a multiple of their number: beyond it everything matches everything. */
const MOST_SPREAD = 4;

/** The words that a query asks for, in lower case. */
export function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Where a word stands in a text in lower case; empty when it does not. */
function findWord(word: string, hay: string): readonly Range[] {
  const whole = findWhole(word, hay);
  if (whole >= 0) return [{ start: whole, end: whole + word.length }];
  const ranges: Range[] = [];
  let at = 0;
  for (const letter of word) {
    const found = hay.indexOf(letter, at);
    if (found < 0) return [];
    const last = ranges.at(-1);
    if (last && last.end === found) ranges[ranges.length - 1] = { ...last, end: found + 1 };
    else ranges.push({ start: found, end: found + 1 });
    at = found + 1;
  }
  return at - (ranges[0]?.start ?? 0) > word.length * MOST_SPREAD ? [] : ranges;
}

/** The place of a word as written, at the beginning of a word of the text if it stands there anywhere; else -1. */
function findWhole(word: string, hay: string): number {
  const first = hay.indexOf(word);
  for (let at = first; at >= 0; at = hay.indexOf(word, at + 1)) if (isBreak(hay, at)) return at;
  return first;
}

/** Score of a match, higher is better; -1 when a word does not occur. */
export function fuzzyScore(query: string, text: string): number {
  const words = wordsOf(query);
  if (words.length === 0) return 0;
  const hay = text.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const ranges = findWord(word, hay);
    const [first] = ranges;
    if (!first) return -1;
    // A word that stands there as written beats any scattered match.
    sum +=
      ranges.length === 1
        ? 1000 - first.start + (isBreak(hay, first.start) ? 200 : 0)
        : ranges.reduce((score, { start }) => score + (isBreak(hay, start) ? 4 : 0), 0) -
          ranges.length;
  }
  return Math.max(0, sum / words.length - text.length / 100);
}

/** Whether each word occurs in a text as it is written. For long texts, in which scattered letters mean nothing. */
export function containsWords(words: readonly string[], textInLowerCase: string): boolean {
  return words.every((word) => textInLowerCase.includes(word));
}

/** The parts of a text that match a query, in order and without overlap, to be made bold. */
export function matchRanges(query: string, text: string): readonly Range[] {
  const hay = text.toLowerCase();
  const found = wordsOf(query)
    .flatMap((word) => findWord(word, hay))
    .sort((a, b) => a.start - b.start);
  const ranges: Range[] = [];
  for (const range of found) {
    const last = ranges.at(-1);
    if (last && range.start <= last.end)
      ranges[ranges.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else ranges.push(range);
  }
  return ranges;
}

function isBreak(text: string, at: number): boolean {
  return at === 0 || /[\s/_.:{}-]/.test(text[at - 1] as string);
}

/** A candidate with its score. */
export interface Scored<T> {
  readonly item: T;
  readonly score: number;
}

/**
 * The best `most` candidates, best first; equal ones keep their order.
 * @param scoreOf the score of a candidate; negative when it does not match
 */
export function best<T>(
  candidates: readonly T[],
  scoreOf: (candidate: T) => number,
  most: number,
): readonly Scored<T>[] {
  const scored: Scored<T>[] = [];
  for (const item of candidates) {
    const score = scoreOf(item);
    if (score >= 0) scored.push({ item, score });
  }
  return scored.sort((a, b) => b.score - a.score).slice(0, most);
}

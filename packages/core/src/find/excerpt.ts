/** A hit with what stands around it, short enough for one line. */
import type { FindHit } from './query.ts';

/** The parts of the line; line breaks in the hit are shown as `↵`. */
export interface Excerpt {
  readonly before: string;
  readonly match: string;
  readonly after: string;
  /** The line it stands in, from 1. */
  readonly line: number;
}

const MOST_BEFORE = 32;
const MOST_MATCH = 160;
const MOST_AFTER = 120;

/** What a list shows of a hit. */
export function excerptOf(text: string, { from, to }: Pick<FindHit, 'from' | 'to'>): Excerpt {
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const newline = text.indexOf('\n', to);
  const lineEnd = newline < 0 ? text.length : newline;
  const start = Math.max(lineStart, from - MOST_BEFORE);
  const before = text.slice(start, from).trimStart();
  const match = text.slice(from, Math.min(to, from + MOST_MATCH));
  return {
    before: start > lineStart ? `…${before}` : before,
    match: match.replaceAll(/\r?\n/g, '↵') + (to - from > MOST_MATCH ? '…' : ''),
    after: text.slice(to, Math.min(lineEnd, to + MOST_AFTER)).trimEnd(),
    line: countLines(text, from),
  };
}

function countLines(text: string, end: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

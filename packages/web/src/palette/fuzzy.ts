/**
 * Fuzzy matching for the palette: the letters of the query in order, with a score that prefers runs, beginnings of
 * words and the beginning of the text. Linear in the text, so that 10,000 candidates are searched within a frame.
 */

/** Score of a match, higher is better; -1 when the letters do not all occur in order. */
export function fuzzyScore(query: string, text: string): number {
  if (query === '') return 0;
  const needle = query.toLowerCase();
  const hay = text.toLowerCase();
  const whole = hay.indexOf(needle);
  // A query that stands there as written beats any scattered match.
  if (whole >= 0)
    return 1000 - whole + (whole === 0 || isBreak(hay, whole) ? 200 : 0) - text.length / 100;
  let score = 0;
  let run = 0;
  let at = 0;
  for (const letter of needle) {
    if (letter === ' ') continue;
    const found = hay.indexOf(letter, at);
    if (found < 0) return -1;
    run = found === at && at > 0 ? run + 1 : 0;
    score += 1 + run * 2 + (isBreak(hay, found) ? 4 : 0) - Math.min(3, (found - at) / 10);
    at = found + 1;
  }
  return score - text.length / 100;
}

function isBreak(text: string, at: number): boolean {
  return at === 0 || /[\s/_.:{}-]/.test(text[at - 1] as string);
}

/** The best `most` candidates for a query, best first; equal ones keep their order. */
export function fuzzySearch<T>(
  query: string,
  candidates: readonly T[],
  textOf: (candidate: T) => string,
  most: number,
): readonly T[] {
  const trimmed = query.trim();
  if (trimmed === '') return candidates.slice(0, most);
  const scored: { candidate: T; score: number; at: number }[] = [];
  candidates.forEach((candidate, at) => {
    const score = fuzzyScore(trimmed, textOf(candidate));
    if (score >= 0) scored.push({ candidate, score, at });
  });
  return scored
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

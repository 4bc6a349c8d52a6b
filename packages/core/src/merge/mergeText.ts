import { diff3Merge } from 'node-diff3';

/** Longer texts are compared as a whole: finding their common lines takes quadratic time at worst. */
const MAX_LINES = 5000;

/** What became of a text. */
export interface MergedText {
  readonly text: string;
  /** Whether both sides changed the same lines; the preferred side's are in `text`. */
  readonly isConflict: boolean;
}

/** Merges line by line (diff3). Where both changed the same lines, those of `prefer` are taken. */
export function mergeText(
  base: string,
  mine: string,
  theirs: string,
  prefer: 'mine' | 'theirs',
): MergedText {
  if (mine === theirs || theirs === base) return { text: mine, isConflict: false };
  if (mine === base) return { text: theirs, isConflict: false };
  const [a, o, b] = [mine, base, theirs].map((text) => text.split('\n')) as [
    string[],
    string[],
    string[],
  ];
  const preferred = prefer === 'mine' ? mine : theirs;
  if (Math.max(a.length, o.length, b.length) > MAX_LINES)
    return { text: preferred, isConflict: true };
  let isConflict = false;
  const lines = diff3Merge(a, o, b, { excludeFalseConflicts: true }).flatMap(({ ok, conflict }) => {
    if (!conflict) return ok ?? [];
    isConflict = true;
    return prefer === 'mine' ? conflict.a : conflict.b;
  });
  return { text: lines.join('\n'), isConflict };
}

/**
 * Keys that say themselves what they are: services give theirs a prefix, so that they are found where they do not belong.
 * Each pattern ends after a bounded number of steps, or takes what it has walked over: a scan is linear.
 */
import { isPlaceholder, looksRandom } from './looksRandom.ts';

/** A secret found in a text. The value is for telling equal ones apart, and is never shown. */
export interface FoundSecret {
  readonly kind: string;
  readonly value: string;
}

/** What a text is searched for (`start`), and what has to follow there. */
interface SecretPattern {
  readonly kind: string;
  readonly start: string;
  readonly rest: string;
}

/** No further letter: what goes on is something else. */
const END = '(?![\\w])';
/** An end of a line, also as JSON and `.env` files write it. */
const BREAK = '(?:\\\\r|\\\\n|\\s){1,4}';

const PATTERNS: readonly SecretPattern[] = [
  { kind: 'AWS access key', start: 'A[KS]IA', rest: `[0-9A-Z]{16}${END}` },
  { kind: 'GitHub token', start: 'gh[pousr]_', rest: `[0-9A-Za-z]{36,255}${END}` },
  { kind: 'GitHub token', start: 'github_pat_', rest: '[0-9A-Za-z_]{40,255}' },
  { kind: 'GitLab token', start: 'glpat-', rest: '[\\w-]{20,64}' },
  { kind: 'Slack token', start: 'xox[abeoprs]-', rest: '[0-9A-Za-z-]{10,255}' },
  {
    kind: 'Slack webhook',
    start: 'hooks\\.slack\\.com/services/',
    rest: 'T\\w{8,12}/B\\w{8,12}/\\w{20,32}',
  },
  { kind: 'Google API key', start: 'AIza', rest: '[\\w-]{35}(?![\\w-])' },
  { kind: 'Google client secret', start: 'GOCSPX-', rest: '[\\w-]{28}' },
  { kind: 'Stripe live key', start: '[sr]k_live_', rest: '[0-9A-Za-z]{16,255}' },
  { kind: 'SendGrid key', start: 'SG\\.', rest: '[\\w-]{16,32}\\.[\\w-]{16,64}' },
  { kind: 'npm token', start: 'npm_', rest: `[0-9A-Za-z]{36}${END}` },
  { kind: 'Postman API key', start: 'PMAK-', rest: '[0-9a-f]{24}-[0-9a-f]{34}' },
  { kind: 'API key', start: 'sk-', rest: '[\\w-]{20,255}' },
  { kind: 'JSON Web Token', start: 'eyJ', rest: '[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{16,}' },
  {
    kind: 'private key',
    start: '-----BEGIN',
    rest: ` (?:[A-Z\\d]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----${BREAK}(?:[\\w-]{1,30}: [^\\n\\\\]{1,80}${BREAK}){0,3}[A-Za-z\\d+/]{32}`,
  },
];

/** Its groups are the patterns: the one that has matched says which it is. */
const START = new RegExp(PATTERNS.map(({ start }) => `(${start})`).join('|'), 'g');
const WHOLE = PATTERNS.map(({ kind, start, rest }) => ({
  kind,
  pattern: new RegExp(start + rest, 'y'),
}));
/** The shortest key has so many characters: most texts of a file are shorter. */
const MIN_CHARS = 20;

/** Finds all such keys in a text. */
export function findKeys(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  if (text.length < MIN_CHARS) return found;
  START.lastIndex = 0;
  for (let match = START.exec(text); match; match = START.exec(text)) {
    const at = match.index;
    // In the middle of a word nothing begins. Without this a text of beginnings would be walked once for each.
    if (at > 0 && /[\w-]/.test(text.charAt(at - 1)) && match[0] !== '-----BEGIN') continue;
    const secret = keyAt(text, at, match.indexOf(match[0], 1) - 1);
    if (!secret) continue;
    START.lastIndex = at + secret.value.length;
    if (isReal(secret)) found.push(secret);
  }
  return found;
}

function keyAt(text: string, at: number, which: number): FoundSecret | undefined {
  const { kind, pattern } = WHOLE[which] ?? {};
  if (kind === undefined || !pattern) return undefined;
  pattern.lastIndex = at;
  const [value] = pattern.exec(text) ?? [];
  return value === undefined ? undefined : { kind, value };
}

/** Documentation is full of keys that open nothing. */
function isReal({ kind, value }: FoundSecret): boolean {
  const last = value.slice(-32);
  if (kind === 'private key') return !isPlaceholder(last);
  // Of a few letters and a dash are many names: `sk-` has to be followed by what nobody would call anything.
  return kind === 'API key' || kind === 'Slack token' ? looksRandom(value) : !isPlaceholder(last);
}

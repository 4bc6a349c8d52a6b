/** Damages files in the ways that files get damaged, and in the ways that people damage them. */
import type { JsonValue } from '../../model/json.ts';

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32, public domain). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)] as T;
const below = (random: Random, limit: number): number => Math.floor(random() * limit);

const ODD_TEXTS = [
  '',
  '\0',
  '{{',
  '}}',
  '"',
  "'",
  '`',
  '^',
  '%',
  '$ref',
  '#/',
  '__proto__',
  '\u{1F600}',
  '\uD800',
  ': ',
  '- ',
  '*a',
  '&a ',
  '{',
  '}',
  '[',
  '\n',
  '\t',
  '---\n',
];
const ODD_VALUES: readonly JsonValue[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  [],
  {},
  [null],
  [[]],
  { a: null },
  { $ref: '#' },
  '{{x}}',
  ['x', 1],
];

/** Damages a text: cut, doubled, swapped or odd pieces. */
export function mutateText(text: string, random: Random): string {
  let result = text;
  for (let times = 1 + below(random, 4); times > 0; times--) {
    const at = below(random, result.length + 1);
    const length = below(random, Math.min(40, result.length) + 1);
    const head = result.slice(0, at);
    const tail = result.slice(at);
    const kind = below(random, 6);
    if (kind === 0) result = head;
    else if (kind === 1) result = head + tail.slice(length);
    else if (kind === 2) result = head + tail.slice(0, length) + tail;
    else if (kind === 3) result = head + pick(random, ODD_TEXTS) + tail;
    else if (kind === 4) result = head + pick(random, ODD_TEXTS) + tail.slice(length);
    else result = head + String.fromCharCode(below(random, 0x1_00_00)) + tail.slice(1);
  }
  return result;
}

/** Damages bytes. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const result = bytes.slice(0, random() < 0.2 ? below(random, bytes.length + 1) : bytes.length);
  for (let times = 1 + below(random, 8); times > 0 && result.length > 0; times--) {
    result[below(random, result.length)] = below(random, 256);
  }
  return result;
}

/** Puts values of other shapes into JSON, takes fields away, repeats members, swaps names. */
export function mutateJson(root: JsonValue, random: Random): JsonValue {
  const copy = copyOf(root);
  for (let times = 1 + below(random, 3); times > 0; times--) {
    const owners = containers(copy);
    const owner = pick(random, owners);
    if (owner === undefined) return pick(random, ODD_VALUES);
    const keys = Object.keys(owner);
    const key = pick(random, keys);
    if (key === undefined) continue;
    const target = owner as Record<string, JsonValue>;
    const kind = below(random, 5);
    if (kind <= 1) target[key] = copyOf(pick(random, ODD_VALUES));
    else if (kind === 2) delete target[key];
    else if (kind === 3) target[pick(random, keys)] = copyOf(target[key] as JsonValue);
    else
      target[pick(random, ['id', '$ref', 'item', 'type', 'name', 'value', '_id', 'parentId'])] =
        copyOf(pick(random, [...ODD_VALUES, ...keys]));
  }
  return copy;
}

/** Without a copy a member could come to stand inside itself, and the odd values would be odd no more. */
function copyOf(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}

function containers(root: JsonValue): object[] {
  const found: object[] = [];
  const stack: JsonValue[] = [root];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    found.push(at);
    for (const member of Object.values(at)) if (member !== undefined) stack.push(member);
  }
  return found;
}

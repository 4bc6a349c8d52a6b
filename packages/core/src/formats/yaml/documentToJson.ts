/**
 * What a YAML document says, as JSON. The library's own `toJS` looks through the whole document for each alias inside an
 * anchor: 10 s for a description of 800 KB whose parts are aliases. Here aliases are looked up once.
 */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  visit,
} from 'yaml';
import type { JsonValue } from '../../model/json.ts';

/**
 * Converts a document; aliases are copies of what they stand for.
 * @param maxValues more values than this are refused
 * @throws Error when there are more, and for an alias of nothing
 * @throws RangeError when an alias stands inside what it stands for
 */
export function documentToJson(document: Document, maxValues: number): JsonValue {
  const targets = findTargets(document);
  let left = maxValues;
  const convert = (node: unknown): JsonValue => {
    if (left-- <= 0) throw new Error('its aliases stand for more than can be read');
    if (isAlias(node)) return convert(targets.get(node));
    if (isMap(node)) return toObject(node.items);
    if (isSeq(node))
      return node.items.map((item) => (isPair(item) ? toObject([item]) : convert(item)));
    return isScalar(node) ? scalarToJson(node) : null;
  };
  const toObject = (pairs: readonly { key: unknown; value: unknown }[]): JsonValue =>
    // fromEntries makes own fields of all keys, `__proto__` too, which is then found and taken out.
    Object.fromEntries(pairs.map(({ key, value }) => [toKey(convert(key)), convert(value)]));
  return convert(document.contents);
}

/** The node each alias stands for: the last one before it that has the anchor (YAML 1.2.2, 7.1). */
function findTargets(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (!target) throw new Error(`there is no anchor "${node.source}"`);
      targets.set(node, target);
    },
  });
  return targets;
}

function toKey(key: JsonValue): string {
  if (typeof key === 'string') return key;
  return key === null ? '' : typeof key === 'object' ? JSON.stringify(key) : String(key);
}

/** YAML can say more than JSON: numbers without end, dates and bytes by tags. */
function scalarToJson({ value, source }: Scalar): JsonValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  return source ?? null;
}

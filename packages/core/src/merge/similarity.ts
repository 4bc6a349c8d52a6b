import { rowText } from '../model/rows.ts';
import { allNodes, type TreeNode } from './treeNode.ts';

/** Words that stand for a node when it is compared; more say nothing new. */
const MAX_WORDS = 2000;

const words = new WeakMap<TreeNode, ReadonlySet<string>>();

/** How alike two nodes are themselves, from 0 to 1: the words of their names, paths, texts and rows that both have. */
export function nodeSimilarity(a: TreeNode, b: TreeNode): number {
  return overlap(wordsOf(a), wordsOf(b));
}

/** How alike two folders are: by where their requests go or what they are called, and better when their names are equal. */
export function subtreeSimilarity(a: TreeNode, b: TreeNode): number {
  const [heldA, heldB] = [requestsOf(a), requestsOf(b)];
  const held = Math.max(overlap(heldA.targets, heldB.targets), overlap(heldA.names, heldB.names));
  return a.spec.name === b.spec.name ? 0.5 + held / 2 : held;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common / Math.max(a.size, b.size);
}

/** What the requests of a folder are called, and where they go. */
function requestsOf(folder: TreeNode): {
  targets: ReadonlySet<string>;
  names: ReadonlySet<string>;
} {
  const targets = new Set<string>();
  const names = new Set<string>();
  for (const { spec } of allNodes(folder)) {
    if (spec.kind !== 'http' && spec.kind !== 'ws') continue;
    const { method = '', baseUrl } = spec.fields ?? {};
    names.add(spec.name);
    if (typeof baseUrl === 'string' && baseUrl !== '')
      targets.add(JSON.stringify([method, baseUrl]));
  }
  return { targets, names };
}

function wordsOf(node: TreeNode): ReadonlySet<string> {
  const known = words.get(node);
  if (known) return known;
  const { name, fields = {}, texts = {}, tables = {} } = node.spec;
  const rows = Object.values(tables).flatMap((table) =>
    table.map(({ key, value }) => `${key} ${rowText({ value: value ?? '' })}`),
  );
  // All requests of a collection have the same few methods and the same host: those tell nothing apart.
  const status = typeof fields.status === 'number' ? fields.status : '';
  const baseUrl = typeof fields.baseUrl === 'string' ? fields.baseUrl : '';
  const path = baseUrl.replace(/^(?:[a-z]+:\/\/[^/]*|\{\{[^{}]*\}\})/i, '');
  const text = [name, path, String(status), ...Object.values(texts), ...rows].join(' ');
  const found = new Set<string>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    found.add(word);
    if (found.size >= MAX_WORDS) break;
  }
  words.set(node, found);
  return found;
}

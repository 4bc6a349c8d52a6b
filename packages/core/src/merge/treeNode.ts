/** A collection as a tree that can be walked both ways: what matching and merging work on. */
import { equalityDeep } from 'lib0/function';
import type { NodeSpec, RowInput } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import { getNodeMap, readNodeSpec } from '../model/readers.ts';
import { TABLES_OF_KIND, TEXTS_OF_KIND } from '../model/schema.ts';
import { nodeParts } from './nodeParts.ts';

/** One node with its own content; what lies below it is in `children`, not in the spec. */
export interface TreeNode {
  readonly spec: NodeSpec;
  /** Its id in the pad; null for what comes from a file, and for what is no longer in the pad. */
  readonly id: NodeId | null;
  /** Names the same thing on all sides, where a side knows it: its id, or the one that a unit of another document gives it. */
  readonly identity: NodeId | null;
  readonly parent: TreeNode | null;
  readonly children: TreeNode[];
}

/** The tree of a spec; `identities`, where they are known, are in the order of {@link allNodes}. */
export function specToTree(
  spec: NodeSpec,
  identities: readonly (NodeId | null)[] | null = null,
): TreeNode {
  return build(spec, (at) => ({ id: null, identity: identities?.[at] ?? null }));
}

/** The tree of what was imported last, each node with the id it has in the pad; `ids` are in the order of {@link allNodes}. */
export function baseToTree(spec: NodeSpec, ids: readonly (NodeId | null)[]): TreeNode {
  return build(spec, (at) => ({ id: ids[at] ?? null, identity: ids[at] ?? null }));
}

function build(spec: NodeSpec, idsAt: (at: number) => Pick<TreeNode, 'id' | 'identity'>): TreeNode {
  let at = 0;
  const buildNode = ({ children, ...own }: NodeSpec, parent: TreeNode | null): TreeNode => {
    const node: TreeNode = { spec: own, ...idsAt(at++), parent, children: [] };
    for (const child of children ?? []) node.children.push(buildNode(child, node));
    return node;
  };
  return buildNode(spec, null);
}

/** The tree of a node in a document, as the user sees it; undefined when it is not there. */
export function storeToTree(
  store: DocStore,
  id: NodeId,
  parent: TreeNode | null = null,
): TreeNode | undefined {
  const map = getNodeMap(store.roots.nodes, id);
  const spec = map && readNodeSpec(map);
  if (!spec) return undefined;
  const node: TreeNode = { spec, id, identity: id, parent, children: [] };
  for (const child of store.index.children(id)) {
    const below = storeToTree(store, child, node);
    if (below) node.children.push(below);
  }
  return node;
}

/** The node and all below it, those above first. */
export function allNodes(root: TreeNode, into: TreeNode[] = []): TreeNode[] {
  into.push(root);
  for (const child of root.children) allNodes(child, into);
  return into;
}

/** Names from the collection down. */
export function pathOf(node: TreeNode): string {
  return node.parent ? `${pathOf(node.parent)} / ${node.spec.name}` : node.spec.name;
}

/** A row with its defaults written out, and without what a document adds to it. */
export function plainRow(row: RowInput): Required<RowInput> {
  const { key, value = '', enabled = true, description = '', extra = {} } = row;
  return { key, value, enabled, description, extra };
}

const contents = new WeakMap<NodeSpec, string>();

/** Everything that a node says itself, as one text: equal content, equal text. Ids in files are not content. */
export function contentText(spec: NodeSpec): string {
  const known = contents.get(spec);
  if (known !== undefined) return known;
  const parts = [...nodeParts(spec)]
    .filter(([key]) => key !== 'fileId')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const tables = TABLES_OF_KIND[spec.kind].map((table) =>
    (spec.tables?.[table] ?? []).map(plainRow),
  );
  const texts = TEXTS_OF_KIND[spec.kind].map((name) => spec.texts?.[name] ?? '');
  const text = JSON.stringify([spec.kind, parts, tables, texts], sortKeys);
  contents.set(spec, text);
  return text;
}

/** Objects of equal content are written alike, in whatever order their keys were made. */
function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two values say the same; absent is a value of its own. */
export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return equalityDeep(a, b);
}

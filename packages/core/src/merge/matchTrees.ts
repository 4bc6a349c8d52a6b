/**
 * Finds which node of one tree is which of another. Files seldom have ids (0 of 17,299 items in one vendor's), names
 * repeat, folders are renamed and requests moved: first what is certain, then what is likely, each from the top down.
 */
import { nodeSimilarity, subtreeSimilarity } from './similarity.ts';
import { allNodes, contentText, type TreeNode } from './treeNode.ts';

/** Pairs, findable from both sides. */
export interface Matches {
  readonly toB: ReadonlyMap<TreeNode, TreeNode>;
  readonly toA: ReadonlyMap<TreeNode, TreeNode>;
}

type KeyOf = (node: TreeNode) => string | undefined;

/** More candidates than this on both sides are compared by their keys only: comparing is quadratic. */
const MAX_COMPARED = 200;
/** Nodes less alike than this are different nodes. */
const MIN_SIMILARITY = 0.5;

const target: KeyOf = ({ spec }) => {
  const { method = '', baseUrl, status = '' } = spec.fields ?? {};
  if (spec.kind === 'example') return JSON.stringify([spec.kind, status]);
  if (typeof baseUrl !== 'string' || baseUrl === '') return undefined;
  return JSON.stringify([spec.kind, method, baseUrl]);
};
const name: KeyOf = ({ spec }) => JSON.stringify([spec.kind, spec.name]);
const nameAndTarget: KeyOf = (node) => {
  const where = target(node);
  return where === undefined ? undefined : name(node) + where;
};
const content: KeyOf = ({ spec }) => contentText(spec);
/** A node alone says too little of a folder to know it by elsewhere. */
const contentAnywhere: KeyOf = (node) => (node.spec.kind === 'folder' ? undefined : content(node));

/** Matches two trees; their roots are the same thing. */
export function matchTrees(a: TreeNode, b: TreeNode): Matches {
  const matcher = new Matcher();
  matcher.link(a, b);
  matcher.linkByIdentity(allNodes(a), allNodes(b));
  matcher.linkByFileId(allNodes(a), allNodes(b));
  matcher.descend(a);
  matcher.linkMoved(a, b);
  matcher.linkSimilar(a);
  return matcher;
}

class Matcher implements Matches {
  readonly toB = new Map<TreeNode, TreeNode>();
  readonly toA = new Map<TreeNode, TreeNode>();

  link(a: TreeNode, b: TreeNode): void {
    this.toB.set(a, b);
    this.toA.set(b, a);
  }

  /** What both sides name alike is the same, however alike others look. */
  linkByIdentity(a: readonly TreeNode[], b: readonly TreeNode[]): void {
    const identityOf: KeyOf = ({ identity, spec }) =>
      identity === null ? undefined : `${spec.kind} ${identity}`;
    this.#linkEqual(a, b, identityOf, 'single');
  }

  /** Ids of files that both trees have once each. */
  linkByFileId(a: readonly TreeNode[], b: readonly TreeNode[]): void {
    const idOf: KeyOf = ({ spec }) =>
      typeof spec.fileId === 'string' ? `${spec.kind} ${spec.fileId}` : undefined;
    this.#linkEqual(a, b, idOf, 'single');
  }

  /** Goes down from a pair: children of a pair are matched among themselves by their keys. */
  descend(top: TreeNode): void {
    for (const a of allNodes(top)) {
      const b = this.toB.get(a);
      if (!b) continue;
      for (const keyOf of [content, nameAndTarget, name, target]) {
        this.#linkEqual(a.children, b.children, keyOf, 'in order');
      }
    }
  }

  /** What is not where it was: by content, by name and target, and folders by what they hold. */
  linkMoved(rootA: TreeNode, rootB: TreeNode): void {
    for (;;) {
      const a = allNodes(rootA).filter((node) => !this.toB.has(node));
      const b = allNodes(rootB).filter((node) => !this.toA.has(node));
      if (a.length === 0 || b.length === 0) return;
      const linked = [
        ...this.#linkFolders(a, b),
        ...this.#linkEqual(a, b, contentAnywhere, 'in order'),
        ...this.#linkEqual(a, b, nameAndTarget, 'in order'),
      ];
      if (linked.length === 0) return;
      for (const node of linked) this.descend(node);
    }
  }

  #linkFolders(a: readonly TreeNode[], b: readonly TreeNode[]): TreeNode[] {
    const isFolder = ({ spec }: TreeNode) => spec.kind === 'folder';
    const [foldersA, foldersB] = [a.filter(isFolder), b.filter(isFolder)];
    if (foldersA.length > MAX_COMPARED || foldersB.length > MAX_COMPARED) {
      return this.#linkEqual(foldersA, foldersB, name, 'single');
    }
    return this.#linkBest(foldersA, foldersB, subtreeSimilarity);
  }

  /** Children of pairs that nothing else matched: the most alike first. */
  linkSimilar(top: TreeNode): void {
    for (const a of allNodes(top)) {
      const b = this.toB.get(a);
      if (!b) continue;
      const left = a.children.filter((node) => !this.toB.has(node));
      const right = b.children.filter((node) => !this.toA.has(node));
      if (left.length > MAX_COMPARED || right.length > MAX_COMPARED) continue;
      for (const node of this.#linkBest(left, right, nodeSimilarity)) this.descend(node);
    }
  }

  #linkBest(
    a: readonly TreeNode[],
    b: readonly TreeNode[],
    similarity: (a: TreeNode, b: TreeNode) => number,
  ): TreeNode[] {
    const pairs = a.flatMap((left) =>
      b.map((right) => ({
        left,
        right,
        score: left.spec.kind === right.spec.kind ? similarity(left, right) : 0,
      })),
    );
    const linked: TreeNode[] = [];
    for (const { left, right, score } of pairs.sort((x, y) => y.score - x.score)) {
      if (score < MIN_SIMILARITY) break;
      if (this.toB.has(left) || this.toA.has(right)) continue;
      this.link(left, right);
      linked.push(left);
    }
    return linked;
  }

  /** Links what has equal keys: the first with the first, and so on; or only what has a key that no other has. */
  #linkEqual(
    a: readonly TreeNode[],
    b: readonly TreeNode[],
    keyOf: KeyOf,
    how: 'in order' | 'single',
  ): TreeNode[] {
    const left = groupByKey(a, this.toB, keyOf);
    const right = groupByKey(b, this.toA, keyOf);
    const linked: TreeNode[] = [];
    for (const [key, nodes] of left) {
      const others = right.get(key) ?? [];
      if (how === 'single' && (nodes.length > 1 || others.length > 1)) continue;
      nodes.forEach((node, i) => {
        const other = others[i];
        if (!other) return;
        this.link(node, other);
        linked.push(node);
      });
    }
    return linked;
  }
}

function groupByKey(
  nodes: readonly TreeNode[],
  taken: ReadonlyMap<TreeNode, TreeNode>,
  keyOf: KeyOf,
): Map<string, TreeNode[]> {
  const groups = new Map<string, TreeNode[]>();
  for (const node of nodes) {
    const key = taken.has(node) ? undefined : keyOf(node);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  return groups;
}

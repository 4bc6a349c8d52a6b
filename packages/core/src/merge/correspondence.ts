import { type Matches, matchTrees } from './matchTrees.ts';
import { allNodes, type TreeNode } from './treeNode.ts';

/** Which node of the pad, of the file and of what was imported last are the same. */
export interface Correspondence {
  readonly baseOf: (node: TreeNode) => TreeNode | undefined;
  readonly mineOf: (theirs: TreeNode) => TreeNode | undefined;
  readonly theirsOf: (mine: TreeNode) => TreeNode | undefined;
}

/** Matches all three; without a base the pad and the file directly. */
export function matchSides(
  base: TreeNode | null,
  mine: TreeNode,
  theirs: TreeNode,
): Correspondence {
  if (!base) {
    const { toA, toB } = matchTrees(mine, theirs);
    return {
      baseOf: () => undefined,
      mineOf: (node) => toA.get(node),
      theirsOf: (node) => toB.get(node),
    };
  }
  // What was imported keeps its id in the pad, however it was renamed, moved and edited there.
  const toMine = base.id === null ? matchTrees(base, mine) : matchById(base, mine);
  const toTheirs = matchTrees(base, theirs);
  const through = (node: TreeNode | undefined, map: ReadonlyMap<TreeNode, TreeNode>) =>
    node && map.get(node);
  return {
    baseOf: (node) => toMine.toA.get(node) ?? toTheirs.toA.get(node),
    mineOf: (node) => through(toTheirs.toA.get(node), toMine.toB),
    theirsOf: (node) => through(toMine.toA.get(node), toTheirs.toB),
  };
}

function matchById(base: TreeNode, mine: TreeNode): Matches {
  const byId = new Map(allNodes(mine).map((node) => [node.id, node]));
  const toB = new Map<TreeNode, TreeNode>([[base, mine]]);
  for (const node of allNodes(base)) {
    const other = node.id === null ? undefined : byId.get(node.id);
    if (other) toB.set(node, other);
  }
  return { toB, toA: new Map([...toB].map(([node, other]) => [other, node])) };
}

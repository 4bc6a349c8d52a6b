/** Who is there after the merge: what the file deleted goes, what it added comes, and what the pad changed stays. */
import type { Correspondence } from './correspondence.ts';
import type { Decisions } from './decisions.ts';
import { allNodes, contentText, type TreeNode } from './treeNode.ts';

/** The nodes of the pad that go. */
export function findRemoved(
  mine: TreeNode,
  sides: Correspondence,
  leaves: (node: TreeNode) => boolean,
  decisions: Decisions,
): ReadonlySet<TreeNode> {
  const removed = new Set<TreeNode>();
  /** Whether nothing of a node and what stays in it is to be kept. */
  const visit = (node: TreeNode): boolean => {
    const keptBelow = node.children.filter((child) => !visit(child) && !leaves(child));
    const base = sides.baseOf(node);
    if (!base || sides.theirsOf(node)) return false;
    const isMoved = node.parent !== null && sides.baseOf(node.parent) !== base.parent;
    const isChanged = isMoved || contentText(node.spec) !== contentText(base.spec);
    const holdsOwn = keptBelow.some((child) => !sides.baseOf(child));
    if (!isChanged && keptBelow.length === 0) {
      removed.add(node);
      return true;
    }
    // A folder that stays only for what was changed in it is told of there.
    if (!isChanged && !holdsOwn) return false;
    const values = {
      field: 'deleted upstream',
      base: base.spec.name,
      mine: node.spec.name,
      theirs: undefined,
    };
    if (!decisions.takesTheirs(node, values)) return false;
    for (const below of stayingBelow(node)) removed.add(below);
    return true;
  };
  const stayingBelow = (node: TreeNode): TreeNode[] => [
    node,
    ...node.children.flatMap((child) => (leaves(child) ? [] : stayingBelow(child))),
  ];
  visit(mine);
  return removed;
}

/** The nodes of the file that are new in the pad, or return to it. */
export function findAdded(
  theirs: TreeNode,
  sides: Correspondence,
  decisions: Decisions,
): ReadonlySet<TreeNode> {
  const added = new Set<TreeNode>();
  const visit = (node: TreeNode, above: 'here' | 'restored' | 'skipped'): void => {
    let state = above;
    if (sides.mineOf(node)) state = 'here';
    else if (above !== 'skipped' && (!sides.baseOf(node) || above === 'restored')) added.add(node);
    else if (above === 'here') {
      state = isChangedBelow(node, sides) && restores(node, decisions) ? 'restored' : 'skipped';
      if (state === 'restored') added.add(node);
    }
    for (const child of node.children) visit(child, state);
  };
  visit(theirs, 'here');
  return added;
}

function isChangedBelow(node: TreeNode, sides: Correspondence): boolean {
  return allNodes(node).some(({ spec }, i, all) => {
    const base = sides.baseOf(all[i] as TreeNode);
    return !base || contentText(base.spec) !== contentText(spec);
  });
}

function restores(node: TreeNode, decisions: Decisions): boolean {
  const name = node.spec.name;
  return decisions.takesTheirs(node, {
    field: 'deleted here',
    base: name,
    mine: undefined,
    theirs: name,
  });
}

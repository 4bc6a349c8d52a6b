/** Where each node of the pad stands after the merge. */
import type { Correspondence } from './correspondence.ts';
import type { Decisions } from './decisions.ts';
import { allNodes, pathOf, type TreeNode } from './treeNode.ts';

/** The parent of each node of the pad: one of the pad, or one of the file that is to be made. */
export type Places = ReadonlyMap<TreeNode, TreeNode | null>;

/** Follows moves of the file where the pad made none. */
export function findPlaces(
  mine: TreeNode,
  sides: Correspondence,
  added: ReadonlySet<TreeNode>,
  decisions: Decisions,
): Places {
  const places = new Map<TreeNode, TreeNode | null>();
  for (const node of allNodes(mine)) places.set(node, node.parent);
  for (const node of allNodes(mine)) {
    const target = targetOf(node, sides, added);
    if (!target || target === node.parent || !node.parent) continue;
    const base = sides.baseOf(node);
    if (!base) continue;
    const isMovedHere = sides.baseOf(node.parent) !== base.parent;
    const isFollowed =
      !isMovedHere ||
      decisions.takesTheirs(node, {
        field: 'place',
        base: base.parent && pathOf(base.parent),
        mine: pathOf(node.parent),
        theirs: pathOf(target),
      });
    if (isFollowed) places.set(node, target);
  }
  undoCircles(mine, places, sides);
  return places;
}

/** The parent that the file moved a node to; undefined when it did not move it. */
function targetOf(
  node: TreeNode,
  sides: Correspondence,
  added: ReadonlySet<TreeNode>,
): TreeNode | undefined {
  const base = sides.baseOf(node);
  const parent = sides.theirsOf(node)?.parent;
  if (!base || !parent || sides.baseOf(parent) === base.parent) return undefined;
  return sides.mineOf(parent) ?? (added.has(parent) ? parent : undefined);
}

/** Two moves, one on each side, may put two folders into each other: then the pad's stands. */
function undoCircles(
  mine: TreeNode,
  places: Map<TreeNode, TreeNode | null>,
  sides: Correspondence,
): void {
  for (let isDone = false; !isDone;) {
    const stuck = allNodes(mine).find(
      (node) => places.get(node) !== node.parent && isAboveItself(node, places, sides),
    );
    if (stuck) places.set(stuck, stuck.parent);
    else isDone = true;
  }
}

function isAboveItself(node: TreeNode, places: Places, sides: Correspondence): boolean {
  const seen = new Set<TreeNode>();
  let at: TreeNode | null | undefined = node;
  while (at && !seen.has(at)) {
    seen.add(at);
    // What is to be made stands where the file has it.
    const parent: TreeNode | null | undefined = places.has(at) ? places.get(at) : at.parent;
    at = parent && (sides.mineOf(parent) ?? parent);
  }
  return at === node;
}

import type { Conflict } from './report.ts';
import { pathOf, type TreeNode } from './treeNode.ts';

/** Collects what both sides changed, and knows what was chosen. */
export class Decisions {
  readonly conflicts: Conflict[] = [];
  readonly #chosen: ReadonlySet<string>;

  constructor(chosen: ReadonlySet<string>) {
    this.#chosen = chosen;
  }

  /** Notes a conflict; tells whether the file's side was chosen. */
  takesTheirs(
    node: TreeNode,
    values: Pick<Conflict, 'field' | 'base' | 'mine' | 'theirs'>,
  ): boolean {
    const path = pathOf(node);
    const conflict = `${node.id ?? path} ${values.field}`;
    this.conflicts.push({ conflict, kind: node.spec.kind, path, id: node.id, ...values });
    return this.#chosen.has(conflict);
  }
}

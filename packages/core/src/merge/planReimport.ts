/** Importing again into a collection that is there: a plan to look at, and the command that carries it out. */
import { AppError } from '../AppError.ts';
import type { NodeSpec } from '../model/content.ts';
import type { CommandErrorCode, DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import { applyOperations } from './applyOperations.ts';
import { type ImportBase, readImportBase, toImportBase } from './importBase.ts';
import { mergeTrees } from './mergeTrees.ts';
import type { ReimportReport } from './report.ts';
import { allNodes, baseToTree, specToTree, storeToTree } from './treeNode.ts';

/** What importing again would do. Nothing is done yet. */
export interface ReimportPlan {
  readonly collection: NodeId;
  readonly base: ImportBase | null;
  readonly theirs: NodeSpec;
  readonly theirIds: readonly (NodeId | null)[] | null;
  readonly report: ReimportReport;
}

/** What {@link applyReimport} did. */
export interface Reimported {
  readonly report: ReimportReport;
  /** The record to store in place of the one before. */
  readonly base: ImportBase;
}

/**
 * Plans a three-way merge of `base` (what was imported last, null when it is lost), the collection as it is now, and
 * `theirs` (the new file).
 * @param theirIds where they are known, the ids that the nodes of `theirs` have in the document, those above first
 * @throws AppError `not-found`
 */
export function planReimport(
  store: DocStore,
  collection: NodeId,
  base: ImportBase | null,
  theirs: NodeSpec,
  theirIds: readonly (NodeId | null)[] | null = null,
): ReimportPlan {
  const plan = { collection, base, theirs, theirIds };
  const { report } = merge(store, plan, new Set());
  return { ...plan, report };
}

/**
 * Carries a plan out, on the collection as it is by now. It is one step of undo.
 * @param choices ids of the conflicts in which the file's side is taken
 * @throws AppError `not-found`, `read-only`
 */
export function applyReimport(
  store: DocStore,
  plan: ReimportPlan,
  choices: ReadonlySet<string> = new Set(),
): Reimported {
  const { operations, report, mineOf, tree } = merge(store, plan, choices);
  const made = applyOperations(store, operations);
  const ids = allNodes(tree).map((node) => mineOf(node)?.id ?? made.get(node.spec) ?? null);
  return { report, base: toImportBase(plan.collection, plan.theirs, ids) };
}

function merge(
  store: DocStore,
  { collection, base, theirs, theirIds }: Omit<ReimportPlan, 'report'>,
  choices: ReadonlySet<string>,
) {
  const mine = storeToTree(store, collection);
  if (!mine) {
    throw new AppError<CommandErrorCode>(
      'not-found',
      'This collection is no longer there. Import the file as a new one.',
    );
  }
  const tree = specToTree(theirs, theirIds);
  const before = base && baseToTree(readImportBase(base), base.ids);
  return { ...mergeTrees(before, mine, tree, choices), tree };
}

/**
 * Importing an environment or the globals again: the same three-way merge. For it an environment is a collection that
 * holds nothing but its variables: a name, an id in the file, one table, unknown fields.
 */
import { AppError } from '../AppError.ts';
import type { RowOwner } from '../commands/rows.ts';
import type { EnvSpec, NodeSpec, RowInput } from '../model/content.ts';
import type { CommandErrorCode, DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId } from '../model/ids.ts';
import type { JsonObject } from '../model/json.ts';
import { getNodeMap } from '../model/readers.ts';
import { GLOBALS_UNKNOWN_KEY, UNKNOWN_PREFIX } from '../model/schema.ts';
import { applyRows } from './applyOperations.ts';
import { type ImportBase, readImportBase, toImportBase } from './importBase.ts';
import { mergeNode, type NodeChange } from './mergeNode.ts';
import type { MergedRow } from './mergeRows.ts';
import type { EnvReimportReport, FieldConflict } from './report.ts';
import { isSame, plainRow, specToTree, type TreeNode } from './treeNode.ts';

/** An environment of the pad, or its globals. */
export type EnvTarget = EnvId | 'globals';

/** What importing again would do. Nothing is done yet. */
export interface EnvReimportPlan {
  readonly target: EnvTarget;
  readonly base: ImportBase | null;
  /** What the file says, by {@link envToSpec} or {@link globalsToSpec}. */
  readonly theirs: NodeSpec;
  readonly report: EnvReimportReport;
}

const GLOBALS_NAME = 'Globals';

/** An environment in the form that is merged and recorded. */
export function envToSpec({ name, fileId, variables, unknown = {} }: EnvSpec): NodeSpec {
  return {
    kind: 'collection',
    name,
    ...(fileId === undefined ? {} : { fileId }),
    tables: { variables },
    unknown,
  };
}

/** Globals in the form that is merged and recorded; `unknown` are the fields of their file beside the variables. */
export function globalsToSpec(variables: readonly RowInput[], unknown: JsonObject): NodeSpec {
  return {
    kind: 'collection',
    name: GLOBALS_NAME,
    tables: { variables },
    unknown: Object.keys(unknown).length > 0 ? { globals: unknown } : {},
  };
}

/**
 * Plans a three-way merge of `base` (what was imported last, null when it is lost), the variables as they are now, and
 * `theirs` (the new file).
 * @throws AppError `not-found`
 */
export function planEnvReimport(
  store: DocStore,
  target: EnvTarget,
  base: ImportBase | null,
  theirs: NodeSpec,
): EnvReimportPlan {
  const { report } = merge(store, target, base, theirs, new Set());
  return { target, base, theirs, report };
}

/**
 * Carries a plan out, on the variables as they are by now. It is one step of undo. Current values are not touched.
 * @param choices ids of the conflicts in which the file's side is taken
 * @returns the record to store in place of the one before
 * @throws AppError `not-found`, `read-only`
 */
export function applyEnvReimport(
  store: DocStore,
  { target, base, theirs }: EnvReimportPlan,
  choices: ReadonlySet<string> = new Set(),
): ImportBase {
  const { change } = merge(store, target, base, theirs, choices);
  if (change) store.write(() => applyChange(store, target, change));
  return toImportBase(target, theirs, []);
}

/**
 * Makes variables say what a file says, in place: the environment keeps its id, so it stays the active one. Equal rows
 * keep theirs. One step of undo.
 * @returns the record to store
 * @throws AppError `not-found`, `read-only`
 */
export function replaceVariables(store: DocStore, target: EnvTarget, theirs: NodeSpec): ImportBase {
  // With the pad as the base nothing counts as an edit, and the file decides all.
  const mine = toImportBase(target, readTarget(store, target).spec, []);
  return applyEnvReimport(store, planEnvReimport(store, target, mine, theirs));
}

function merge(
  store: DocStore,
  target: EnvTarget,
  base: ImportBase | null,
  theirs: NodeSpec,
  choices: ReadonlySet<string>,
): { change: NodeChange | undefined; report: EnvReimportReport } {
  const mine = readTarget(store, target);
  const conflicts: FieldConflict[] = [];
  const change = mergeNode(
    base && specToTree(readImportBase(base)),
    mine,
    specToTree(theirs),
    (difference) => {
      const field = difference.field.replace(/^variables\./, '');
      const conflict = `${target} ${field}`;
      conflicts.push({ ...difference, conflict, field, path: mine.spec.name });
      return choices.has(conflict);
    },
  );
  const before = mine.spec.tables?.variables ?? [];
  const after = change?.tables[0]?.[1];
  return { change, report: { ...compareRows(before, after), conflicts } };
}

function readTarget(store: DocStore, target: EnvTarget): TreeNode & { readonly id: NodeId } {
  const env = target === 'globals' ? undefined : store.index.envContent(target);
  if (target !== 'globals' && !env) {
    throw new AppError<CommandErrorCode>(
      'not-found',
      'This environment is no longer there. Import the file as a new one.',
    );
  }
  const { variables, unknown } = store.index.globals;
  // A name of globals is not theirs to keep, so it is the same on all sides.
  const spec = env
    ? envToSpec({ ...env, fileId: env.fileId ?? null })
    : globalsToSpec(variables, unknown);
  return { ...specToTree(spec), id: target as string as NodeId };
}

function compareRows(
  before: readonly (RowInput & { readonly id?: string })[],
  after: readonly MergedRow[] | undefined,
): Omit<EnvReimportReport, 'conflicts'> {
  if (!after) return { added: [], updated: [], deleted: [], unchanged: before.length };
  const rowById = new Map(before.map((row) => [row.id, row]));
  const added: string[] = [];
  const updated: string[] = [];
  for (const { id, row } of after) {
    const now = id === null ? undefined : rowById.get(id);
    if (!now) added.push(row.key);
    else if (!isSame(plainRow(now), row)) updated.push(row.key);
  }
  const kept = new Set<string | undefined>(after.flatMap(({ id }) => id ?? []));
  const deleted = before.filter(({ id }) => !kept.has(id)).map(({ key }) => key);
  return { added, updated, deleted, unchanged: before.length - deleted.length - updated.length };
}

function applyChange(store: DocStore, target: EnvTarget, { parts, tables }: NodeChange): void {
  const isGlobal = target === 'globals';
  const map = isGlobal ? store.roots.envs : getNodeMap(store.roots.envs, target);
  for (const [key, value] of parts) {
    if (isGlobal && key !== `${UNKNOWN_PREFIX}globals`) continue;
    const place = isGlobal ? GLOBALS_UNKNOWN_KEY : key;
    if (value === undefined) map?.delete(place);
    else map?.set(place, value);
  }
  const owner: RowOwner = isGlobal ? { globals: true } : { env: target };
  for (const [, rows] of tables) applyRows(store, owner, rows);
}

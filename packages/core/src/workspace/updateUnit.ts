/** Importing again what is there: three ways between what came in last, the pad, and the workspace. */
import { equalityDeep } from 'lib0/function';
import * as Y from 'yjs';
import { readSpecTree } from '../commands/nodes.ts';
import {
  applyReimport,
  createImportBase,
  type ImportBase,
  planReimport,
  type ReimportReport,
} from '../merge/index.ts';
import type { NodeSpec } from '../model/content.ts';
import { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import { IMPORT, LOCAL } from '../model/origins.ts';
import { getNodeMap } from '../model/readers.ts';
import { tupleToRow } from '../model/rows.ts';
import { ROW_PREFIX } from '../model/schema.ts';
import { createUnitDoc, type Provenance, type UnitPlan, writeImportRecord } from './importStep.ts';
import type { UnitContent } from './unit.ts';

/** What came in last, for the next time. It stays on the device that imported. Plain data. */
export type UnitBase =
  | { readonly kind: 'collection'; readonly base: ImportBase }
  | { readonly kind: 'environment'; readonly entries: UnitContent['nodes'][number]['entries'] };

/** A unit as the merge and its report know it. */
function unitSpec(workspaceId: string, { content, epoch, root }: UnitPlan): NodeSpec {
  const store = new DocStore(createUnitDoc(workspaceId, content, epoch));
  const spec = readSpecTree(store, root as NodeId);
  store.destroy();
  return spec;
}

/** The base of a unit that is imported for the first time. */
export function createUnitBase(workspaceId: string, { content, epoch, root }: UnitPlan): UnitBase {
  if (content.kind === 'environment')
    return { kind: 'environment', entries: content.nodes[0]?.entries ?? [] };
  const store = new DocStore(createUnitDoc(workspaceId, content, epoch));
  const base = createImportBase(store, root as NodeId, readSpecTree(store, root as NodeId));
  store.destroy();
  return { kind: 'collection', base };
}

/** What an update would do. @param base null when this device does not have it */
export function planUpdate(
  workspace: DocStore,
  workspaceId: string,
  plan: UnitPlan,
  base: UnitBase | null,
): ReimportReport {
  if (plan.content.kind === 'environment') return mergeEnv(workspace, plan, base).report;
  const before = base?.kind === 'collection' ? base.base : null;
  return planReimport(workspace, plan.root as NodeId, before, unitSpec(workspaceId, plan)).report;
}

/** How a unit is updated. */
interface UpdateOptions {
  readonly base: UnitBase | null;
  /** Ids of the conflicts in which the pad's side is taken. */
  readonly choices: ReadonlySet<string>;
  readonly by: Provenance;
}

/**
 * Updates a unit in place. `undo` takes back what this changed and nobody has changed since, as long as the document is
 * open.
 * @throws AppError `not-found`, `read-only`
 */
export function applyUpdateOf(
  workspace: DocStore,
  workspaceId: string,
  plan: UnitPlan,
  options: UpdateOptions,
): { readonly base: UnitBase; readonly undo: () => void } {
  const { nodes, envs, imports } = workspace.roots;
  const manager = new Y.UndoManager([nodes, envs, imports], {
    trackedOrigins: new Set([LOCAL, IMPORT]),
    captureTimeout: Infinity,
  });
  try {
    const base = updateUnit(workspace, workspaceId, plan, options);
    return { base, undo: () => void manager.undo() };
  } finally {
    // It listens no longer; what it has seen it can still take back.
    manager.destroy();
  }
}

function updateUnit(
  workspace: DocStore,
  workspaceId: string,
  plan: UnitPlan,
  options: UpdateOptions,
): UnitBase {
  const { content, epoch, hash, root } = plan;
  const record = () =>
    writeImportRecord(workspace, { unit: content.id, epoch, hash, root }, options.by);
  if (content.kind === 'environment') {
    const { changes } = mergeEnv(workspace, plan, options.base, options.choices);
    const map = getNodeMap(workspace.roots.envs, root);
    workspace.write(
      () => {
        for (const [key, value] of changes) {
          if (value === undefined) map?.delete(key);
          else map?.set(key, value);
        }
        record();
      },
      'new',
      IMPORT,
    );
    return { kind: 'environment', entries: content.nodes[0]?.entries ?? [] };
  }
  const before = options.base?.kind === 'collection' ? options.base.base : null;
  const merge = planReimport(workspace, root as NodeId, before, unitSpec(workspaceId, plan));
  const { base } = applyReimport(workspace, merge, options.choices);
  workspace.write(record, 'new', IMPORT);
  return { kind: 'collection', base };
}

/** Entry by entry: ids of rows are kept, so the same key is the same row. */
function mergeEnv(
  workspace: DocStore,
  { content, root }: UnitPlan,
  base: UnitBase | null,
  choices: ReadonlySet<string> = new Set(),
): { readonly changes: Map<string, JsonValue | undefined>; readonly report: ReimportReport } {
  const map = getNodeMap(workspace.roots.envs, root);
  const theirs = new Map(content.nodes[0]?.entries);
  const known = base?.kind === 'environment' ? new Map(base.entries) : null;
  const changes = new Map<string, JsonValue | undefined>();
  const conflicts: ReimportReport['conflicts'][number][] = [];
  const keys = new Set([...theirs.keys(), ...(known?.keys() ?? [])]);
  for (const key of keys) {
    if (key === 'order') continue;
    const mine = map?.get(key) as JsonValue | undefined;
    const new_ = theirs.get(key);
    const before = known ? known.get(key) : mine === undefined ? undefined : NO_BASE;
    if (equalityDeep(mine, new_) || equalityDeep(before, new_)) continue;
    if (!equalityDeep(before, mine)) {
      const conflict = `${root} ${key}`;
      const field = fieldName(key, new_ ?? mine);
      conflicts.push({
        conflict,
        kind: 'folder',
        path: content.name,
        id: null,
        field,
        base: before === NO_BASE ? undefined : shown(key, before),
        mine: shown(key, mine),
        theirs: shown(key, new_),
      });
      if (!choices.has(conflict)) continue;
    }
    changes.set(key, new_);
  }
  const entry = { kind: 'folder', path: content.name, id: null } as const;
  return {
    changes,
    report: {
      added: [],
      updated: changes.size > 0 ? [entry] : [],
      unchanged: changes.size > 0 ? 0 : 1,
      deleted: [],
      conflicts,
    },
  };
}

/** Equal to nothing that can stand in a document: then a difference is a conflict. */
const NO_BASE: JsonValue = { 'no base': true };

function fieldName(key: string, value: JsonValue | undefined): string {
  const prefix = ROW_PREFIX.variables;
  return key.startsWith(prefix) ? (tupleToRow(key, value)?.key ?? key) : key;
}

function shown(key: string, value: JsonValue | undefined): JsonValue | undefined {
  return key.startsWith(ROW_PREFIX.variables) ? tupleToRow(key, value)?.value : value;
}

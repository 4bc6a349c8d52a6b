/** Importing again what is there: three ways between what came in last, the pad, and the workspace. */
import * as Y from 'yjs';
import { readSpecTree } from '../commands/nodes.ts';
import {
  applyEnvReimport,
  applyReimport,
  type EnvReimportPlan,
  type EnvReimportReport,
  type EnvTarget,
  envToSpec,
  globalsToSpec,
  type ImportBase,
  planEnvReimport,
  planReimport,
  type ReimportPlan,
  type ReimportReport,
  toImportBase,
} from '../merge/index.ts';
import type { NodeSpec } from '../model/content.ts';
import { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import { IMPORT, LOCAL } from '../model/origins.ts';
import {
  createUnitDoc,
  hashUnit,
  idIn,
  type Provenance,
  type UnitDoc,
  type UnitPlan,
  writeImportRecord,
} from './importStep.ts';
import { keepLeftOut, type SpecWithIds } from './leftOut.ts';

/** What came in last, for the next time. It stays on the device that imported. Plain data. */
export interface UnitBase {
  readonly base: ImportBase;
  /** Nodes of the pad that stayed behind. */
  readonly leftOut: readonly string[];
}

/** The unit's document, as the merge and its report know it. It is gone afterwards. */
function readUnitDoc<T>({ doc }: UnitDoc, read: (store: DocStore) => T): T {
  const store = new DocStore(doc);
  try {
    return read(store);
  } finally {
    store.destroy();
  }
}

/** A collection, with the ids that its nodes have or get in the workspace, those above first. */
function readCollection(doc: UnitDoc, plan: UnitPlan): SpecWithIds {
  const root = plan.root as NodeId;
  return readUnitDoc(doc, (store) => {
    const ids: NodeId[] = [];
    const walk = (id: NodeId) => {
      ids.push(id);
      for (const child of store.index.children(id)) walk(child);
    };
    walk(root);
    return { spec: readSpecTree(store, root), ids };
  });
}

/** An environment or the globals, in the form that is merged. */
function readVariables(doc: UnitDoc, plan: UnitPlan): NodeSpec {
  return readUnitDoc(doc, ({ index }) => {
    const env = plan.content.kind === 'globals' ? undefined : index.envContent(plan.root);
    if (env) return envToSpec({ ...env, fileId: env.fileId ?? null });
    return globalsToSpec(index.globals.variables, index.globals.unknown);
  });
}

/** The base of a unit that is imported for the first time. @param doc is gone afterwards */
export function createUnitBase(doc: UnitDoc, plan: UnitPlan): UnitBase {
  const { content } = plan;
  if (content.kind !== 'collection') {
    const spec = readVariables(doc, plan);
    return { base: toImportBase(plan.root as EnvTarget, spec, []), leftOut: [] };
  }
  const { spec, ids } = readCollection(doc, plan);
  return { base: toImportBase(plan.root as NodeId, spec, ids), leftOut: content.leftOut };
}

/** What an update would do. @param base null when this device does not have it */
export function planUpdate(
  workspace: DocStore,
  workspaceId: string,
  plan: UnitPlan,
  base: UnitBase | null,
): ReimportReport {
  if (plan.content.kind === 'collection')
    return planCollection(workspace, workspaceId, plan, base).report;
  return toUnitReport(plan, planVariables(workspace, workspaceId, plan, base).report);
}

function planCollection(
  workspace: DocStore,
  workspaceId: string,
  plan: UnitPlan,
  before: UnitBase | null,
): ReimportPlan {
  const { content, epoch, root } = plan;
  const idOf = idIn(content, epoch);
  const leftOut = new Set<string>(content.leftOut.map(idOf));
  const base = before?.base ?? null;
  const { spec, ids } = keepLeftOut(
    readCollection(createUnitDoc(workspaceId, plan), plan),
    base,
    leftOut,
  );
  // A unit has the same ids each time it is read, so that two requests that say the same are told apart.
  return planReimport(workspace, root as NodeId, base, spec, ids);
}

function planVariables(
  workspace: DocStore,
  workspaceId: string,
  plan: UnitPlan,
  before: UnitBase | null,
): EnvReimportPlan {
  const theirs = readVariables(createUnitDoc(workspaceId, plan), plan);
  return planEnvReimport(workspace, plan.root as EnvTarget, before?.base ?? null, theirs);
}

/** Variables are parts of one thing: it is what is updated, and only what both sides changed is told apart. */
function toUnitReport({ content }: UnitPlan, report: EnvReimportReport): ReimportReport {
  const entry = { kind: 'collection', path: content.name, id: null } as const;
  const { added, updated, deleted, conflicts } = report;
  const isChanged = added.length + updated.length + deleted.length > 0;
  return {
    added: [],
    updated: isChanged ? [entry] : [],
    unchanged: isChanged ? 0 : 1,
    deleted: [],
    conflicts: conflicts.map((conflict) => ({ ...entry, ...conflict })),
  };
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
  { base: before, choices, by }: UpdateOptions,
): UnitBase {
  const { content, epoch, hash, root } = plan;
  const base =
    content.kind === 'collection'
      ? applyReimport(workspace, planCollection(workspace, workspaceId, plan, before), choices).base
      : applyEnvReimport(workspace, planVariables(workspace, workspaceId, plan, before), choices);
  const record = { unit: content.id, epoch, hash: hash ?? hashUnit(content), root };
  workspace.write(() => writeImportRecord(workspace, record, by), 'new', IMPORT);
  return { base, leftOut: content.leftOut };
}

/**
 * Writing an import that is too large for one transaction: the parts go in below collections that are still pending,
 * and one small transaction makes all of it visible. See SPEC.md, IMP1.
 */
import * as Y from 'yjs';
import type { EnvSpec, NodeSpec, RowInput } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import { createBatchId, type BatchId, type EnvId, type NodeId } from '../model/ids.ts';
import { placeKeys } from '../model/orderKeys.ts';
import { IMPORT, MAINTENANCE } from '../model/origins.ts';
import { DRAFTS, isPending, PENDING_PREFIX } from '../model/projection.ts';
import { getNodeMap } from '../model/readers.ts';
import { getRoots, GLOBALS_UNKNOWN_KEY } from '../model/schema.ts';
import type { JsonObject } from '../model/json.ts';
import { createEnvs } from './envs.ts';
import { createNodes, planNodes, type PlannedNode, writeNode } from './nodes.ts';
import { addRows, getRows, updateRow } from './rows.ts';

/** A part stays under this, so that applying it does not hold up a frame. Characters, roughly bytes. */
const MAX_PART_CHARS = 200_000;

/** Collections as Yjs updates in parts, made where it holds nobody up (a worker). */
export interface EncodedCollections {
  readonly batch: BatchId;
  /** The collections, in order; pending until {@link commitCollections}. */
  readonly roots: readonly NodeId[];
  readonly updates: readonly Uint8Array[];
  /** For each collection the ids of all its nodes, from the top down, those above first. */
  readonly ids: readonly (readonly NodeId[])[];
}

/**
 * Encodes collections under a client id of their own, which keeps later typing cheap.
 * @param lastOrder order key of the document's last collection, or null
 */
export function encodeCollections(
  specs: readonly NodeSpec[],
  lastOrder: string | null,
): EncodedCollections {
  const batch = (PENDING_PREFIX + createBatchId()) as BatchId;
  const mark = Object.freeze([batch, Date.now()] as const);
  const siblings = lastOrder === null ? [] : [{ id: '', order: lastOrder }];
  const plan = planNodes(specs, null, placeKeys(siblings, siblings.length, specs.length).keys);
  const doc = new Y.Doc();
  const { nodes } = getRoots(doc);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  // Pending collections first: until they are there, their children would be orphans.
  const roots = plan.filter((node) => node.parent === null);
  doc.transact(() => roots.forEach((node) => writeNode(nodes, node, mark)));
  let part: PlannedNode[] = [];
  let chars = 0;
  const flush = () => {
    if (part.length > 0) doc.transact(() => part.forEach((node) => writeNode(nodes, node)));
    part = [];
    chars = 0;
  };
  for (const node of plan) {
    if (node.parent === null) continue;
    part.push(node);
    chars += sizeOf(node.spec);
    if (chars > MAX_PART_CHARS) flush();
  }
  flush();
  const ids: NodeId[][] = [];
  for (const node of plan) {
    if (node.parent === null) ids.push([]);
    ids.at(-1)?.push(node.id);
  }
  return { batch, roots: roots.map((node) => node.id), updates, ids };
}

/** Characters that a node brings along, its children aside. */
function sizeOf(spec: NodeSpec): number {
  let chars = 400;
  for (const text of Object.values(spec.texts ?? {})) chars += text.length;
  for (const rows of Object.values(spec.tables ?? {})) chars += rows.length * 120;
  return chars;
}

/** Takes one part in. Nothing of it is visible yet. */
export function applyCollectionsPart(store: DocStore, update: Uint8Array): void {
  // write() so that a read-only document refuses it.
  store.write(() => Y.applyUpdate(store.doc, update, IMPORT), 'new', IMPORT);
}

/** What an import makes beside whole collections. */
export interface ImportRest {
  /** Single requests; they become drafts. */
  readonly requests: readonly NodeSpec[];
  readonly environments: readonly EnvSpec[];
  /** Global variables; one of the same name gets the new value. */
  readonly globals: readonly RowInput[];
  /** Fields of a globals file beside its variables; kept for its export. */
  readonly globalsUnknown?: JsonObject;
}

/** What {@link commitCollections} made. */
export interface Imported {
  readonly collections: readonly NodeId[];
  readonly requests: readonly NodeId[];
  readonly environments: readonly EnvId[];
}

/** Makes an import visible, all at once. */
export function commitCollections(
  store: DocStore,
  encoded: EncodedCollections | null,
  rest: ImportRest,
): Imported {
  const collections = encoded?.roots ?? [];
  let requests: readonly NodeId[] = [];
  let environments: readonly EnvId[] = [];
  store.write(
    () => {
      for (const id of collections) getNodeMap(store.roots.nodes, id)?.delete('del');
      environments = createEnvs(store, rest.environments);
      if (rest.requests.length > 0) requests = createNodes(store, DRAFTS, rest.requests);
      mergeGlobals(store, rest.globals);
      if (rest.globalsUnknown && Object.keys(rest.globalsUnknown).length > 0) {
        store.roots.envs.set(GLOBALS_UNKNOWN_KEY, rest.globalsUnknown);
      }
    },
    'new',
    IMPORT,
  );
  return { collections, requests, environments };
}

function mergeGlobals(store: DocStore, rows: readonly RowInput[]): void {
  const owner = { globals: true } as const;
  const present = new Map(getRows(store, owner).map((row) => [row.key, row.id]));
  addRows(
    store,
    owner,
    rows.filter((row) => !present.has(row.key)),
  );
  for (const row of rows) {
    const id = present.get(row.key);
    if (id) updateRow(store, owner, id, row);
  }
}

/** Batches of imports that never became visible. */
export function pendingImports(store: DocStore): readonly BatchId[] {
  const batches = new Set<BatchId>();
  for (const node of store.index.nodes().values()) {
    if (isPending(node) && node.deleted) batches.add(node.deleted.batch);
  }
  return [...batches];
}

/** Removes an import that was cancelled or broke off, with all that lies below it. */
export function discardImport(store: DocStore, batch: BatchId): void {
  const nodes = store.index.nodes();
  const doomed = new Set<string>();
  for (const node of nodes.values()) if (node.deleted?.batch === batch) doomed.add(node.id);
  for (const node of nodes.values()) {
    const path: string[] = [];
    let at: string | null = node.id;
    while (at !== null && !doomed.has(at) && !path.includes(at)) {
      path.push(at);
      at = nodes.get(at as NodeId)?.parent ?? null;
    }
    if (at !== null && doomed.has(at)) for (const id of path) doomed.add(id);
  }
  store.write(() => doomed.forEach((id) => store.roots.nodes.delete(id)), 'new', MAINTENANCE);
}

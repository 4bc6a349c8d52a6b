/** Commands on nodes: create, rename, edit fields, duplicate, move. */
import * as Y from 'yjs';
import { AppError } from '../AppError.ts';
import type { FieldName, NodeKind, NodeSpec, Table } from '../model/content.ts';
import type { CommandErrorCode, DocStore } from '../model/docStore.ts';
import {
  createBatchId,
  createFileId,
  createNodeId,
  type BatchId,
  type NodeId,
} from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import { placeKeys, type Placement } from '../model/orderKeys.ts';
import { CREATE } from '../model/origins.ts';
import { canContain, DRAFTS } from '../model/projection.ts';
import { getNodeMap, readNodeSpec } from '../model/readers.ts';
import { rowsToEntries } from '../model/rows.ts';
import {
  AUTH_PREFIX,
  ROW_PREFIX,
  SETTING_PREFIX,
  TEXTS_OF_KIND,
  UNKNOWN_PREFIX,
} from '../model/schema.ts';

/** Where a node can be put: under a node, among the drafts, or (collections) at the top. */
export type Target = NodeId | typeof DRAFTS | null;

/** Everything under a spec, the spec itself first, with the ids it will have. */
export interface PlannedNode {
  readonly id: NodeId;
  readonly spec: NodeSpec;
  readonly parent: Target;
  readonly order: string;
}

/** Gives ids and places to a forest of specs. Pure: an import plans in a worker and writes in parts. */
export function planNodes(
  specs: readonly NodeSpec[],
  parent: Target,
  keys: readonly string[],
  plan: PlannedNode[] = [],
): PlannedNode[] {
  specs.forEach((spec, i) => {
    const id = createNodeId();
    plan.push({ id, spec, parent, order: keys[i] as string });
    const children = spec.children ?? [];
    if (children.length > 0) planNodes(children, id, placeKeys([], 0, children.length).keys, plan);
  });
  return plan;
}

/** Writes one planned node into the table. Call inside a transaction. */
export function writeNode(
  nodes: Y.Map<unknown>,
  node: PlannedNode,
  deleted?: readonly [BatchId, number],
): void {
  const { spec } = node;
  const entries: [string, unknown][] = [
    ['kind', spec.kind],
    ['name', spec.name],
    ['pos', Object.freeze([node.parent, node.order, null])],
  ];
  if (deleted) entries.push(['del', Object.freeze(deleted)]);
  if (spec.fileId !== undefined) entries.push(['fileId', spec.fileId]);
  else if (spec.kind === 'collection') entries.push(['fileId', createFileId()]);
  for (const [name, value] of Object.entries(spec.fields ?? {}))
    if (value !== undefined) entries.push([name, value]);
  for (const [table, rows] of Object.entries(spec.tables ?? {})) {
    entries.push(...rowsToEntries(ROW_PREFIX[table as Table], rows));
  }
  if (spec.auth && spec.auth.type !== 'inherit') entries.push(['authType', spec.auth.type]);
  for (const [type, fields] of Object.entries(spec.auth?.params ?? {})) {
    for (const [name, value] of Object.entries(fields))
      entries.push([`${AUTH_PREFIX}${type}.${name}`, value]);
  }
  for (const [name, value] of Object.entries(spec.settings ?? {}))
    entries.push([SETTING_PREFIX + name, value]);
  for (const [place, value] of Object.entries(spec.unknown ?? {})) {
    if (value !== undefined) entries.push([UNKNOWN_PREFIX + place, value]);
  }
  for (const name of TEXTS_OF_KIND[spec.kind])
    entries.push([name, new Y.Text(spec.texts?.[name] ?? '')]);
  nodes.set(node.id, new Y.Map(entries));
}

/** Siblings of a place in order, as order keys need them. */
function siblingsOf(store: DocStore, parent: Target): { id: NodeId; order: string }[] {
  const { index } = store;
  const ids =
    parent === null
      ? index.tree.collections
      : parent === DRAFTS
        ? index.tree.drafts
        : index.children(parent);
  return ids.map((id) => ({ id, order: index.node(id)?.order ?? '' }));
}

function requireFit(store: DocStore, kind: NodeKind, parent: Target): void {
  const parentKind = parent === null || parent === DRAFTS ? null : store.index.node(parent)?.kind;
  const fits =
    parent === DRAFTS
      ? kind === 'http' || kind === 'ws'
      : parentKind !== undefined && canContain(parentKind, kind);
  if (!fits) {
    throw new AppError<CommandErrorCode>('not-allowed', `A ${kind} cannot be put there.`);
  }
}

/** Gives re-keyed siblings their new keys, keeping their parents. */
function applyRekeyed(store: DocStore, placement: Placement): void {
  for (const [id, order] of placement.rekeyed) {
    const summary = store.index.node(id);
    if (summary) setPosition(store, id as NodeId, summary.parent, order, summary.prevParent);
  }
}

function setPosition(
  store: DocStore,
  id: NodeId,
  parent: string | null,
  order: string,
  prevParent: string | null,
): void {
  getNodeMap(store.roots.nodes, id)?.set('pos', Object.freeze([parent, order, prevParent]));
}

/**
 * Makes nodes under `parent` at `index` (default: last), each with everything below it. Returns the ids of the
 * topmost ones, in order.
 *
 * Two transactions: the nodes are born in the trash, and taken out of it by the local user. Undoing the creation
 * therefore puts them back into the trash and can never destroy what another person wrote in them meanwhile.
 * @throws AppError `read-only`, `not-allowed`
 */
export function createNodes(
  store: DocStore,
  parent: Target,
  specs: readonly NodeSpec[],
  index = Number.MAX_SAFE_INTEGER,
): readonly NodeId[] {
  for (const spec of specs) requireFit(store, spec.kind, parent);
  const placement = placeKeys(siblingsOf(store, parent), index, specs.length);
  const plan = planNodes(specs, parent, placement.keys);
  const mark = [createBatchId(), Date.now()] as const;
  store.write(
    () => plan.forEach((node) => writeNode(store.roots.nodes, node, mark)),
    'new',
    CREATE,
  );
  store.write(() => {
    for (const node of plan) getNodeMap(store.roots.nodes, node.id)?.delete('del');
    applyRekeyed(store, placement);
  });
  return plan.filter((node) => node.parent === parent).map((node) => node.id);
}

/** Makes one node; see {@link createNodes}. */
export function createNode(
  store: DocStore,
  parent: Target,
  spec: NodeSpec,
  index?: number,
): NodeId {
  return createNodes(store, parent, [spec], index)[0] as NodeId;
}

/** Gives a node another name. */
export function renameNode(store: DocStore, id: NodeId, name: string): void {
  setNodeKey(store, id, 'name', name);
}

/** Sets one single-valued field; undefined takes it away. Quick successive calls are one undo step. */
export function setField(
  store: DocStore,
  id: NodeId,
  field: FieldName,
  value: JsonValue | undefined,
): void {
  setNodeKey(store, id, field, value, 'merge');
}

/** Sets a request setting by its name in the collection format; undefined returns it to its default. */
export function setSetting(
  store: DocStore,
  id: NodeId,
  name: string,
  value: JsonValue | undefined,
): void {
  setNodeKey(store, id, SETTING_PREFIX + name, value);
}

/** Chooses the type of authorization; what was filled in for other types stays. */
export function setAuthType(store: DocStore, id: NodeId, type: string): void {
  setNodeKey(store, id, 'authType', type === 'inherit' ? undefined : type);
}

/** Sets one field of an authorization type. */
export function setAuthParam(
  store: DocStore,
  id: NodeId,
  type: string,
  name: string,
  value: JsonValue | undefined,
): void {
  setNodeKey(store, id, `${AUTH_PREFIX}${type}.${name}`, value, 'merge');
}

function setNodeKey(
  store: DocStore,
  id: NodeId,
  key: string,
  value: JsonValue | undefined,
  step: 'new' | 'merge' = 'new',
): void {
  const map = requireNode(store, id);
  if (map.get(key) === value) return;
  store.write(() => (value === undefined ? map.delete(key) : map.set(key, value)), step);
}

/** The node's map for a command. @throws AppError `not-found` */
export function requireNode(store: DocStore, id: NodeId): Y.Map<unknown> {
  const map = getNodeMap(store.roots.nodes, id);
  if (!map) {
    throw new AppError<CommandErrorCode>(
      'not-found',
      'This item is no longer there. It was removed for good elsewhere.',
    );
  }
  return map;
}

/** The live subtree of a node as the user sees it, as one spec: duplicating copies it, exporting writes it. */
export function readSpecTree(store: DocStore, id: NodeId): NodeSpec {
  const spec = readNodeSpec(requireNode(store, id));
  if (!spec)
    throw new AppError<CommandErrorCode>(
      'not-found',
      'This item is of a kind that this version does not know.',
    );
  const children = store.index.children(id).map((child) => readSpecTree(store, child));
  return { ...spec, children };
}

/** Copies nodes, each right behind its original; returns the copies' ids. Copies are new items of their own. */
export function duplicateNodes(store: DocStore, ids: readonly NodeId[]): readonly NodeId[] {
  const copies: NodeId[] = [];
  for (const id of topmost(store, ids)) {
    const place = store.index.tree.places.get(id);
    if (place === undefined || place === 'recovered') continue;
    const siblings = siblingsOf(store, place);
    const spec = withoutFileIds(readSpecTree(store, id));
    const at = siblings.findIndex((sibling) => sibling.id === id) + 1;
    copies.push(createNode(store, place, { ...spec, name: `${spec.name} copy` }, at));
  }
  return copies;
}

function withoutFileIds(spec: NodeSpec): NodeSpec {
  const { fileId: _, ...rest } = spec;
  return { ...rest, ...(spec.children ? { children: spec.children.map(withoutFileIds) } : {}) };
}

/** Of a selection, the nodes that have no selected ancestor, in tree order of their own lists. */
export function topmost(store: DocStore, ids: readonly NodeId[]): readonly NodeId[] {
  const selected = new Set(ids);
  return ids.filter((id) => !store.index.ancestors(id).some((ancestor) => selected.has(ancestor)));
}

/** Whether all of `ids` may be moved under `parent`: kinds fit, and no node goes under itself. */
export function canMove(store: DocStore, ids: readonly NodeId[], parent: Target): boolean {
  const parentKind = parent === null || parent === DRAFTS ? null : store.index.node(parent)?.kind;
  if (parentKind === undefined || parent === DRAFTS) return false;
  const above = new Set(parent === null ? [] : [parent, ...store.index.ancestors(parent)]);
  return ids.every((id) => {
    const kind = store.index.node(id)?.kind;
    return kind !== undefined && canContain(parentKind, kind) && !above.has(id);
  });
}

/**
 * Moves nodes under `parent`, before its present child number `index` (default: last).
 * @throws AppError `not-allowed` when {@link canMove} says no
 */
export function moveNodes(
  store: DocStore,
  ids: readonly NodeId[],
  parent: Target,
  index = Number.MAX_SAFE_INTEGER,
): void {
  const moved = topmost(store, ids);
  if (!canMove(store, moved, parent))
    throw new AppError<CommandErrorCode>('not-allowed', 'These cannot be moved there.');
  const moving = new Set<string>(moved);
  const all = siblingsOf(store, parent);
  const before = all.slice(0, index).filter((sibling) => !moving.has(sibling.id)).length;
  const rest = all.filter((sibling) => !moving.has(sibling.id));
  const placement = placeKeys(rest, before, moved.length);
  store.write(() => {
    moved.forEach((id, i) => {
      const place = store.index.tree.places.get(id);
      // What stood among the recovered items has no earlier parent worth returning to.
      const previous = place === 'recovered' || place === undefined ? null : place;
      setPosition(store, id, parent, placement.keys[i] as string, previous);
    });
    applyRekeyed(store, placement);
  });
}

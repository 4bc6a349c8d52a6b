/**
 * The import step: from the pad into a workspace, unit by unit. See ARCHITECTURE.md, section 4, and SPEC.md, IMP3-IMP8.
 */
import * as Y from 'yjs';
import type { DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId } from '../model/ids.ts';
import { isJsonObject } from '../model/json.ts';
import { IMPORT } from '../model/origins.ts';
import { getRoots } from '../model/schema.ts';
import { canonicalJson, deriveId, hashText, hashToClientId } from './canonical.ts';
import type { UnitContent } from './unit.ts';

/** What a workspace remembers of a unit that came in. */
export interface ImportRecord {
  /** How often it was made anew; see {@link createUnitDoc}. */
  readonly epoch: number;
  /** Hash of the content that came in last. */
  readonly hash: string;
  /** The collection or environment in the workspace. */
  readonly root: string;
  readonly padId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Id of the user. */
  readonly by: string;
}

/** What importing a unit would do. */
export type UnitAction = 'add' | 'add-again' | 'update' | 'unchanged';

/** One line of the dry run. */
export interface UnitPlan {
  readonly content: UnitContent;
  readonly action: UnitAction;
  readonly epoch: number;
  /** Of the content; null for what is added, which gets one as it is encoded. */
  readonly hash: string | null;
  /** Where it is, or will be, in the workspace. */
  readonly root: string;
}

/** What of a unit is remembered of its coming in. */
export type UnitStamp = { readonly unit: string } & Pick<ImportRecord, 'epoch' | 'hash' | 'root'>;

/** A unit in a document of its own. */
export interface UnitDoc extends UnitStamp {
  readonly doc: Y.Doc;
}

/** A unit as a Yjs update. */
export interface EncodedUnit extends UnitStamp {
  readonly update: Uint8Array;
}

/** Hash of a unit's content: equal content, equal hash, on every device. */
export function hashUnit(content: UnitContent): string {
  return hashText(canonicalJson([content.kind, content.id, content.nodes]));
}

/** The record of a unit, read with care: what stands in a document is foreign. */
export function readImportRecord(store: DocStore, unit: string): ImportRecord | undefined {
  const value: unknown = store.roots.imports.get(unit);
  if (!isJsonObject(value)) return undefined;
  const { epoch, hash, root, padId, at, by } = value;
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || epoch < 0) return undefined;
  if (typeof hash !== 'string' || typeof root !== 'string') return undefined;
  return {
    epoch,
    hash,
    root,
    padId: typeof padId === 'string' ? padId : '',
    at: typeof at === 'number' ? at : 0,
    by: typeof by === 'string' ? by : '',
  };
}

/** Says for each unit what importing it would do. Pure: nothing is written. */
export function planUnits(workspace: DocStore, contents: readonly UnitContent[]): UnitPlan[] {
  return contents.map((content) => {
    const record = readImportRecord(workspace, content.id);
    const root = record?.root ?? content.id;
    // Globals are there in every document, so they are never made.
    if (isLive(workspace, content.kind, root)) {
      const hash = hashUnit(content);
      const action = record?.hash === hash ? 'unchanged' : 'update';
      return { content, action, epoch: record?.epoch ?? 0, hash, root };
    }
    const isKnown =
      record !== undefined ||
      workspace.roots.nodes.has(content.id) ||
      workspace.roots.envs.has(content.id);
    const epoch = isKnown ? (record?.epoch ?? 0) + 1 : 0;
    return {
      content,
      action: isKnown ? 'add-again' : 'add',
      epoch,
      hash: null,
      root: idIn(content, epoch)(content.id),
    };
  });
}

function isLive(store: DocStore, kind: UnitContent['kind'], id: string): boolean {
  if (kind === 'globals') return true;
  return kind === 'environment'
    ? store.index.environments.includes(id as EnvId)
    : store.index.tree.places.has(id as NodeId) && store.index.node(id)?.kind === 'collection';
}

/** Ids are kept at first. What was deleted in the workspace keeps them too, so a later copy has its own. */
export function idIn(content: UnitContent, epoch: number): (id: string) => string {
  return (id) => (epoch === 0 ? id : deriveId(content.id, epoch, id));
}

/** The unit as an update. */
export function encodeUnit({ doc, ...stamp }: UnitDoc): EncodedUnit {
  return { ...stamp, update: Y.encodeStateAsUpdate(doc) };
}

/**
 * Builds a unit in a document of its own, under a client id that follows from what is in it. The same content for the
 * same workspace and epoch gives the same bytes wherever and however often it is made.
 */
export function createUnitDoc(
  workspaceId: string,
  { content, epoch }: Pick<UnitPlan, 'content' | 'epoch'>,
): UnitDoc {
  const doc = new Y.Doc();
  const hash = hashUnit(content);
  doc.clientID = hashToClientId(canonicalJson([workspaceId, epoch, hash]));
  const idOf = idIn(content, epoch);
  const { nodes, envs } = getRoots(doc);
  const target = content.kind === 'environment' ? envs : nodes;
  doc.transact(() => {
    if (content.kind === 'globals') {
      for (const [key, value] of content.nodes[0]?.entries ?? []) envs.set(key, value);
      return;
    }
    for (const node of content.nodes) {
      const entries: [string, unknown][] = [...node.entries].map(([key, value]) => [key, value]);
      if (content.kind === 'collection') {
        const parent = node.parent === null ? null : idOf(node.parent);
        entries.push(['pos', [parent, node.order, null]]);
      }
      for (const [key, text] of node.texts) entries.push([key, new Y.Text(text)]);
      target.set(idOf(node.id), new Y.Map(entries));
    }
  });
  return { doc, unit: content.id, epoch, hash, root: idOf(content.id) };
}

/** Who imports, for the record. */
export type Provenance = Pick<ImportRecord, 'padId' | 'at' | 'by'>;

/**
 * Takes a unit in, in one transaction: all of it is there, or nothing. Doing it again changes nothing.
 * @throws AppError `read-only`
 */
export function applyUnit(workspace: DocStore, unit: EncodedUnit, by: Provenance): void {
  const apply = (transaction: Y.Transaction) => {
    Y.applyUpdate(workspace.doc, unit.update, IMPORT);
    writeImportRecord(workspace, unit, by);
    // applyUpdate says that this came from elsewhere. Yjs would then take our own record for another's use of our
    // client id, and change that.
    transaction.local = true;
  };
  workspace.write(() => workspace.doc.transact(apply, IMPORT), 'new', IMPORT);
}

/** Remembers what came in. Call inside a transaction. The same thing again leaves the record as it is. */
export function writeImportRecord(
  workspace: DocStore,
  { unit, epoch, hash, root }: UnitStamp,
  { padId, at, by }: Provenance,
): void {
  const known = readImportRecord(workspace, unit);
  if (known?.epoch === epoch && known.hash === hash && known.root === root) return;
  workspace.roots.imports.set(unit, { epoch, hash, root, padId, at, by });
}

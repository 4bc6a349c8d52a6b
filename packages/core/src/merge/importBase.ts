/**
 * What was imported last. A merge needs it, and no document holds it: the caller keeps one record for each collection,
 * each environment and the globals that came from a file, in a store of this device, under the id of what it became.
 */
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { toHex } from '../formats/importLog.ts';
import type { NodeSpec } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId } from '../model/ids.ts';
import { allNodes, specToTree, storeToTree } from './treeNode.ts';

/** What a file became, or its variables did. */
export type ImportTarget = NodeId | EnvId | 'globals';

/** The record. It is plain data. */
export interface ImportBase {
  /** What it was imported as, which need not be a collection: the key of the record. */
  readonly collection: ImportTarget;
  /** The id in the file; null when the file has none. */
  readonly fileId: string | null;
  readonly name: string;
  /** SHA-256 of `text` in hex: a file of the same hash brings nothing new. */
  readonly hash: string;
  /** The spec as JSON. */
  readonly text: string;
  /**
   * The id of each node in the pad, from the top down and those above first; null for one that is not there. Empty when
   * they are not known: then nodes are told by what they say.
   */
  readonly ids: readonly (NodeId | null)[];
}

/**
 * Makes the record of an import that was just done, before anybody edits it. Store it.
 * @param spec what the file said
 */
export function createImportBase(store: DocStore, collection: NodeId, spec: NodeSpec): ImportBase {
  const made = storeToTree(store, collection);
  const nodes = made ? allNodes(made) : [];
  const isWhole = nodes.length === allNodes(specToTree(spec)).length;
  return toImportBase(collection, spec, isWhole ? nodes.map(({ id }) => id) : []);
}

/** Makes a record with ids that are known. */
export function toImportBase(
  collection: ImportTarget,
  spec: NodeSpec,
  ids: ImportBase['ids'],
): ImportBase {
  const text = JSON.stringify(spec);
  const { fileId = null, name } = spec;
  return { collection, fileId, name, hash: hashOf(text), text, ids };
}

/** What a record says. Records are this program's own, and whole or absent. */
export function readImportBase({ text }: ImportBase): NodeSpec {
  return JSON.parse(text) as NodeSpec;
}

/** Whether a file is the very one that was imported last. */
export function isSameImport({ hash }: ImportBase, spec: NodeSpec): boolean {
  return hash === hashOf(JSON.stringify(spec));
}

/**
 * The records of collections that a file may be a newer version of, the likeliest first: those of its id, and where ids
 * say nothing those of its name, and those that half of its requests are in.
 */
export function findImportBases(records: readonly ImportBase[], spec: NodeSpec): ImportBase[] {
  const targets = requestTargets(spec);
  return records
    .map((record) => ({ record, score: scoreOf(record, spec, targets) }))
    .filter(({ score }) => score >= 0.5)
    .sort((a, b) => b.score - a.score)
    .map(({ record }) => record);
}

function scoreOf(record: ImportBase, spec: NodeSpec, targets: ReadonlySet<string>): number {
  if (typeof spec.fileId === 'string' && spec.fileId === record.fileId) return 3;
  const known = requestTargets(readImportBase(record));
  let common = 0;
  for (const target of targets) if (known.has(target)) common++;
  const share = common / Math.max(1, targets.size, known.size);
  return record.name === spec.name ? 1 + share : share;
}

function requestTargets(spec: NodeSpec, into = new Set<string>()): ReadonlySet<string> {
  const { kind, name, fields = {}, children = [] } = spec;
  if (kind === 'http' || kind === 'ws')
    into.add(JSON.stringify([name, fields.method, fields.baseUrl]));
  else for (const child of children) requestTargets(child, into);
  return into;
}

function hashOf(text: string): string {
  return toHex(digest(encodeUtf8(text)));
}

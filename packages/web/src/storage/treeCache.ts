/**
 * The tree of the last session, kept beside the document's log: it is shown at once while the document itself, a
 * hundred times as large, is still being read.
 */
import {
  type DocIndex,
  type NodeId,
  type NodeSummary,
  projectTree,
  type Tree,
} from '@scratchpad/core';
import { z } from 'zod';
import type { UpdateStore } from './updateStore.ts';

const CACHE_NAME = 'scratchpad:tree';

const cacheSchema = z.object({
  version: z.literal(1),
  nodes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['collection', 'folder', 'http', 'ws', 'example']),
      name: z.string(),
      method: z.string(),
      parent: z.string().nullable(),
      order: z.string(),
    }),
  ),
});

/** A tree to look at: names, methods, order; no contents. */
export interface CachedTree {
  readonly tree: Tree;
  readonly nodes: ReadonlyMap<string, NodeSummary>;
}

/** The cached tree; undefined when there is none or it does not read. It is a convenience and may be wrong. */
export async function readTreeCache(store: UpdateStore): Promise<CachedTree | undefined> {
  const text = await store.readValue(CACHE_NAME);
  if (typeof text !== 'string') return undefined;
  try {
    const { nodes: cached } = cacheSchema.parse(JSON.parse(text));
    const nodes = new Map(
      cached.map((node): [NodeId, NodeSummary] => [
        node.id as NodeId,
        { ...node, id: node.id as NodeId, prevParent: null, deleted: null },
      ]),
    );
    return { tree: projectTree(nodes), nodes };
  } catch {
    return undefined;
  }
}

/** Writes the cache from the live tree. */
export async function writeTreeCache(store: UpdateStore, index: DocIndex): Promise<void> {
  const nodes = [];
  for (const [id, place] of index.tree.places) {
    const node = index.node(id);
    if (!node) continue;
    const { kind, name, method, order } = node;
    nodes.push({ id, kind, name, method, order, parent: place === 'recovered' ? null : place });
  }
  await store.writeValue(CACHE_NAME, JSON.stringify({ version: 1, nodes }));
}

/** The live picture of a document: summaries, the tree, plain contents, and who wants to hear of which change. */
import * as Y from 'yjs';
import type { EnvContent, NodeContent, TrashBatch } from './content.ts';
import type { BatchId, EnvId, NodeId } from './ids.ts';
import { compareOrdered } from './orderKeys.ts';
import { isPending, projectTree, type NodeSummary, type Tree } from './projection.ts';
import {
  getNodeMap,
  readContent,
  readEnv,
  readEnvSummary,
  readGlobals,
  readSummary,
  type EnvSummary,
} from './readers.ts';
import { getRoots, GLOBALS_PREFIX, type Roots } from './schema.ts';

/** What can be listened to. A listener hears after the transaction, once, that its topic changed. */
export type Topic =
  | 'tree'
  | 'trash'
  | 'envs'
  | 'globals'
  | `node:${string}`
  /** Any text of a node; apart from `node:`, so that a keystroke renders nothing else. */
  | `text:${string}`
  | `env:${string}`;

/** Keys of a node map that the tree depends on. */
const STRUCTURE = new Set(['kind', 'pos', 'del']);

/**
 * Follows one document with one `observeDeep` per root. A change of a name costs that node; a change of structure
 * projects the tree again from the summaries in memory (never from Yjs), so the index always equals the projection.
 */
export class DocIndex {
  readonly #roots: Roots;
  readonly #summaries = new Map<NodeId, NodeSummary>();
  readonly #envSummaries = new Map<EnvId, EnvSummary>();
  readonly #contents = new Map<string, NodeContent | EnvContent>();
  readonly #listeners = new Map<Topic, Set<() => void>>();
  #tree: Tree;
  #environments: readonly EnvId[] = [];
  #trash: readonly TrashBatch[] | undefined;
  #requestCounts: Map<NodeId, number> | undefined;

  constructor(doc: Y.Doc) {
    this.#roots = getRoots(doc);
    const { nodes, envs } = this.#roots;
    for (const id of nodes.keys()) this.#summarize(id);
    for (const [id, map] of envs) this.#summarizeEnv(id, map);
    this.#tree = projectTree(this.#summaries);
    this.#sortEnvironments();
    nodes.observeDeep(this.#onNodes);
    envs.observeDeep(this.#onEnvs);
  }

  /** Stops following the document. */
  destroy(): void {
    this.#roots.nodes.unobserveDeep(this.#onNodes);
    this.#roots.envs.unobserveDeep(this.#onEnvs);
    this.#listeners.clear();
  }

  /** The tree now; a new object whenever its structure changed. */
  get tree(): Tree {
    return this.#tree;
  }

  /** Live environments in order; a new array whenever one came, went, moved or was renamed. */
  get environments(): readonly EnvId[] {
    return this.#environments;
  }

  /** Summary of a node, deleted ones too. Same object until it changes. */
  node(id: string): NodeSummary | undefined {
    return this.#summaries.get(id as NodeId);
  }

  /** All summaries, deleted ones too. */
  nodes(): ReadonlyMap<NodeId, NodeSummary> {
    return this.#summaries;
  }

  /** Children in order; the same array until the tree changes. */
  children(id: NodeId): readonly NodeId[] {
    return this.#tree.children.get(id) ?? NONE;
  }

  env(id: string): EnvSummary | undefined {
    return this.#envSummaries.get(id as EnvId);
  }

  /** Everything of a node but its texts. Same object until the node changes. */
  content(id: string): NodeContent | undefined {
    const cached = this.#contents.get(id);
    if (cached) return cached as NodeContent;
    const map = getNodeMap(this.#roots.nodes, id);
    const content = map && readContent(id, map);
    if (content) this.#contents.set(id, content);
    return content;
  }

  /** Everything of an environment. Same object until it changes. */
  envContent(id: string): EnvContent | undefined {
    const cached = this.#contents.get(`env:${id}`);
    if (cached) return cached as EnvContent;
    const content = readEnv(id, this.#roots.envs.get(id));
    if (content) this.#contents.set(`env:${id}`, content);
    return content;
  }

  /** The globals. Same object until they change. */
  get globals(): EnvContent {
    let globals = this.#contents.get('globals') as EnvContent | undefined;
    if (!globals) this.#contents.set('globals', (globals = readGlobals(this.#roots.envs)));
    return globals;
  }

  /** Collection or folder path from the top down to, not including, the node. */
  ancestors(id: NodeId): readonly NodeId[] {
    const path: NodeId[] = [];
    let at = this.#tree.places.get(id);
    while (typeof at === 'string' && this.#summaries.has(at as NodeId)) {
      path.push(at as NodeId);
      at = this.#tree.places.get(at as NodeId);
    }
    return path.reverse();
  }

  /** Number of requests below a node. */
  requestCount(id: NodeId): number {
    this.#requestCounts ??= countRequests(this.#tree, this.#summaries);
    return this.#requestCounts.get(id) ?? 0;
  }

  /** What is in the trash, newest first. */
  get trash(): readonly TrashBatch[] {
    this.#trash ??= readTrash(this.#summaries, this.#envSummaries);
    return this.#trash;
  }

  /** Calls `listener` after each transaction that changed the topic. Returns the way to stop. */
  subscribe(topic: Topic, listener: () => void): () => void {
    let set = this.#listeners.get(topic);
    if (!set) this.#listeners.set(topic, (set = new Set()));
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.#listeners.delete(topic);
    };
  }

  readonly #onNodes = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const topics = new Set<Topic>();
    let structure = false;
    for (const event of events) {
      const [id, part] = event.path;
      if (id === undefined) {
        for (const key of event.keys.keys()) {
          this.#contents.delete(key);
          this.#summarize(key);
          structure = true;
          topics.add(`node:${key}`);
        }
      } else if (part !== undefined) {
        topics.add(`text:${String(id)}`);
      } else {
        this.#contents.delete(String(id));
        this.#summarize(String(id));
        for (const key of event.keys.keys()) if (STRUCTURE.has(key)) structure = true;
        topics.add(`node:${String(id)}`);
      }
    }
    if (structure) {
      this.#tree = projectTree(this.#summaries);
      this.#requestCounts = undefined;
      this.#trash = undefined;
      topics.add('tree').add('trash');
    }
    this.#publish(topics);
  };

  readonly #onEnvs = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const topics = new Set<Topic>();
    const changed = (id: string) => {
      this.#contents.delete(`env:${id}`);
      const before = this.#envSummaries.get(id as EnvId);
      this.#summarizeEnv(id, this.#roots.envs.get(id));
      const after = this.#envSummaries.get(id as EnvId);
      topics.add(`env:${id}`);
      if (
        before?.name !== after?.name ||
        before?.order !== after?.order ||
        isDeleted(before) !== isDeleted(after)
      ) {
        topics.add('envs').add('trash');
      }
    };
    for (const event of events) {
      const [id] = event.path;
      if (id !== undefined) changed(String(id));
      else {
        for (const key of event.keys.keys()) {
          if (key.startsWith(GLOBALS_PREFIX)) {
            this.#contents.delete('globals');
            topics.add('globals');
          } else changed(key);
        }
      }
    }
    if (topics.has('envs')) this.#sortEnvironments();
    if (topics.has('trash')) this.#trash = undefined;
    this.#publish(topics);
  };

  #publish(topics: ReadonlySet<Topic>): void {
    for (const topic of topics) {
      for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener();
    }
  }

  #summarize(id: string): void {
    const map = getNodeMap(this.#roots.nodes, id);
    const summary = map && readSummary(id, map);
    if (summary) this.#summaries.set(summary.id, summary);
    else this.#summaries.delete(id as NodeId);
  }

  #summarizeEnv(id: string, map: unknown): void {
    const summary = readEnvSummary(id, map);
    if (summary) this.#envSummaries.set(summary.id, summary);
    else this.#envSummaries.delete(id as EnvId);
  }

  #sortEnvironments(): void {
    this.#environments = [...this.#envSummaries.values()]
      .filter((env) => env.deleted === null)
      .sort(compareOrdered)
      .map((env) => env.id);
  }
}

const NONE: readonly NodeId[] = Object.freeze([]);

function isDeleted(env: EnvSummary | undefined): boolean {
  return env === undefined || env.deleted !== null;
}

function countRequests(tree: Tree, nodes: ReadonlyMap<NodeId, NodeSummary>): Map<NodeId, number> {
  const counts = new Map<NodeId, number>();
  for (const node of nodes.values()) {
    if (node.kind !== 'http' && node.kind !== 'ws') continue;
    let at = tree.places.get(node.id);
    while (typeof at === 'string' && nodes.has(at as NodeId)) {
      counts.set(at as NodeId, (counts.get(at as NodeId) ?? 0) + 1);
      at = tree.places.get(at as NodeId);
    }
  }
  return counts;
}

/** Groups what is deleted by the act that deleted it; imports that are still being written are not trash. */
function readTrash(
  nodes: ReadonlyMap<NodeId, NodeSummary>,
  envs: ReadonlyMap<EnvId, EnvSummary>,
): readonly TrashBatch[] {
  const batches = new Map<
    BatchId,
    { at: number; nodes: NodeSummary[]; envs: EnvId[]; count: number }
  >();
  const open = (batch: BatchId, at: number) => {
    let entry = batches.get(batch);
    if (!entry) batches.set(batch, (entry = { at, nodes: [], envs: [], count: 0 }));
    entry.at = Math.max(entry.at, at);
    entry.count++;
    return entry;
  };
  for (const node of nodes.values()) {
    if (node.deleted === null || isPending(node)) continue;
    const entry = open(node.deleted.batch, node.deleted.at);
    const parent = node.parent === null ? undefined : nodes.get(node.parent as NodeId);
    if (parent?.deleted?.batch !== node.deleted.batch) entry.nodes.push(node);
  }
  for (const env of envs.values()) {
    if (env.deleted !== null) open(env.deleted.batch, env.deleted.at).envs.push(env.id);
  }
  return [...batches]
    .map(([id, entry]) => ({
      id,
      at: entry.at,
      nodes: entry.nodes.sort(compareOrdered).map((node) => node.id),
      envs: entry.envs.sort(),
      count: entry.count,
    }))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

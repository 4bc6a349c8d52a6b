/** How a run of a collection or folder is set up; kept for as long as the page is open. */
import type { DocIndex, EnvId, JsonObject, NodeId } from '@scratchpad/core';

/** Rows for the iterations of a run. */
export interface DataFile {
  readonly name: string;
  readonly rows: readonly JsonObject[];
  /** The first lines, as they stand in the file. */
  readonly preview: string;
}

/** See the module. */
export interface RunConfig {
  readonly env: EnvId | null;
  readonly iterations: number;
  readonly delayMs: number;
  readonly data: DataFile | null;
  /** Whether current values that scripts set stay after the run. */
  readonly keepValues: boolean;
  /** Whether the run begins with the cookies of this device and leaves its own to it. */
  readonly usesCookies: boolean;
  readonly stopOnFailure: boolean;
  /** The order of the requests, where it is not that of the tree. */
  readonly order: readonly NodeId[];
  readonly unchecked: ReadonlySet<NodeId>;
}

export const MAX_ITERATIONS = 100_000;

/** A run as it is at first. */
export function initialConfig(env: EnvId | null): RunConfig {
  return {
    env,
    iterations: 1,
    delayMs: 0,
    data: null,
    keepValues: true,
    usesCookies: true,
    stopOnFailure: false,
    order: [],
    unchecked: new Set(),
  };
}

/** The requests below a node in the order of the tree. */
export function requestsBelow(index: DocIndex, id: NodeId): readonly NodeId[] {
  const kind = index.node(id)?.kind;
  if (kind === 'http') return [id];
  return kind === 'collection' || kind === 'folder'
    ? index.children(id).flatMap((child) => requestsBelow(index, child))
    : [];
}

/** The requests in the order they were put into; new ones of the tree come last, gone ones are left out. */
export function orderedRequests(
  { order }: RunConfig,
  requests: readonly NodeId[],
): readonly NodeId[] {
  if (order.length === 0) return requests;
  const there = new Set(requests);
  const put = order.filter((id) => there.has(id));
  const known = new Set(put);
  return [...put, ...requests.filter((id) => !known.has(id))];
}

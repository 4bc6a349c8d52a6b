/** What of a document a run needs: the collection with the path down to a node, and everything below that node. */
import { AppError } from '../AppError.ts';
import type { Auth, NodeSpec } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import { getNodeMap, readNodeSpec } from '../model/readers.ts';

/** A collection for {@link runCollection}, with the way back to the document. */
export interface RunTree {
  readonly collection: NodeSpec;
  /** The node that a spec of the tree was read from. */
  readonly idBySpec: ReadonlyMap<NodeSpec, NodeId>;
}

/**
 * Reads the tree around a node. A request that belongs to no collection gets an empty one around it.
 * @param authOf gives the authorization that a node is sent with, where a device adds something to what the document says
 * @throws AppError `not-found`
 */
export function readRunTree(
  store: DocStore,
  id: NodeId,
  authOf: (node: NodeId, auth: Auth) => Auth = (_, auth) => auth,
): RunTree {
  const idBySpec = new Map<NodeSpec, NodeId>();
  const read = (node: NodeId, children: readonly NodeSpec[]): NodeSpec => {
    const map = getNodeMap(store.roots.nodes, node);
    const own = map && readNodeSpec(map);
    if (!own) throw new AppError('not-found', 'This item is no longer there.');
    // Scripts see one id for a request in every run, of a file or not.
    const auth = own.auth && authOf(node, own.auth);
    const spec: NodeSpec = {
      ...own,
      ...(auth ? { auth } : {}),
      fileId: own.fileId ?? node,
      children,
    };
    idBySpec.set(spec, node);
    return spec;
  };
  const readDown = (node: NodeId): NodeSpec =>
    read(
      node,
      store.index
        .children(node)
        .filter((child) => ['folder', 'http'].includes(store.index.node(child)?.kind ?? ''))
        .map(readDown),
    );
  let spec = readDown(id);
  for (const above of store.index.ancestors(id).toReversed()) spec = read(above, [spec]);
  const collection: NodeSpec =
    spec.kind === 'collection' ? spec : { kind: 'collection', name: '', children: [spec] };
  return { collection, idBySpec };
}

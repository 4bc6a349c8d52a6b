import type { Auth } from '../model/content.ts';
import type { DocIndex } from '../model/docIndex.ts';
import type { NodeId } from '../model/ids.ts';

/** The authorization that holds for a node, and the node that says so (null when none does). */
export interface EffectiveAuth {
  readonly auth: Auth;
  readonly from: NodeId | null;
}

const NO_AUTH: Auth = { type: 'noauth', params: {} };

/** Takes the node's own authorization, or that of the nearest ancestor whose type is not `inherit`. */
export function inheritAuth(index: DocIndex, id: NodeId): EffectiveAuth {
  for (const at of [id, ...[...index.ancestors(id)].reverse()]) {
    const content = index.content(at);
    if (content && 'auth' in content && content.auth.type !== 'inherit')
      return { auth: content.auth, from: at };
  }
  return { auth: NO_AUTH, from: null };
}

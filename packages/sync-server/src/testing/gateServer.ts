import * as Y from 'yjs';
import { checkUpdate, type Accepted } from '../gate/checkUpdate.ts';
import { KnownState } from '../gate/knownState.ts';

/** A gate with what it has let in, and a real document beside it that takes the same: for tests of the gate. */
export class GateServer {
  readonly known = new KnownState();
  readonly owners = new Map<number, string>();
  readonly log: Uint8Array[] = [];
  readonly doc = new Y.Doc();
  isRestored = false;
  sharedClients = new Set<number>();

  /** Passes an update through the gate. Throws what the gate throws. */
  receive(bytes: Uint8Array, userId = 'user'): Accepted | null {
    const accepted = checkUpdate(bytes, this.known, {
      userId,
      owners: this.owners,
      sharedClients: this.sharedClients,
      isRestored: this.isRestored,
    });
    if (accepted === null) return null;
    this.known.apply(accepted.change);
    for (const claim of accepted.claims) this.owners.set(claim.client, claim.userId);
    this.log.push(accepted.bytes);
    Y.applyUpdate(this.doc, accepted.bytes);
    return accepted;
  }

  /** What a client would get as SyncStep2. */
  diff(doc: Y.Doc): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(doc));
  }

  /** What a client would send as SyncStep2. */
  missingFrom(doc: Y.Doc): Uint8Array {
    return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(new Map(this.known.clocks)));
  }
}

/** Whether a document has structs or deletes that wait for something that is not there. */
export function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/** The contents of the four roots, for comparison. */
export function contents(doc: Y.Doc): unknown {
  return ['meta', 'nodes', 'envs', 'imports'].map((root) => doc.getMap(root).toJSON());
}

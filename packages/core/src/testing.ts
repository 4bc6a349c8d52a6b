/** Helpers of the property tests: replicas that exchange some of their updates in any order. */
import * as Y from 'yjs';
import { DocStore } from './model/docStore.ts';

/** How often each property is tried. */
export const PROPERTY_RUNS = Number(
  (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env[
    'PROPERTY_RUNS'
  ] ?? 2000,
);

/** One replica with what it has written and not yet handed to each other one. */
export interface Replica {
  readonly store: DocStore;
  readonly outbox: Uint8Array[];
}

/** Marks updates that came from another replica, so that they are not sent on. */
const REMOTE = Symbol('remote');

/** A replica with a fixed client id, so that a failing run can be repeated. */
export function createReplica(clientId: number): Replica {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const outbox: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE) outbox.push(update);
  });
  return { store: new DocStore(doc), outbox };
}

/** Gives `to` the updates of `from` that `pick` chooses; any may be missing, and come again later. */
export function deliver(
  from: Replica,
  to: Replica,
  pick: (index: number) => boolean = () => true,
): void {
  from.outbox.forEach((update, i) => {
    if (pick(i)) Y.applyUpdate(to.store.doc, update, REMOTE);
  });
}

/** Brings all replicas to the same state. */
export function syncAll(replicas: readonly Replica[]): void {
  for (const from of replicas) for (const to of replicas) if (from !== to) deliver(from, to);
}

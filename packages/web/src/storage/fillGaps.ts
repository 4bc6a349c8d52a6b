/**
 * Closes the holes that lost rows leave. Yjs holds every later change of a client back until the missing one arrives;
 * for a document that lives on this device only it never will, and one lost row would cost all that came after it.
 */
import { MAINTENANCE } from '@scratchpad/core';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Stands for collected content in Yjs' update format, version 1. */
const GC_STRUCT = 0;

/** An update (format 1) that says: `length` clocks of `client` from `clock` on are gone. */
function createGapUpdate(client: number, clock: number, length: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1); // clients
  encoding.writeVarUint(encoder, 1); // structs of it
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeUint8(encoder, GC_STRUCT);
  encoding.writeVarUint(encoder, length);
  encoding.writeVarUint(encoder, 0); // clients in the delete set
  return encoding.toUint8Array(encoder);
}

/** Declares what pending changes wait for as gone, until none waits. Returns how many holes there were. */
export function fillGaps(doc: Y.Doc): number {
  let filled = 0;
  for (;;) {
    const pending = doc.store.pendingStructs;
    if (pending === null) return filled;
    const waiting = new Map<number, number>();
    for (const struct of Y.decodeUpdateV2(pending.update).structs) {
      const { client, clock } = struct.id;
      const first = waiting.get(client);
      if (!(struct instanceof Y.Skip) && (first === undefined || clock < first))
        waiting.set(client, clock);
    }
    let progress = false;
    for (const [client, missing] of pending.missing) {
      const known = Y.getState(doc.store, client);
      const next = waiting.get(client);
      const end = next !== undefined && next > known ? next : missing + 1;
      if (end <= known) continue;
      Y.applyUpdate(doc, createGapUpdate(client, known, end - known), MAINTENANCE);
      filled++;
      progress = true;
    }
    if (!progress) return filled;
  }
}

/** From stored rows to a document, whatever state the rows are in. */
import { STORAGE } from '@scratchpad/core';
import * as Y from 'yjs';
import { fillGaps } from './fillGaps.ts';
import type { StoredRow, UpdateStore } from './updateStore.ts';

/** A loaded document and what had to be done for it. */
export interface LoadedDoc {
  readonly doc: Y.Doc;
  readonly rowCount: number;
  /** Rows that were unreadable or gone and came back from their copy. */
  readonly repaired: number;
  /** Rows that are lost, copy and all; what stood in their place is kept aside. */
  readonly quarantined: number;
  /** Whether the document must be written whole, because the log alone no longer gives it. */
  readonly rewrite: boolean;
}

function createDoc(): Y.Doc {
  return new Y.Doc();
}

/**
 * Loads the rows. The fast road applies them all; when one of them throws, the half-changed document is dropped and
 * each row is tried by itself. Never rejects for what stands in a row.
 */
export async function loadDoc(store: UpdateStore): Promise<LoadedDoc> {
  const rows = await store.readRows();
  const doc = createDoc();
  const readable = tryApplyAll(doc, rows);
  // An update that is waiting for a missing one means a row is gone altogether.
  if (readable && doc.store.pendingStructs === null) {
    return { doc, rowCount: rows.length, repaired: 0, quarantined: 0, rewrite: false };
  }
  return salvage(store, rows);
}

function tryApplyAll(doc: Y.Doc, rows: readonly StoredRow[]): boolean {
  try {
    doc.transact(
      () => rows.forEach((row) => Y.applyUpdate(doc, asUpdate(row.value), STORAGE)),
      STORAGE,
    );
    return true;
  } catch {
    return false;
  }
}

/** @throws when the value is no update; the caller then treats the row as damaged */
function asUpdate(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError('A stored row is not binary.');
  return value;
}

async function salvage(store: UpdateStore, rows: readonly StoredRow[]): Promise<LoadedDoc> {
  const good: Uint8Array[] = [];
  let doc = createDoc();
  const accept = (value: unknown): boolean => {
    try {
      const update = asUpdate(value);
      Y.decodeUpdate(update);
      Y.applyUpdate(doc, update, STORAGE);
      good.push(update);
      return true;
    } catch {
      // applyUpdate is not atomic: start again from what is known to be good.
      doc = createDoc();
      for (const update of good) Y.applyUpdate(doc, update, STORAGE);
      return false;
    }
  };
  const damaged = rows.filter((row) => !accept(row.value));
  const waited = doc.store.pendingStructs !== null;
  // The copies of good rows change nothing; those of damaged and missing ones bring back what was lost.
  const copies = await store.readCopies();
  const lostCopies = copies.length - copies.filter(accept).length;
  const healed = waited && doc.store.pendingStructs === null;
  for (const row of damaged) await store.quarantine(row);
  const filled = fillGaps(doc);
  const lost = Math.max(filled, Math.min(damaged.length, lostCopies));
  return {
    doc,
    rowCount: rows.length,
    repaired: Math.max(damaged.length - lost, healed && lost === 0 ? 1 : 0),
    quarantined: lost,
    rewrite: true,
  };
}

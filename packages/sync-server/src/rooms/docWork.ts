/** What the worker thread does to documents, and how it is asked. See `docWorker.ts`, `docThread.ts`. */
import * as Y from 'yjs';
import { scanUpdate } from '../gate/checkUpdate.ts';
import { KnownState, type KnownData } from '../gate/knownState.ts';

/** A question to the worker. Bytes in shared memory are not copied on the way. */
export type DocJob =
  | { readonly type: 'open'; readonly updates: readonly Uint8Array[] }
  | { readonly type: 'merge'; readonly updates: readonly Uint8Array[] }
  | { readonly type: 'compact'; readonly updates: readonly Uint8Array[] }
  | { readonly type: 'diff'; readonly base: Uint8Array; readonly stateVector: Uint8Array };

/** Its answer; `known` only for `open`. */
export type DocResult = { readonly bytes: Uint8Array; readonly known: KnownData | null };

/** More updates than this are applied to a document: merging compares all with all. */
const MAX_MERGED = 100;

/** Does one job. */
export function doJob(job: DocJob): DocResult {
  switch (job.type) {
    case 'open': {
      const bytes = share(
        job.updates.length > MAX_MERGED ? compact(job.updates) : merge(job.updates),
      );
      const known = new KnownState();
      scanUpdate(bytes, known);
      return { bytes, known: known.toData() };
    }
    case 'merge':
      return { bytes: share(merge(job.updates)), known: null };
    case 'compact':
      return { bytes: share(compact(job.updates)), known: null };
    case 'diff':
      return { bytes: Y.diffUpdate(job.base, job.stateVector), known: null };
    default:
      return job satisfies never;
  }
}

function merge(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates;
  return updates.length === 1 && only !== undefined ? only : Y.mergeUpdates([...updates]);
}

/** Through a real document, which lets go of what was deleted. */
function compact(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc({ gc: true });
  doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)));
  // Never drop what did not apply; the gate lets nothing through that would not.
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    throw new Error('The document has parts that do not fit.');
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return bytes;
}

/**
 * Into memory that threads share, so that ten joins of a large workspace hold it once and its way
 * to the worker copies nothing.
 */
export function share(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

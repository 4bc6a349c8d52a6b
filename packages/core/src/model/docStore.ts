import * as Y from 'yjs';
import { AppError } from '../AppError.ts';
import type { NodeId } from './ids.ts';
import type { TextName } from './content.ts';
import { DocIndex } from './docIndex.ts';
import { LOCAL } from './origins.ts';
import { getNodeMap, readText } from './readers.ts';
import { getRoots, readSchemaMin, SCHEMA_VERSION, type Roots } from './schema.ts';

/** Undo steps that are kept; each keeps what it deleted alive in memory. */
const MAX_UNDO_STEPS = 200;
/** Keystrokes closer together than this are one undo step. */
const UNDO_PAUSE_MS = 500;

/** Error codes of commands. */
export type CommandErrorCode = 'read-only' | 'not-found' | 'not-allowed' | 'bad-url';

/**
 * An open document with its index and its undo history. Commands take one of these; components read `index` and
 * call commands; nothing else touches Yjs.
 */
export class DocStore {
  readonly doc: Y.Doc;
  readonly roots: Roots;
  readonly index: DocIndex;
  readonly undo: Y.UndoManager;
  /** Why the document cannot be written to, or null. */
  readonly readOnlyReason: string | null;

  constructor(doc: Y.Doc, options: { readonly readOnlyReason?: string | null } = {}) {
    this.doc = doc;
    this.roots = getRoots(doc);
    this.readOnlyReason =
      options.readOnlyReason ??
      (readSchemaMin(doc) > SCHEMA_VERSION
        ? 'A newer version of Scratchpad wrote this. Reload to update; until then it can be read and exported.'
        : null);
    this.index = new DocIndex(doc);
    this.undo = new Y.UndoManager([this.roots.nodes, this.roots.envs], {
      trackedOrigins: new Set([LOCAL]),
      captureTimeout: UNDO_PAUSE_MS,
    });
    // Yjs lets go of what a dropped step deleted only at the next load; the cap bounds how many there are until then.
    this.undo.on('stack-item-added', () => {
      if (this.undo.undoStack.length > MAX_UNDO_STEPS) this.undo.undoStack.shift();
    });
  }

  /**
   * Runs one write. `step: 'new'` starts an undo step of its own; `'merge'` lets quick successive writes be one.
   * @throws AppError `read-only`
   */
  write<T>(fn: () => T, step: 'new' | 'merge' = 'new', origin: symbol = LOCAL): T {
    if (this.readOnlyReason !== null)
      throw new AppError<CommandErrorCode>('read-only', this.readOnlyReason);
    if (step === 'new' && origin === LOCAL) this.undo.stopCapturing();
    return this.doc.transact(fn, origin);
  }

  /** The text of a node for an editor to bind to. The one Y type that leaves the core. */
  text(id: NodeId, name: TextName): Y.Text | undefined {
    return readText(getNodeMap(this.roots.nodes, id), name);
  }

  /** What a text says now; empty when it is missing. */
  textContent(id: NodeId, name: TextName): string {
    return this.text(id, name)?.toJSON() ?? '';
  }

  destroy(): void {
    this.undo.destroy();
    this.index.destroy();
  }
}

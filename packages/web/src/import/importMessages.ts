/** What the page and the import worker say to each other. Both sides are this build: types suffice. */
import type {
  EncodedCollections,
  EnvSpec,
  JsonObject,
  NodeId,
  NodeSpec,
  RowInput,
} from '@scratchpad/core';
import type { Blob as TextBlob, ImportReport } from '@scratchpad/core/formats';
import type { ImportBase } from '@scratchpad/core/merge';

/** One file as the user gave it. */
export interface ImportInput {
  readonly name: string;
  readonly data: Blob | string;
}

/** What became of one file. */
export interface ReadFile {
  readonly name: string;
  readonly report: ImportReport | null;
  /** Why it could not be read; then nothing of it is imported. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** A collection of the pad, as far as the worker needs it to see whether a file is a newer version of it. */
export interface PresentCollection {
  readonly id: NodeId;
  readonly name: string;
  readonly fileId: string | null;
}

/** A collection of a file that is already in the pad. */
export interface KnownCollection {
  /** Number of the collection among all that were read. */
  readonly at: number;
  readonly name: string;
  readonly present: PresentCollection;
  /** The file says exactly what was imported the last time. */
  readonly isSame: boolean;
}

export type ToWorker =
  | {
      readonly type: 'read';
      readonly inputs: readonly ImportInput[];
      readonly present: readonly PresentCollection[];
    }
  /** Asks for one collection and for what its counterpart was imported as the last time. */
  | { readonly type: 'spec'; readonly at: number; readonly present: NodeId }
  /**
   * Asks for the parts of all collections but `without`; `lastOrder` is the order key of the pad's last collection.
   */
  | {
      readonly type: 'encode';
      readonly lastOrder: string | null;
      readonly without: readonly number[];
    }
  /** The parts are in: keep what was imported, for the next time. */
  | { readonly type: 'record' };

export type FromWorker =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | {
      readonly type: 'read';
      readonly files: readonly ReadFile[];
      readonly known: readonly KnownCollection[];
    }
  | { readonly type: 'spec'; readonly spec: NodeSpec; readonly base: ImportBase | null }
  | {
      readonly type: 'encoded';
      readonly encoded: EncodedCollections | null;
      readonly requests: readonly NodeSpec[];
      readonly environments: readonly EnvSpec[];
      readonly globals: readonly RowInput[];
      readonly globalsUnknown: JsonObject;
      readonly blobs: readonly TextBlob[];
    }
  | { readonly type: 'recorded' };

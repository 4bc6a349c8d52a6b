/** What the page and the import worker say to each other. Both sides are this build: types suffice. */
import type {
  EncodedCollections,
  EnvId,
  EnvSpec,
  JsonObject,
  NodeId,
  NodeSpec,
  RowInput,
} from '@scratchpad/core';
import type { Blob as TextBlob, ImportReport } from '@scratchpad/core/formats';
import type { ImportBase, ImportTarget } from '@scratchpad/core/merge';

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

/** Something of the pad, as far as the worker needs it to see whether a file is a newer version of it. */
export interface PresentItem<Id extends ImportTarget = ImportTarget> {
  readonly id: Id;
  readonly name: string;
  readonly fileId: string | null;
}

/** What the pad has. */
export interface PresentItems {
  readonly collections: readonly PresentItem<NodeId>[];
  readonly environments: readonly PresentItem<EnvId>[];
  readonly hasGlobals: boolean;
}

/** What of the read files is meant: number of the collection, or of the environment, among all that were read. */
export type ItemPlace =
  | { readonly kind: 'collection' | 'environment'; readonly at: number }
  | { readonly kind: 'globals'; readonly at: 0 };

interface Known<Kind extends ItemPlace['kind'], Id extends ImportTarget> {
  readonly kind: Kind;
  readonly at: Kind extends 'globals' ? 0 : number;
  readonly name: string;
  readonly present: PresentItem<Id>;
  /** The file says exactly what was imported the last time. */
  readonly isSame: boolean;
}

/** A collection or an environment of a file that is already in the pad, or globals when the pad has some. */
export type KnownItem =
  | Known<'collection', NodeId>
  | Known<'environment', EnvId>
  | Known<'globals', 'globals'>;

/** `lastOrder` is the order key of the pad's last collection. */
export type ToWorker =
  | {
      readonly type: 'read';
      readonly inputs: readonly ImportInput[];
      readonly present: PresentItems;
      readonly lastOrder: string | null;
    }
  /** Asks for one item and for what its counterpart was imported as the last time. */
  | { readonly type: 'spec'; readonly item: KnownItem }
  /** Asks for the parts of all collections, and for the rest, but `without`. */
  | {
      readonly type: 'encode';
      readonly lastOrder: string | null;
      readonly without: readonly ItemPlace[];
    }
  /** All is in, environments under these ids: keep what was imported, for the next time. */
  | { readonly type: 'record'; readonly environments: readonly EnvId[] };

export type FromWorker =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | {
      readonly type: 'read';
      readonly files: readonly ReadFile[];
      readonly known: readonly KnownItem[];
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

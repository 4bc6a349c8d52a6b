/** What the page and the import worker say to each other. Both sides are this build: types suffice. */
import type { EncodedCollections, EnvSpec, JsonObject, NodeSpec, RowInput } from '@scratchpad/core';
import type { Blob as TextBlob, ImportReport } from '@scratchpad/core/formats';

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

export type ToWorker =
  | { readonly type: 'read'; readonly inputs: readonly ImportInput[] }
  /** Asks for the parts; `lastOrder` is the order key of the pad's last collection. */
  | { readonly type: 'encode'; readonly lastOrder: string | null };

export type FromWorker =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'read'; readonly files: readonly ReadFile[] }
  | {
      readonly type: 'encoded';
      readonly encoded: EncodedCollections | null;
      readonly requests: readonly NodeSpec[];
      readonly environments: readonly EnvSpec[];
      readonly globals: readonly RowInput[];
      readonly globalsUnknown: JsonObject;
      readonly blobs: readonly TextBlob[];
    };

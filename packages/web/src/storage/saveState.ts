/** What the status bar says about saving; told by the persistence guard, and never earlier than it is true. */
export type SaveState =
  | { readonly status: 'loading' }
  | { readonly status: 'saved' }
  | { readonly status: 'saving' }
  | {
      readonly status: 'failed';
      readonly reason: 'quota' | 'unavailable' | 'unknown';
      /** What happened and what to do, for people. */
      readonly message: string;
      /** Changes that are in this tab only. */
      readonly unsavedChanges: number;
    };

/** What the interface needs of the persistence guard. */
export interface Persistence {
  readonly saveState: SaveState;
  /** Rows of storage that could not be read; they were put aside, the rest was loaded. */
  readonly quarantinedRows: number;
  /** Rows of storage that were damaged and came back from their copy. */
  readonly repairedRows: number;
  /** Tells when any of these changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Tries again at once after a failure. */
  retry(): void;
}

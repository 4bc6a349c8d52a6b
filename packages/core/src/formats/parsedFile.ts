/** What a file says once it is read, whatever its format was. */
import type { EnvSpec, NodeSpec, RowInput } from '../model/content.ts';
import type { JsonObject } from '../model/json.ts';
import type { ImportLog } from './importLog.ts';

/** The formats that {@link readFile} recognises. */
export type FileFormat =
  | 'collection-2.1'
  | 'collection-2.0'
  | 'collection-1'
  | 'environment'
  | 'globals'
  | 'dump'
  | 'zip'
  | 'curl'
  | 'powershell'
  | 'url'
  | 'har'
  | 'insomnia-4'
  | 'insomnia-5'
  | 'openapi-3'
  | 'swagger-2'
  | 'hoppscotch'
  | 'bruno'
  | 'graphql';

/** Why a file could not be read. */
export type FormatErrorCode =
  | 'empty'
  | 'too-large'
  | 'too-deep'
  | 'binary'
  | 'html'
  | 'not-json'
  | 'unknown-format'
  | 'bad-shape'
  | 'bad-curl'
  | 'bad-zip'
  | 'unsafe-path'
  | 'not-yaml'
  | 'bad-graphql'
  | 'bad-bru'
  | 'unreadable';

/** One thing worth saying about an import. Equal things are said once, with the first place and their number. */
export interface Note {
  /** Path of the first place, in the words of the file: `item[3].request.url`. */
  readonly path: string;
  readonly message: string;
  readonly count: number;
}

/** How many things a file holds. */
export interface ImportCounts {
  readonly collections: number;
  readonly folders: number;
  readonly requests: number;
  readonly webSockets: number;
  readonly examples: number;
  readonly environments: number;
  readonly variables: number;
  /** Variables of the type `secret`, among those counted above. */
  readonly secrets: number;
}

/** What the import dialog shows and `convert --report json` prints. */
export interface ImportReport {
  readonly fileName: string;
  readonly format: FileFormat;
  readonly counts: ImportCounts;
  /** Understood, and said in other words than the file's. */
  readonly adapted: readonly Note[];
  /** Not understood; kept with its item and exported again. */
  readonly kept: readonly Note[];
  /** Neither understood nor kept. */
  readonly leftOut: readonly Note[];
  /**
   * Values that look like secrets: where the first of equal ones stands, by names from the top down, and what kind they
   * are. Never the values.
   */
  readonly likelySecrets: readonly Note[];
}

/** A text too large for a document, by its SHA-256 in hex. */
export interface Blob {
  readonly hash: string;
  readonly text: string;
}

/** Where a reader is: the file's name for messages, and the log for what there is to say. */
export interface Source {
  readonly fileName: string;
  readonly log: ImportLog;
}

/** What a reader gives; the rest of a {@link ParsedFile} is the same for all formats. */
export type Read = Partial<Omit<ParsedFile, 'format' | 'report'>>;

/** The neutral model: what is to be made, nothing made yet. */
export interface ParsedFile {
  readonly format: FileFormat;
  readonly collections: readonly NodeSpec[];
  /** Requests that belong to no collection, as a pasted command brings one. */
  readonly requests: readonly NodeSpec[];
  readonly environments: readonly EnvSpec[];
  /** Variables of the globals; null when the file has no globals. */
  readonly globals: readonly RowInput[] | null;
  /** Fields of a globals file beside its variables. */
  readonly globalsUnknown: JsonObject;
  readonly blobs: readonly Blob[];
  readonly report: ImportReport;
}

/** What importing again would do, for people to look through. */
import type { NodeKind } from '../model/content.ts';
import type { NodeId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';

/** A node that the import adds, changes or deletes. */
export interface ReportEntry {
  readonly kind: NodeKind;
  /** Names from the collection down. */
  readonly path: string;
  /** The one it has; the one it is to get, when it is to be added; null when that is not known. */
  readonly id: NodeId | null;
}

/** Something that both sides changed. The pad's side stays unless its id is among the choices. */
export interface FieldConflict {
  /** Names it in the choices; the same in each plan of the same three sides. */
  readonly conflict: string;
  /** Names from the top down. */
  readonly path: string;
  /** A field, or `place`, `deleted here`, `deleted upstream`. */
  readonly field: string;
  readonly base: JsonValue | undefined;
  readonly mine: JsonValue | undefined;
  readonly theirs: JsonValue | undefined;
}

/** Something in a node that both sides changed. */
export interface Conflict extends ReportEntry, FieldConflict {}

/** The whole of it. */
export interface ReimportReport {
  readonly added: readonly ReportEntry[];
  readonly updated: readonly ReportEntry[];
  /** How many nodes are in both and stay as they are. */
  readonly unchanged: number;
  readonly deleted: readonly ReportEntry[];
  readonly conflicts: readonly Conflict[];
}

/** The same of an environment or the globals: by the names of variables. */
export interface EnvReimportReport {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: number;
  readonly deleted: readonly string[];
  readonly conflicts: readonly FieldConflict[];
}

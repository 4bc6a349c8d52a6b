/** What importing again would do, for people to look through. */
import type { NodeKind } from '../model/content.ts';
import type { NodeId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';

/** A node that the import adds, changes or deletes. */
export interface ReportEntry {
  readonly kind: NodeKind;
  /** Names from the collection down. */
  readonly path: string;
  /** Null for a node that is to be added. */
  readonly id: NodeId | null;
}

/** Something that both sides changed. The pad's side stays unless its id is among the choices. */
export interface Conflict extends ReportEntry {
  /** Names it in the choices; the same in each plan of the same three sides. */
  readonly conflict: string;
  /** A field of the node, or `place`, `deleted here`, `deleted upstream`. */
  readonly field: string;
  readonly base: JsonValue | undefined;
  readonly mine: JsonValue | undefined;
  readonly theirs: JsonValue | undefined;
}

/** The whole of it. */
export interface ReimportReport {
  readonly added: readonly ReportEntry[];
  readonly updated: readonly ReportEntry[];
  /** How many nodes are in both and stay as they are. */
  readonly unchanged: number;
  readonly deleted: readonly ReportEntry[];
  readonly conflicts: readonly Conflict[];
}

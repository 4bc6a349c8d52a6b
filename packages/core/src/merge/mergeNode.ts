/** Three-way merge of what one node says itself: value by value, row by row, texts line by line. */
import type { Table, TextName } from '../model/content.ts';
import type { NodeId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import { TABLES_OF_KIND, TEXTS_OF_KIND } from '../model/schema.ts';
import { mergeRows, type MergedRow } from './mergeRows.ts';
import { mergeText } from './mergeText.ts';
import { isQuiet, nodeParts, partLabel } from './nodeParts.ts';
import { isSame, type TreeNode } from './treeNode.ts';

/** What is to change in a node of the pad. */
export interface NodeChange {
  readonly id: NodeId;
  /** Single values by the document's key; undefined takes a value away. */
  readonly parts: readonly (readonly [string, JsonValue | undefined])[];
  readonly texts: readonly (readonly [TextName, string])[];
  readonly tables: readonly (readonly [Table, readonly MergedRow[]])[];
}

/** Something that both sides changed. An absent value is undefined. */
export interface Difference {
  /** `baseUrl`, `headers.Accept.value`, `test`. */
  readonly field: string;
  readonly base: JsonValue | undefined;
  readonly mine: JsonValue | undefined;
  readonly theirs: JsonValue | undefined;
}

/** Says of a difference whether the file's side is taken. */
export type Decide = (difference: Difference) => boolean;

/**
 * Merges a node of the pad with the file's.
 * @param base what was imported last; null when nobody knows
 * @returns what to change; undefined when that is nothing
 */
export function mergeNode(
  base: TreeNode | null,
  mine: TreeNode & { readonly id: NodeId },
  theirs: TreeNode,
  decide: Decide,
): NodeChange | undefined {
  const parts = mergeParts(base, mine, theirs, decide);
  const texts = mergeTexts(base, mine, theirs, decide);
  const tables = mergeTables(base, mine, theirs, decide);
  if (parts.length + texts.length + tables.length === 0) return undefined;
  return { id: mine.id, parts, texts, tables };
}

function mergeParts(
  base: TreeNode | null,
  mine: TreeNode,
  theirs: TreeNode,
  decide: Decide,
): NodeChange['parts'] {
  const ofBase = base && nodeParts(base.spec);
  const ofMine = nodeParts(mine.spec);
  const ofTheirs = nodeParts(theirs.spec);
  const changes: [string, JsonValue | undefined][] = [];
  for (const key of new Set([...ofMine.keys(), ...ofTheirs.keys()])) {
    const [b, m, t] = [ofBase?.get(key), ofMine.get(key), ofTheirs.get(key)];
    if (isSame(m, t) || (ofBase && isSame(t, b))) continue;
    if (ofBase && isSame(m, b)) changes.push([key, t]);
    // A value that the pad never had contradicts nothing.
    else if (!ofBase && m === undefined) changes.push([key, t]);
    else if (!ofBase && t === undefined) continue;
    else if (!isQuiet(key) && decide({ field: partLabel(key), base: b, mine: m, theirs: t })) {
      changes.push([key, t]);
    }
  }
  return changes;
}

function mergeTexts(
  base: TreeNode | null,
  mine: TreeNode,
  theirs: TreeNode,
  decide: Decide,
): NodeChange['texts'] {
  return TEXTS_OF_KIND[mine.spec.kind].flatMap((name) => {
    const [m, t] = [mine.spec.texts?.[name] ?? '', theirs.spec.texts?.[name] ?? ''];
    const b = base?.spec.texts?.[name] ?? '';
    // Without a base the empty text stands in: what only one side has is no difference.
    const { text, isConflict } = mergeText(b, m, t, 'mine');
    const takesFile =
      isConflict && decide({ field: name, base: base ? b : undefined, mine: m, theirs: t });
    const merged = takesFile ? mergeText(b, m, t, 'theirs').text : text;
    return merged === m ? [] : [[name, merged] as const];
  });
}

function mergeTables(
  base: TreeNode | null,
  mine: TreeNode,
  theirs: TreeNode,
  decide: Decide,
): NodeChange['tables'] {
  return TABLES_OF_KIND[mine.spec.kind].flatMap((table) => {
    const rowsOf = (node: TreeNode) => node.spec.tables?.[table] ?? [];
    const merge = (chosen: ReadonlySet<string>) =>
      mergeRows(base && rowsOf(base), rowsOf(mine), rowsOf(theirs), (field) => chosen.has(field));
    const first = merge(new Set());
    const chosen = first.conflicts.filter(({ field, ...values }) =>
      decide({ field: `${table}.${field}`, ...values }),
    );
    const merged = chosen.length === 0 ? first : merge(new Set(chosen.map(({ field }) => field)));
    return merged.isChanged ? [[table, merged.rows] as const] : [];
  });
}

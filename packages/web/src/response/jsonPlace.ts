/** Where in a JSON text a place is: its path, and the value that stands there. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

/** The part of lezer's nodes that is used here. */
type SyntaxNode = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>;

/** Parsing for a place far down ends after this. */
const PARSE_MS = 200;
/** Longer values are not taken out of the text. */
const MAX_VALUE = 1_000_000;
const SCALARS: ReadonlySet<string> = new Set(['String', 'Number', 'True', 'False', 'Null']);
const VALUES: ReadonlySet<string> = new Set([...SCALARS, 'Object', 'Array']);
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** See {@link findJsonPlace}. */
export interface JsonPlace {
  /** As JSONPath (RFC 9535) writes it: `$.data[0].id`. */
  readonly path: string;
  /** A string without its quotes, anything else as it is written; null when it is too long. */
  readonly value: string | null;
}

/** The innermost value around an offset; null in a text that is no JSON, or is not parsed that far. */
export function findJsonPlace(state: EditorState, offset: number): JsonPlace | null {
  const tree = ensureSyntaxTree(state, offset, PARSE_MS) ?? syntaxTree(state);
  // A caret at the end of a line is meant for what stands before it, and before its comma.
  const comma = state.sliceDoc(offset - 1, offset) === ',' ? 1 : 0;
  const around = [tree.resolveInner(offset, 1), tree.resolveInner(offset - comma, -1)];
  let node: SyntaxNode | null =
    around.find(({ name }) => name === 'PropertyName' || SCALARS.has(name)) ??
    tree.resolveInner(offset, 1);
  if (node.name === 'PropertyName') node = node.parent?.lastChild ?? null;
  while (node && !VALUES.has(node.name))
    node = node.name === 'Property' ? node.lastChild : node.parent;
  if (!node) return null;
  const steps: string[] = [];
  for (let at: SyntaxNode = node; at.parent; at = at.parent) {
    if (at.parent.name === 'Array') steps.push(`[${indexOf(at)}]`);
    if (at.name === 'Property') steps.push(keyStep(state, at));
  }
  return { path: `$${steps.reverse().join('')}`, value: valueOf(state, node) };
}

function indexOf(node: SyntaxNode): number {
  let index = 0;
  for (let at = node.prevSibling; at; at = at.prevSibling) if (VALUES.has(at.name)) index++;
  return index;
}

function keyStep(state: EditorState, property: SyntaxNode): string {
  const name = property.firstChild;
  const written = name ? state.sliceDoc(name.from, name.to) : '""';
  const key = parseString(written) ?? '';
  return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function valueOf(state: EditorState, { name, from, to }: SyntaxNode): string | null {
  if (to - from > MAX_VALUE) return null;
  const text = state.sliceDoc(from, to);
  return name === 'String' ? (parseString(text) ?? text) : text;
}

function parseString(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    // An escape that is none; it is shown as it is written.
    return undefined;
  }
}

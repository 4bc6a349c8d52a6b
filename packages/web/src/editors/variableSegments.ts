import {
  DYNAMIC_VARIABLES,
  isDynamicVariable,
  findVariables,
  lookUp,
  SCOPE_NAMES,
  type Scopes,
} from '@scratchpad/core';

/** A stretch of text: plain, or one `{{variable}}`. */
export interface Segment {
  readonly text: string;
  readonly from: number;
  /** Name of the variable; null for plain text. */
  readonly name: string | null;
  readonly resolved: boolean;
}

/** Whether a name has a value now. */
export function isResolved(scopes: Scopes, name: string): boolean {
  return lookUp(scopes, name) !== undefined || isDynamicVariable(name);
}

/** Takes a text apart at its variables. */
export function toSegments(text: string, scopes: Scopes): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const use of findVariables(text)) {
    if (use.from > at)
      segments.push({ text: text.slice(at, use.from), from: at, name: null, resolved: true });
    segments.push({
      text: text.slice(use.from, use.to),
      from: use.from,
      name: use.name,
      resolved: isResolved(scopes, use.name),
    });
    at = use.to;
  }
  if (at < text.length)
    segments.push({ text: text.slice(at), from: at, name: null, resolved: true });
  return segments;
}

/** One thing a completion can offer. `detail` stands beside it. */
export interface Suggestion {
  readonly name: string;
  readonly detail: string;
  readonly secret: boolean;
}

/** Every name in reach, narrowest scope first, each once; dynamic ones last. */
export function variableSuggestions(scopes: Scopes): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const scope of SCOPE_NAMES) {
    for (const variable of scopes[scope]?.values() ?? []) {
      if (!found.has(variable.key)) {
        found.set(variable.key, {
          name: variable.key,
          detail: variable.value,
          secret: variable.secret,
        });
      }
    }
  }
  for (const name of DYNAMIC_VARIABLES)
    if (!found.has(name)) found.set(name, { name, detail: '', secret: false });
  return [...found.values()];
}

/** Those that contain what was typed, those that begin with it first. */
export function matchSuggestions(
  all: readonly Suggestion[],
  typed: string,
  most: number,
): readonly Suggestion[] {
  const lower = typed.trim().toLowerCase();
  const rank = ({ name }: Suggestion) => {
    const at = name.toLowerCase().indexOf(lower);
    return at < 0 ? 2 : at === 0 ? 0 : 1;
  };
  return all
    .map((item) => ({ item, rank: rank(item) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map((entry) => entry.item);
}

/** Where a variable is being typed at `caret`, or null. */
export function openVariableAt(
  text: string,
  caret: number,
): { readonly from: number; readonly typed: string } | null {
  const match = /\{\{([^{}]*)$/.exec(text.slice(0, caret));
  return match && { from: match.index + 2, typed: match[1] as string };
}

/** Puts `name` in, with its closing braces; those that stand behind the caret already are swallowed. */
export function completeVariable(
  text: string,
  from: number,
  caret: number,
  name: string,
): { text: string; caret: number } {
  const rest = text.slice(caret);
  const swallowed = /^(?:[^{}\s/?&=]*\}\}|\}{1,2})/.exec(rest)?.[0].length ?? 0;
  const head = `${text.slice(0, from)}${name}}}`;
  return { text: head + rest.slice(swallowed), caret: head.length };
}

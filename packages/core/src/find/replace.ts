/** Replacing what was found: the ranges and nothing else, in one undoable step. */
import { setUrl } from '../commands/url.ts';
import { getRow, getRows, updateRow } from '../commands/rows.ts';
import { renameEnv } from '../commands/envs.ts';
import { renameNode, setAuthParam, setField } from '../commands/nodes.ts';
import type { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import { rowText } from '../model/rows.ts';
import { joinUrl } from '../request/url.ts';
import type { FindPlace } from './places.ts';

/** One range of a text that is to say something else. */
export interface RangeEdit {
  readonly from: number;
  readonly to: number;
  /** What stands there now; a range that says something else by now is left alone. */
  readonly expected: string;
  readonly insert: string;
}

/** Edits of one text, in order and without overlap. */
export interface PlaceEdits {
  readonly place: FindPlace;
  readonly edits: readonly RangeEdit[];
}

/** What {@link replaceRanges} did. */
export interface Replaced {
  readonly replaced: number;
  /** Ranges that somebody changed meanwhile. */
  readonly skipped: number;
}

/**
 * Makes all edits as one step. A text of the document changes in the replaced ranges alone, so that what others type
 * around them, and their carets, stay.
 * @throws AppError `read-only`
 */
export function replaceRanges(store: DocStore, changes: readonly PlaceEdits[]): Replaced {
  let replaced = 0;
  let skipped = 0;
  const count = (done: number, of: number) => {
    replaced += done;
    skipped += of - done;
  };
  store.write(() => {
    for (const change of [...changes].sort((a, b) => order(a) - order(b)))
      count(replaceIn(store, change), change.edits.length);
  });
  return { replaced, skipped };
}

/** Rows before addresses: one that gets a `?` makes its parameter rows anew. Then fragments, which addresses carry along. */
function order({ place }: PlaceEdits): number {
  if (place.kind !== 'field') return 0;
  return place.field === 'fragment' ? 2 : 1;
}

function replaceIn(store: DocStore, { place, edits }: PlaceEdits): number {
  if (place.kind === 'text') {
    const text = store.text(place.node, place.text);
    if (!text) return 0;
    const valid = stillThere(text.toJSON(), edits);
    // From the end on, so that the offsets of those before stay right.
    for (const { from, to, insert } of valid.toReversed()) {
      text.delete(from, to - from);
      if (insert !== '') text.insert(from, insert);
    }
    return valid.length;
  }
  const now = readPlace(store, place);
  if (now === undefined) return 0;
  const valid = stillThere(now, edits);
  if (valid.length > 0) writePlace(store, place, splice(now, valid));
  return valid.length;
}

function stillThere(text: string, edits: readonly RangeEdit[]): readonly RangeEdit[] {
  return edits.filter(({ from, to, expected }) => text.slice(from, to) === expected);
}

function splice(text: string, edits: readonly RangeEdit[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of edits) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** What a place says now; undefined when it is gone. */
export function readPlace(store: DocStore, place: FindPlace): string | undefined {
  const { index } = store;
  switch (place.kind) {
    case 'text':
      return store.text(place.node, place.text)?.toJSON();
    case 'field': {
      const content = index.content(place.node);
      if (place.field === 'name') return content?.name;
      if (content?.kind !== 'http' && content?.kind !== 'ws') return undefined;
      return content[place.field] ?? undefined;
    }
    case 'auth': {
      const content = index.content(place.node);
      const value =
        content && 'auth' in content ? content.auth.params[place.type]?.[place.name] : undefined;
      return typeof value === 'string' ? value : undefined;
    }
    case 'row': {
      const row = getRow(store, place.owner, place.row);
      return row && (place.part === 'value' ? rowText(row) : row[place.part]);
    }
    case 'envName':
      return index.env(place.env)?.name;
  }
}

function writePlace(
  store: DocStore,
  place: Exclude<FindPlace, { readonly kind: 'text' }>,
  text: string,
): void {
  switch (place.kind) {
    case 'field':
      if (place.field === 'name') renameNode(store, place.node, text);
      else if (place.field === 'fragment')
        setField(store, place.node, 'fragment', text === '' ? undefined : text);
      else writeBaseUrl(store, place.node, text);
      return;
    case 'auth':
      setAuthParam(store, place.node, place.type, place.name, text);
      return;
    case 'row':
      updateRow(store, place.owner, place.row, { [place.part]: text });
      return;
    case 'envName':
      renameEnv(store, place.env, text);
  }
}

/** As if it had been typed into the address: path variables follow, and a `?` begins parameters. */
function writeBaseUrl(store: DocStore, node: NodeId, baseUrl: string): void {
  const content = store.index.content(node);
  if (content?.kind !== 'http' && content?.kind !== 'ws') return;
  const params = getRows(store, { node, table: 'params' });
  setUrl(store, node, joinUrl(baseUrl, params, content.fragment));
}

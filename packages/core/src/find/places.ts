/** Every text of a document that can be searched, with the place it stands at. */
import type { RowOwner } from '../commands/rows.ts';
import type { BodyMode, NodeContent, Row, Table, TextName } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId, RowId } from '../model/ids.ts';
import { rowText } from '../model/rows.ts';
import { TEXTS_OF_KIND } from '../model/schema.ts';

/** What a search can be limited to. */
export const FIND_AREAS = [
  'names',
  'urls',
  'params',
  'headers',
  'auth',
  'bodies',
  'scripts',
  'descriptions',
  'variables',
  'examples',
] as const;
export type FindArea = (typeof FIND_AREAS)[number];

/** A part of a row that is text. */
export type RowPart = 'key' | 'value' | 'description';

/** Where one text stands. */
export type FindPlace =
  | {
      readonly kind: 'field';
      readonly node: NodeId;
      readonly field: 'name' | 'baseUrl' | 'fragment';
    }
  | { readonly kind: 'text'; readonly node: NodeId; readonly text: TextName }
  | { readonly kind: 'auth'; readonly node: NodeId; readonly type: string; readonly name: string }
  | {
      readonly kind: 'row';
      readonly owner: RowOwner;
      readonly row: RowId;
      readonly part: RowPart;
    }
  | { readonly kind: 'envName'; readonly env: EnvId };

/** A text that can be searched. */
export interface PlacedText {
  readonly place: FindPlace;
  readonly area: FindArea;
  readonly text: string;
  /** Name of the row or field that it belongs to, for people. */
  readonly of?: string;
}

/** What results are grouped by: a node, an environment, or the globals. */
export type FindItem =
  | { readonly node: NodeId }
  | { readonly env: EnvId }
  | { readonly globals: true };

/** Everything live that can be searched: nodes in the order of the tree, then environments, then the globals. */
export function listItems(store: DocStore): readonly FindItem[] {
  const { index } = store;
  const items: FindItem[] = [];
  const walk = (ids: readonly NodeId[]) => {
    for (const node of ids) {
      items.push({ node });
      walk(index.children(node));
    }
  };
  walk(index.tree.collections);
  walk(index.tree.drafts);
  walk(index.tree.recovered);
  for (const env of index.environments) items.push({ env });
  items.push({ globals: true });
  return items;
}

/** Which fields of authorizations people see as dots: what they hold is not searched, unless it names variables. */
export type IsSecretField = (type: string, name: string) => boolean;

const AREA_OF_TABLE: Readonly<Record<Table, FindArea>> = {
  params: 'params',
  pathVariables: 'params',
  headers: 'headers',
  urlencoded: 'bodies',
  formdata: 'bodies',
  variables: 'variables',
  subprotocols: 'headers',
  messages: 'bodies',
};

const AREA_OF_TEXT: Readonly<Record<TextName, FindArea>> = {
  docs: 'descriptions',
  preRequest: 'scripts',
  test: 'scripts',
  body: 'bodies',
  graphqlQuery: 'bodies',
  graphqlVariables: 'bodies',
};

/** What of an item is read. */
export interface ReadOptions {
  readonly isSecretField?: IsSecretField;
  /** Also what is shown as dots, and what an unused type of body or authorization holds. */
  readonly withHidden?: boolean;
}

type Add = (place: FindPlace, area: FindArea, text: string, of?: string) => void;

/**
 * The texts of one item that are not empty. Left out, unless asked for, are what is shown as dots (a result would show
 * it), and what an unused type of body or authorization holds (no page shows it, nothing sends it).
 */
export function readPlaces(
  store: DocStore,
  item: FindItem,
  { isSecretField = () => false, withHidden = false }: ReadOptions = {},
): readonly PlacedText[] {
  const { index } = store;
  const found: PlacedText[] = [];
  const add: Add = (place, area, text, of) => {
    if (text !== '') found.push({ place, area, text, ...(of === undefined ? {} : { of }) });
  };
  if (!('node' in item)) {
    const env = 'env' in item ? index.envContent(item.env) : index.globals;
    if ('env' in item && env) add({ kind: 'envName', env: item.env }, 'names', env.name);
    readRowPlaces(item, env?.variables ?? [], 'variables', withHidden, add);
    return found;
  }
  const { node } = item;
  const content = index.content(node);
  if (!content) return found;
  const areaOf = (area: FindArea) => (content.kind === 'example' ? 'examples' : area);
  add({ kind: 'field', node, field: 'name' }, areaOf('names'), content.name);
  if (content.kind === 'http' || content.kind === 'ws') {
    add({ kind: 'field', node, field: 'baseUrl' }, 'urls', content.baseUrl);
    add({ kind: 'field', node, field: 'fragment' }, 'urls', content.fragment ?? '');
  }
  for (const [table, rows] of tablesOf(content, withHidden)) {
    readRowPlaces({ node, table }, rows, areaOf(AREA_OF_TABLE[table]), withHidden, add);
  }
  if ('auth' in content) {
    for (const [type, fields] of Object.entries(content.auth.params)) {
      if (type !== content.auth.type && !withHidden) continue;
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value !== 'string') continue;
        if (isSecretField(type, name) && !value.includes('{{')) continue;
        add({ kind: 'auth', node, type, name }, 'auth', value, name);
      }
    }
  }
  for (const text of TEXTS_OF_KIND[content.kind]) {
    if (content.kind === 'http' && !withHidden && !isTextOf(content.bodyMode, text)) continue;
    add({ kind: 'text', node, text }, areaOf(AREA_OF_TEXT[text]), store.textContent(node, text));
  }
  return found;
}

/** Whether a text of a request is used with a mode of body. */
function isTextOf(mode: BodyMode, text: TextName): boolean {
  if (text === 'body') return mode === 'raw';
  if (text === 'graphqlQuery' || text === 'graphqlVariables') return mode === 'graphql';
  return true;
}

function tablesOf(
  content: NodeContent,
  withHidden: boolean,
): readonly (readonly [Table, readonly Row[]])[] {
  switch (content.kind) {
    case 'collection':
      return [['variables', content.variables]];
    case 'folder':
      return [];
    case 'http':
      return [
        ['params', content.params],
        ['pathVariables', content.pathVariables],
        ['headers', content.headers],
        ...(withHidden || content.bodyMode === 'urlencoded'
          ? [['urlencoded', content.urlencoded] as const]
          : []),
        ...(withHidden || content.bodyMode === 'formdata'
          ? [['formdata', content.formdata] as const]
          : []),
      ];
    case 'ws':
      return [
        ['params', content.params],
        ['pathVariables', content.pathVariables],
        ['headers', content.headers],
        ['subprotocols', content.subprotocols],
        ['messages', content.messages],
      ];
    case 'example':
      return [['headers', content.headers]];
  }
}

function readRowPlaces(
  owner: RowOwner,
  rows: readonly Row[],
  area: FindArea,
  withHidden: boolean,
  add: Add,
): void {
  // The names of path variables follow the URL; they are found there.
  const isPath = 'table' in owner && owner.table === 'pathVariables';
  for (const row of rows) {
    const at = (part: RowPart) => ({ kind: 'row', owner, row: row.id, part }) as const;
    if (!isPath) add(at('key'), area, row.key);
    // A structured value is not text; replacing inside it would make it one.
    if (typeof row.value !== 'object' && (withHidden || row.extra['type'] !== 'secret'))
      add(at('value'), area, rowText(row), row.key);
    add(at('description'), area === 'examples' ? 'examples' : 'descriptions', row.description);
  }
}

/** The item that a place belongs to. */
export function itemOfPlace(place: FindPlace): FindItem {
  switch (place.kind) {
    case 'field':
    case 'text':
    case 'auth':
      return { node: place.node };
    case 'row':
      return 'node' in place.owner ? { node: place.owner.node } : place.owner;
    case 'envName':
      return { env: place.env };
  }
}

/** A name of an item, unique in its document. */
export function itemKey(item: FindItem): string {
  if ('node' in item) return item.node;
  return 'env' in item ? `env:${item.env}` : 'globals';
}

/** Calls `listener` after each change of the document, whoever made it. Returns the way to stop. */
export function watchDocument(store: DocStore, listener: () => void): () => void {
  store.doc.on('update', listener);
  return () => store.doc.off('update', listener);
}

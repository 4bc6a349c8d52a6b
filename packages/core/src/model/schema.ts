/** Where everything stands in the Y.Doc. The only file that knows key names; see SPEC.md, section DOC. */
import * as Y from 'yjs';
import type { NodeKind, Table, TextName } from './content.ts';

/** Version of the document's shape that this code writes. Changes are additive. */
export const SCHEMA_VERSION = 1;

/** Bodies of examples above this size (bytes of UTF-8) go to the blob store instead of the document. */
export const MAX_DOC_BODY_BYTES = 64 * 1024;

/** The root maps; all are created when a document is opened, and there are no others. */
export interface Roots {
  readonly meta: Y.Map<unknown>;
  readonly nodes: Y.Map<unknown>;
  readonly envs: Y.Map<unknown>;
  readonly imports: Y.Map<unknown>;
}

/** Opens the four roots. Writes nothing: a root is only a name until something is put into it. */
export function getRoots(doc: Y.Doc): Roots {
  return {
    meta: doc.getMap('meta'),
    nodes: doc.getMap('nodes'),
    envs: doc.getMap('envs'),
    imports: doc.getMap('imports'),
  };
}

/** Key prefix of a table's rows inside the owner's map. */
export const ROW_PREFIX: Readonly<Record<Table, string>> = {
  params: 'q:',
  pathVariables: 'p:',
  headers: 'h:',
  urlencoded: 'u:',
  formdata: 'f:',
  variables: 'v:',
  subprotocols: 'w:',
  messages: 'm:',
};

/** Key prefixes of the other flat groups. */
export const SETTING_PREFIX = 's:';
export const AUTH_PREFIX = 'a:';
export const UNKNOWN_PREFIX = 'x:';
/** Globals live as rows directly in `envs`: a map made lazily on two devices would lose one side's whole content. */
export const GLOBALS_PREFIX = 'g:';
/** Fields of an imported globals file beside its variables. An object and no tuple, so it does not read as a row. */
export const GLOBALS_UNKNOWN_KEY = `${GLOBALS_PREFIX}unknown`;

/** Which texts a kind is born with. */
export const TEXTS_OF_KIND: Readonly<Record<NodeKind, readonly TextName[]>> = {
  collection: ['docs', 'preRequest', 'test'],
  folder: ['docs', 'preRequest', 'test'],
  http: ['docs', 'preRequest', 'test', 'body', 'graphqlQuery', 'graphqlVariables'],
  ws: ['docs', 'body'],
  example: ['docs', 'body'],
};

/** Which tables a kind has. */
export const TABLES_OF_KIND: Readonly<Record<NodeKind, readonly Table[]>> = {
  collection: ['variables'],
  folder: [],
  http: ['params', 'pathVariables', 'headers', 'urlencoded', 'formdata'],
  ws: ['params', 'pathVariables', 'headers', 'subprotocols', 'messages'],
  example: ['headers'],
};

/**
 * What a document asks of its readers: `min` is the lowest schema version that may write to it.
 * A document without `meta.schema` is of version 1.
 */
export function readSchemaMin(doc: Y.Doc): number {
  const schema: unknown = doc.getMap('meta').get('schema');
  if (typeof schema !== 'object' || schema === null) return 1;
  const min: unknown = (schema as Record<string, unknown>)['min'];
  return typeof min === 'number' && Number.isFinite(min) ? min : 1;
}

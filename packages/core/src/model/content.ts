/**
 * What a document says, as plain frozen values: the one vocabulary that readers, commands, file formats and the
 * interface share. Nothing here knows Yjs.
 */
import type { BatchId, EnvId, NodeId, RowId } from './ids.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** The kinds of node. A node of another kind (from a newer version) is kept and not shown. */
export const NODE_KINDS = ['collection', 'folder', 'http', 'ws', 'example'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/**
 * One row of a table. `value` is a string nearly always; `null` stands for a parameter written without `=`, and
 * variables of imported files may hold any JSON. `extra` keeps all further fields of the row, known ones of its table
 * (`type`, `src`, `contentType`) and unknown ones alike.
 */
export interface Row {
  readonly id: RowId;
  readonly key: string;
  readonly value: JsonValue;
  readonly enabled: boolean;
  readonly description: string;
  readonly extra: JsonObject;
}

/** What a row is made from; everything but the key has a default. */
export interface RowInput {
  readonly key: string;
  readonly value?: JsonValue;
  readonly enabled?: boolean;
  readonly description?: string;
  readonly extra?: JsonObject;
}

/** The tables a node can have. */
export const TABLES = [
  'params',
  'pathVariables',
  'headers',
  'urlencoded',
  'formdata',
  'variables',
  'subprotocols',
  'messages',
] as const;
export type Table = (typeof TABLES)[number];

/** The texts a node can have; each is a Y.Text and merges by character. */
export const TEXTS = [
  'docs',
  'preRequest',
  'test',
  'body',
  'graphqlQuery',
  'graphqlVariables',
] as const;
export type TextName = (typeof TEXTS)[number];

/**
 * Authorization as the collection format names it: `type` is `inherit` when the file has none. `params` holds the
 * fields of each type that was ever filled in, by type, so that switching types back loses nothing.
 */
export interface Auth {
  readonly type: string;
  readonly params: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
}

export const BODY_MODES = ['none', 'raw', 'urlencoded', 'formdata', 'file', 'graphql'] as const;
export type BodyMode = (typeof BODY_MODES)[number];

/** What a WebSocket message can be written as; the last two are sent as binary messages. */
export const MESSAGE_LANGUAGES = ['text', 'json', 'xml', 'html', 'base64', 'hex'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** What every node has. */
interface NodeBase {
  readonly id: NodeId;
  readonly name: string;
  /** Unknown fields of the file the node came from, by the place they stood at. */
  readonly unknown: JsonObject;
  /** The id the file gave it; `null` when the file gave none; undefined when it was made here. */
  readonly fileId: string | null | undefined;
}

export interface CollectionContent extends NodeBase {
  readonly kind: 'collection';
  readonly auth: Auth;
  readonly variables: readonly Row[];
}

export interface FolderContent extends NodeBase {
  readonly kind: 'folder';
  readonly auth: Auth;
}

export interface HttpContent extends NodeBase {
  readonly kind: 'http';
  readonly method: string;
  /** The URL up to, not including, `?` and `#`. */
  readonly baseUrl: string;
  /** What follows `#`, or null. */
  readonly fragment: string | null;
  readonly params: readonly Row[];
  readonly pathVariables: readonly Row[];
  readonly headers: readonly Row[];
  readonly auth: Auth;
  readonly bodyMode: BodyMode;
  /** Language of a raw body: `text`, `json`, `javascript`, `html`, `xml`, or another word a file brought. */
  readonly bodyLanguage: string;
  readonly urlencoded: readonly Row[];
  readonly formdata: readonly Row[];
  /** Name of the file that a body of mode `file` sends; the bytes are picked on each device. */
  readonly bodyFile: string | null;
  /** Which operation of a GraphQL query with several is sent; null for the first. */
  readonly graphqlOperation: string | null;
  /** Request settings by their name in the collection format (`followRedirects`, `strictSSL` ...). */
  readonly settings: Readonly<Record<string, JsonValue>>;
}

export interface WsContent extends NodeBase {
  readonly kind: 'ws';
  readonly baseUrl: string;
  readonly fragment: string | null;
  readonly params: readonly Row[];
  readonly pathVariables: readonly Row[];
  readonly headers: readonly Row[];
  /** Subprotocols that are offered, by their `key`. */
  readonly subprotocols: readonly Row[];
  /** Saved messages: `key` is the name, `value` the text, `extra.language` one of {@link MESSAGE_LANGUAGES}. */
  readonly messages: readonly Row[];
  /** What the message being written (the text `body`) is: one of {@link MESSAGE_LANGUAGES}. */
  readonly bodyLanguage: string;
  /** See `SOCKET_SETTING_DEFAULTS`. */
  readonly settings: Readonly<Record<string, JsonValue>>;
}

export interface ExampleContent extends NodeBase {
  readonly kind: 'example';
  readonly status: number | null;
  readonly statusText: string;
  readonly headers: readonly Row[];
  /** SHA-256 (hex) of a body over 64 KB, which then lies in the local blob store and not in the document. */
  readonly bodyBlob: string | null;
  /** Language hint of the body (`_postman_previewlanguage`). */
  readonly bodyLanguage: string;
  /** The request that was sent, in the words of the collection format. */
  readonly originalRequest: JsonValue;
}

export type NodeContent =
  | CollectionContent
  | FolderContent
  | HttpContent
  | WsContent
  | ExampleContent;
/** A node that can be sent. */
export type RequestContent = HttpContent | WsContent;

/** An environment, or the globals. The `value` of a variable is its initial value; current ones are never in a document. */
export interface EnvContent {
  readonly id: EnvId;
  readonly name: string;
  readonly variables: readonly Row[];
  readonly unknown: JsonObject;
  readonly fileId: string | null | undefined;
}

/** What one act deleted: the topmost nodes of it, how many in all, when. */
export interface TrashBatch {
  readonly id: BatchId;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly nodes: readonly NodeId[];
  readonly envs: readonly EnvId[];
  /** Nodes and environments of the batch, those below the topmost ones too. */
  readonly count: number;
}

/**
 * A node to be made, with everything below it: what importers build, what duplicating copies, what exporting writes.
 * Absent fields take their defaults.
 */
export interface NodeSpec {
  readonly kind: NodeKind;
  readonly name: string;
  readonly fileId?: string | null;
  /** `method`, `baseUrl`, `fragment`, `bodyMode`, `bodyLanguage`, `bodyFile`, `graphqlOperation`, `status`, `statusText`, `bodyBlob`, `originalRequest`. */
  readonly fields?: Readonly<Partial<Record<FieldName, JsonValue>>>;
  readonly tables?: Readonly<Partial<Record<Table, readonly RowInput[]>>>;
  readonly texts?: Readonly<Partial<Record<TextName, string>>>;
  readonly auth?: Auth;
  readonly settings?: Readonly<Record<string, JsonValue>>;
  readonly unknown?: JsonObject;
  readonly children?: readonly NodeSpec[];
}

/** Single values of a node; each is a register of its own: the last writer wins, field by field. */
export const FIELDS = [
  'method',
  'baseUrl',
  'fragment',
  'bodyMode',
  'bodyLanguage',
  'bodyFile',
  'graphqlOperation',
  'status',
  'statusText',
  'bodyBlob',
  'originalRequest',
] as const;
export type FieldName = (typeof FIELDS)[number];

/** An environment to be made. */
export interface EnvSpec {
  readonly name: string;
  readonly fileId?: string | null;
  readonly variables: readonly RowInput[];
  readonly unknown?: JsonObject;
}

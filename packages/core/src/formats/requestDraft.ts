/** What the readers of foreign formats say about a request, and the spec made of it. */
import type { Auth, FieldName, NodeSpec, RowInput, Table, TextName } from '../model/content.ts';
import type { JsonValue } from '../model/json.ts';
import { parseQuery, pathVariableNames, splitUrl } from '../request/url.ts';
import { bodyLanguage } from './bodyLanguage.ts';
import { writeRequest } from './collection/request.ts';
import type { ImportLog } from './importLog.ts';

/** The parts of a spec that hold a body. */
export interface BodyDraft {
  readonly fields: Partial<Record<FieldName, JsonValue>>;
  readonly tables?: Partial<Record<Table, readonly RowInput[]>>;
  readonly texts?: Partial<Record<TextName, string>>;
}

/** A request as another tool has it. Absent means: not said. */
export interface RequestDraft {
  readonly name: string;
  readonly method?: string | undefined;
  /** The URL as a text; its query becomes rows ahead of `params`. */
  readonly url: string;
  readonly params?: readonly RowInput[];
  readonly pathVariables?: readonly RowInput[];
  readonly headers?: readonly RowInput[];
  readonly body?: BodyDraft | undefined;
  readonly auth?: Auth | undefined;
  readonly docs?: string | undefined;
  readonly preRequest?: string | undefined;
  readonly test?: string | undefined;
  readonly settings?: Readonly<Record<string, JsonValue>>;
  readonly fileId?: string | null;
}

/** A saved response as another tool has it. */
export interface ExampleDraft {
  readonly name: string;
  readonly status?: number | undefined;
  readonly statusText?: string | undefined;
  readonly headers?: readonly RowInput[];
  readonly body?: string | undefined;
  readonly contentType?: string | undefined;
}

/** A body that is sent as it is written. */
export function rawBody(text: string, contentType: string): BodyDraft {
  return {
    fields: { bodyMode: 'raw', bodyLanguage: bodyLanguage(contentType) },
    texts: { body: text },
  };
}

/** A form; `formdata` rows of files have `extra: {type: 'file', src}`. */
export function formBody(mode: 'urlencoded' | 'formdata', rows: readonly RowInput[]): BodyDraft {
  return { fields: { bodyMode: mode }, tables: { [mode]: rows } };
}

/** A GraphQL query with its variables as JSON text, and which of its operations is sent. */
export function graphqlBody(query: string, variables: string, operation?: JsonValue): BodyDraft {
  return {
    fields: {
      bodyMode: 'graphql',
      ...(typeof operation === 'string' && operation !== '' && { graphqlOperation: operation }),
    },
    texts: { graphqlQuery: query, graphqlVariables: variables },
  };
}

/** The content of a file, by its name. */
export function fileBody(path: string | null): BodyDraft {
  return { fields: { bodyMode: 'file', bodyFile: path } };
}

/** Authorization of one type. */
export function authOf(type: string, params: Readonly<Record<string, JsonValue>> = {}): Auth {
  return { type, params: Object.keys(params).length > 0 ? { [type]: params } : {} };
}

/** Makes a request; a `ws:` URL makes a WebSocket one. */
export function draftToSpec(draft: RequestDraft, examples: readonly NodeSpec[] = []): NodeSpec {
  const { body, auth, pathVariables = [], headers = [], params = [] } = draft;
  const { baseUrl, query, fragment } = splitUrl(draft.url);
  const known = new Set(pathVariables.map(({ key }) => key));
  const unfilled = pathVariableNames(baseUrl).filter((name) => !known.has(name));
  const base = {
    name: draft.name,
    ...(draft.fileId === undefined ? {} : { fileId: draft.fileId }),
    settings: draft.settings ?? {},
  };
  const location = { baseUrl, ...(fragment === null ? {} : { fragment }) };
  const tables = {
    params: [...parseQuery(query), ...params],
    pathVariables: [...pathVariables, ...unfilled.map((key) => ({ key, value: '' }))],
    headers,
  };
  if (/^wss?:/i.test(baseUrl)) {
    const texts = { docs: draft.docs ?? '', body: body?.texts?.body ?? '' };
    return { kind: 'ws', ...base, fields: location, tables, texts };
  }
  const spec: NodeSpec = {
    kind: 'http',
    ...base,
    fields: { method: draft.method ?? 'GET', ...location, ...body?.fields },
    tables: { ...tables, ...body?.tables },
    texts: {
      docs: draft.docs ?? '',
      preRequest: draft.preRequest ?? '',
      test: draft.test ?? '',
      ...body?.texts,
    },
    ...(auth ? { auth } : {}),
  };
  if (examples.length === 0) return spec;
  const originalRequest = writeRequest(spec, undefined, '2.1') ?? null;
  return {
    ...spec,
    children: examples.map((example) => ({
      ...example,
      fields: { ...example.fields, originalRequest },
    })),
  };
}

/** Makes an example; a body too large for a document is set aside in the log. */
export function draftToExample(draft: ExampleDraft, log: ImportLog): NodeSpec {
  const { status, statusText, body = '', contentType } = draft;
  const hash = log.setAside(body);
  const language = contentType === undefined ? undefined : bodyLanguage(contentType);
  return {
    kind: 'example',
    name: draft.name,
    fileId: null,
    fields: {
      ...(status === undefined ? {} : { status }),
      ...(statusText === undefined ? {} : { statusText }),
      ...(language === undefined ? {} : { bodyLanguage: language }),
      ...(hash === undefined ? {} : { bodyBlob: hash }),
    },
    tables: { headers: draft.headers ?? [] },
    texts: { body: hash === undefined ? body : '' },
  };
}

/** What a folder or collection of a foreign format brings beside its members. */
export interface OwnerDraft {
  readonly name: string;
  readonly docs?: string | undefined;
  readonly auth?: Auth | undefined;
  readonly variables?: readonly RowInput[];
  readonly preRequest?: string | undefined;
  readonly test?: string | undefined;
  readonly fileId?: string | null;
}

/** Makes a folder or a collection. */
export function ownerToSpec(
  kind: 'folder' | 'collection',
  draft: OwnerDraft,
  children: readonly NodeSpec[],
): NodeSpec {
  const { name, docs = '', auth, variables = [], preRequest = '', test = '', fileId } = draft;
  return {
    kind,
    name,
    // Collections of formats without ids get one of their own when they are made.
    ...(fileId === undefined ? {} : { fileId }),
    ...(kind === 'collection' ? { tables: { variables } } : {}),
    texts: { docs, preRequest, test },
    ...(auth ? { auth } : {}),
    children,
  };
}

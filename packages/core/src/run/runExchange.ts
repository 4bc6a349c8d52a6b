/** One request of a run over the wire: built, sent, received. */
import { signRequest } from '../auth/signing/signRequest.ts';
import type { Auth, NodeSpec } from '../model/content.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { buildRequest } from '../request/buildRequest.ts';
import type { BodyPart } from '../request/formFiles.ts';
import type { RequestSettings } from '../request/requestSettings.ts';
import type { HeaderList } from '../wire/headers.ts';
import type {
  EndEvent,
  ErrorEvent,
  HeadEvent,
  HopEvent,
  SendEvent,
  SendTimings,
} from '../wire/sendEvent.ts';
import type { SendRequestInput } from '../wire/sendRequest.ts';
import type { StopSignal } from './hostGlobals.ts';
import type { CookieStore } from './cookieStore.ts';
import type { RunItem } from './runItems.ts';
import { errorOfSending, type RequestError } from './requestError.ts';
import { withoutMissingFiles } from './missingFiles.ts';
import { specToContent, specToRequestJson } from './requestJson.ts';
import { stripJsonComments } from './stripJsonComments.ts';

/** Where a request comes from. */
export interface RunSource {
  readonly item: RunItem;
  /** The item's own, or one of its scripts. */
  readonly kind: 'collection' | 'script';
  /** Names of variables that have no value, and go out as they are written. */
  readonly unresolved: readonly string[];
}

/** Sends requests for a run: the agent, the browser, or this process itself. */
export interface RunTransport {
  /** Why the file of that name cannot be sent, or null. It is left out then, as the field does. */
  readonly whyNoFile: (name: string, item: RunItem) => Promise<string | null>;
  /** The bytes of a body with files, for signatures over it. */
  readonly readBody: (
    body: readonly BodyPart[],
    source: Pick<RunSource, 'item'>,
  ) => Promise<Uint8Array>;
  /** Files are the transport's to find, by name. */
  readonly send: (
    request: SendRequestInput,
    body: readonly BodyPart[] | null,
    signal: StopSignal,
    source: RunSource,
  ) => AsyncIterable<SendEvent | Uint8Array>;
}

/** A response as it came, its body decoded and whole. */
export interface RunResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  readonly timings: SendTimings;
  readonly sizes: EndEvent['sizes'];
}

/** What became of one request. */
export interface RunExchange {
  /** As it was sent, in the words of the collection format. */
  readonly request: JsonObject;
  /** The URL of the first hop. */
  readonly url: string;
  readonly method: string;
  readonly response: RunResponse | null;
  readonly error: RequestError | null;
  readonly hops: readonly HopEvent[];
  /** What does not go as one might think. */
  readonly notes: readonly string[];
}

/** A request with its variables resolved. */
export interface ResolvedRequest {
  readonly spec: NodeSpec;
  readonly auth: Auth;
  readonly settings: RequestSettings;
}

/** What sending needs of its run. */
export interface ExchangeContext {
  readonly transport: RunTransport;
  readonly cookies: CookieStore;
  readonly signal: StopSignal;
}

/** Sends a request and waits for all of its response. Never throws for what the network does. */
export async function exchange(
  { spec: asked, auth, settings }: ResolvedRequest,
  source: Omit<RunSource, 'unresolved'>,
  { transport, cookies, signal }: ExchangeContext,
): Promise<RunExchange> {
  const { spec, notes } = await withoutMissingFiles(asked, (name) =>
    transport.whyNoFile(name, source.item),
  );
  const { content, texts } = specToContent(withoutComments(spec), settings);
  // The variables have been replaced: what is left of them goes out as it is written.
  const built = await signRequest(
    buildRequest({ content, texts, auth, scopes: {}, id: 'run' }),
    (plan) => transport.readBody(plan.parts, source),
  );
  // The URL is encoded as the field encodes it, or as it is written: either way the sender has nothing left to do.
  const encoded = { ...built.head.settings, encodeUrl: false };
  const request: SendRequestInput = { ...built.head, settings: encoded, cookies: cookies.all() };
  const parts = built.body?.parts ?? null;
  const body: readonly BodyPart[] | null =
    parts && (parts.every((part) => typeof part === 'string') ? [parts.join('')] : parts);

  const chunks: Uint8Array[] = [];
  const hops: HopEvent[] = [];
  let head: HeadEvent | null = null;
  let end: EndEvent | null = null;
  let failure: ErrorEvent | null = null;
  const from = { ...source, unresolved: built.unresolved };
  for await (const event of transport.send(request, body, signal, from)) {
    if (event instanceof Uint8Array) chunks.push(event);
    else if (event.type === 'hop') hops.push(event);
    else if (event.type === 'head') head = event;
    else if (event.type === 'cookies') cookies.apply(event);
    else if (event.type === 'end') end = event;
    else if (event.type === 'error') failure = event;
  }
  const sent = hops[0]?.request.headers ?? request.headers ?? [];
  return {
    request: { ...sentRequest(spec, request, sent, auth), url: request.url },
    url: request.url,
    method: request.method,
    response: responseOf(hops.at(-1)?.response ?? head, chunks, end),
    error: failure && errorOfSending(failure),
    hops,
    notes: [...notes, ...built.notes],
  };
}

function sentRequest(
  spec: NodeSpec,
  { method }: SendRequestInput,
  headers: HeaderList,
  auth: Auth,
): JsonObject {
  const { header: written, ...rest } = specToRequestJson({ ...spec, auth });
  // Scripts see the headers that are switched off, too.
  const off = (Array.isArray(written) ? written : []).filter(
    (row) => isJsonObject(row) && row['disabled'] === true,
  );
  return { ...rest, method, header: [...headers.map(([key, value]) => ({ key, value })), ...off] };
}

function responseOf(
  last: Pick<HeadEvent, 'status' | 'statusText' | 'headers'> | null,
  chunks: readonly Uint8Array[],
  end: EndEvent | null,
): RunResponse | null {
  if (!last || !end) return null;
  const { status, statusText, headers } = last;
  return {
    status,
    statusText,
    headers,
    body: join(chunks),
    timings: end.timings,
    sizes: end.sizes,
  };
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The field sends JSON bodies without the comments that people write into them. */
function withoutComments(spec: NodeSpec): NodeSpec {
  const { body = '' } = spec.texts ?? {};
  if (spec.fields?.bodyMode !== 'raw' || !/\/[/*]/.test(body) || !isJsonBody(spec)) return spec;
  return { ...spec, texts: { ...spec.texts, body: stripJsonComments(body) } };
}

function isJsonBody({ fields, tables }: NodeSpec): boolean {
  const language = fields?.bodyLanguage;
  if (typeof language === 'string' && language !== '') return language === 'json';
  const type = tables?.headers?.find(
    ({ key, enabled = true }) => enabled && key.toLowerCase() === 'content-type',
  )?.value;
  return typeof type === 'string' && /^application\/(\S+\+)?json/.test(type);
}

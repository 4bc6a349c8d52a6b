/** The way of a request, in a straight line: snapshot → scopes → build → transport → response state → history. */
import {
  buildRequest,
  type BuiltRequest,
  type DocStore,
  type EnvId,
  errorMessage,
  inheritAuth,
  type NodeId,
  type NodeSpec,
  readSpecTree,
  type Scopes,
} from '@scratchpad/core';
import type { ErrorEvent, SendEvent } from '@scratchpad/core/wire';
import type { Services } from '../app/services.ts';
import { AgentTransport } from './agentTransport.ts';
import { assembleBody, sentBodyText } from './assembleBody.ts';
import { BodyCollector } from './bodyCollector.ts';
import { BrowserTransport, headersDroppedByBrowser } from './browserTransport.ts';
import { applyCookies, readCookies } from './cookieJar.ts';
import { TextStream } from '../editors/textStream.ts';
import type { Outcome } from './outcome.ts';
import { type Progress, responses } from './responseStore.ts';
import { readScopes } from './scopes.ts';
import type { Transport } from './transport.ts';
import { originOfUrl } from './urlOrigin.ts';
import { sendWords } from './words.ts';

/** What sending needs of its surroundings. */
export interface SendContext {
  readonly store: DocStore;
  readonly services: Services;
  readonly env: EnvId | null;
}

/** Progress is shown at most this often while a body comes in. */
const PROGRESS_MS = 100;

/** Sets of names that a person said to send as written, by request, until the page closes. */
const acceptedUnresolved = new Map<NodeId, string>();

/** Sends a request. What happens is told by the response store; the promise ends when all is stored. */
export async function sendHttp(
  context: SendContext,
  id: NodeId,
  options: { readonly acceptUnresolved?: boolean } = {},
): Promise<void> {
  const { store, services } = context;
  const content = store.index.content(id);
  if (content?.kind !== 'http') return;
  const scopes = readScopes(store, services.currentValues, id, context.env);
  const built = buildFor(context, id, scopes);
  if (!built) return;
  const names = [...built.unresolved].sort().join('\n');
  if (options.acceptUnresolved) acceptedUnresolved.set(id, names);
  if (names !== '' && acceptedUnresolved.get(id) !== names) {
    responses.update(id, { held: { unresolved: built.unresolved } });
    return;
  }
  const transport: Transport =
    (await services.agent.token()) === null
      ? new BrowserTransport()
      : new AgentTransport(services.agent);
  await run(context, id, {
    built,
    scopes,
    transport,
    spec: { ...readSpecTree(store, id), children: [] },
  });
}

/** Builds the request as it would be sent now; undefined when it is gone. */
export function buildFor(
  context: Pick<SendContext, 'store'>,
  id: NodeId,
  scopes: Scopes,
): BuiltRequest | undefined {
  const { store } = context;
  const content = store.index.content(id);
  if (content?.kind !== 'http') return undefined;
  return buildRequest({
    content,
    texts: {
      body: store.textContent(id, 'body'),
      graphqlQuery: store.textContent(id, 'graphqlQuery'),
      graphqlVariables: store.textContent(id, 'graphqlVariables'),
    },
    auth: inheritAuth(store.index, id).auth,
    scopes,
    id: crypto.randomUUID(),
  });
}

/** Signs a request if its authorization wants that; the code for it is loaded then. */
async function sign(id: NodeId, built: BuiltRequest): Promise<BuiltRequest> {
  if (!built.signing) return built;
  const { signRequest } = await import('@scratchpad/core/auth');
  return signRequest(built, async (plan) => {
    const body = await assembleBody(id, plan);
    return new Uint8Array((await body?.arrayBuffer()) ?? new ArrayBuffer(0));
  });
}

interface Prepared {
  readonly built: BuiltRequest;
  readonly scopes: Scopes;
  readonly transport: Transport;
  readonly spec: NodeSpec;
}

async function run(
  context: SendContext,
  id: NodeId,
  { built: unsigned, scopes, transport, spec }: Prepared,
): Promise<void> {
  const { store, services } = context;
  const signal = responses.begin(id);
  const startedAt = Date.now();
  const clock = performance.now();
  const progress = new ProgressReporter(id, signal, startedAt);
  const events: SendEvent[] = [];
  const collector = new BodyCollector();
  let body: Blob | null = null;
  let built = unsigned;
  try {
    built = await sign(id, unsigned);
    body = await assembleBody(id, built.body);
    const cookies = [...(await readCookies())];
    progress.report({ phase: 'waiting' });
    for await (const item of transport.send({ head: { ...built.head, cookies }, body }, signal)) {
      if (item instanceof Uint8Array) {
        collector.push(item);
        progress.receive(item, collector.sizeBytes);
        continue;
      }
      events.push(item);
      if (item.type === 'head') progress.setHead(item);
      if (item.type === 'cookies') await applyCookies(item);
    }
  } catch (thrown) {
    events.push(toErrorEvent(thrown, signal, built.head.url));
  } finally {
    progress.stop();
  }
  if (!responses.isCurrent(id, signal)) return;
  const type = contentTypeOf(events);
  const answer = collector.toBlob(type);
  const dropped =
    transport.name === 'browser' ? headersDroppedByBrowser(built.head.headers ?? []) : [];
  const content = store.index.content(id);
  const outcome: Outcome = {
    id: built.head.id,
    requestId: id,
    requestName: content?.name ?? spec.name,
    startedAt,
    via: transport.name,
    sent: {
      method: built.head.method,
      url: built.head.url,
      headers: built.head.headers ?? [],
      bodyText: await sentBodyText(body),
      bodyBytes: body?.size ?? 0,
    },
    events,
    bodyBytes: answer.size,
    durationMs: performance.now() - clock,
    notes: [
      ...built.notes,
      ...(transport.name === 'browser' ? [sendWords.browserLimits] : []),
      ...(transport.name === 'browser' && built.head.challenge
        ? [sendWords.browserNoChallenge]
        : []),
      ...(dropped.length > 0 ? [sendWords.browserDropped(dropped)] : []),
    ],
    urlOrigin:
      content?.kind === 'http' ? originOfUrl(content.baseUrl, scopes, store, context.env) : null,
  };
  responses.update(id, { progress: null, answer: { outcome, body: answer } });
  try {
    await services.history.add(outcome, answer, spec);
  } catch (thrown) {
    const noted = {
      ...outcome,
      notes: [...outcome.notes, `${sendWords.notSaved} (${errorMessage(thrown)})`],
    };
    if (responses.isCurrent(id, signal))
      responses.update(id, { answer: { outcome: noted, body: answer } });
  }
}

function contentTypeOf(events: readonly SendEvent[]): string {
  const head = events.find((event) => event.type === 'head');
  return head?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

function toErrorEvent(thrown: unknown, signal: AbortSignal, url: string): ErrorEvent {
  const cancelled = signal.aborted;
  return {
    type: 'error',
    code: cancelled ? 'CANCELLED' : 'UNEXPECTED',
    message: cancelled ? sendWords.cancelled : errorMessage(thrown),
    errno: null,
    phase: 'request',
    leftMachine: cancelled,
    url,
  };
}

/** Tells the response store how far a sending is, not oftener than a person can see. */
class ProgressReporter {
  #progress: Progress;
  #toldAt = 0;
  #receivedBytes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #decoder = new TextDecoder();
  readonly #id: NodeId;
  readonly #signal: AbortSignal;

  constructor(id: NodeId, signal: AbortSignal, startedAt: number) {
    this.#id = id;
    this.#signal = signal;
    this.#progress = { startedAt, phase: 'sending', receivedBytes: 0, head: null, partial: null };
    responses.update(id, { progress: this.#progress, held: null });
  }

  report(patch: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...patch };
    this.#toldAt = performance.now();
    if (responses.isCurrent(this.#id, this.#signal))
      responses.update(this.#id, { progress: this.#progress });
  }

  setHead(head: {
    status: number;
    statusText: string;
    headers: readonly (readonly [string, string])[];
  }): void {
    const contentType =
      head.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
    this.report({
      phase: 'receiving',
      head: { status: head.status, statusText: head.statusText, contentType },
      // A stream of events is read while it runs; everything else when it is whole.
      partial: contentType.startsWith('text/event-stream') ? new TextStream(0) : null,
    });
  }

  receive(chunk: Uint8Array<ArrayBuffer>, receivedBytes: number): void {
    this.#progress.partial?.push(this.#decoder.decode(chunk, { stream: true }));
    this.#receivedBytes = receivedBytes;
    // The last chunk before a pause is told too, so the timer and not the chunk decides.
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.report({ receivedBytes: this.#receivedBytes });
      },
      Math.max(0, PROGRESS_MS - (performance.now() - this.#toldAt)),
    );
  }

  /** Tells nothing more. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}

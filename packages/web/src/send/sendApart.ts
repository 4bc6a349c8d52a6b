/** A sending beside the request's own: its answer is for the app, and neither shown as the answer nor put into the history. */
import {
  AppError,
  buildRequest,
  inheritAuth,
  loadMissedDynamicVariables,
  type NodeId,
  type RequestSource,
} from '@scratchpad/core';
import type { SendEvent } from '@scratchpad/core/wire';
import { logSending } from '../console/logSending.ts';
import { assembleBody, sentBodyText } from './assembleBody.ts';
import { BodyCollector } from './bodyCollector.ts';
import { chooseTransport } from './chooseTransport.ts';
import { applyCookies, readCookies } from './cookieJar.ts';
import { type Outcome } from './outcome.ts';
import { sourceFor } from './requestSource.ts';
import { readScopes } from './scopes.ts';
import type { SendContext } from './sendContext.ts';
import { sign } from './sendHttp.ts';

/** What came back. */
export interface ApartAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends a request as it stands, but for what `change` changes, with its address, headers, authorization and cookies. The
 * console shows it. Scripts do not run.
 * @throws AppError `no-value` when a variable has none; what the transport says went wrong
 */
export async function sendApart(
  context: SendContext,
  id: NodeId,
  change: (source: RequestSource) => RequestSource,
  signal: AbortSignal,
): Promise<ApartAnswer> {
  const { store, services } = context;
  const { auth, from } = inheritAuth(store.index, id);
  if (auth.type === 'oauth2' && from !== null) {
    const { freshenToken } = await import('../oauth2/fetchToken.ts');
    await freshenToken(context, from, auth, signal);
  }
  const scopes = readScopes(store, services.currentValues, id, context.env);
  const source = sourceFor(context, id, scopes);
  if (!source) throw new AppError('not-found', 'This request is no longer there.');
  let built = buildRequest(change(source));
  if (await loadMissedDynamicVariables()) built = buildRequest(change(source));
  const [missing] = built.unresolved;
  if (missing !== undefined)
    throw new AppError('no-value', `{{${missing}}} has no value, so nothing was sent.`);
  built = await sign(id, built);
  const body = await assembleBody(id, built.body);
  const transport = await chooseTransport(services);
  const head = { ...built.head, cookies: [...(await readCookies())] };
  const collector = new BodyCollector();
  const events: SendEvent[] = [];
  const startedAt = Date.now();
  const began = performance.now();
  for await (const item of transport.send({ head, body }, signal)) {
    if (item instanceof Uint8Array) await collector.push(item);
    else {
      events.push(item);
      if (item.type === 'cookies') await applyCookies(item);
    }
  }
  const answer = collector.toBlob();
  const outcome: Outcome = {
    id: head.id,
    requestId: id,
    requestName: source.content.name,
    startedAt,
    via: transport.name,
    sent: {
      method: head.method,
      url: head.url,
      headers: head.headers ?? [],
      bodyText: await sentBodyText(body),
      bodyBytes: body?.size ?? 0,
    },
    events,
    bodyBytes: answer.size,
    durationMs: performance.now() - began,
    notes: [...built.notes],
    urlOrigin: null,
  };
  await logSending(outcome, answer);
  const error = events.find((event) => event.type === 'error');
  if (error) throw new AppError(error.code, error.message);
  const status = events.find((event) => event.type === 'head')?.status ?? 0;
  return { status, text: await answer.text() };
}

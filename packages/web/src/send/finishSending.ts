import { errorMessage, type NodeId, type NodeSpec, type Scopes } from '@scratchpad/core';
import type { SendRequestInput } from '@scratchpad/core/wire';
import { logSending } from '../console/logSending.ts';
import { sentBodyText } from './assembleBody.ts';
import { headersDroppedByBrowser } from './browserTransport.ts';
import type { Outcome } from './outcome.ts';
import { responses } from './responseStore.ts';
import type { SendContext } from './sendContext.ts';
import type { SendRecorder } from './sendRecorder.ts';
import type { Transport } from './transport.ts';
import { originOfUrl } from './urlOrigin.ts';
import { sendWords } from './words.ts';

/** One sending that has ended. */
export interface Ended {
  readonly recorder: SendRecorder;
  readonly signal: AbortSignal;
  readonly head: SendRequestInput;
  readonly body: Blob | null;
  readonly via: Transport['name'];
  readonly notes: readonly string[];
  readonly scopes: Scopes;
  /** The request as it was, for the history. */
  readonly spec: NodeSpec;
  readonly scripts?: Outcome['scripts'];
}

/** Shows what came of a sending, and puts it into the history when anything was sent. */
export async function finishSending(
  { store, services, env }: SendContext,
  id: NodeId,
  { recorder, signal, head, body, via, notes, scopes, spec, scripts }: Ended,
): Promise<void> {
  if (!responses.isCurrent(id, signal)) return;
  const answer = recorder.body;
  const dropped = via === 'browser' ? headersDroppedByBrowser(head.headers ?? []) : [];
  const content = store.index.content(id);
  const outcome: Outcome = {
    id: head.id,
    requestId: id,
    requestName: content?.name ?? spec.name,
    startedAt: recorder.startedAt,
    via,
    sent: {
      method: head.method,
      url: head.url,
      headers: head.headers ?? [],
      bodyText: await sentBodyText(body),
      bodyBytes: body?.size ?? 0,
    },
    events: recorder.events,
    bodyBytes: answer.size,
    durationMs: recorder.durationMs,
    notes: [
      ...notes,
      ...(via === 'browser' ? [sendWords.browserLimits] : []),
      ...(via === 'browser' && head.challenge ? [sendWords.browserNoChallenge] : []),
      ...(dropped.length > 0 ? [sendWords.browserDropped(dropped)] : []),
    ],
    urlOrigin: content?.kind === 'http' ? originOfUrl(content.baseUrl, scopes, store, env) : null,
    ...(scripts ? { scripts } : {}),
  };
  responses.update(id, { progress: null, answer: { outcome, body: answer } });
  // The run engine's events tell the console more.
  if (!scripts) await logSending(outcome, answer);
  if (recorder.events.some(({ type, ...event }) => type === 'error' && isUnsent(event))) return;
  try {
    await services.history.add(forHistory(outcome), answer, spec);
  } catch (thrown) {
    const noted = {
      ...outcome,
      notes: [...outcome.notes, `${sendWords.notSaved} (${errorMessage(thrown)})`],
    };
    if (responses.isCurrent(id, signal))
      responses.update(id, { answer: { outcome: noted, body: answer } });
  }
}

/** A visualization with more than this is shown, and not kept. */
const MAX_VISUALIZATION = 2_000_000;

function forHistory(outcome: Outcome): Outcome {
  if (!outcome.scripts) return outcome;
  const { visualization, ...scripts } = outcome.scripts;
  const isLarge = JSON.stringify(visualization ?? null).length > MAX_VISUALIZATION;
  return isLarge ? { ...outcome, scripts } : outcome;
}

/** A script saw to it that nothing was sent: that is no entry of a history of requests. */
function isUnsent(event: object): boolean {
  return 'code' in event && (event.code === 'SCRIPT_FAILED' || event.code === 'SKIPPED');
}

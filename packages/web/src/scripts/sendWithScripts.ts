/** The way of a request that has scripts: the run engine takes it along, as it does in a run of many. */
import { AppError, inheritAuth, type NodeId, readSpecTree } from '@scratchpad/core';
import { accessToDomains, readRunTree, runCollection, type RunEvent } from '@scratchpad/core/run';
import type { SendRequestInput, WireCookie } from '@scratchpad/core/wire';
import { logRunEvent } from '../console/logRunEvent.ts';
import { readScriptDomains } from '../cookies/scriptDomains.ts';
import { freshenToken } from '../oauth2/fetchToken.ts';
import { withToken } from '../oauth2/tokens.ts';
import { applyCookies, readCookies } from '../send/cookieJar.ts';
import { finishSending } from '../send/finishSending.ts';
import { responses } from '../send/responseStore.ts';
import { readScopes } from '../send/scopes.ts';
import type { SendContext } from '../send/sendContext.ts';
import { chooseTransport } from '../send/chooseTransport.ts';
import { SendRecorder } from '../send/sendRecorder.ts';
import { cookieChanges } from './cookieChanges.ts';
import { createPageRunTransport } from './pageRunTransport.ts';
import { scriptHost } from './pageScriptHost.ts';
import { initialVariables, keepRunVariables, readRunVariables } from './runVariables.ts';
import { readScriptTimeout } from './scriptSettings.ts';
import { ScriptsReporter } from './scriptsReport.ts';
import { scriptWords as words } from './words.ts';

/** Sets of names that a person said to send as written, by request, until the page closes. */
const acceptedUnresolved = new Map<NodeId, string>();

/** What was seen on the way. */
interface Seen {
  sent: { readonly head: SendRequestInput; readonly body: Blob | null } | null;
  /** Names without a value that hold the request back. */
  held: readonly string[] | null;
  notes: readonly string[];
  /** Why the run ended before its end. */
  endedBy: string | null;
}

/** Sends a request with its scripts. What happens is told by the response store; the promise ends when all is stored. */
export async function sendWithScripts(
  context: SendContext,
  id: NodeId,
  { acceptUnresolved = false }: { readonly acceptUnresolved?: boolean },
): Promise<void> {
  const { store, services, env } = context;
  const signal = responses.begin(id);
  const recorder = new SendRecorder(id, signal, 'scripts');
  const scripts = new ScriptsReporter();
  const stop = new AbortController();
  const spec = { ...readSpecTree(store, id), children: [] };
  const transport = await chooseTransport(services);
  const origins = readRunVariables(store, services.currentValues, id, env);
  const seen: Seen = { sent: null, held: null, notes: [], endedBy: null };
  const take = async (event: RunEvent, jar: readonly WireCookie[]) => {
    logRunEvent(event);
    scripts.take(event);
    if (event.type === 'request' && event.source === 'collection') {
      seen.notes = event.exchange.notes;
      // What failed before it reached the wire.
      if (event.exchange.error && recorder.events.length === 0)
        recorder.end('UNEXPECTED', event.exchange.error.message, event.exchange.url);
    }
    if (event.type === 'item' && event.isSkipped) recorder.end('SKIPPED', words.skipped, '');
    if (event.type === 'done') {
      seen.endedBy = event.error?.message ?? null;
      keepRunVariables(services.currentValues, origins, event.variables);
      await applyCookies(cookieChanges(jar, event.cookies));
    }
  };
  try {
    const effective = inheritAuth(store.index, id);
    if (effective.auth.type === 'oauth2' && effective.from !== null)
      await freshenToken(context, effective.from, effective.auth, signal);
    const { collection, idBySpec } = readRunTree(store, id, (from, auth) =>
      withToken(services.currentValues, { auth, from }),
    );
    const jar = await readCookies();
    const run = runCollection({
      collection,
      scriptHost,
      transport: createPageRunTransport(transport, ({ spec: of }) => idBySpec.get(of), {
        onSend: (head, body, { kind, unresolved }) => {
          if (kind !== 'collection') return;
          const names = [...unresolved].sort().join('\n');
          if (acceptUnresolved) acceptedUnresolved.set(id, names);
          if (names !== '' && acceptedUnresolved.get(id) !== names) {
            seen.held = unresolved;
            stop.abort(new AppError('HELD', ''));
            throw stop.signal.reason;
          }
          seen.sent = { head, body };
          recorder.setPhase('waiting');
        },
        onItem: async (item, { kind }) => {
          if (kind === 'collection') await recorder.take(item);
        },
      }),
      ...initialVariables(origins),
      cookies: jar,
      cookieAccess: accessToDomains(readScriptDomains()),
      needsPrerequest: true,
      scriptTimeoutMs: readScriptTimeout(),
      signal: AbortSignal.any([signal, stop.signal]),
    });
    for await (const event of run) await take(event, jar);
  } catch (thrown) {
    recorder.fail(thrown, '');
  } finally {
    recorder.stop();
  }
  if (seen.held !== null) {
    if (responses.isCurrent(id, signal))
      responses.update(id, { progress: null, held: { unresolved: seen.held } });
    return;
  }
  const failed = scripts.prerequestError;
  const isComplete = recorder.events.some(({ type }) => type === 'end');
  if (isComplete && signal.aborted) scripts.stopped(words.stopped);
  else if (signal.aborted) recorder.cancel();
  else if (recorder.events.length === 0) {
    const message = failed ? words.prerequestFailed(failed.owner, failed.message) : seen.endedBy;
    recorder.end('SCRIPT_FAILED', message ?? words.noStart, '');
  }
  const unsent = {
    id: crypto.randomUUID(),
    method: textOf(spec.fields?.method, 'GET'),
    url: textOf(spec.fields?.baseUrl, ''),
  };
  await finishSending(context, id, {
    recorder,
    signal,
    head: seen.sent?.head ?? unsent,
    body: seen.sent?.body ?? null,
    via: transport.name,
    notes: seen.notes,
    scopes: readScopes(store, services.currentValues, id, env),
    spec,
    scripts: scripts.report,
  });
}

function textOf(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

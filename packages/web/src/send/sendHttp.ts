/** The way of a request, in a straight line: snapshot → scopes → build → transport → response state → history. */
import {
  buildRequest,
  type BuiltRequest,
  type DocStore,
  errorMessage,
  inheritAuth,
  loadMissedDynamicVariables,
  type NodeId,
  type NodeSpec,
  readSpecTree,
  type Scopes,
} from '@scratchpad/core';
import { showToast } from '../app/toasts.tsx';
import { assembleBody } from './assembleBody.ts';
import { chooseTransport } from './chooseTransport.ts';
import { applyCookies, readCookies } from './cookieJar.ts';
import { finishSending } from './finishSending.ts';
import { sourceFor, type SourceContext } from './requestSource.ts';
import { responses } from './responseStore.ts';
import type { SendContext } from './sendContext.ts';
import { readScopes } from './scopes.ts';
import { SendRecorder } from './sendRecorder.ts';
import type { Transport } from './transport.ts';
import { sendWords } from './words.ts';

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
  if (hasScripts(store, id)) {
    const { sendWithScripts } = await import('../scripts/sendWithScripts.ts');
    return sendWithScripts(context, id, options);
  }
  const scopes = readScopes(store, services.currentValues, id, context.env);
  const { auth, from } = inheritAuth(store.index, id);
  if (auth.type === 'oauth2' && from !== null) {
    const { freshenToken } = await import('../oauth2/fetchToken.ts');
    await freshenToken(context, from, auth, new AbortController().signal).catch((error: unknown) =>
      // The old one is sent: the server says better than we what is wrong with it.
      showToast({ message: sendWords.notRefreshed(errorMessage(error)) }),
    );
  }
  let built = buildFor(context, id, scopes);
  if (await loadMissedDynamicVariables()) built = buildFor(context, id, scopes);
  if (!built) return;
  const names = [...built.unresolved].sort().join('\n');
  if (options.acceptUnresolved) acceptedUnresolved.set(id, names);
  if (names !== '' && acceptedUnresolved.get(id) !== names) {
    responses.update(id, { held: { unresolved: built.unresolved } });
    return;
  }
  const transport = await chooseTransport(services);
  await run(context, id, {
    built,
    scopes,
    transport,
    spec: { ...readSpecTree(store, id), children: [] },
  });
}

/** Whether a request, or anything above it, has scripts to run. */
export function hasScripts(store: DocStore, id: NodeId): boolean {
  return [...store.index.ancestors(id), id].some(
    (node) =>
      store.textContent(node, 'preRequest').trim() !== '' ||
      store.textContent(node, 'test').trim() !== '' ||
      // Files can have more than one script of a kind.
      store.index.content(node)?.unknown['event'] !== undefined,
  );
}

/** Builds the request as it would be sent now; undefined when it is gone. */
export function buildFor(
  context: SourceContext,
  id: NodeId,
  scopes: Scopes,
): BuiltRequest | undefined {
  const source = sourceFor(context, id, scopes);
  return source && buildRequest(source);
}

/** Signs a request if its authorization wants that; the code for it is loaded then. */
export async function sign(id: NodeId, built: BuiltRequest): Promise<BuiltRequest> {
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
  const signal = responses.begin(id);
  const recorder = new SendRecorder(id, signal, 'sending');
  let body: Blob | null = null;
  let built = unsigned;
  try {
    built = await sign(id, unsigned);
    body = await assembleBody(id, built.body);
    const cookies = [...(await readCookies())];
    recorder.setPhase('waiting');
    for await (const item of transport.send({ head: { ...built.head, cookies }, body }, signal)) {
      await recorder.take(item);
      if (!(item instanceof Uint8Array) && item.type === 'cookies') await applyCookies(item);
    }
  } catch (thrown) {
    recorder.fail(thrown, built.head.url);
  } finally {
    recorder.stop();
  }
  const { head, notes } = built;
  const ended = { recorder, signal, head, body, via: transport.name, notes, scopes, spec };
  await finishSending(context, id, ended);
}

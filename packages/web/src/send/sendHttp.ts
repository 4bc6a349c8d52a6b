/** The way of a request, in a straight line: snapshot → scopes → build → transport → response state → history. */
import {
  buildRequest,
  type BuiltRequest,
  type DocStore,
  inheritAuth,
  loadMissedDynamicVariables,
  type NodeId,
  type NodeSpec,
  readSpecTree,
  type Scopes,
} from '@scratchpad/core';
import { assembleBody } from './assembleBody.ts';
import { chooseTransport } from './chooseTransport.ts';
import { applyCookies, readCookies } from './cookieJar.ts';
import { finishSending } from './finishSending.ts';
import { responses } from './responseStore.ts';
import type { SendContext } from './sendContext.ts';
import { readScopes } from './scopes.ts';
import { SendRecorder } from './sendRecorder.ts';
import type { Transport } from './transport.ts';

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
function hasScripts(store: DocStore, id: NodeId): boolean {
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

interface Prepared {
  readonly built: BuiltRequest;
  readonly scopes: Scopes;
  readonly transport: Transport;
  readonly spec: NodeSpec;
}

async function run(
  context: SendContext,
  id: NodeId,
  { built, scopes, transport, spec }: Prepared,
): Promise<void> {
  const signal = responses.begin(id);
  const recorder = new SendRecorder(id, signal, 'sending');
  let body: Blob | null = null;
  try {
    body = await assembleBody(id, built.body);
    const cookies = [...(await readCookies())];
    recorder.setPhase('waiting');
    for await (const item of transport.send({ head: { ...built.head, cookies }, body }, signal)) {
      recorder.take(item);
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

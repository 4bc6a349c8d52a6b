/** From a request of the document to what the generators take, as it would be sent now. */
import { AppError, buildRequest, loadMissedDynamicVariables, type NodeId } from '@scratchpad/core';
import type { SnippetRequest } from '@scratchpad/core/snippets';
import { sourceFor } from '../send/requestSource.ts';
import { readScopes } from '../send/scopes.ts';
import type { SendContext } from '../send/sendContext.ts';
import { hasScripts, sign } from '../send/sendHttp.ts';
import { snippetWords as words } from './words.ts';

/**
 * Prepares a request; undefined when it is gone.
 * @param fillsVariables whether variables are replaced, and the request is signed if its authorization wants that
 */
export async function prepareSnippet(
  context: SendContext,
  id: NodeId,
  fillsVariables: boolean,
): Promise<SnippetRequest | undefined> {
  const { toSnippetRequest } = await import('@scratchpad/core/snippets');
  const { store, services, env } = context;
  const scopes = fillsVariables ? readScopes(store, services.currentValues, id, env) : 'keep';
  const source = sourceFor(context, id, scopes);
  if (!source) return undefined;
  let built = buildRequest(source);
  if (fillsVariables && (await loadMissedDynamicVariables())) built = buildRequest(source);
  const notes: string[] = [];
  if (fillsVariables && built.signing) {
    try {
      built = { ...(await sign(id, built)), signing: null };
      notes.push(words.signedNow);
    } catch (thrown) {
      // A key that is no good, or a file that is not here: the code lacks the signature, and says why.
      if (!(thrown instanceof AppError)) throw thrown;
      notes.push(thrown.message);
    }
  }
  if (hasScripts(store, id)) notes.push(words.noScripts);
  const request = toSnippetRequest(source, built);
  return { ...request, notes: [...request.notes, ...notes] };
}

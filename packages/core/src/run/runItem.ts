import type { RunCursor } from './runEvents.ts';
import type { RunItem } from './runItems.ts';
import { ScriptAbort, runScripts } from './runScripts.ts';
import type { RunState } from './runState.ts';
import type { JsonObject } from '../model/json.ts';
import { loadMissedDynamicVariables } from '../variables/dynamic.ts';
import type { ResolvedRequest } from './runExchange.ts';
import { mapSpec, mapTexts, requestJsonToSpec, specToRequestJson } from './requestJson.ts';
import { responseToJson, sendReported } from './sendRequest.ts';

/** How an item ended. */
export interface ItemOutcome {
  /** True when the run must end here. */
  readonly isStopping: boolean;
  /** What its scripts wish to come next; undefined when they did not say. */
  readonly nextRequest: string | null | undefined;
}

/**
 * One passage through an item: pre-request scripts, variables, authorization, request, test scripts.
 * @throws ScriptAbort where an error ends the run
 */
export async function runItem(
  state: RunState,
  item: RunItem,
  cursor: RunCursor,
): Promise<ItemOutcome> {
  const at = { item, cursor };
  const ended = { isStopping: true, nextRequest: undefined };
  const end = (isSkipped: boolean, visualization: Parameters<typeof emitItem>[2] = null) =>
    emitItem(state, at, visualization, isSkipped);

  const before = await runScripts(state, item, cursor, 'prerequest', {
    request: specToRequestJson(item.spec),
  });
  if (before.error) {
    end(false);
    return ended;
  }
  if (before.isSkipped) {
    end(true, before.visualization);
    return { isStopping: false, nextRequest: before.nextRequest };
  }

  const left = item.prerequest.length > 0 ? before.request : null;
  let resolved = resolve(state, item, left);
  if (await loadMissedDynamicVariables()) resolved = resolve(state, item, left);
  const { request, response, error, url } = await sendReported(state, at, 'collection', resolved);
  if (error && state.abortOnError) throw new ScriptAbort(error);
  if (error && state.stopOnFailure) {
    end(false);
    return ended;
  }

  const after = await runScripts(state, item, cursor, 'test', {
    request,
    ...(response && item.test.length > 0 ? { response: responseToJson(response) } : {}),
    cookies: item.test.length > 0 ? state.cookies.forUrl(url) : [],
  });
  end(false, after.visualization ?? before.visualization);
  if (after.error) return ended;
  const { nextRequest = before.nextRequest } = after;
  return { isStopping: false, nextRequest };
}

function emitItem(
  state: RunState,
  at: { readonly item: RunItem; readonly cursor: RunCursor },
  visualization: Awaited<ReturnType<typeof runScripts>>['visualization'],
  isSkipped: boolean,
): void {
  state.emit({ type: 'item', ...at, isSkipped, visualization });
}

/** The request with its variables replaced, from what scripts left or from the item as it is. */
function resolve(state: RunState, item: RunItem, left: JsonObject | null): ResolvedRequest {
  const replace = state.variables.resolver();
  const spec = left === null ? item.spec : requestJsonToSpec(left, item.name);
  const own = spec.auth && spec.auth.type !== 'inherit' ? spec.auth : item.auth;
  return {
    spec: mapSpec({ ...spec, name: item.name }, replace),
    auth: mapTexts(own, replace),
    settings: item.settings,
  };
}

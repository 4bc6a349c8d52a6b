/** The requests of a run: those of its items, and those of scripts. */
import { AppError } from '../AppError.ts';
import { toBase64 } from 'lib0/buffer';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { headerText } from '../request/latin1.ts';
import {
  exchange,
  type ResolvedRequest,
  type RunExchange,
  type RunResponse,
} from './runExchange.ts';
import type { RunCursor } from './runEvents.ts';
import type { RunItem } from './runItems.ts';
import type { RunState } from './runState.ts';
import { requestJsonToSpec } from './requestJson.ts';

/** Sends a request and reports it. A transport that throws, for a file it may not read, makes a failed exchange. */
export async function sendReported(
  state: RunState,
  at: { readonly cursor: RunCursor; readonly item: RunItem },
  source: 'collection' | 'script',
  request: ResolvedRequest,
): Promise<RunExchange> {
  const { method, baseUrl } = request.spec.fields ?? {};
  const text = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback);
  const [shownMethod, shownUrl] = [text(method, 'GET'), text(baseUrl, '')];
  state.emit({ type: 'beforeRequest', ...at, source, method: shownMethod, url: shownUrl });
  const done = await exchange(request, { item: at.item, kind: source }, state).catch(
    (error: unknown): RunExchange => ({
      request: {},
      url: shownUrl,
      method: shownMethod,
      response: null,
      error: toRequestError(error),
      hops: [],
      notes: [],
    }),
  );
  if (state.signal.aborted) throw state.signal.reason;
  for (const note of done.notes) {
    state.emit({ type: 'console', ...at, level: 'warn', args: [note] });
  }
  state.emit({ type: 'request', ...at, source, exchange: done });
  return done;
}

function toRequestError(error: unknown): { name: string; message: string } {
  return error instanceof Error
    ? { name: error instanceof AppError ? 'Error' : error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}

/** Answers `pm.sendRequest`. Throws the error that the script's callback gets. */
export async function sendFromScript(
  state: RunState,
  at: { readonly cursor: RunCursor; readonly item: RunItem },
  request: JsonValue,
): Promise<{ response: JsonObject; cookies: JsonValue }> {
  const { request: allowed, isChanged } = withoutFiles(request);
  if (isChanged) {
    const args = ['uploading files from scripts is not allowed'];
    state.emit({ type: 'console', ...at, level: 'warn', args });
  }
  const spec = requestJsonToSpec(allowed, at.item.name);
  const auth = spec.auth ?? { type: 'noauth', params: {} };
  // What a script says is sent, a body with a GET too.
  const settings = { disableBodyPruning: true };
  const { response, error, url } = await sendReported(state, at, 'script', {
    spec,
    auth,
    settings,
  });
  if (!response) throw Object.assign(new Error(error?.message ?? 'No response.'), error ?? {});
  return { response: responseToJson(response), cookies: state.cookies.forUrl(url) };
}

/** A script names no files: it would choose what leaves the disk. */
function withoutFiles(request: JsonValue): { request: JsonValue; isChanged: boolean } {
  const body = isJsonObject(request) ? request['body'] : undefined;
  if (!isJsonObject(request) || !isJsonObject(body)) return { request, isChanged: false };
  if (body['mode'] === 'file') {
    const { body: _, ...rest } = request;
    return { request: rest, isChanged: true };
  }
  const { formdata } = body;
  if (body['mode'] !== 'formdata' || !Array.isArray(formdata)) return { request, isChanged: false };
  const kept = formdata.filter((row) => !isJsonObject(row) || row['type'] !== 'file');
  return {
    request: { ...request, body: { ...body, formdata: kept } },
    isChanged: kept.length < formdata.length,
  };
}

/** A response as scripts get it. */
export function responseToJson({
  status,
  statusText,
  headers,
  body,
  timings,
}: RunResponse): JsonObject {
  return {
    code: status,
    status: statusText,
    header: headers.map(([key, value]) => ({ key, value: headerText(value) })),
    stream: { type: 'Base64', data: toBase64(body) },
    responseTime: Math.round(timings.totalMs),
    responseSize: body.length,
  };
}

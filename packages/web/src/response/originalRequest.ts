import { isJsonObject, type JsonValue } from '@scratchpad/core';

/** What of the request that an example answers can be shown in a line, and its body of mode raw. */
export function readOriginalRequest(request: JsonValue): {
  readonly method: string;
  readonly url: string;
  readonly body: string;
} {
  const { method, url, body } = isJsonObject(request)
    ? request
    : { method: undefined, url: request, body: undefined };
  const text = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '');
  return {
    method: text(method) || 'GET',
    url: isJsonObject(url) ? text(url['raw']) : text(url),
    body: isJsonObject(body) ? text(body['raw']) : '',
  };
}

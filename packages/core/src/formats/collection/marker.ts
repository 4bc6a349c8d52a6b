/**
 * The one field of ours in files of the format, at items that the format has no words for. Other readers skip it and
 * see an ordinary request.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** Name of the field. */
export const MARKER = '_scratchpad';

/** Whether an item is a WebSocket request. */
export function isWebSocketMarker(value: JsonValue | undefined): value is JsonObject {
  return isJsonObject(value) && value['kind'] === 'ws';
}

import { toBase64 } from 'lib0/buffer';
import { isMessage, type SocketEntry } from './socketLog.ts';

/** A session as JSON: the entries in the order of time; binary messages in base64. */
export function writeSession(entries: readonly SocketEntry[]): string {
  const written = entries.map((entry) => {
    const at = new Date(entry.at).toISOString();
    if (isMessage(entry)) {
      const { kind: direction, message, sizeBytes } = entry;
      return typeof message === 'string'
        ? { at, direction, type: 'text', sizeBytes, text: message }
        : { at, direction, type: 'binary', sizeBytes, base64: toBase64(message) };
    }
    const { kind: event, text } = entry;
    return { at, event, text, ...('handshake' in entry ? { handshake: entry.handshake } : {}) };
  });
  return JSON.stringify(written, null, 2);
}

import * as encoding from 'lib0/encoding';
import type { AwarenessEntry } from '../gate/readMessage.ts';

const SYNC = 0;
const AWARENESS = 1;

/** An awareness message without entries: stock clients drop a socket that says nothing for 30 s. */
export const KEEP_ALIVE_FRAME = new Uint8Array([AWARENESS, 1, 0]);
/** An update without contents: the acknowledgement of a SyncStep2 that brought nothing new. */
export const EMPTY_UPDATE = new Uint8Array([0, 0]);

/** The question for what the client has and the server has not. */
export function encodeStep1(stateVector: Uint8Array): Uint8Array {
  return encodeSync(0, stateVector);
}

/** What comes before the bytes of a SyncStep2, which are not copied. */
export function encodeStep2Head(updateBytes: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, updateBytes);
  });
}

/** An update, for the others and as the acknowledgement. */
export function encodeUpdateFrame(update: Uint8Array): Uint8Array {
  return encodeSync(2, update);
}

function encodeSync(step: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** Presence of some clients. */
export function encodeAwarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((payload) => {
        encoding.writeVarUint(payload, entries.length);
        for (const { client, clock, state } of entries) {
          encoding.writeVarUint(payload, client);
          encoding.writeVarUint(payload, clock);
          encoding.writeVarString(payload, state);
        }
      }),
    );
  });
}

import type { SendEvent, SendRequestInput } from '@scratchpad/core/wire';

/** A request ready to go, with its body in one Blob (null for none). */
export interface Sending {
  readonly head: SendRequestInput;
  readonly body: Blob | null;
}

/** Everything a sending reports, in the order of the wire: events and body bytes. Ends after `end` or `error`. */
export type SendStream = AsyncIterable<SendEvent | Uint8Array<ArrayBuffer>>;

/** A way out of the page. Aborting the signal cancels; what was received until then stays received. */
export interface Transport {
  readonly name: 'agent' | 'browser';
  send(sending: Sending, signal: AbortSignal): SendStream;
}

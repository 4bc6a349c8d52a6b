/** Tabs of one browser on the same document: what one has stored, the others show. */
import { TAB } from '@scratchpad/core';
import * as Y from 'yjs';
import { z } from 'zod';

const bytes = z.instanceof(Uint8Array);
const messageSchema = z.discriminatedUnion('type', [
  /** A change that is on disk. */
  z.object({ type: z.literal('update'), update: bytes }),
  /** A tab that opened: what it has. Others answer with what it lacks. */
  z.object({ type: z.literal('hello'), stateVector: bytes }),
  /** What an opening tab lacked; it may not be on disk. */
  z.object({ type: z.literal('answer'), update: bytes }),
]);
type Message = z.infer<typeof messageSchema>;

/** The channel of one document. */
export class TabChannel {
  readonly #channel: BroadcastChannel;
  readonly #doc: Y.Doc;

  /** @param onUnsaved called with an update that another tab holds and that may not be stored yet */
  constructor(name: string, doc: Y.Doc, onUnsaved: (update: Uint8Array) => void) {
    this.#doc = doc;
    this.#channel = new BroadcastChannel(`scratchpad-doc:${name}`);
    this.#channel.onmessage = (event: MessageEvent<unknown>) => {
      const message = messageSchema.safeParse(event.data);
      // Another version of the app may be open in the other tab; what it says of a later protocol is not for us.
      if (message.success) this.#receive(message.data, onUnsaved);
    };
    this.#post({ type: 'hello', stateVector: Y.encodeStateVector(doc) as Uint8Array<ArrayBuffer> });
  }

  /** Tells the other tabs of a change that is stored. */
  broadcast(update: Uint8Array): void {
    this.#post({ type: 'update', update: update as Uint8Array<ArrayBuffer> });
  }

  destroy(): void {
    this.#channel.close();
  }

  #receive(message: Message, onUnsaved: (update: Uint8Array) => void): void {
    switch (message.type) {
      case 'update':
        Y.applyUpdate(this.#doc, message.update, TAB);
        return;
      case 'hello': {
        const missing = Y.encodeStateAsUpdate(this.#doc, message.stateVector);
        // Two zero bytes are an update without structs and without deletions.
        if (missing.length > 2)
          this.#post({ type: 'answer', update: missing as Uint8Array<ArrayBuffer> });
        return;
      }
      case 'answer':
        applyIfNew(this.#doc, message.update, onUnsaved);
    }
  }

  #post(message: Message): void {
    this.#channel.postMessage(message);
  }
}

function applyIfNew(doc: Y.Doc, update: Uint8Array, onUnsaved: (update: Uint8Array) => void): void {
  let changed = false;
  const listen = () => {
    changed = true;
  };
  doc.once('update', listen);
  Y.applyUpdate(doc, update, TAB);
  doc.off('update', listen);
  if (changed) onUnsaved(update);
}

import type { BodyPart, NodeId } from '@scratchpad/core';
import type { RunItem, RunSource, RunTransport } from '@scratchpad/core/run';
import type { SendEvent, SendRequestInput } from '@scratchpad/core/wire';
import { findBodyFile } from '../send/pickedFiles.ts';
import type { Transport } from '../send/transport.ts';

/** What a page looks at while a run sends. */
export interface SendObserver {
  /** Before a request goes out. What it throws keeps the request back. */
  readonly onSend?: (head: SendRequestInput, body: Blob | null, source: RunSource) => void;
  /** Of many requests one goes without a file that is not there. Left out, that is an error, as without scripts. */
  readonly whyNoFile?: RunTransport['whyNoFile'];
  readonly onItem?: (
    item: SendEvent | Uint8Array<ArrayBuffer>,
    source: RunSource,
  ) => void | Promise<void>;
}

/** Sends the requests of a run as this page sends any: through the agent, or by `fetch`. */
export function createPageRunTransport(
  transport: Transport,
  nodeOf: (item: RunItem) => NodeId | undefined,
  { onSend, onItem, whyNoFile = () => Promise.resolve(null) }: SendObserver = {},
): RunTransport {
  return {
    whyNoFile,
    readBody: async (parts, { item }) => {
      const body = await assembleParts(parts, nodeOf(item));
      return new Uint8Array((await body?.arrayBuffer()) ?? new ArrayBuffer(0));
    },
    async *send(head, parts, signal, source) {
      const body = await assembleParts(parts, nodeOf(source.item));
      onSend?.(head, body, source);
      // The engine hands on the signal it was given, or one of this page: the core has no name for the type.
      for await (const item of transport.send({ head, body }, signal as AbortSignal)) {
        await onItem?.(item, source);
        yield item;
      }
    },
  };
}

async function assembleParts(
  parts: readonly BodyPart[] | null,
  node: NodeId | undefined,
): Promise<Blob | null> {
  if (parts === null) return null;
  const blobs: BlobPart[] = [];
  for (const part of parts) {
    if (typeof part === 'string') blobs.push(part);
    else if (node !== undefined) blobs.push(await findBodyFile(node, part.name));
  }
  return new Blob(blobs);
}

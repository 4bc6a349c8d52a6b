import {
  createNode,
  type DocStore,
  type JsonValue,
  MAX_DOC_BODY_BYTES,
  type NodeId,
  type RowInput,
} from '@scratchpad/core';
import { headOf, type Outcome, responseHeader } from '../send/outcome.ts';
import { putBlobs } from '../storage/blobs.ts';
import { createDecoder, detectBodyKind } from './bodyKind.ts';
import { formatStatus } from './format.ts';

/** Bodies of examples above this are left out: an example is a sample, not an archive. */
const MAX_EXAMPLE_BYTES = 5 * 1024 * 1024;

/** Stores an answer under its request. Gives the example's name, and whether its body was left out. */
export async function saveAsExample(
  store: DocStore,
  request: NodeId,
  outcome: Outcome,
  body: Blob,
): Promise<{ name: string; cut: boolean }> {
  const head = headOf(outcome);
  const contentType = responseHeader(outcome, 'content-type') ?? '';
  const kind = await detectBodyKind(body, contentType);
  const cut = body.size > MAX_EXAMPLE_BYTES || kind.isBinary;
  const text = cut ? '' : createDecoder(kind.charset).decode(await body.arrayBuffer());
  const isLarge = text.length > MAX_DOC_BODY_BYTES || body.size > MAX_DOC_BODY_BYTES;
  const hash = isLarge && !cut ? await sha256(text) : null;
  if (hash !== null) await putBlobs([{ hash, text }]);
  const name = head ? formatStatus(head.status, head.statusText) : 'Example';
  createNode(store, request, {
    kind: 'example',
    name,
    fields: {
      status: head?.status ?? null,
      statusText: head?.statusText ?? '',
      bodyLanguage: kind.language,
      originalRequest: originalRequest(outcome),
      ...(hash !== null && { bodyBlob: hash }),
    },
    tables: { headers: (head?.headers ?? []).map(([key, value]): RowInput => ({ key, value })) },
    texts: { body: isLarge ? '' : text },
  });
  return { name, cut };
}

/** The request as it was sent, in the words of the collection format. */
function originalRequest({ sent }: Outcome): JsonValue {
  return {
    method: sent.method,
    header: sent.headers.map(([key, value]) => ({ key, value })),
    url: { raw: sent.url },
    ...(sent.bodyText !== null && { body: { mode: 'raw', raw: sent.bodyText } }),
  };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

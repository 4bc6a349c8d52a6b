import type { NodeId } from '@scratchpad/core';
import type { SendContext } from '../send/sendContext.ts';
import { showToast } from '../app/toasts.tsx';
import { prepareSnippet } from '../snippets/prepareSnippet.ts';
import { requestWords } from './words.ts';

/** Puts the request on the clipboard as a cURL command, with its variables as written. */
export async function copyAsCurl(context: SendContext, id: NodeId): Promise<void> {
  const request = await prepareSnippet(context, id, false);
  if (!request) return;
  const { writeSnippet } = await import('@scratchpad/core/snippets');
  const { text } = writeSnippet(request, { language: 'curl', variant: 'cURL' });
  await navigator.clipboard.writeText(text);
  showToast({ message: requestWords.copiedCurl });
}

import type { DocStore, NodeId } from '@scratchpad/core';
import { showToast } from '../app/toasts.tsx';
import { buildFor } from '../send/sendHttp.ts';
import { requestWords } from './words.ts';

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Puts the request on the clipboard as a cURL command, with its variables as written. */
export async function copyAsCurl(store: DocStore, id: NodeId): Promise<void> {
  const built = buildFor({ store }, id, {});
  if (!built) return;
  const { head, body } = built;
  const parts = [`curl -X ${head.method} ${quote(keepVariables(head.url))}`];
  for (const [name, value] of head.headers ?? []) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  const files = body?.parts.filter((part) => typeof part !== 'string') ?? [];
  const texts = body?.parts.filter((part) => typeof part === 'string') ?? [];
  const [file] = files;
  if (body && files.length === 0) parts.push(`--data-raw ${quote(texts.join(''))}`);
  else if (body?.parts.length === 1 && typeof file === 'object')
    parts.push(`--data-binary ${quote(`@${file.name}`)}`);
  const { challenge } = head;
  if (challenge)
    parts.push(`--${challenge.type} -u ${quote(`${challenge.username}:${challenge.password}`)}`);
  if (head.settings?.verifyTls === false) parts.push('-k');
  if (head.settings?.followRedirects !== false) parts.push('-L');
  await navigator.clipboard.writeText(parts.join(' \\\n  '));
  showToast({ message: requestWords.copiedCurl });
}

/** Encoding has turned the braces of variables without a value into percent signs. */
function keepVariables(url: string): string {
  return url.replaceAll(
    /%7B%7B(.*?)%7D%7D/g,
    (_, name: string) => `{{${decodeURIComponent(name)}}}`,
  );
}

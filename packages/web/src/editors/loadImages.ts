import type { AgentConnection } from '../send/agentConnection.ts';
import { AgentTransport } from '../send/agentTransport.ts';
import { BodyCollector } from '../send/bodyCollector.ts';

/**
 * Puts the pictures in that `renderMarkdown` held back. The agent fetches them, so that neither cookies nor the page's
 * address go along; without an agent, and where one does not come, its stand-in stays. Returns how to let go of them.
 */
export function loadImages(host: HTMLElement, agent: AgentConnection): () => void {
  const leave = new AbortController();
  const urls: string[] = [];
  for (const stand of host.querySelectorAll<HTMLElement>('[data-blocked-src]')) {
    fetchImage(stand.dataset['blockedSrc'] ?? '', agent, leave.signal).then(
      (picture) => {
        if (!picture || leave.signal.aborted) return;
        const image = document.createElement('img');
        image.alt = stand.textContent ?? '';
        image.src = URL.createObjectURL(picture);
        urls.push(image.src);
        stand.replaceWith(image);
      },
      () => stand.setAttribute('data-failed', ''),
    );
  }
  return () => {
    leave.abort();
    for (const url of urls) URL.revokeObjectURL(url);
  };
}

async function fetchImage(
  url: string,
  agent: AgentConnection,
  signal: AbortSignal,
): Promise<Blob | null> {
  if (!/^https?:/i.test(url)) return null;
  const collector = new BodyCollector();
  let type = '';
  const head = { id: crypto.randomUUID(), method: 'GET', url, settings: { sendCookies: false } };
  for await (const item of new AgentTransport(agent).send({ head, body: null }, signal)) {
    if (item instanceof Uint8Array) await collector.push(item);
    else if (item.type === 'head') {
      type = item.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
    } else if (item.type === 'error') throw new Error(item.message);
  }
  return type.startsWith('image/') ? collector.toBlob(type) : null;
}

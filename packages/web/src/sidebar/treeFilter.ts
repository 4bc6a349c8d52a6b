import type { NodeContent, NodeSummary } from '@scratchpad/core';

/**
 * The filter of the tree: each word must occur in the name, the method or the URL.
 * Returns null for a filter that asks for nothing.
 * @param contentOf gives the URL; without it (a cached tree) names and methods alone are looked at
 */
export function createFilter(
  query: string,
  contentOf?: (id: string) => NodeContent | undefined,
): ((node: NodeSummary) => boolean) | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return (node) => {
    const known = `${node.method} ${node.kind === 'ws' ? 'ws ' : ''}${node.name}`.toLowerCase();
    const rest = words.filter((word) => !known.includes(word));
    if (rest.length === 0) return true;
    if (node.kind !== 'http' && node.kind !== 'ws') return false;
    const content = contentOf?.(node.id);
    if (content?.kind !== 'http' && content?.kind !== 'ws') return false;
    const url = content.baseUrl.toLowerCase();
    return rest.every((word) => url.includes(word));
  };
}

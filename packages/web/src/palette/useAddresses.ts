import { type DocIndex, joinUrl, type NodeId } from '@scratchpad/core';
import { useEffect, useState } from 'react';
import { useDocStore, useTree } from '../app/docHooks.ts';

/** So long a slice of reading takes; the page answers between two of them. */
const SLICE_MS = 8;
/** What was read so far is searched anew this often. */
const PUBLISH_MS = 150;

/** The address of a request as it is written in its field; empty for everything else. */
export function addressOf(index: DocIndex, id: NodeId): string {
  const content = index.content(id);
  return content?.kind === 'http' || content?.kind === 'ws'
    ? joinUrl(content.baseUrl, content.params, content.fragment)
    : '';
}

/**
 * The addresses of all requests, by node id. Reading 10,000 requests for the first time takes a second: it is done in
 * slices while the palette is open, and names are found meanwhile.
 */
export function useAddresses(): ReadonlyMap<string, string> {
  const { index } = useDocStore();
  const tree = useTree();
  const [addresses, setAddresses] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const ids = [...tree.places.keys()];
    const read = new Map<string, string>();
    let at = 0;
    let published = performance.now();
    let timer = setTimeout(function slice() {
      const end = performance.now() + SLICE_MS;
      for (; at < ids.length && performance.now() < end; at++) {
        const id = ids[at] as NodeId;
        const kind = index.node(id)?.kind;
        if (kind === 'http' || kind === 'ws') read.set(id, addressOf(index, id));
      }
      const isDone = at >= ids.length;
      if (isDone || performance.now() - published > PUBLISH_MS) {
        published = performance.now();
        setAddresses(new Map(read));
      }
      if (!isDone) timer = setTimeout(slice);
    });
    return () => clearTimeout(timer);
  }, [index, tree]);
  return addresses;
}

/** The document model in Node: load, edit, typing and growth at 2,000 and 10,000 requests. */
import { createNodes, DocStore, renameNode, setText, type NodeId } from '@scratchpad/core';
import * as Y from 'yjs';
import { createLargeCollection, createLargeFile } from './collections.ts';
import { type Figure, mb, ms, report, time } from './measure.ts';

function firstRequest(store: DocStore): NodeId {
  for (const [id, node] of store.index.nodes()) if (node.kind === 'http') return id;
  throw new Error('The document has no request.');
}

async function measure(requests: number): Promise<Figure[]> {
  const build = new Y.Doc();
  createNodes(new DocStore(build), null, [createLargeCollection(requests)]);
  const encoded = Y.encodeStateAsUpdate(build);
  const load = (): DocStore => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, encoded);
    return new DocStore(doc);
  };
  const loadTime = await time(5, load);

  globalThis.gc?.();
  const heapBefore = process.memoryUsage().heapUsed;
  const store = load();
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed - heapBefore;

  const request = firstRequest(store);
  let n = 0;
  const rename = await time(200, () => renameNode(store, request, `name ${n++}`));
  let text = store.textContent(request, 'test');
  const key = await time(500, () => setText(store, request, 'test', (text += 'x')));

  const before = Y.encodeStateAsUpdate(store.doc).length;
  const ytext = store.text(request, 'docs');
  for (let i = 0; i < 100_000; i++) ytext?.insert(ytext.length, 'x');
  const growth = Y.encodeStateAsUpdate(store.doc).length - before;

  const of = `${requests.toLocaleString('en')} requests`;
  return [
    { what: `${of}: file (v2.1)`, value: mb(createLargeFile(requests).length) },
    { what: `${of}: document, encoded`, value: mb(encoded.length) },
    { what: `${of}: load with index`, value: ms(loadTime.median) },
    { what: `${of}: heap`, value: globalThis.gc ? mb(heap) : 'run node with --expose-gc' },
    {
      what: `${of}: rename with index update`,
      value: ms(rename.median),
      budget: '57 µs in an earlier measurement',
    },
    { what: `${of}: one key typed into a script`, value: ms(key.median) },
    { what: `${of}: growth by 100,000 keystrokes`, value: mb(growth), budget: '0.6 to 2.1 MB' },
  ];
}

report('Document model (Node)', [...(await measure(2000)), ...(await measure(10_000))]);

/** The whole way of a collection file: read, put into a real document, read back out of it, written. */
import * as Y from 'yjs';
import { createNodes, readSpecTree } from '../../commands/nodes.ts';
import type { NodeSpec } from '../../model/content.ts';
import { DocStore } from '../../model/docStore.ts';
import type { NodeId } from '../../model/ids.ts';
import type { JsonObject } from '../../model/json.ts';
import { writeCollection } from '../collection/collection.ts';
import type { CollectionVersion } from '../collection/nodeReading.ts';
import type { ParsedFile } from '../parsedFile.ts';
import { readFile } from '../readFile.ts';
import { stringifyFile } from '../stringifyFile.ts';

/** The spec as a document gives it back on another device: encoded and decoded once. */
export function throughDocument(spec: NodeSpec): NodeSpec {
  const doc = new Y.Doc();
  const store = new DocStore(doc);
  const [id] = createNodes(store, null, [spec]);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const otherStore = new DocStore(other);
  const tree = readSpecTree(otherStore, id as NodeId);
  store.destroy();
  otherStore.destroy();
  return tree;
}

/** What came of one way through. */
export interface RoundTrip {
  readonly parsed: ParsedFile;
  readonly version: CollectionVersion;
  readonly written: JsonObject;
  readonly text: string;
}

/** Reads and writes a collection of version 2 in the version it has. */
export async function roundTrip(name: string, content: Uint8Array | string): Promise<RoundTrip> {
  const parsed = await readFile(name, content);
  const version = parsed.format === 'collection-2.0' ? '2.0' : '2.1';
  const blobs = new Map(parsed.blobs.map(({ hash, text }) => [hash, text]));
  const spec = throughDocument(parsed.collections[0] as NodeSpec);
  const written = writeCollection(spec, { version, getBlob: (hash) => blobs.get(hash) });
  return { parsed, version, written, text: stringifyFile(written) };
}

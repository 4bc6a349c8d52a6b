/** Worker: reads files and encodes what they hold, so that a large one never holds up the page. */
import {
  type EncodedCollections,
  encodeCollections,
  type JsonObject,
  type NodeId,
  type NodeSpec,
} from '@scratchpad/core';
import { type ParsedFile, readFiles } from '@scratchpad/core/formats';
import {
  findImportBases,
  type ImportBase,
  isSameImport,
  toImportBase,
} from '@scratchpad/core/merge';
import { getImportBases, putImportBases } from '../storage/importBases.ts';
import type {
  FromWorker,
  ImportInput,
  KnownCollection,
  PresentCollection,
  ReadFile,
  ToWorker,
} from './importMessages.ts';

let parsed: readonly ParsedFile[] = [];
let bases: readonly ImportBase[] = [];
let written: { readonly specs: readonly NodeSpec[]; readonly encoded: EncodedCollections } | null =
  null;

function say(message: FromWorker): void {
  postMessage(message);
}

function collections(): readonly NodeSpec[] {
  return parsed.flatMap((file) => file.collections);
}

async function read(
  inputs: readonly ImportInput[],
  present: readonly PresentCollection[],
): Promise<void> {
  const contents = await Promise.all(
    inputs.map(async ({ name, data }) => ({
      name,
      content: typeof data === 'string' ? data : new Uint8Array(await data.arrayBuffer()),
    })),
  );
  const total = inputs.length;
  say({ type: 'progress', done: 0, total });
  const results = await readFiles(contents, (done) => say({ type: 'progress', done, total }));
  parsed = results.flatMap((result) => result.parsed ?? []);
  const files = results.map(({ name, parsed: file, error }): ReadFile => ({
    name,
    report: file?.report ?? null,
    error: error && { code: error.code, message: error.message },
  }));
  say({ type: 'read', files, known: await findKnown(present) });
}

/** Which collections are in the pad already: by what was imported, else by the id in the file. */
async function findKnown(
  present: readonly PresentCollection[],
): Promise<readonly KnownCollection[]> {
  if (present.length === 0) return [];
  const presentById = new Map<string, PresentCollection>(
    present.map((collection) => [collection.id, collection]),
  );
  bases = (await getImportBases()).filter((base) => presentById.has(base.collection));
  const taken = new Set<NodeId>();
  return collections().flatMap((spec, at): KnownCollection | readonly [] => {
    const base = findImportBases(bases, spec).find(({ collection }) => !taken.has(collection));
    const match =
      (base && presentById.get(base.collection)) ??
      present.find(({ id, fileId }) => fileId !== null && fileId === spec.fileId && !taken.has(id));
    if (!match) return [];
    taken.add(match.id);
    return {
      at,
      name: spec.name,
      present: match,
      isSame: base !== undefined && isSameImport(base, spec),
    };
  });
}

function encode(lastOrder: string | null, without: readonly number[]): void {
  const specs = collections().filter((_, at) => !without.includes(at));
  const encoded = specs.length > 0 ? encodeCollections(specs, lastOrder) : null;
  written = encoded && { specs, encoded };
  say({
    type: 'encoded',
    encoded,
    requests: parsed.flatMap((file) => file.requests),
    environments: parsed.flatMap((file) => file.environments),
    globals: parsed.flatMap((file) => file.globals ?? []),
    globalsUnknown: Object.assign({}, ...parsed.map((file) => file.globalsUnknown)) as JsonObject,
    blobs: parsed.flatMap((file) => file.blobs),
  });
}

async function record(): Promise<void> {
  if (written) {
    const { specs, encoded } = written;
    await putImportBases(
      encoded.roots.map((root, i) =>
        toImportBase(root, specs[i] as NodeSpec, encoded.ids[i] ?? []),
      ),
    );
  }
  say({ type: 'recorded' });
}

onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  switch (message.type) {
    case 'read':
      void read(message.inputs, message.present);
      return;
    case 'spec':
      say({
        type: 'spec',
        spec: collections()[message.at] as NodeSpec,
        base: bases.find(({ collection }) => collection === message.present) ?? null,
      });
      return;
    case 'encode':
      encode(message.lastOrder, message.without);
      return;
    case 'record':
      void record();
  }
};

/** Worker: reads files and encodes what they hold, so that a large one never holds up the page. */
import {
  type EncodedCollections,
  encodeCollections,
  type EnvId,
  type EnvSpec,
  type NodeId,
  type NodeSpec,
} from '@scratchpad/core';
import { joinContents, type ParsedFile, type Read, readFiles } from '@scratchpad/core/formats';
import {
  envToSpec,
  findImportBases,
  globalsToSpec,
  type ImportBase,
  type ImportTarget,
  isSameImport,
  toImportBase,
} from '@scratchpad/core/merge';
import { getImportBases, putImportBases } from '../storage/importBases.ts';
import type {
  FromWorker,
  ImportInput,
  ItemPlace,
  KnownItem,
  PresentItem,
  PresentItems,
  ReadFile,
  ToWorker,
} from './importMessages.ts';

let parsed: readonly ParsedFile[] = [];
let bases: readonly ImportBase[] = [];
/** All collections, encoded while the user looks at the preview; of use when all of them are wanted. */
let prepared: { readonly lastOrder: string | null; readonly encoded: EncodedCollections } | null =
  null;
/** What was handed over last, for the record. */
let written: {
  readonly specs: readonly NodeSpec[];
  readonly encoded: EncodedCollections | null;
  readonly contents: Required<Read>;
} | null = null;

function say(message: FromWorker): void {
  postMessage(message);
}

/** The collections, environments or globals that were read, in the form that is merged and recorded. */
function specsOf(kind: ItemPlace['kind']): readonly NodeSpec[] {
  if (kind === 'collection') return parsed.flatMap((file) => file.collections);
  const { environments, globals, globalsUnknown } = joinContents(parsed);
  if (kind === 'environment') return environments.map(envToSpec);
  return globals === null ? [] : [globalsToSpec(globals, globalsUnknown)];
}

async function read(
  inputs: readonly ImportInput[],
  present: PresentItems,
  lastOrder: string | null,
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
  const known = await findKnown(present);
  say({ type: 'read', files, known });
  const specs = specsOf('collection');
  if (specs.length > 0 && !known.some(({ kind }) => kind === 'collection'))
    prepared = { lastOrder, encoded: encodeCollections(specs, lastOrder) };
}

/** What is in the pad already. */
async function findKnown(present: PresentItems): Promise<readonly KnownItem[]> {
  bases = await getImportBases();
  const collections = match(specsOf('collection'), present.collections, (spec, item) =>
    isSameFile(spec, item),
  );
  // An environment of the same name is the same one in the eyes of whoever made the file.
  const environments = match(
    specsOf('environment'),
    present.environments,
    (spec, item) => isSameFile(spec, item) || spec.name === item.name,
  );
  const pad: PresentItem<'globals'> = { id: 'globals', name: 'Globals', fileId: null };
  const globals = match(specsOf('globals'), present.hasGlobals ? [pad] : [], () => true);
  return [
    ...collections.map((known) => ({ kind: 'collection' as const, ...known })),
    ...environments.map((known) => ({ kind: 'environment' as const, ...known })),
    ...globals.map((known) => ({ ...known, kind: 'globals' as const, at: 0 as const })),
  ];
}

function isSameFile(spec: NodeSpec, { fileId }: PresentItem): boolean {
  return fileId !== null && fileId === spec.fileId;
}

/** Pairs what was read with what the pad has: by what was imported, else by `isSameItem`; each of the pad's once. */
function match<Id extends ImportTarget>(
  specs: readonly NodeSpec[],
  present: readonly PresentItem<Id>[],
  isSameItem: (spec: NodeSpec, item: PresentItem) => boolean,
) {
  const presentById = new Map<ImportTarget, PresentItem<Id>>(
    present.map((item) => [item.id, item]),
  );
  const candidates = bases.filter((base) => presentById.has(base.collection));
  const taken = new Set<ImportTarget>();
  return specs.flatMap((spec, at) => {
    const base = findImportBases(candidates, spec).find(({ collection }) => !taken.has(collection));
    const item =
      (base && presentById.get(base.collection)) ??
      present.find((candidate) => !taken.has(candidate.id) && isSameItem(spec, candidate));
    if (!item) return [];
    taken.add(item.id);
    const isSame = base !== undefined && isSameImport(base, spec);
    return [{ at, name: spec.name, present: item, isSame }];
  });
}

function encode(lastOrder: string | null, without: readonly ItemPlace[]): void {
  const isWanted = (kind: ItemPlace['kind'], at: number) =>
    !without.some((item) => item.kind === kind && item.at === at);
  const specs = specsOf('collection').filter((_, at) => isWanted('collection', at));
  const encoded = encodeOrTake(specs, lastOrder);
  const all = joinContents(parsed);
  const contents: Required<Read> = {
    ...all,
    environments: all.environments.filter((_, at) => isWanted('environment', at)),
    ...(isWanted('globals', 0) ? {} : { globals: null, globalsUnknown: {} }),
  };
  written = { specs, encoded, contents };
  const { requests, environments, globals, globalsUnknown, blobs } = contents;
  say({
    type: 'encoded',
    encoded,
    requests,
    environments,
    globals: globals ?? [],
    globalsUnknown,
    blobs,
  });
}

function encodeOrTake(
  specs: readonly NodeSpec[],
  lastOrder: string | null,
): EncodedCollections | null {
  if (specs.length === 0) return null;
  const isAll = specs.length === specsOf('collection').length;
  if (prepared && isAll && prepared.lastOrder === lastOrder) return prepared.encoded;
  return encodeCollections(specs, lastOrder);
}

async function record(environments: readonly EnvId[]): Promise<void> {
  if (written) {
    const { specs, encoded, contents } = written;
    await putImportBases([
      ...specs.map((spec, i) =>
        toImportBase(encoded?.roots[i] as NodeId, spec, encoded?.ids[i] ?? []),
      ),
      ...environments.map((id, i) =>
        toImportBase(id, envToSpec(contents.environments[i] as EnvSpec), []),
      ),
      ...(contents.globals === null
        ? []
        : [toImportBase('globals', globalsToSpec(contents.globals, contents.globalsUnknown), [])]),
    ]);
  }
  say({ type: 'recorded' });
}

onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  switch (message.type) {
    case 'read':
      void read(message.inputs, message.present, message.lastOrder);
      return;
    case 'spec':
      say({
        type: 'spec',
        spec: specsOf(message.item.kind)[message.item.at] as NodeSpec,
        base: bases.find(({ collection }) => collection === message.item.present.id) ?? null,
      });
      return;
    case 'encode':
      encode(message.lastOrder, message.without);
      return;
    case 'record':
      void record(message.environments);
  }
};

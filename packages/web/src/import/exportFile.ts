/** Files out: each writes what the document says, at once and offline. Current values and history stay here. */
import {
  AppError,
  type DocStore,
  type EnvContent,
  type EnvId,
  type NodeId,
  type NodeSpec,
  readSpecTree,
} from '@scratchpad/core';
import { getBlob } from '../storage/blobs.ts';
import type { CollectionFormat } from './exportFormats.ts';

/** Hands a file to the browser's download. */
export function downloadFile(
  name: string,
  content: string | Blob,
  type = 'application/json',
): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download holds the blob by then; a minute is kind to slow disks.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A name that every file system takes. `ending` begins behind the dot. */
export function fileName(name: string, ending: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not stand in a file name
  const safe = name.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, '-').trim();
  return `${safe === '' ? 'untitled' : safe}.${ending}`;
}

/** Reads the large bodies that specs name, so that the writers find them at once. */
async function loadBlobs(
  specs: readonly NodeSpec[],
): Promise<(hash: string) => string | undefined> {
  const texts = new Map<string, string>();
  const visit = async (spec: NodeSpec): Promise<void> => {
    const hash = spec.fields?.bodyBlob;
    if (typeof hash === 'string') {
      const text = await getBlob(hash);
      if (text === undefined) {
        throw new AppError(
          'blob-missing',
          `The body of the example "${spec.name}" is not on this device, so the file would be incomplete. Delete the example or export on the device that has it.`,
        );
      }
      texts.set(hash, text);
    }
    for (const child of spec.children ?? []) await visit(child);
  };
  for (const spec of specs) await visit(spec);
  return (hash) => texts.get(hash);
}

/**
 * Downloads one collection.
 * @returns how many things of it the format has no place for
 * @throws AppError `not-found`, `blob-missing`
 */
export async function exportCollection(
  store: DocStore,
  id: NodeId,
  format: CollectionFormat = '2.1',
): Promise<number> {
  const { stringifyFile, writeCollection, writeCurl, writeOpenapi } =
    await import('@scratchpad/core/formats');
  const spec = readSpecTree(store, id);
  if (format === 'curl') {
    const { text, leftOut } = writeCurl([spec]);
    downloadFile(fileName(spec.name, 'curl.sh'), text, 'text/x-shellscript');
    return leftOut.length;
  }
  const getBlob = await loadBlobs([spec]);
  if (format === 'openapi') {
    const { text, leftOut } = writeOpenapi(spec, getBlob);
    downloadFile(fileName(spec.name, 'openapi.json'), text);
    return leftOut.length;
  }
  const file = writeCollection(spec, { version: format, getBlob });
  downloadFile(fileName(spec.name, 'postman_collection.json'), stringifyFile(file));
  return 0;
}

/** Downloads one environment with its initial values. */
export async function exportEnvironment(store: DocStore, id: EnvId): Promise<void> {
  const { stringifyFile, writeEnvironment } = await import('@scratchpad/core/formats');
  const env = store.index.envContent(id);
  if (!env) throw new AppError('not-found', 'This environment is no longer there.');
  downloadFile(
    fileName(env.name, 'postman_environment.json'),
    stringifyFile(writeEnvironment(envToSpec(env))),
  );
}

/** Downloads the globals with their initial values. */
export async function exportGlobals(store: DocStore): Promise<void> {
  const { stringifyFile, writeGlobals } = await import('@scratchpad/core/formats');
  downloadFile(
    fileName('Globals', 'postman_globals.json'),
    stringifyFile(writeGlobals(store.index.globals)),
  );
}

/** Downloads one data dump with all collections, or all environments and the globals, or both. */
export async function exportData(
  store: DocStore,
  include: { readonly collections: boolean; readonly environments: boolean },
): Promise<void> {
  const { stringifyFile, writeDump } = await import('@scratchpad/core/formats');
  const { index } = store;
  const collections = include.collections
    ? index.tree.collections.map((id) => readSpecTree(store, id))
    : [];
  const environments = include.environments
    ? index.environments.flatMap((id) => index.envContent(id) ?? []).map(envToSpec)
    : [];
  const dump = writeDump(
    { collections, environments, globals: include.environments ? index.globals.variables : null },
    await loadBlobs(collections),
  );
  const day = new Date().toISOString().slice(0, 10);
  downloadFile(`scratchpad-${day}.json`, stringifyFile(dump));
}

function envToSpec({ name, fileId, variables, unknown }: EnvContent) {
  return { name, ...(fileId === undefined ? {} : { fileId }), variables, unknown };
}

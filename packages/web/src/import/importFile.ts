/** The file road of the page: bytes → worker (decode, detect, parse, encode) → document, in parts, all or nothing. */
import {
  AppError,
  applyCollectionsPart,
  commitCollections,
  deleteItems,
  discardImport,
  type DocStore,
  type EncodedCollections,
  type Imported,
  type ImportRest,
} from '@scratchpad/core';
import type { ReimportPlan } from '@scratchpad/core/merge';
import { putBlobs } from '../storage/blobs.ts';
import { putImportBases } from '../storage/importBases.ts';
import { importLockName } from './importLock.ts';
import type {
  FromWorker,
  ImportInput,
  KnownCollection,
  PresentCollection,
  ReadFile,
  ToWorker,
} from './importMessages.ts';

export type { ImportInput, KnownCollection, ReadFile } from './importMessages.ts';

/** How far an import is, from 0 to 1. */
export type OnProgress = (fraction: number) => void;

export interface ImportOptions {
  readonly onProgress?: OnProgress;
  /** Aborting rejects with an AppError `cancelled`; nothing of the import stays. */
  readonly signal?: AbortSignal;
}

/** What the files hold; nothing is imported yet. */
export interface ImportPreview {
  readonly files: readonly ReadFile[];
  /** Collections that are in the pad already. */
  readonly known: readonly KnownCollection[];
  /** Lets go of what was read. Call it when the user decides against importing. */
  close(): void;
}

const sessions = new WeakMap<ImportPreview, Worker>();

function ask<Type extends FromWorker['type']>(
  worker: Worker,
  message: ToWorker,
  type: Type,
  options: ImportOptions,
): Promise<Extract<FromWorker, { type: Type }>> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      worker.terminate();
      reject(cancelled());
    };
    if (options.signal?.aborted) return cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    worker.onerror = (event) => {
      options.signal?.removeEventListener('abort', cancel);
      reject(
        new AppError('worker-failed', `Nothing was imported: reading failed. ${event.message}`),
      );
    };
    worker.onmessage = (event: MessageEvent<FromWorker>) => {
      const answer = event.data;
      if (answer.type === 'progress') options.onProgress?.((answer.done / answer.total) * 0.3);
      if (answer.type !== type) return;
      options.signal?.removeEventListener('abort', cancel);
      resolve(answer as Extract<FromWorker, { type: Type }>);
    };
    worker.postMessage(message);
  });
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The import was cancelled. Nothing was imported.');
}

/** What to do with a collection that is in the pad already. */
export type KnownChoice =
  | { readonly type: 'both' | 'skip' | 'replace' }
  /** Merges the file in; of what both sides changed, `theirs` names what the file decides. */
  | { readonly type: 'merge'; readonly plan: ReimportPlan; readonly theirs: ReadonlySet<string> };

/** Choices by the number of the collection; without one both are kept. */
export type KnownChoices = ReadonlyMap<number, KnownChoice>;

function presentCollections(store: DocStore): readonly PresentCollection[] {
  return store.index.tree.collections.flatMap((id) => {
    const content = store.index.content(id);
    return content ? { id, name: content.name, fileId: content.fileId ?? null } : [];
  });
}

/** Reads files in a worker. A file that cannot be read is in the preview with its error; the others are not affected. */
export async function readImport(
  store: DocStore,
  inputs: readonly ImportInput[],
  options: ImportOptions = {},
): Promise<ImportPreview> {
  const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' });
  try {
    const present = presentCollections(store);
    const { files, known } = await ask(worker, { type: 'read', inputs, present }, 'read', options);
    const preview: ImportPreview = { files, known, close: () => worker.terminate() };
    sessions.set(preview, worker);
    options.onProgress?.(0.3);
    return preview;
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/** Gives the page a turn: to paint, to answer a click. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function sessionOf(preview: ImportPreview): Worker {
  const worker = sessions.get(preview);
  if (!worker) {
    throw new AppError('bad-preview', 'These files are no longer at hand. Choose them again.');
  }
  return worker;
}

/** What merging a known collection would do. */
export async function planMerge(
  store: DocStore,
  preview: ImportPreview,
  known: KnownCollection,
): Promise<ReimportPlan> {
  const present = known.present.id;
  const { planReimport } = await import('@scratchpad/core/merge');
  const worker = sessionOf(preview);
  const { spec, base } = await ask(worker, { type: 'spec', at: known.at, present }, 'spec', {});
  return planReimport(store, present, base, spec);
}

/** What an import did, and the way back from it. */
export interface AppliedImport extends Imported {
  /** Collections that a file was merged into. */
  readonly merged: readonly KnownCollection[];
}

/**
 * Imports what a preview shows. The parts go in invisibly and become visible together; cancelling or an error before
 * that removes them. Merges come last, each one step of undo.
 */
export async function applyImport(
  store: DocStore,
  preview: ImportPreview,
  options: ImportOptions & { readonly choices?: KnownChoices } = {},
): Promise<AppliedImport> {
  const worker = sessionOf(preview);
  const choices = options.choices ?? new Map<number, KnownChoice>();
  const typeOf = ({ at }: KnownCollection) => choices.get(at)?.type ?? 'both';
  try {
    const { collections } = store.index.tree;
    const last = collections[collections.length - 1];
    const lastOrder = last === undefined ? null : (store.index.node(last)?.order ?? null);
    const without = preview.known
      .filter((known) => ['merge', 'skip'].includes(typeOf(known)))
      .map(({ at }) => at);
    const { encoded, blobs, ...rest } = await ask(
      worker,
      { type: 'encode', lastOrder, without },
      'encoded',
      options,
    );
    options.onProgress?.(0.5);
    await putBlobs(blobs);
    const imported = encoded
      ? await writeParts(store, encoded, rest, options)
      : commitCollections(store, null, rest);
    const replaced = preview.known.filter((known) => typeOf(known) === 'replace');
    if (replaced.length > 0) {
      deleteItems(
        store,
        replaced.map(({ present }) => present.id),
      );
    }
    const merged = await applyMerges(store, preview, choices);
    // Nobody waits for the record. Should it fail, the next version of the file is merged without it, and says so.
    ask(worker, { type: 'record' }, 'recorded', {})
      .catch(() => undefined)
      .finally(() => worker.terminate());
    return { ...imported, merged };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

async function writeParts(
  store: DocStore,
  encoded: EncodedCollections,
  rest: ImportRest,
  options: ImportOptions,
): Promise<Imported> {
  return navigator.locks.request(importLockName(encoded.batch), async () => {
    try {
      for (const [i, update] of encoded.updates.entries()) {
        if (options.signal?.aborted) throw cancelled();
        applyCollectionsPart(store, update);
        options.onProgress?.(0.5 + ((i + 1) / encoded.updates.length) * 0.5);
        await breathe();
      }
      return commitCollections(store, encoded, rest);
    } catch (error) {
      discardImport(store, encoded.batch);
      throw error;
    }
  });
}

async function applyMerges(
  store: DocStore,
  preview: ImportPreview,
  choices: KnownChoices,
): Promise<readonly KnownCollection[]> {
  const merged: KnownCollection[] = [];
  for (const known of preview.known) {
    const choice = choices.get(known.at);
    if (choice?.type !== 'merge') continue;
    const { applyReimport } = await import('@scratchpad/core/merge');
    const { base } = applyReimport(store, choice.plan, choice.theirs);
    await putImportBases([base]);
    merged.push(known);
  }
  return merged;
}

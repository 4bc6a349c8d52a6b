/** The file road of the page: bytes → worker (decode, detect, parse, encode) → document, in parts, all or nothing. */
import {
  AppError,
  applyCollectionsPart,
  type BatchId,
  commitCollections,
  deleteItems,
  discardImport,
  type DocStore,
  type EncodedCollections,
  type Imported,
  type ImportRest,
} from '@scratchpad/core';
import type { EnvReimportPlan, ImportBase, ReimportPlan } from '@scratchpad/core/merge';
import { putBlobs } from '../storage/blobs.ts';
import { putImportBases } from '../storage/importBases.ts';
import { importLockName } from './importLock.ts';
import type {
  FromWorker,
  ImportInput,
  KnownItem,
  PresentItems,
  ReadFile,
  ToWorker,
} from './importMessages.ts';

export type { ImportInput, KnownItem, ReadFile } from './importMessages.ts';

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
  /** What is in the pad already. */
  readonly known: readonly KnownItem[];
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

/** What merging would do, of a collection or of variables. */
export type MergePlan = ReimportPlan | EnvReimportPlan;

/** What to do with something that is in the pad already. */
export type KnownChoice =
  | { readonly type: 'both' | 'skip' | 'replace' }
  /** Merges the file in; of what both sides changed, `theirs` names what the file decides. */
  | { readonly type: 'merge'; readonly plan: MergePlan; readonly theirs: ReadonlySet<string> };

/** Choices by {@link keyOf}; without one both are kept. */
export type KnownChoices = ReadonlyMap<string, KnownChoice>;

/** Names an item among the choices. */
export function keyOf({ kind, at }: KnownItem): string {
  return `${kind} ${at}`;
}

function presentItems({ index }: DocStore): PresentItems {
  return {
    collections: index.tree.collections.flatMap((id) => {
      const content = index.content(id);
      return content ? { id, name: content.name, fileId: content.fileId ?? null } : [];
    }),
    environments: index.environments.flatMap((id) => {
      const content = index.envContent(id);
      return content ? { id, name: content.name, fileId: content.fileId ?? null } : [];
    }),
    hasGlobals: index.globals.variables.length > 0,
  };
}

function lastOrderOf({ index }: DocStore): string | null {
  const last = index.tree.collections.at(-1);
  return last === undefined ? null : (index.node(last)?.order ?? null);
}

/** Reads files in a worker. A file that cannot be read is in the preview with its error; the others are not affected. */
export async function readImport(
  store: DocStore,
  inputs: readonly ImportInput[],
  options: ImportOptions = {},
): Promise<ImportPreview> {
  const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' });
  try {
    const present = presentItems(store);
    const { files, known } = await ask(
      worker,
      { type: 'read', inputs, present, lastOrder: lastOrderOf(store) },
      'read',
      options,
    );
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

/** What merging a known item would do. */
export async function planMerge(
  store: DocStore,
  preview: ImportPreview,
  known: KnownItem,
): Promise<MergePlan> {
  const { planEnvReimport, planReimport } = await import('@scratchpad/core/merge');
  const worker = sessionOf(preview);
  const { spec, base } = await ask(worker, { type: 'spec', item: known }, 'spec', {});
  return known.kind === 'collection'
    ? planReimport(store, known.present.id, base, spec)
    : planEnvReimport(store, known.present.id, base, spec);
}

/** What an import did, and the way back from it. */
export interface AppliedImport extends Imported {
  /** What a file was merged into. */
  readonly merged: readonly KnownItem[];
  /** How many steps of undo the merges were. */
  readonly undoSteps: number;
  /** The collections that were replaced, in the trash. */
  readonly replaced: BatchId | null;
}

/**
 * Imports what a preview shows. The parts go in invisibly and become visible together; cancelling or an error before
 * that removes them. Merges come last, each one step of undo at most.
 */
export async function applyImport(
  store: DocStore,
  preview: ImportPreview,
  options: ImportOptions & { readonly choices?: KnownChoices } = {},
): Promise<AppliedImport> {
  const worker = sessionOf(preview);
  const choices = options.choices ?? new Map<string, KnownChoice>();
  const typeOf = (known: KnownItem) => choices.get(keyOf(known))?.type ?? 'both';
  try {
    const without = preview.known.filter(
      (known) =>
        ['merge', 'skip'].includes(typeOf(known)) ||
        // Variables are replaced in place.
        (typeOf(known) === 'replace' && known.kind !== 'collection'),
    );
    const { encoded, blobs, ...rest } = await ask(
      worker,
      { type: 'encode', lastOrder: lastOrderOf(store), without },
      'encoded',
      options,
    );
    options.onProgress?.(0.5);
    await putBlobs(blobs);
    const imported = encoded
      ? await writeParts(store, encoded, rest, options)
      : commitCollections(store, null, rest);
    const replaced = preview.known.flatMap((known) =>
      known.kind === 'collection' && typeOf(known) === 'replace' ? known.present.id : [],
    );
    const deletion = replaced.length > 0 ? deleteItems(store, replaced) : null;
    const lastStep = store.undo.undoStack.at(-1);
    const merged = await applyMerges(store, preview, choices);
    const undoSteps = lastStep
      ? store.undo.undoStack.length - 1 - store.undo.undoStack.lastIndexOf(lastStep)
      : store.undo.undoStack.length;
    // Nobody waits for the record. Should it fail, the next version of the file is merged without it, and says so.
    ask(worker, { type: 'record', environments: imported.environments }, 'recorded', {})
      .catch(() => undefined)
      .finally(() => worker.terminate());
    return { ...imported, merged, undoSteps, replaced: deletion?.batch ?? null };
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
): Promise<readonly KnownItem[]> {
  const merged: KnownItem[] = [];
  for (const known of preview.known) {
    const choice = choices.get(keyOf(known));
    const base = choice && (await applyToKnown(store, preview, known, choice));
    if (!base) continue;
    await putImportBases([base]);
    merged.push(known);
  }
  return merged;
}

/** Merges a file into what is there, or replaces variables in place; the record to keep, or null when it is neither. */
async function applyToKnown(
  store: DocStore,
  preview: ImportPreview,
  known: KnownItem,
  choice: KnownChoice,
): Promise<ImportBase | null> {
  const { applyEnvReimport, applyReimport, replaceVariables } =
    await import('@scratchpad/core/merge');
  if (choice.type === 'merge') {
    const { plan, theirs } = choice;
    return 'target' in plan
      ? applyEnvReimport(store, plan, theirs)
      : applyReimport(store, plan, theirs).base;
  }
  if (choice.type !== 'replace' || known.kind === 'collection') return null;
  const { spec } = await ask(sessionOf(preview), { type: 'spec', item: known }, 'spec', {});
  return replaceVariables(store, known.present.id, spec);
}

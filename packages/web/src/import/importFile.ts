/** The file road of the page: bytes → worker (decode, detect, parse, encode) → document, in parts, all or nothing. */
import {
  AppError,
  applyCollectionsPart,
  commitCollections,
  discardImport,
  type DocStore,
  type Imported,
} from '@scratchpad/core';
import { putBlobs } from '../storage/blobs.ts';
import { importLockName } from './importLock.ts';
import type { FromWorker, ImportInput, ReadFile, ToWorker } from './importMessages.ts';

export type { ImportInput, ReadFile } from './importMessages.ts';

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

/** Reads files in a worker. A file that cannot be read is in the preview with its error; the others are not affected. */
export async function readImport(
  inputs: readonly ImportInput[],
  options: ImportOptions = {},
): Promise<ImportPreview> {
  const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' });
  try {
    const { files } = await ask(worker, { type: 'read', inputs }, 'read', options);
    const preview: ImportPreview = { files, close: () => worker.terminate() };
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

/**
 * Imports what a preview shows. The parts go in invisibly and become visible together; cancelling or an error before
 * that removes them.
 */
export async function applyImport(
  store: DocStore,
  preview: ImportPreview,
  options: ImportOptions = {},
): Promise<Imported> {
  const worker = sessions.get(preview);
  if (!worker)
    throw new AppError('bad-preview', 'These files are no longer at hand. Choose them again.');
  try {
    const { collections } = store.index.tree;
    const last = collections[collections.length - 1];
    const lastOrder = last === undefined ? null : (store.index.node(last)?.order ?? null);
    const { encoded, blobs, ...rest } = await ask(
      worker,
      { type: 'encode', lastOrder },
      'encoded',
      options,
    );
    options.onProgress?.(0.5);
    await putBlobs(blobs);
    if (!encoded) return commitCollections(store, null, rest);
    return await navigator.locks.request(importLockName(encoded.batch), async () => {
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
  } finally {
    worker.terminate();
  }
}

import { Worker } from 'node:worker_threads';
import { AppError, errorMessage } from '@scratchpad/core';
import type { DocJob, DocResult } from './docWork.ts';

/** A heap that a large document has blown up is given back after this time without work. */
const REST_MS = 5000;

type Answer = { id: number; result: DocResult } | { id: number; error: string };
type Waiting = { resolve: (result: DocResult) => void; reject: (error: unknown) => void };

/** The worker thread for documents: started at the first job, and again after it died. */
export class DocThread {
  #worker: Worker | null = null;
  #nextId = 0;
  #resting: NodeJS.Timeout | undefined;
  readonly #waitingById = new Map<number, Waiting>();

  /** Rejects with `AppError` `document-failed` when the job cannot be done. */
  run(job: DocJob): Promise<DocResult> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#nextId++;
    // The thread keeps the process alive as long as somebody waits for it, and no longer.
    worker.ref();
    clearTimeout(this.#resting);
    return new Promise((resolve, reject) => {
      this.#waitingById.set(id, { resolve, reject });
      worker.postMessage({ id, job });
    });
  }

  /** Ends the thread; jobs that still wait are rejected. */
  async close(): Promise<void> {
    clearTimeout(this.#resting);
    await this.#worker?.terminate();
  }

  #rest(worker: Worker): void {
    worker.unref();
    this.#resting = setTimeout(() => {
      // Nobody waits for it, and the next job starts another one.
      if (this.#worker === worker) this.#worker = null;
      void worker.terminate();
    }, REST_MS);
    this.#resting.unref();
  }

  #start(): Worker {
    const worker = new Worker(new URL('docWorker.ts', import.meta.url));
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waitingById.get(answer.id);
      this.#waitingById.delete(answer.id);
      if (this.#waitingById.size === 0) this.#rest(worker);
      if ('result' in answer) waiting?.resolve(answer.result);
      else waiting?.reject(documentFailed(answer.error));
    });
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      for (const { reject } of this.#waitingById.values())
        reject(documentFailed('The worker ended.'));
      this.#waitingById.clear();
    });
    return worker;
  }
}

/** What a job that cannot be done is rejected with, wherever it is done. */
export function documentFailed(reason: unknown): AppError {
  return new AppError(
    'document-failed',
    `A document could not be worked on: ${errorMessage(reason)}`,
    {
      cause: reason,
    },
  );
}

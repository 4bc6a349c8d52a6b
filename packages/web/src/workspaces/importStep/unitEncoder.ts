import type { EncodedUnit, UnitBase, UnitPlan } from '@scratchpad/core/workspace';
import { nextTask } from '../../app/nextTask.ts';
import type { UnitAnswer, UnitTask } from './unitWorker.ts';

interface Job {
  readonly workspace: string;
  readonly plan: UnitPlan;
  readonly encoded: PromiseWithResolvers<EncodedUnit>;
  readonly base: PromiseWithResolvers<UnitBase>;
  isDone: boolean;
}

/** A unit, ready to be applied. Its base comes later: nobody but the next import needs it. */
export interface PreparedUnit {
  readonly encoded: EncodedUnit;
  readonly base: Promise<UnitBase>;
}

/** How many nodes go to the worker in one message: about 10 ms of the page. */
const PART = 500;

/**
 * Encodes units in a worker, one after the other, while somebody looks at the dry run; so the import has little left to
 * do. What is planned anew is encoded anew.
 */
export class UnitEncoder {
  #worker: Worker | null = null;
  readonly #jobs = new Map<UnitPlan, Job>();
  #running: Job | null = null;

  /** Begins with these units, and forgets all others. */
  prepare(workspace: string, plans: readonly UnitPlan[]): void {
    const wanted = new Set(plans);
    for (const [plan, job] of this.#jobs) {
      if (wanted.has(plan) && job.workspace === workspace) continue;
      this.#jobs.delete(plan);
      fail(job, new Error('Something else was chosen.'));
      if (this.#running === job) this.#stopWorker();
    }
    for (const plan of plans) this.#add(workspace, plan);
    this.#next();
  }

  /** A unit, encoded. @throws Error when the worker fails */
  async encode(workspace: string, plan: UnitPlan): Promise<PreparedUnit> {
    const { encoded, base } = this.#add(workspace, plan);
    this.#next();
    return { encoded: await encoded.promise, base: base.promise };
  }

  /** Stops. Whoever still waits gets an error. */
  end(): void {
    for (const job of this.#jobs.values()) fail(job, new Error('The import was stopped.'));
    this.#jobs.clear();
    this.#stopWorker();
  }

  #add(workspace: string, plan: UnitPlan): Job {
    const known = this.#jobs.get(plan);
    if (known) return known;
    const encoded = Promise.withResolvers<EncodedUnit>();
    const base = Promise.withResolvers<UnitBase>();
    // Whoever encodes hears of a failure; who only prepared did not ask.
    for (const { promise } of [encoded, base]) promise.catch(() => this.#jobs.delete(plan));
    const job: Job = { workspace, plan, encoded, base, isDone: false };
    this.#jobs.set(plan, job);
    return job;
  }

  #next(): void {
    if (this.#running) return;
    const job = [...this.#jobs.values()].find(({ isDone }) => !isDone);
    if (!job) return;
    this.#running = job;
    const worker = (this.#worker ??= new Worker(new URL('./unitWorker.ts', import.meta.url), {
      type: 'module',
    }));
    worker.onmessage = ({ data }: MessageEvent<UnitAnswer>) => {
      if ('encoded' in data) {
        job.encoded.resolve(data.encoded);
        return;
      }
      job.isDone = true;
      job.base.resolve(data.base);
      this.#running = null;
      this.#next();
    };
    worker.onerror = (event) => {
      job.isDone = true;
      fail(job, new Error(event.message));
      this.#stopWorker();
      this.#next();
    };
    void this.#ask(worker, job);
  }

  async #ask(worker: Worker, { workspace, plan }: Job): Promise<void> {
    const tell = (task: UnitTask) => worker.postMessage(task);
    const { nodes, ...content } = plan.content;
    for (let from = 0; from < nodes.length; from += PART) {
      // A worker that was ended meanwhile listens to nobody.
      if (this.#worker !== worker) return;
      tell({ nodes: nodes.slice(from, from + PART) });
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the page answers between them
      await nextTask();
    }
    tell({ workspace, plan: { ...plan, content: { ...content, nodes: [] } } });
  }

  #stopWorker(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#running = null;
  }
}

function fail(job: Job, error: Error): void {
  job.encoded.reject(error);
  job.base.reject(error);
}

import type { UnitPlan } from '@scratchpad/core/workspace';
import type { PreparedUnit, UnitTask } from './unitWorker.ts';

interface Job extends UnitTask {
  readonly result: Promise<PreparedUnit>;
  readonly resolve: (prepared: PreparedUnit) => void;
  readonly reject: (error: unknown) => void;
  isDone: boolean;
}

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
      job.reject(new Error('Something else was chosen.'));
      if (this.#running === job) this.#stopWorker();
    }
    for (const plan of plans) this.#add(workspace, plan);
    this.#next();
  }

  /** A unit, encoded. @throws Error when the worker fails */
  encode(workspace: string, plan: UnitPlan): Promise<PreparedUnit> {
    const { result } = this.#add(workspace, plan);
    this.#next();
    return result;
  }

  /** Stops. Whoever still waits gets an error. */
  end(): void {
    for (const job of this.#jobs.values()) job.reject(new Error('The import was stopped.'));
    this.#jobs.clear();
    this.#stopWorker();
  }

  #add(workspace: string, plan: UnitPlan): Job {
    const known = this.#jobs.get(plan);
    if (known) return known;
    const settlers = Promise.withResolvers<PreparedUnit>();
    // Whoever encodes hears of a failure; who only prepared did not ask.
    settlers.promise.catch(() => this.#jobs.delete(plan));
    const job: Job = {
      workspace,
      plan,
      result: settlers.promise,
      resolve: settlers.resolve,
      reject: settlers.reject,
      isDone: false,
    };
    this.#jobs.set(plan, job);
    return job;
  }

  #next(): void {
    if (this.#running) return;
    const job = [...this.#jobs.values()].find(({ isDone }) => !isDone);
    if (!job) return;
    this.#running = job;
    this.#worker ??= new Worker(new URL('./unitWorker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<PreparedUnit>) => {
      job.isDone = true;
      job.resolve(data);
      this.#running = null;
      this.#next();
    };
    this.#worker.onerror = (event) => {
      job.isDone = true;
      job.reject(new Error(event.message));
      this.#stopWorker();
      this.#next();
    };
    const { workspace, plan } = job;
    const task: UnitTask = { workspace, plan };
    this.#worker.postMessage(task);
  }

  #stopWorker(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#running = null;
  }
}

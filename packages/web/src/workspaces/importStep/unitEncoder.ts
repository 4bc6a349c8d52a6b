import type { UnitPlan } from '@scratchpad/core/workspace';
import type { UnitAnswer, UnitTask } from './unitWorker.ts';

/** Encodes units in a worker, one after the other. */
export class UnitEncoder {
  readonly #worker = new Worker(new URL('./unitWorker.ts', import.meta.url), { type: 'module' });

  /** @throws Error when the worker fails */
  encode(workspace: string, plan: UnitPlan): Promise<UnitAnswer> {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<UnitAnswer>) => resolve(data);
      this.#worker.onerror = (event) => reject(new Error(event.message));
      const task: UnitTask = { workspace, plan };
      this.#worker.postMessage(task);
    });
  }

  end(): void {
    this.#worker.terminate();
  }
}

import type { RunEvent } from '@scratchpad/core/run';
import type { ScriptsReport } from '../send/outcome.ts';

/** Collects what the scripts of one request say. */
export class ScriptsReporter {
  readonly #tests: ScriptsReport['tests'] = [];
  readonly #errors: ScriptsReport['errors'] = [];
  #visualization: ScriptsReport['visualization'] = null;

  take(event: RunEvent): void {
    switch (event.type) {
      case 'assertion': {
        const { name, owner, listen, isSkipped, error } = event;
        const status = isSkipped ? 'skipped' : error ? 'failed' : 'passed';
        this.#tests.push({ name, owner, listen, status, message: error?.message ?? null });
        return;
      }
      case 'script':
        if (event.error) {
          const { owner, listen, error } = event;
          this.#errors.push({ owner, listen, ...error });
        }
        return;
      case 'item':
        this.#visualization = event.visualization;
        return;
      default:
    }
  }

  /** A person stopped the scripts that ran after the response. */
  stopped(message: string): void {
    this.#errors.push({ owner: '', listen: 'test', name: 'Error', message });
  }

  /** The error that kept the request back. */
  get prerequestError(): ScriptsReport['errors'][number] | undefined {
    return this.#errors.find(({ listen }) => listen === 'prerequest');
  }

  get report(): ScriptsReport {
    return { tests: this.#tests, errors: this.#errors, visualization: this.#visualization };
  }
}

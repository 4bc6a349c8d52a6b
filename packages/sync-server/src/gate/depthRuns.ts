/** The depth of what was garbage-collected: what stands below or beside it is gone as well. */
export const GONE = -1;

/**
 * How deep the structs of one client id stand, as runs: clock of the first struct and depth by turns. An item of a root
 * has depth 0. A page of typing is one run.
 */
export class DepthRuns {
  readonly #runs: number[];

  constructor(runs: number[] = []) {
    this.#runs = runs;
  }

  /** The runs, as the constructor takes them. */
  get runs(): readonly number[] {
    return this.#runs;
  }

  /** Says that everything from `clock` on, so far, stands at `depth`. Clocks only grow. */
  append(clock: number, depth: number): void {
    if (this.#runs.at(-1) !== depth) this.#runs.push(clock, depth);
  }

  /** The depth at a clock that has been appended. */
  at(clock: number): number {
    let low = 0;
    let high = this.#runs.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#runs[middle * 2] as number) <= clock) low = middle + 1;
      else high = middle;
    }
    return this.#runs[low * 2 - 1] ?? GONE;
  }
}

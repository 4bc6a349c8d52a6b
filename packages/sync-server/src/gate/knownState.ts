import { DepthRuns, GONE } from './depthRuns.ts';
import { RangeSet } from './rangeSet.ts';

/** A known state as plain data, for the way from the worker thread. */
export type KnownData = {
  readonly clocks: ReadonlyMap<number, number>;
  readonly deleted: ReadonlyMap<number, readonly number[]>;
  readonly depths: ReadonlyMap<number, readonly number[]>;
};

/** What an accepted update adds to the known state. */
export type Change = {
  readonly clocks: ReadonlyMap<number, number>;
  /** Ranges that were not deleted before. */
  readonly deleted: ReadonlyMap<number, readonly number[]>;
  readonly depths: ReadonlyMap<number, DepthRuns>;
};

/**
 * What the server has accepted for a workspace, as far as the gate needs it: no contents, only clocks, deleted ranges
 * and depths. Small beside the document: runs and ranges, not structs.
 */
export class KnownState {
  readonly #clocks: Map<number, number>;
  readonly #deleted: Map<number, RangeSet>;
  readonly #depths: Map<number, DepthRuns>;

  constructor(data?: KnownData) {
    this.#clocks = new Map(data?.clocks);
    this.#deleted = new Map(
      [...(data?.deleted ?? [])].map(([client, bounds]) => [client, new RangeSet([...bounds])]),
    );
    this.#depths = new Map(
      [...(data?.depths ?? [])].map(([client, runs]) => [client, new DepthRuns([...runs])]),
    );
  }

  /** Per client id the next clock: a state vector. */
  get clocks(): ReadonlyMap<number, number> {
    return this.#clocks;
  }

  /** The next clock of a client id. */
  clockOf(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  /** How deep a known struct stands. */
  depthAt(client: number, clock: number): number {
    return this.#depths.get(client)?.at(clock) ?? GONE;
  }

  /** The parts of the ranges that are not deleted yet. */
  notYetDeleted(client: number, ranges: readonly number[]): number[] {
    return (this.#deleted.get(client) ?? new RangeSet()).missing(ranges);
  }

  /** Takes an accepted update in. */
  apply(change: Change): void {
    for (const [client, clock] of change.clocks) this.#clocks.set(client, clock);
    for (const [client, { runs }] of change.depths) {
      let known = this.#depths.get(client);
      if (known === undefined) this.#depths.set(client, (known = new DepthRuns()));
      for (let i = 0; i < runs.length; i += 2) known.append(runs[i]!, runs[i + 1]!);
    }
    for (const [client, ranges] of change.deleted) {
      let known = this.#deleted.get(client);
      if (known === undefined) this.#deleted.set(client, (known = new RangeSet()));
      known.add(ranges);
    }
  }

  toData(): KnownData {
    return {
      clocks: this.#clocks,
      deleted: new Map([...this.#deleted].map(([client, set]) => [client, set.bounds])),
      depths: new Map([...this.#depths].map(([client, { runs }]) => [client, runs])),
    };
  }
}

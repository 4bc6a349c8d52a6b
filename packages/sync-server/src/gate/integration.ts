import { DepthRuns, GONE } from './depthRuns.ts';
import type { KnownState } from './knownState.ts';
import { MAX_TYPE_DEPTH } from './limits.ts';
import type { Id, Section, Struct } from './readUpdate.ts';
import { refuse } from './rejection.ts';

/** The roots of a workspace; see `getRoots` in core. */
const ROOTS = new Set(['meta', 'nodes', 'envs', 'imports']);

type Progress = { readonly section: Section; next: number; isWaiting: boolean };

/**
 * Goes through the new structs of an update in the order in which Yjs can integrate them, and refuses what it could not,
 * or would have to put aside: that would wait in every client for ever, and hold up what comes after it. Nothing is
 * integrated; the known state stays as it is.
 */
export class Integration {
  /** Next clocks of the client ids that have new structs. */
  readonly clocks = new Map<number, number>();
  readonly depths = new Map<number, DepthRuns>();
  readonly #known: KnownState;
  readonly #progressByClient = new Map<number, Progress>();

  constructor(known: KnownState, sections: readonly Section[]) {
    this.#known = known;
    for (const section of sections) {
      this.#progressByClient.set(section.client, { section, next: 0, isWaiting: false });
    }
    for (const progress of this.#progressByClient.values()) this.#advance(progress, Infinity);
  }

  /** The next clock of a client id after this update. */
  clockOf(client: number): number {
    return this.clocks.get(client) ?? this.#known.clockOf(client);
  }

  /** Goes on in one client id up to a clock, and in others as far as that needs. A stack, as bytes must not recurse. */
  #advance(first: Progress, firstTarget: number): void {
    const stack = [{ progress: first, target: firstTarget }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { progress, target } = top;
      const { client, structs } = progress.section;
      const struct = structs[progress.next];
      if (struct === undefined || this.clockOf(client) > target) {
        progress.isWaiting = false;
        stack.pop();
        continue;
      }
      const missing = this.#findMissing(client, struct);
      if (missing === null) {
        this.#integrate(client, struct);
        progress.next += 1;
        continue;
      }
      const needed = this.#progressByClient.get(missing.client);
      progress.isWaiting = true;
      if (needed === undefined || needed.isWaiting || needed.next >= needed.section.structs.length)
        refuse('GATE4', 'The update refers to what is not there.');
      stack.push({ progress: needed, target: missing.clock });
    }
  }

  /** What a struct refers to and is not there yet. */
  #findMissing(client: number, struct: Struct): Id | null {
    if (struct.kind !== 'item' || struct.clock + struct.length <= this.clockOf(client)) return null;
    const { origin, rightOrigin, parent } = struct;
    for (const id of [origin, rightOrigin, parent]) {
      if (id === null || typeof id === 'string') continue;
      if (id.client === client) {
        // Yjs does not check this one, and throws in the middle of a transaction.
        if (id.clock >= struct.clock)
          refuse('GATE4', 'A struct refers to itself or to a later one.');
      } else if (id.clock >= this.clockOf(id.client)) return id;
    }
    return null;
  }

  #integrate(client: number, struct: Struct): void {
    const clock = this.clockOf(client);
    const end = struct.clock + struct.length;
    // What is known may be sent again, and a skip says nothing.
    if (end <= clock || struct.kind === 'skip') return;
    if (struct.clock > clock) refuse('GATE3', 'There is a gap before the update.');
    const depth = struct.kind === 'gc' ? GONE : this.#findDepth(struct);
    if (struct.isType && depth >= MAX_TYPE_DEPTH) refuse('GATE9', 'Types are nested too deep.');
    let runs = this.depths.get(client);
    if (runs === undefined) this.depths.set(client, (runs = new DepthRuns()));
    runs.append(clock, depth);
    this.clocks.set(client, end);
  }

  #findDepth({ origin, rightOrigin, parent, isKeyed }: Struct): number {
    if (typeof parent === 'string') {
      if (!ROOTS.has(parent)) refuse('GATE8', 'A workspace has no root of this name.');
      if (!isKeyed) refuse('GATE8', 'An item of a root has no key.');
      return 0;
    }
    if (parent !== null) {
      const depth = this.#depthAt(parent);
      return depth === GONE ? GONE : depth + 1;
    }
    const left = origin === null ? GONE : this.#depthAt(origin);
    const right = rightOrigin === null ? GONE : this.#depthAt(rightOrigin);
    if (left !== GONE && right !== GONE && left !== right)
      refuse('GATE4', 'The neighbours of an item are not in one place.');
    return left === GONE ? right : left;
  }

  #depthAt({ client, clock }: Id): number {
    return clock < this.#known.clockOf(client)
      ? this.#known.depthAt(client, clock)
      : (this.depths.get(client)?.at(clock) ?? GONE);
  }
}

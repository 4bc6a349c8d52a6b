/**
 * What a server did not take is kept: the copy of the workspace that holds it is put aside, and the workspace goes on in
 * a new one. A workspace's copies are numbered; putting one aside is one write that moves on to the next number, so that
 * it is whole or has not happened, whatever dies meanwhile, and all tabs move on.
 */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { openLocalDb } from '../storage/localDb.ts';

const keptSchema = z.object({
  id: z.string(),
  workspace: z.string(),
  generation: z.number().int(),
  /** Name of the workspace then. */
  name: z.string(),
  /** Origin of its server. */
  server: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** How many changes the server did not take. */
  changes: z.number().int(),
  /** Why it did not, in its words; null for a role that was lowered. */
  reason: z.string().nullable(),
  /** Thrown away; it can be taken back until the app is opened the next time. */
  isDeleted: z.boolean().default(false),
});
/** A copy that was put aside. It can be looked at, and copied to the pad. */
export type KeptCopy = z.infer<typeof keptSchema>;

const stateSchema = z.object({
  /** The number of the copy in use, by workspace; 0 when it is missing. */
  generations: z.record(z.string(), z.number().int()),
  kept: z.array(keptSchema),
});
type State = z.infer<typeof stateSchema>;

const KEY = 'keptCopies';
const NOTHING: State = { generations: {}, kept: [] };

/** The database of one of a workspace's copies on this device. */
export function copyDatabase(workspace: string, generation: number): string {
  const name = `scratchpad-workspace-${workspace}`;
  return generation === 0 ? name : `${name}-${generation}`;
}

/** The id of a copy that was put aside; it stands in the address as a workspace's does. */
export function keptId(workspace: string, generation: number): string {
  return `${workspace}~${generation}`;
}

class KeptCopies {
  #state = NOTHING;
  #loading: Promise<void> | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #channel = new BroadcastChannel('scratchpad-kept-copies');

  constructor() {
    this.#channel.onmessage = () => void this.#read();
  }

  get state(): State {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads what there is; what was thrown away before this start goes for good. */
  load(): Promise<void> {
    this.#loading ??= this.#read().then(() =>
      this.forget(this.#state.kept.filter(({ isDeleted }) => isDeleted)),
    );
    return this.#loading;
  }

  generationOf(workspace: string): number {
    return this.#state.generations[workspace] ?? 0;
  }

  find(id: string): KeptCopy | undefined {
    return this.#state.kept.find((copy) => copy.id === id && !copy.isDeleted);
  }

  /** Puts the copy of this number aside, unless another tab has done so. Says whether this one did. */
  async putAside(
    about: Pick<KeptCopy, 'workspace' | 'generation' | 'name' | 'server' | 'changes' | 'reason'>,
  ): Promise<KeptCopy | null> {
    const { workspace, generation } = about;
    const id = keptId(workspace, generation);
    const copy: KeptCopy = { ...about, id, at: Date.now(), isDeleted: false };
    return this.#change((state) =>
      (state.generations[workspace] ?? 0) === generation
        ? [
            {
              generations: { ...state.generations, [workspace]: generation + 1 },
              kept: [...state.kept, copy],
            },
            copy,
          ]
        : [state, null],
    );
  }

  /** Throws a copy away, or takes that back. */
  async setDeleted(id: string, isDeleted: boolean): Promise<void> {
    await this.#change((state) => [
      {
        ...state,
        kept: state.kept.map((copy) => (copy.id === id ? { ...copy, isDeleted } : copy)),
      },
      null,
    ]);
  }

  /** Deletes copies for good. */
  async forget(doomed: readonly KeptCopy[]): Promise<void> {
    if (doomed.length === 0) return;
    for (const { workspace, generation } of doomed)
      indexedDB.deleteDatabase(copyDatabase(workspace, generation));
    const ids = new Set(doomed.map(({ id }) => id));
    await this.#change((state) => [
      { ...state, kept: state.kept.filter(({ id }) => !ids.has(id)) },
      null,
    ]);
  }

  /** Reads, changes and writes in one transaction of the database: tabs take turns. */
  async #change<T>(change: (state: State) => readonly [State, T]): Promise<T> {
    const db = await openLocalDb();
    const transaction = db.transaction('values', 'readwrite');
    const [state, result] = change(parse(await transaction.store.get(KEY)));
    await transaction.store.put(state, KEY);
    await transaction.done;
    this.#publish(state);
    this.#channel.postMessage(null);
    return result;
  }

  async #read(): Promise<void> {
    this.#publish(parse(await (await openLocalDb()).get('values', KEY)));
  }

  #publish(state: State): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function parse(value: unknown): State {
  return stateSchema.catch(NOTHING).parse(value ?? NOTHING);
}

/** The one list of this page. */
export const keptCopies = new KeptCopies();

/** The copies that were put aside, newest first; renders when that changes. */
export function useKeptCopies(): readonly KeptCopy[] {
  const { kept } = useSyncExternalStore(keptCopies.subscribe, () => keptCopies.state);
  return kept.filter(({ isDeleted }) => !isDeleted).toReversed();
}

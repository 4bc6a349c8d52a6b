/** Current values of variables: in memory for reading at once, in IndexedDB to last, between tabs by a channel. */
import { openLocalDb } from './localDb.ts';

type Listener = () => void;

/** Whose variables: an environment id, a collection's node id, or `globals`. */
export type ValueOwner = string;

/** The current values of this device. A variable without one has its initial value. */
export class CurrentValues {
  #byOwner = new Map<ValueOwner, ReadonlyMap<string, string>>();
  readonly #listeners = new Set<Listener>();
  readonly #channel = new BroadcastChannel('scratchpad-current-values');
  readonly #failed: (error: unknown) => void;
  readonly #scope: string;

  /**
   * @param onWriteFailed told when a value could not be stored; it is still used in this tab
   * @param scope stands before each owner in storage, so that a copy in a workspace has values of its own
   */
  constructor(onWriteFailed: (error: unknown) => void, scope = '') {
    this.#failed = onWriteFailed;
    this.#scope = scope;
    this.#channel.onmessage = () => void this.load();
  }

  /** Reads all values from storage. */
  async load(): Promise<void> {
    const db = await openLocalDb();
    const byOwner = new Map<ValueOwner, Map<string, string>>();
    for (const { owner, row, value } of await db.getAll('currentValues')) {
      let values = byOwner.get(owner);
      if (!values) byOwner.set(owner, (values = new Map()));
      values.set(row, value);
    }
    this.#byOwner = byOwner;
    this.#publish();
  }

  /** Values of one owner by row id; the same map until one changes. */
  of(owner: ValueOwner): ReadonlyMap<string, string> {
    return this.#byOwner.get(this.#scope + owner) ?? NONE;
  }

  /** Sets a current value, or takes it away (undefined), so that the initial value holds again. */
  set(owner: ValueOwner, row: string, value: string | undefined): void {
    const values = new Map(this.of(owner));
    if (value === undefined) values.delete(row);
    else values.set(row, value);
    this.#byOwner.set(this.#scope + owner, values);
    this.#publish();
    this.#store(this.#scope + owner, row, value).catch(this.#failed);
  }

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async #store(owner: string, row: string, value: string | undefined): Promise<void> {
    const db = await openLocalDb();
    if (value === undefined) await db.delete('currentValues', [owner, row]);
    else await db.put('currentValues', { owner, row, value });
    this.#channel.postMessage(owner);
  }

  #publish(): void {
    for (const listener of this.#listeners) listener();
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

/** What one side pushes and the other takes in order, as fast as it likes. */
export class EventQueue<Event> implements AsyncIterableIterator<Event, void> {
  #events: Event[] = [];
  #taken = 0;
  #isEnded = false;
  #failure: { readonly cause: unknown } | null = null;
  #wake: (() => void) | null = null;
  readonly #onReturn: () => void;

  /** @param onReturn called when the taker stops before the end */
  constructor(onReturn: () => void = () => undefined) {
    this.#onReturn = onReturn;
  }

  /** Adds an event. */
  push(event: Event): void {
    this.#events.push(event);
    this.#wake?.();
  }

  /** Says that nothing will follow. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  /** Ends with an error, which the taker gets after the events before it. */
  fail(cause: unknown): void {
    this.#failure = { cause };
    this.end();
  }

  async next(): Promise<IteratorResult<Event, void>> {
    while (this.#taken === this.#events.length && !this.#isEnded) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
      this.#wake = null;
    }
    if (this.#taken < this.#events.length) {
      const value = this.#events[this.#taken++] as Event;
      // Taken ones are let go a batch at a time: `shift` would move all that is left with each.
      if (this.#taken === this.#events.length) {
        this.#events = [];
        this.#taken = 0;
      }
      return { done: false, value };
    }
    const failure = this.#failure;
    this.#failure = null;
    if (failure) throw failure.cause;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<Event, void>> {
    if (!this.#isEnded) this.#onReturn();
    this.#isEnded = true;
    this.#events = [];
    this.#taken = 0;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

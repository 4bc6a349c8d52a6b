/** Typing finds: letters typed within this time belong together. */
const PAUSE_MS = 700;

/** Collects typed letters and finds the next name that begins with them. */
export class TypeAhead {
  #typed = '';
  #lastAt = 0;

  /**
   * Takes one letter and returns the number of the row it leads to, or -1.
   * @param from number of the row that is active now
   */
  find(letter: string, count: number, from: number, nameAt: (row: number) => string): number {
    const now = performance.now();
    this.#typed = (now - this.#lastAt > PAUSE_MS ? '' : this.#typed) + letter.toLowerCase();
    this.#lastAt = now;
    // The same letter again goes on to the next of that letter.
    const repeated = [...this.#typed].every((other) => other === this.#typed[0]);
    const wanted = repeated ? letter.toLowerCase() : this.#typed;
    const start = repeated ? from + 1 : from;
    for (let step = 0; step < count; step++) {
      const row = (start + step + count) % count;
      if (nameAt(row).toLowerCase().startsWith(wanted)) return row;
    }
    return -1;
  }

  /** Whether letters are being typed now, so that a space belongs to them. */
  get isTyping(): boolean {
    return performance.now() - this.#lastAt < PAUSE_MS && this.#typed !== '';
  }
}

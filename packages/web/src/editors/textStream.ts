/**
 * A text that arrives in pieces: an editor shows what is there and takes on what comes, so that a body of 100 MB
 * never stops the page, and a running stream of events is read while it runs.
 */
export class TextStream {
  readonly #pieces: string[] = [];
  readonly #listeners = new Set<() => void>();
  #isComplete = false;
  /** About how long it will be, in characters; decides what the editor does with it. */
  readonly expectedLength: number;

  constructor(expectedLength: number) {
    this.expectedLength = expectedLength;
  }

  /** A text that is there already. */
  static of(text: string): TextStream {
    const stream = new TextStream(text.length);
    stream.push(text);
    stream.complete();
    return stream;
  }

  get pieces(): readonly string[] {
    return this.#pieces;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  push(piece: string): void {
    if (piece === '') return;
    this.#pieces.push(piece);
    this.#publish();
  }

  complete(): void {
    this.#isComplete = true;
    this.#publish();
  }

  /** Tells of each new piece and of the end. Returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All that has come. */
  toString(): string {
    return this.#pieces.join('');
  }

  #publish(): void {
    for (const listener of this.#listeners) listener();
  }
}

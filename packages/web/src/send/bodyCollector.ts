/** Above this, chunks become a Blob, which the browser may put on disk. */
const FOLD_BYTES = 8 * 1024 * 1024;

/** Collects a body of any size without holding all of it in memory. */
export class BodyCollector {
  #folded: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #chunkBytes = 0;
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  push(chunk: Uint8Array<ArrayBuffer>): void {
    this.#chunks.push(chunk);
    this.#chunkBytes += chunk.length;
    this.#sizeBytes += chunk.length;
    if (this.#chunkBytes >= FOLD_BYTES) {
      this.#folded.push(new Blob(this.#chunks));
      this.#chunks = [];
      this.#chunkBytes = 0;
    }
  }

  /** What has come until now. */
  toBlob(type = ''): Blob {
    return new Blob([...this.#folded, ...this.#chunks], { type });
  }
}

import { toDisk } from '../storage/diskBlob.ts';

/** So many bytes become a Blob, which is no longer memory of this page. */
const FOLD_BYTES = 8 * 1024 * 1024;
/** What comes after this goes on to disk: a browser would keep Blobs of any number in memory. */
const MEMORY_BYTES = 16 * 1024 * 1024;

/** Collects a body of any size without holding all of it in memory. */
export class BodyCollector {
  readonly #folded: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #chunkBytes = 0;
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Takes a piece. Wait for it before the next one, so that what is on its way to disk does not pile up. */
  async push(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#chunks.push(chunk);
    this.#chunkBytes += chunk.length;
    this.#sizeBytes += chunk.length;
    if (this.#chunkBytes < FOLD_BYTES) return;
    const piece = new Blob(this.#chunks);
    this.#chunks = [];
    this.#chunkBytes = 0;
    this.#folded.push(this.#sizeBytes > MEMORY_BYTES ? await toDisk(piece) : piece);
  }

  /** What has come until now. */
  toBlob(type = ''): Blob {
    return new Blob([...this.#folded, ...this.#chunks], { type });
  }
}

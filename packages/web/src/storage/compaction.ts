import { z } from 'zod';

const outcomeSchema = z.object({
  /** Rows that are left; null when nothing was done. */
  rowCount: z.number().nullable(),
  /** Why nothing could be done. */
  error: z.string().optional(),
});
/** What came of a compaction. */
export type CompactionOutcome = z.infer<typeof outcomeSchema>;

/**
 * Makes one row of the log of `name`, in a worker: reading and writing a large document would block the page for up to
 * a second. One tab does it (Web Locks); the others return at once. Never rejects: on an error the log stays as it was,
 * and the next idle time tries again.
 */
export async function compactInWorker(name: string): Promise<CompactionOutcome> {
  return navigator.locks.request(
    `scratchpad-compact:${name}`,
    { ifAvailable: true },
    async (lock) => {
      if (!lock) return { rowCount: null };
      const worker = new Worker(new URL('./compactWorker.ts', import.meta.url), { type: 'module' });
      try {
        const answer = await new Promise<unknown>((resolve, reject) => {
          worker.onmessage = (event) => resolve(event.data);
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage(name);
        });
        return outcomeSchema.parse(answer);
      } catch (error) {
        return { rowCount: null, error: String(error) };
      } finally {
        worker.terminate();
      }
    },
  );
}

/** What a run shows: one row for each passage through a request, small enough to keep thousands. */
import type { NodeId } from '@scratchpad/core';
import type { RunEvent, RunItem } from '@scratchpad/core/run';
import { z } from 'zod';

const lineSchema = z.object({
  name: z.string(),
  status: z.enum(['passed', 'failed', 'skipped']),
  message: z.string().nullable(),
});

/** A test, or a script or request that failed, of one row. */
export type RunLine = z.infer<typeof lineSchema>;

export const runRowSchema = z.object({
  iteration: z.number(),
  /** Of the document; null when the request is not in it. */
  node: z.string().nullable(),
  name: z.string(),
  /** Names of the folders it lies in. */
  path: z.string(),
  method: z.string(),
  url: z.string(),
  state: z.enum(['sending', 'done', 'skipped']),
  /** Null when nothing came back. */
  status: z.number().nullable(),
  statusText: z.string(),
  timeMs: z.number(),
  sizeBytes: z.number(),
  lines: z.array(lineSchema),
});

/** See {@link runRowSchema}. */
export type RunRow = z.infer<typeof runRowSchema>;

/** Whether anything of a row went wrong. */
export function isFailed(row: RunRow): boolean {
  return row.lines.some(({ status }) => status === 'failed');
}

/** Turns the events of a run into rows. */
export class RunRows {
  readonly rows: RunRow[] = [];
  passed = 0;
  failed = 0;
  skipped = 0;
  readonly #nodeOf: (item: RunItem) => NodeId | undefined;

  constructor(nodeOf: (item: RunItem) => NodeId | undefined) {
    this.#nodeOf = nodeOf;
  }

  take(event: RunEvent): void {
    switch (event.type) {
      case 'beforeItem': {
        const { item, cursor } = event;
        const { method } = item.spec.fields ?? {};
        this.rows.push({
          iteration: cursor.iteration,
          node: this.#nodeOf(item) ?? null,
          name: item.name,
          path: item.path.slice(1, -1).join(' / '),
          method: typeof method === 'string' && method !== '' ? method : 'GET',
          url: '',
          state: 'sending',
          status: null,
          statusText: '',
          timeMs: 0,
          sizeBytes: 0,
          lines: [],
        });
        return;
      }
      case 'assertion':
        return this.#line({
          name: event.name,
          status: event.isSkipped ? 'skipped' : event.error ? 'failed' : 'passed',
          message: event.error?.message ?? null,
        });
      case 'script':
        if (event.error) {
          const { listen, owner, error } = event;
          const name = `${listen === 'test' ? 'Test script' : 'Pre-request script'} of ${owner}`;
          this.#line({ name, status: 'failed', message: `${error.name}: ${error.message}` });
        }
        return;
      case 'request':
        return this.#addRequest(event);
      case 'item':
        return this.#change({ state: event.isSkipped ? 'skipped' : 'done' });
      default:
    }
  }

  /** The row that was being sent when the run ended. */
  end(): void {
    if (this.rows.at(-1)?.state === 'sending') this.#change({ state: 'done' });
  }

  #addRequest({ exchange, source }: Extract<RunEvent, { type: 'request' }>): void {
    const { response, error, method, url } = exchange;
    if (error) {
      const name = source === 'script' ? `${method} ${url}` : 'Request';
      this.#line({ name, status: 'failed', message: error.message });
    }
    if (source === 'script') return;
    this.#change({
      method,
      url,
      ...(response && {
        status: response.status,
        statusText: response.statusText,
        timeMs: response.timings.totalMs,
        sizeBytes: response.body.length,
      }),
    });
  }

  #line(line: RunLine): void {
    this[line.status] += 1;
    this.#change({ lines: [...(this.rows.at(-1)?.lines ?? []), line] });
  }

  /** A row that changes is another object, so that what shows it sees that. */
  #change(patch: Partial<RunRow>): void {
    const last = this.rows.at(-1);
    if (last) this.rows[this.rows.length - 1] = { ...last, ...patch };
  }
}

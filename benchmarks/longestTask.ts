import type { Page } from '@playwright/test';
import { z } from 'zod';

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds on the processor: what a busy machine does meanwhile does not count. */
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.unknown() }).partial().optional(),
    }),
  ),
});

/**
 * Milliseconds of the longest task of the page's main thread while something goes on. Wait for it with what costs the
 * page nothing (`waitForFunction`): Playwright's own assertions are tasks of the page too.
 */
export async function longestTaskMs(page: Page, during: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser.');
  await browser.startTracing(page, { categories: ['toplevel'] });
  await during();
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString()));
  const threadOf = ({ pid, tid }: { readonly pid: number; readonly tid: number }) =>
    `${pid} ${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = traceEvents.filter(
    (event) =>
      event.name.endsWith('RunTask') && main.has(threadOf(event)) && event.tdur !== undefined,
  );
  if (tasks.length === 0) throw new Error('The trace has no tasks.');
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0) / 1000;
}

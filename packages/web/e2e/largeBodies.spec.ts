/** Bodies larger than memory should hold: through the agent and the page to a file, without being held by either. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { hugeBody } from './apiServer.ts';
import { expect, test } from './fixtures.ts';
import { expectSaved, openDraft, responseOf, send } from './steps.ts';

const MEGABYTES = 400;
const PARTS = ['agent', 'page', 'browser'] as const;
const MB = 1_000_000;
const SAMPLE_MS = 20;

/** How much of the machine's memory a process takes. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

test('400 MB are saved to a file, and neither agent nor page nor browser holds them', async ({
  api,
  agent,
}, { project }) => {
  test.setTimeout(300_000);
  // Pages of tests leave no trace: Chromium keeps all of theirs in memory. People's pages have a profile on disk.
  const profile = await mkdtemp(join(tmpdir(), 'scratchpad-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...project.use.launchOptions,
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  await page.goto(agent.url);
  await expectSaved(page);
  const browser = await context.browser()!.newBrowserCDPSession();
  /** Resident memory of the agent, of the page's process, and of the browser's own. */
  const measure = async () => {
    const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
    const sum = async (type: string) => {
      const own = processInfo.filter((process) => process.type === type);
      const sizes = await Promise.all(own.map(({ id }) => residentBytes(id)));
      return sizes.reduce((total, size) => total + size, 0);
    };
    return {
      agent: await residentBytes(agent.pid),
      page: await sum('renderer'),
      browser: await sum('browser'),
    };
  };
  // What a sending needs at all is there after the first.
  await openDraft(page, 'GET', `${api.url}/huge?mb=1`);
  await send(page);
  await expect(responseOf(page).getByText('200 OK', { exact: true })).toBeVisible();
  const before = await measure();
  const peak = { ...before };
  const sampling = { on: true };
  const sample = async () => {
    while (sampling.on) {
      const now = await measure();
      for (const part of PARTS) peak[part] = Math.max(peak[part], now[part]);
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  };
  const sampled = sample();
  await openDraft(page, 'GET', `${api.url}/huge?mb=${MEGABYTES}`);
  await send(page);
  await expect(responseOf(page)).toContainText('Show anyway', { timeout: 150_000 });
  const started = page.waitForEvent('download');
  await responseOf(page).getByRole('button', { name: 'Save to a file' }).last().click();
  const path = await (await started).path();
  sampling.on = false;
  await sampled;

  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  const expected = createHash('sha256');
  for (const chunk of hugeBody(MEGABYTES)) expected.update(chunk);
  expect(digest.digest('hex')).toBe(expected.digest('hex'));

  const grown = Object.fromEntries(
    PARTS.map((part) => [part, Math.round((peak[part] - before[part]) / MB)]),
  );
  test.info().annotations.push({ type: 'memory in MB', description: JSON.stringify(grown) });
  // Elsewhere the system does not say it in a file.
  if (process.platform === 'linux') {
    expect(before.agent).toBeGreaterThan(0);
    for (const part of PARTS) expect(grown[part], part).toBeLessThan(MEGABYTES / 2);
  }
  await context.close();
  await rm(profile, { recursive: true, force: true });
});

/** What every story has: an agent, an API to talk to, and a page of the app. */
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';
import axe, { type RunOnly } from 'axe-core';
import { AgentProcess } from './agentProcess.ts';
import { ApiServer } from './apiServer.ts';

/** What Playwright itself says in the page. */
const BLOCKED_SERVICE_WORKER = 'Service Worker registration blocked by Playwright';

export const test = base.extend<{ app: Page }, { agent: AgentProcess; api: ApiServer }>({
  agent: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
    async ({}, use) => {
      const agent = new AgentProcess();
      await agent.start();
      await use(agent);
      await agent.destroy();
    },
    { scope: 'worker' },
  ],
  api: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
    async ({}, use) => {
      const api = await ApiServer.start();
      await use(api);
      await api.stop();
    },
    { scope: 'worker' },
  ],
  /** The app, open and usable. Fails the test when it opens with a complaint, and on an error that nobody caught. */
  app: async ({ page, agent, serviceWorkers }, use) => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    const complaints: string[] = [];
    const listen = (message: ConsoleMessage) => {
      if (serviceWorkers === 'block' && message.text() === BLOCKED_SERVICE_WORKER) return;
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    };
    page.on('console', listen);
    await page.goto(agent.url);
    await expect(page.getByRole('region', { name: 'Scratch Pad status' })).toBeVisible();
    await expect(page.locator('[data-save-status="saved"]')).toBeVisible();
    expect(complaints).toEqual([]);
    page.off('console', listen);
    await use(page);
    expect(errors).toEqual([]);
  },
});

export { expect } from '@playwright/test';

/** What the page is held to: WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Those of them that look at colors. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** Fails when axe finds something serious in the page as it is, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  // A theme changes colors and nothing else: all rules once, and in the other theme those of colors.
  expect(await seriousViolations(page, 'light', { type: 'tag', values: RULES })).toEqual([]);
  expect(await seriousViolations(page, 'dark', { type: 'rule', values: COLOR_RULES })).toEqual([]);
}

/** What axe says of the page itself; what stands in frames is the user's. */
async function seriousViolations(
  page: Page,
  colorScheme: 'light' | 'dark',
  runOnly: RunOnly,
): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
  await page.evaluate(untilStill);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (only) => {
    const results = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: only,
      resultTypes: ['violations'],
      iframes: false,
    });
    return results.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  }, runOnly);
  return violations.map(
    ({ id, nodes }) =>
      `${colorScheme} ${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join('; ')}`,
  );
}

/** In the page: waits until all has moved that comes to an end, for what still fades in has no contrast. */
async function untilStill(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let moving: Animation[];
  do {
    // What a change of state sets going starts a frame or two after it.
    await frame();
    await frame();
    moving = document
      .getAnimations()
      // Not what follows the scrolling, nor what goes on for ever.
      .filter(({ timeline }) => timeline === document.timeline)
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
      .filter(({ playState }) => playState === 'running');
    await Promise.allSettled(moving.map(({ finished }) => finished));
  } while (moving.length > 0);
}

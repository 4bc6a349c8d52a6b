/** What every story has: an agent, an API to talk to, and a page of the app. */
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
import { AgentProcess } from './agentProcess.ts';
import { ApiServer } from './apiServer.ts';

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
  app: async ({ page, agent }, use) => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    const complaints: string[] = [];
    const listen = (message: ConsoleMessage) => {
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

/** Fails when axe finds something serious in the page as it is, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${colorScheme} ${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join('; ')}`,
      );
    expect(serious).toEqual([]);
  }
}

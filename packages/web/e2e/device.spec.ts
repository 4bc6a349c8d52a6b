import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { fillField, importFiles } from './steps.ts';

async function openSettings(page: Page, section: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('main').getByRole('button', { name: section, exact: true }).click();
  await expect(page.getByRole('heading', { name: section, exact: true })).toBeVisible();
}

test.use({ serviceWorkers: 'allow' });

test('settings list what the app connected to, and what it cannot name', async ({
  app: page,
  api,
  agent,
}) => {
  await page.getByRole('button', { name: 'New request' }).first().click();
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${api.url}/orders?limit=1`);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('200 OK', { exact: true })).toBeVisible();
  // A part of the page that forgot to say what it does.
  await page.evaluate((url) => fetch(`${url}/anything`, { mode: 'no-cors' }), api.url);
  await openSettings(page, 'Connections');
  const table = page.getByRole('table', { name: 'What this app connected to' });
  const row = (purpose: string, host: string) =>
    table.getByRole('row').filter({ hasText: purpose }).filter({ hasText: host });
  const apiHost = new URL(api.url).host;
  const agentHost = new URL(agent.url).host;
  await expect(row('Sent requests', apiHost)).toContainText('through the agent');
  await expect(row('Agent', agentHost).first()).toBeVisible();
  await expect(row('Files of the app', agentHost)).toBeVisible();
  await expect(row('Update check', agentHost)).toBeVisible();
  await expect(row('Unnamed', apiHost)).toHaveCount(1);
  await expect(table.getByRole('row').filter({ hasText: 'Unnamed' })).toHaveCount(1);
  await expectAccessible(page);

  await test.step('it is there after a reload, until it is cleared', async () => {
    await expect
      .poll(() =>
        page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              const open = indexedDB.open('scratchpad-local');
              open.onsuccess = () => {
                const get = open.result
                  .transaction('values')
                  .objectStore('values')
                  .get('networkLedger');
                get.onsuccess = () => {
                  open.result.close();
                  resolve(Array.isArray(get.result) ? get.result.length : 0);
                };
              };
            }),
        ),
      )
      .toBeGreaterThan(3);
    await page.reload();
    await expect(row('Sent requests', apiHost)).toBeVisible();
    await page.getByRole('button', { name: 'Clear the list' }).click();
    await expect(row('Sent requests', apiHost)).toBeHidden();
  });
});

test('settings say what storage is used for, and clear what can be cleared', async ({
  app: page,
  api,
}) => {
  const collection = {
    info: {
      name: 'Large one',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [{ name: 'A', request: { url: api.url, description: 'x'.repeat(20_000) } }],
  };
  await importFiles(page, [
    { name: 'large.json', content: Buffer.from(JSON.stringify(collection)) },
  ]);
  await page.keyboard.press('Alt+n');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${api.url}/orders?limit=1`);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('200 OK', { exact: true })).toBeVisible();
  await openSettings(page, 'Data');
  const uses = page.getByRole('table', { name: 'What it is used for' });
  await expect(uses.getByRole('row', { name: /^The pad \d/ })).toBeVisible();
  await expect(
    page.getByRole('table', { name: 'Largest collections here' }).getByRole('row'),
  ).toContainText(['Large one']);
  await expectAccessible(page);

  await uses.getByRole('button', { name: /^Clear: History/ }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(uses.getByRole('row', { name: /^History/ })).toBeHidden();
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'History', exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'History' })).toBeHidden();
});

/** A body of 50 MB: it is shown, and its search finds what stands at its end. */
import { BodyServer } from './bodyServer.ts';
import { expect, test } from './fixtures.ts';
import { fillField } from './steps.ts';

// A trace looks through the whole page at each step.
test.use({ trace: 'off' });

test('50 MB of JSON are shown, searched to the end, and the page answers meanwhile', async ({
  app: page,
}) => {
  const server = await BodyServer.start();
  try {
    const row = `{"id":"${'x'.repeat(90)}","open":true}`;
    const count = Math.floor((49 * 1024 * 1024) / (row.length + 1));
    const rows = `${`${row},`.repeat(count)}{"id":"needle-at-the-end"}`;
    server.bodies.set('/large', { type: 'application/json', bytes: `[${rows}]` });
    await page.keyboard.press('Alt+n');
    await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${server.url}/large`);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const response = page.getByRole('region', { name: 'Response', exact: true });
    await expect(response.locator('.cm-content')).toContainText('"open": true', {
      timeout: 60_000,
    });
    await response.getByRole('button', { name: 'Search in the body' }).click();
    await response.getByRole('textbox', { name: 'Find' }).fill('needle-at-the-end');
    // What is shown first is the beginning; the rest comes piece by piece while the page is used.
    await expect(async () => {
      await page.keyboard.press('Enter');
      await expect(response.locator('.cm-searchMatch-selected')).toHaveText('needle-at-the-end', {
        timeout: 2_000,
      });
    }).toPass({ timeout: 90_000 });
    await response.getByRole('tab', { name: 'Headers' }).click();
    await expect(response).toContainText('application/json');
  } finally {
    await server.stop();
  }
});

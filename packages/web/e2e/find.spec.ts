import { expect, expectAccessible, test } from './fixtures.ts';
import { collectionsTree, expectSaved, importFiles, treeItem } from './steps.ts';
import type { Page } from '@playwright/test';

const results = (page: Page) => page.getByRole('tree', { name: 'Results' });

/** A collection that says `old.example` in many kinds of places. */
const collection = JSON.stringify({
  info: {
    name: 'Orders',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  variable: [{ key: 'host', value: 'old.example' }],
  item: [
    {
      name: 'List of old.example',
      event: [
        {
          listen: 'test',
          script: { exec: ['// first', "pm.test('old.example', () => {});", '// old.example'] },
        },
      ],
      request: {
        method: 'POST',
        url: 'https://old.example/orders?from=old.example',
        header: [{ key: 'X-Host', value: 'old.example' }],
        body: { mode: 'raw', raw: '{"host": "old.example"}' },
        description: 'Talks to old.example.',
      },
    },
    { name: 'Another', request: { method: 'GET', url: 'https://OLD.example/x' } },
  ],
});

async function importOrders(page: Page): Promise<void> {
  await importFiles(page, [{ name: 'orders.json', content: Buffer.from(collection) }]);
  await expect(treeItem(page, 'Orders')).toBeVisible();
}

test('finds everywhere, leads to the place, replaces in one step, and takes it back', async ({
  app: page,
}) => {
  await importOrders(page);
  await page.keyboard.press('Control+Shift+F');
  const field = page.getByRole('textbox', { name: 'Find', exact: true });
  await expect(field).toBeFocused();
  await field.fill('old.example');

  await test.step('by item, with what stands around', async () => {
    await expect(page.getByText('10 matches in 3 items')).toBeVisible();
    const hits = results(page).getByRole('treeitem');
    await expect(hits.filter({ hasText: 'Test script, line 2' })).toContainText(
      "pm.test('old.example', () => {});",
    );
    await expect(hits.filter({ hasText: 'Header X-Host' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('case, words, expressions and places narrow it down', async () => {
    await page.getByRole('button', { name: 'Match case' }).click();
    await expect(page.getByText('9 matches in 2 items')).toBeVisible();
    await page.getByRole('button', { name: 'Scripts', exact: true }).click();
    await expect(page.getByText('7 matches in 2 items')).toBeVisible();
    await page.getByRole('button', { name: 'Scripts', exact: true }).click();
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await field.fill('(a+)+$(');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('no regular expression');
    await field.fill(String.raw`old\.(\w+)`);
    await expect(page.getByText('9 matches in 2 items')).toBeVisible();
  });

  await test.step('a result leads to its field, with the range selected', async () => {
    await field.press('ArrowDown');
    await page.keyboard.press('End');
    const script = results(page).getByRole('treeitem').filter({ hasText: 'Test script, line 3' });
    await script.click();
    await expect(page.getByRole('tab', { name: 'Scripts' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('old.example');
    await page.keyboard.press('Control+Shift+F');
    await expect(field).toHaveValue('old.example');
    await results(page).getByRole('treeitem').filter({ hasText: 'Header X-Host' }).click();
    const cell = page.getByRole('textbox', { name: 'Value, row 1' });
    await expect(cell).toBeFocused();
    await expect
      .poll(() =>
        cell.evaluate((input: HTMLInputElement) =>
          input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
        ),
      )
      .toBe('old.example');
  });

  await test.step('replace with groups: one, then all of them, then take it back', async () => {
    await page.keyboard.press('Control+Shift+H');
    await field.fill(String.raw`old\.(\w+)`);
    await page.getByRole('textbox', { name: 'Replace with' }).fill('new.$1');
    await expect(page.getByText('9 matches in 2 items')).toBeVisible();
    await expect(results(page).locator('ins').first()).toHaveText('new.example');
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Replace this one: .*, Header X-Host$/ }).click();
    await expect(page.getByText('8 matches in 2 items')).toBeVisible();
    await page.getByRole('button', { name: 'Replace all 8' }).click();
    await expect(page.getByText('8 matches replaced.')).toBeVisible();
    await expect(page.getByText(/^Nothing says/)).toBeVisible();
    await treeItem(page, 'POST List of new.example').click();
    await expect(page.getByRole('textbox', { name: 'Request URL' })).toHaveValue(
      'https://new.example/orders?from=new.example',
    );
    const said = page.getByRole('status').filter({ hasText: '8 matches replaced.' });
    await said.getByRole('button', { name: 'Undo' }).click();
    await expect(treeItem(page, 'POST List of old.example')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Request URL' })).toHaveValue(
      'https://old.example/orders?from=old.example',
    );
    await expectSaved(page);
  });
});

test('an expression that never ends is ended, and the page answers meanwhile', async ({
  app: page,
}) => {
  await importOrders(page);
  await treeItem(page, 'Orders').click();
  await page.getByRole('textbox', { name: 'Name' }).fill(`${'a'.repeat(60)}!`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('(a+)+$');
  await page.getByRole('button', { name: 'Whole word' }).click();
  await page.getByRole('button', { name: 'Whole word' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('takes too long');
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('a+');
  await expect(page.getByText(/matches in \d+ items/)).toBeVisible();
});

test('find in a folder from the tree, by keyboard alone, among ten thousand', async ({
  app: page,
}) => {
  const item = Array.from({ length: 100 }, (_, folder) => ({
    name: `Folder ${folder}`,
    item: Array.from({ length: 100 }, (__, i) => ({
      name: `Request ${folder}-${i}`,
      request: { method: 'GET', url: `https://api.example/${folder}/${i}` },
    })),
  }));
  const big = JSON.stringify({ ...JSON.parse(collection), item });
  await importFiles(page, [{ name: 'big.json', content: Buffer.from(big) }]);
  await expect(collectionsTree(page)).toBeVisible();
  await page.keyboard.press('Control+Shift+F');
  await expect(page.getByRole('textbox', { name: 'Find', exact: true })).toBeFocused();
  await page.keyboard.type('api.example/7/');
  await expect(page.getByText('100 matches in 100 items')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const last = results(page).locator('[role="treeitem"]:focus');
  await expect(last).toContainText('https://api.example/7/99');
  await expect(last).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Request URL' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Request URL' })).toHaveValue(
    'https://api.example/7/99',
  );
});

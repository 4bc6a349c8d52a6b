import { expect, expectAccessible, test } from './fixtures.ts';
import { collectionsTree, expectSaved, importFiles, treeItem } from './steps.ts';
import type { Page } from '@playwright/test';

const COUNT = 1000;

async function openLongHeaders(page: Page): Promise<void> {
  const collection = {
    info: {
      name: 'Long',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    variable: Array.from({ length: COUNT }, (_, i) => ({ key: `v${i}`, value: `value ${i}` })),
    item: [
      {
        name: 'Many headers',
        request: {
          method: 'GET',
          url: 'https://api.example/',
          header: Array.from({ length: COUNT }, (_, i) => ({ key: `X-${i}`, value: `value ${i}` })),
        },
      },
    ],
  };
  await importFiles(page, [
    { name: 'long.json', content: Buffer.from(JSON.stringify(collection)) },
  ]);
  await treeItem(page, 'Long').click();
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'GET Many headers').click();
  await page.getByRole('tab', { name: 'Headers', exact: true }).first().click();
}

test('a thousand headers: few are rendered, all can be reached, edited and moved', async ({
  app: page,
}) => {
  await openLongHeaders(page);
  const table = page.getByRole('table', { name: 'Headers', exact: true });
  const rendered = () => table.locator('tr[data-row]').count();
  const key = (row: number) => page.getByRole('textbox', { name: `Key, row ${row}`, exact: true });

  await test.step('few are rendered, and the table says how many there are', async () => {
    await expect(key(1)).toHaveValue('X-0');
    await expect(table).toHaveAttribute('aria-rowcount', String(COUNT + 2));
    expect(await rendered()).toBeLessThan(120);
    await expectAccessible(page);
  });

  await test.step('the arrow keys go on past what was rendered', async () => {
    await key(1).focus();
    for (let i = 1; i < 80; i++) await page.keyboard.press('ArrowDown');
    await expect(key(80)).toBeFocused();
    await expect(key(80)).toBeInViewport();
    await expect(key(80)).toHaveValue('X-79');
    expect(await rendered()).toBeLessThan(120);
  });

  await test.step('what has the focus keeps it, and its text, when it is scrolled out of sight', async () => {
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await table.evaluate((element) => {
      let scroller: Element | null = element;
      while (scroller && scroller.scrollHeight <= scroller.clientHeight + 1)
        scroller = scroller.parentElement;
      scroller?.scrollTo(0, scroller.scrollHeight);
    });
    await expect(page.getByRole('textbox', { name: 'Key, new row' })).toBeInViewport();
    await expect(key(80)).toBeFocused();
    await page.keyboard.type('?');
    await expect(key(80)).toHaveValue('X-79!?');
    await page.keyboard.press('ArrowDown');
    await expect(key(81)).toBeFocused();
    await expect(key(81)).toBeInViewport();
  });

  await test.step('a row is added at the end, and moved by keys', async () => {
    const fresh = page.getByRole('textbox', { name: 'Key, new row' });
    await fresh.focus();
    await page.keyboard.type('X-new');
    await expect(key(COUNT + 1)).toHaveValue('X-new');
    await expect(key(COUNT + 1)).toBeFocused();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(key(COUNT)).toHaveValue('X-new');
    await expect(key(COUNT)).toBeFocused();
    await expectSaved(page);
  });

  await test.step('a search leads to a row that is not rendered', async () => {
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('textbox', { name: 'Find', exact: true }).fill('X-500');
    await page.getByRole('tree', { name: 'Results' }).getByText('X-500').last().click();
    await expect(key(501)).toBeFocused();
    await expect(key(501)).toBeInViewport();
  });

  await test.step('variables, too', async () => {
    await collectionsTree(page).getByRole('treeitem', { name: 'Long', exact: true }).click();
    await page.getByRole('tab', { name: 'Variables' }).click();
    await expect(page.getByRole('textbox', { name: 'Variable, row 1', exact: true })).toHaveValue(
      'v0',
    );
    expect(await page.locator('tr[data-row]').count()).toBeLessThan(120);
  });
});

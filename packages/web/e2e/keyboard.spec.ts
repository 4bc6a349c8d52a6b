import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { dropFile, treeItem } from './steps.ts';
import { collectionFile } from './workspaceSteps.ts';

/** Whether people see where the focus is: on the element, or on what stands around it. */
function isFocusVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let element = document.activeElement;
    for (let depth = 0; element && depth < 5; depth++, element = element.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return true;
    }
    return false;
  });
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

test('create, edit, send, read and export by keyboard alone', async ({ app: page, api }) => {
  const url = page.getByRole('textbox', { name: 'Request URL' });
  const answer = page.getByRole('region', { name: 'Response', exact: true });

  await test.step('a new request has the caret in its address', async () => {
    await page.keyboard.press('Alt+n');
    await expect(url).toBeFocused();
    expect(await isFocusVisible(page)).toBe(true);
    await page.keyboard.type(`${api.url}/orders?limit=1`);
  });

  await test.step('parts, tables and the way back', async () => {
    await tabTo(page, page.getByRole('tab', { name: 'Params' }));
    expect(await isFocusVisible(page)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Headers', exact: true }).first()).toBeFocused();
    await tabTo(page, page.getByRole('textbox', { name: 'Key, new row' }));
    await page.keyboard.type('X-Typed');
    await page.keyboard.press('Tab');
    await page.keyboard.type('by hand');
    await page.keyboard.press('Alt+l');
    await expect(url).toBeFocused();
  });

  await test.step('save under a name, into a collection that is made for it', async () => {
    await page.keyboard.press('Control+s');
    await expect(page.getByRole('combobox', { name: 'Request name' })).toBeFocused();
    await page.keyboard.type('First of all');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: 'Name of the new collection' })).toBeFocused();
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('treeitem', { name: 'By keyboard' })).toBeVisible();
    await expect(page.getByRole('treeitem', { name: /First of all/ })).toBeVisible();
  });

  await test.step('send, and read the answer', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(answer.getByText('200 OK', { exact: true })).toBeVisible();
    expect(api.received.at(-1)?.headers).toEqual(expect.arrayContaining(['X-Typed', 'by hand']));
    await page.keyboard.press('Alt+j');
    await expect(answer.getByRole('tab', { name: 'Response body' })).toBeFocused();
    await tabTo(page, answer.locator('.cm-content'));
    await page.keyboard.press('Control+a');
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('"id": "ord_0"');
    await page.keyboard.press('Alt+j');
    await page.keyboard.press('ArrowRight');
    await expect(answer.getByRole('tab', { name: 'Cookies' })).toBeFocused();
  });

  await test.step('dialogs give the focus back', async () => {
    await page.keyboard.press('Alt+l');
    for (const keys of ['Control+k', 'Control+/', 'Control+o']) {
      await page.keyboard.press(keys);
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(url).toBeFocused();
    }
    await page.keyboard.press('Alt+q');
    await expect(page.getByRole('dialog', { name: 'Quick look at variables' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('export', async () => {
    await page.keyboard.press('Alt+Shift+X');
    await expect(page.getByRole('heading', { name: 'Data', exact: true })).toBeVisible();
    await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Export data' }));
    expect(await isFocusVisible(page)).toBe(true);
    const started = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const file = await started;
    expect(await readFile(await file.path(), 'utf8')).toContain('By keyboard');
  });
});

test('the sheet, the settings and the palette list the same shortcuts', async ({ app: page }) => {
  await page.keyboard.press('Control+/');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeVisible();
  const listed = await sheet.locator('dl > div').allInnerTexts();
  expect(listed.length).toBeGreaterThan(30);
  expect(new Set(listed.map((row) => row.split('\n')[0])).size).toBe(listed.length);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Shortcuts' }));
  await page.keyboard.press('Enter');
  expect(await page.getByRole('main').locator('dl > div').allInnerTexts()).toEqual(listed);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('>');
  const palette = page.getByRole('listbox');
  await expect(
    palette.getByRole('option').filter({ hasText: /Run a collection.*Alt R/ }),
  ).toHaveCount(1);
  for (const action of ['History', 'Trash', 'Globals', 'New environment', 'Export data'])
    await expect(
      palette.getByRole('option').filter({ hasText: new RegExp(`^\\s*${action}.*Alt`) }),
    ).toHaveCount(1);
});

test('a dropped file is imported by Enter', async ({ app: page }) => {
  const file = collectionFile('Orders', [{ name: 'List orders' }]);
  await dropFile(page, file.name, file.content);
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByRole('button', { name: 'Import 1 item' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(treeItem(page, 'Orders')).toBeVisible();
});

test('Enter in the palette means what was typed, also before the list shows it', async ({
  app: page,
}) => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search or run a command' });
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  // Within one task of the page: nobody types as fast, but on a busy machine it comes to that.
  await field.evaluate((input: HTMLInputElement) => {
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    value?.set?.call(input, 'globals');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  });
  await expect(field).toBeHidden();
  await expect(page.getByRole('main').getByRole('heading', { name: 'Globals' })).toBeVisible();
});

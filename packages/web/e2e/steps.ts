/** What people do in the stories, in one place. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** Drops a file onto the page, as from the desktop. */
export async function dropFile(page: Page, name: string, content: Buffer): Promise<void> {
  await dropFiles(page, [{ name, content }]);
}

/** Drops several files at once. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly content: Buffer }[],
): Promise<void> {
  await page.evaluate(
    (dropped) => {
      const data = new DataTransfer();
      for (const { base64, fileName } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        data.items.add(new File([bytes], fileName, { type: 'application/json' }));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }),
        );
      }
    },
    files.map(({ name, content }) => ({ base64: content.toString('base64'), fileName: name })),
  );
}

/** Imports a file by dropping it, and waits until it is in. */
export async function importFile(page: Page, path: string): Promise<void> {
  await importFiles(page, [{ name: basename(path), content: await readFile(path) }]);
}

/** Imports files by dropping them, and waits until they are in. */
export async function importFiles(
  page: Page,
  files: Parameters<typeof dropFiles>[1],
): Promise<void> {
  await dropFiles(page, files);
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('button', { name: /^Import \d/ }).click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
}

/** The tree of collections. */
export function collectionsTree(page: Page): Locator {
  return page.getByRole('tree', { name: 'Collections' });
}

/** A row of the tree by its whole name; a request's begins with its method. */
export function treeItem(page: Page, name: string): Locator {
  return collectionsTree(page).getByRole('treeitem', { name, exact: true });
}

/** Waits until the status bar says that all is on disk. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.locator('[data-save-status="saved"]')).toBeVisible();
}

/** Waits until the service worker holds every part of the app: from then on the page needs no network. */
export async function expectOfflineReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Opens the tree's menu of a row and chooses an entry. */
export async function chooseInTree(page: Page, item: string, entry: string): Promise<void> {
  await treeItem(page, item).click({ button: 'right' });
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Replaces what stands in a text field. */
export async function fillField(field: Locator, text: string): Promise<void> {
  await field.click();
  await field.fill(text);
}

/** Makes a collection from the menu New and names it. */
export async function newCollection(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Collection', exact: true }).click();
  await nameNewItem(page, name);
}

/** Types the name of what was just made; the tree asks for it in place. */
export async function nameNewItem(page: Page, name: string): Promise<void> {
  const field = collectionsTree(page).getByRole('textbox');
  await field.fill(name);
  await field.press('Enter');
  await expect(field).toBeHidden();
}

/** Downloads what `trigger` offers and reads it. */
export async function download(
  page: Page,
  trigger: () => Promise<void>,
): Promise<{ name: string; content: Buffer }> {
  const started = page.waitForEvent('download');
  await trigger();
  const file = await started;
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

/** Names of all rows of the tree with their levels, read by going down with the arrow key: the tree is virtual. */
export async function readOpenTree(page: Page): Promise<string[]> {
  const tree = collectionsTree(page);
  await tree.getByRole('treeitem').first().click();
  await page.keyboard.press('Home');
  const names: string[] = [];
  for (;;) {
    const row = tree.locator('[role="treeitem"]:focus');
    const id = await row.getAttribute('data-row');
    names.push(`${await row.getAttribute('aria-level')} ${await row.getAttribute('title')}`);
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    if ((await tree.locator('[role="treeitem"]:focus').getAttribute('data-row')) === id)
      return names;
  }
}

/** Makes a request that belongs to no collection, with the keyboard. */
export async function openDraft(page: Page, method: string, url: string): Promise<void> {
  await page.keyboard.press('Alt+n');
  const field = page.getByRole('combobox', { name: 'Method' });
  await field.fill(method);
  await field.press('Enter');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), url);
}

/** Presses Send. */
export async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** What came of the request that is shown. */
export function responseOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Response', exact: true });
}

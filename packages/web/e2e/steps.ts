/** What people do in the stories, in one place. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** Drops a file onto the page, as from the desktop. */
export async function dropFile(page: Page, path: string): Promise<void> {
  const base64 = (await readFile(path)).toString('base64');
  await page.evaluate(
    ({ base64, name }) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type: 'application/json' }));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
      }
    },
    { base64, name: basename(path) },
  );
}

/** Imports a file by dropping it, and waits until it is in. */
export async function importFile(page: Page, path: string): Promise<void> {
  await dropFile(page, path);
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('button', { name: /^Import/ }).click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
}

/** The tree of collections. */
export function collectionsTree(page: Page): Locator {
  return page.getByRole('tree', { name: 'Collections' });
}

/** A row of the tree by its name. */
export function treeItem(page: Page, name: string): Locator {
  return collectionsTree(page).getByRole('treeitem', { name: new RegExp(`(^|\\s)${escapeRegExp(name)}(\\s|$)`) });
}

/** Waits until the status bar says that all is on disk. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByText('Saved on this device')).toBeVisible();
}

/** Names of all rows of the tree, by scrolling through it: it is virtual. */
export async function readTree(page: Page): Promise<string[]> {
  const tree = collectionsTree(page);
  const seen = new Map<number, string>();
  const read = async () => {
    for (const row of await tree.getByRole('treeitem').all()) {
      const [at, text] = await row.evaluate((element) => [
        Number((element as HTMLElement).dataset['index'] ?? -1),
        element.getAttribute('aria-label') ?? element.textContent ?? '',
      ] as const);
      seen.set(at, text);
    }
  };
  await read();
  return [...seen].sort(([a], [b]) => a - b).map(([, text]) => text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

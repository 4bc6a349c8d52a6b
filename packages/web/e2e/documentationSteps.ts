/** What the stories of documentation do. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { chooseInTree, download } from './steps.ts';

/** What is read. */
export const article = (page: Page) => page.locator('.doc-article');

/** Opens the documentation of a collection, and waits until all of it is there. */
export async function openDocs(page: Page, name: string): Promise<void> {
  await chooseInTree(page, name, 'Read the documentation');
  await expect(article(page)).toHaveAttribute('aria-busy', 'false');
}

/** Exports what is open. */
export async function exportDocs(page: Page): Promise<{ name: string; content: Buffer }> {
  return download(page, () => page.getByRole('button', { name: 'Export as HTML' }).click());
}

/** Opens an exported file as its reader would. */
export async function withFile(
  content: Buffer,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'docs-'));
  try {
    const path = join(folder, 'docs.html');
    await writeFile(path, content);
    await use(pathToFileURL(path).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A vendor's collection of 3 MB as documentation. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { article, exportDocs, openDocs, withFile } from './documentationSteps.ts';
import { expect, test } from './fixtures.ts';
import { importFile } from './steps.ts';

const CISCO = fileURLToPath(
  new URL('../../../../shared/data/collections/cisco-fmc.v2.1.json', import.meta.url),
);

// A trace looks through the whole page at each step, which takes longer than what is tested.
test.use({ trace: 'off' });

test('all of it is shown and exported', async ({ app: page, context }) => {
  test.skip(!existsSync(CISCO), 'the shared data is not beside the repository');
  const { info } = JSON.parse(await readFile(CISCO, 'utf8')) as { info: { name: string } };
  await importFile(page, CISCO);
  await openDocs(page, info.name);
  await expect(article(page).locator('.doc-section')).toHaveCount(250);
  const { content } = await exportDocs(page);
  await withFile(content, async (url) => {
    const reader = await context.newPage();
    await reader.goto(url);
    await expect(reader.locator('.doc-section[data-kind="http"]')).toHaveCount(196);
    await expect(reader.locator('.doc-toc a')).toHaveCount(250);
    await reader.close();
  });
});

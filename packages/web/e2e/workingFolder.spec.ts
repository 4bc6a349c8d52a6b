/** Files that a collection names are found in the folder that a person chose. */
import { expect, expectAccessible, test } from './fixtures.ts';
import { importFiles, responseOf, send, treeItem, collectionsTree } from './steps.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

test('a file that is not here is marked, and found once its folder was chosen', async ({
  app: page,
  api,
}) => {
  const item = {
    name: 'Upload',
    request: {
      method: 'POST',
      url: `${api.url}/echo`,
      body: {
        mode: 'formdata',
        formdata: [
          { key: 'doc', type: 'file', src: '/home/someone/project/docs/order.json' },
          { key: 'note', type: 'file', src: 'notes/missing.txt' },
        ],
      },
    },
  };
  const file = { info: { name: 'Files', schema: SCHEMA }, item: [item] };
  await importFiles(page, [{ name: 'files.json', content: Buffer.from(JSON.stringify(file)) }]);
  // The dialog of the system is nobody's to press here. The folder is a real one, of the browser's own.
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const project = await root.getDirectoryHandle('project', { create: true });
    const docs = await project.getDirectoryHandle('docs', { create: true });
    const writable = await (
      await docs.getFileHandle('order.json', { create: true })
    ).createWritable();
    await writable.write('{"order": 7}');
    await writable.close();
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(project) });
  });
  await collectionsTree(page).getByRole('treeitem').first().click();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'POST Upload').dblclick();
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
  await expect(page.getByText('not on this device', { exact: true })).toHaveCount(2);
  await send(page);
  await expect(responseOf(page)).toContainText('is not on this device');

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(page.getByRole('list', { name: 'Working folder' })).toContainText('project');
  await expectAccessible(page);
  await page
    .getByRole('tab', { name: /Upload/ })
    .first()
    .click();
  await expect(page.getByText('not on this device', { exact: true })).toHaveCount(1);
  await page.getByRole('checkbox', { name: /note/ }).uncheck();
  await send(page);
  await expect
    .poll(() => api.received.findLast(({ url }) => url === '/echo')?.body)
    .toContain('filename="order.json"\r\nContent-Type: application/json\r\n\r\n{"order": 7}');

  // It is there again after a reload.
  await page.reload();
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
  await expect(page.getByText('not on this device', { exact: true })).toHaveCount(1);
});

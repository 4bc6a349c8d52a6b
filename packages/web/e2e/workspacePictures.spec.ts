import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { chooseInTree, expectSaved, fillField, importFiles, treeItem } from './steps.ts';
import {
  chooseInWorkspaces,
  collectionFile,
  createWorkspace,
  dialog,
  environmentFile,
  expectReached,
  join,
  makeInvite,
  openScript,
  setUp,
  switchTo,
  test,
  urlField,
} from './workspaceSteps.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures', import.meta.url));

// `PICTURES=1 npx playwright test workspacePictures` takes the pictures that the guide shows of workspaces.
test.skip(!process.env['PICTURES'], 'pictures are made when asked for');

async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png`, animations: 'disabled' });
  }
}

test('pictures of a workspace', async ({ app: mina, agent, server, friend }) => {
  test.slow();
  const script = [
    "pm.test('status is 200', () => {",
    '  pm.response.to.have.status(200);',
    '});',
  ].join('\n');
  await importFiles(mina, [
    collectionFile('Tidewater Orders', [
      { name: 'List orders', test: script },
      { name: 'Get order' },
      { name: 'Cancel order' },
    ]),
    collectionFile('Payments sandbox', [{ name: 'Refund' }]),
    environmentFile('Staging', {
      baseUrl: 'https://staging.tidewater.example',
      apiKey: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    }),
  ]);
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  await chooseInWorkspaces(mina, 'Import into workspace');
  const importing = dialog(mina, 'Import into workspace');
  await importing.getByRole('treeitem', { name: 'Tidewater Orders' }).check();
  await expect(importing.getByText('Looks like a secret, not marked as one')).toBeVisible();
  await importing.getByRole('button', { name: /^Import \d/ }).click();
  await expect(importing).toBeHidden();
  const jonas = await friend(await makeInvite(mina, 'editor'));
  await join(jonas, 'Jonas Weber');
  const his = await openScript(jonas, 'Tidewater Orders', 'GET List orders');
  await openScript(mina, 'Tidewater Orders', 'GET List orders');
  await his.press('Control+Home');
  await jonas.keyboard.press('ArrowDown');
  await jonas.keyboard.press('End');
  await expect(mina.locator('.cm-ySelectionInfo')).toHaveText('Jonas');
  await expect(treeItem(mina, 'GET List orders')).toBeVisible();
  await expectReached(mina);
  await shoot(mina, 'workspace');

  // The same again, after both sides have changed it.
  const setUrl = async (name: string, url: string) => {
    await treeItem(mina, `GET ${name}`).dblclick();
    await fillField(urlField(mina), url);
  };
  await setUrl('Get order', '{{baseUrl}}/v1.4/orders');
  await expectReached(mina);
  await switchTo(mina, 'Scratch Pad');
  await treeItem(mina, 'Tidewater Orders').click();
  await setUrl('Get order', '{{baseUrl}}/v2/orders');
  await setUrl('Cancel order', '{{baseUrl}}/orders/cancel');
  await expectSaved(mina);
  await chooseInTree(mina, 'Tidewater Orders', 'Import into workspace');
  const row = importing.getByRole('treeitem', { name: 'Tidewater Orders' });
  await expect(row).toContainText('1 field');
  await row.press('ArrowRight');
  await importing
    .getByRole('region', { name: 'Both sides changed' })
    .getByLabel('Scratch Pad')
    .check();
  await shoot(mina, 'import-step');
});

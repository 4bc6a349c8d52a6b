/** The import step from the first time to the tenth: who sees what, what stays behind, and what a crash leaves. */
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './fixtures.ts';
import {
  chooseInTree,
  collectionsTree,
  expectOfflineReady,
  expectSaved,
  fillField,
  importFiles,
  treeItem,
} from './steps.ts';
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
  readEditor,
  readPadRows,
  recordWire,
  setUp,
  switchTo,
  test,
  urlField,
} from './workspaceSteps.ts';

const CURRENT = 'https://my-own-machine.internal:8443';
const HIDDEN = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';

/** Types a current value into the first row of an environment. */
async function setCurrentValue(page: Page, environment: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await page.getByRole('treeitem', { name: environment }).dblclick();
  await fillField(page.getByRole('textbox', { name: /^Current value/ }).first(), value);
  await page.getByRole('button', { name: 'Collections', exact: true }).click();
}

const dialogs = (page: Page) => page.getByRole('dialog');

test('two people, two collections, one script: offline edits merge, and what is mine stays mine', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  test.slow();
  // The pad, before anybody logs in anywhere.
  await importFiles(mina, [
    collectionFile('Orders', [
      { name: 'List orders', test: 'const first = 1;' },
      { name: 'Get order' },
    ]),
    collectionFile('Shipping', [{ name: 'Track parcel' }]),
    environmentFile('Staging', { baseUrl: 'https://staging.example.com', apiKey: HIDDEN }),
  ]);
  await setCurrentValue(mina, 'Staging', CURRENT);
  await expectSaved(mina);
  const wire = [recordWire(mina)];

  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const jonas = await friend('about:blank');
  wire.push(recordWire(jonas));
  await jonas.goto(await makeInvite(mina, 'editor'));
  await join(jonas, 'Jonas Weber');
  await expectReached(jonas);
  await switchTo(mina, 'Scratch Pad');
  const padBefore = await readPadRows(mina);

  await switchTo(mina, 'Orders team');
  await mina.getByRole('button', { name: 'Import from the Scratch Pad' }).click();
  const importing = dialog(mina, 'Import into workspace');
  await importing.getByRole('treeitem', { name: 'Orders', exact: true }).check();
  await importing.getByRole('treeitem', { name: 'Shipping', exact: true }).check();
  await expect(importing.getByLabel('Staging')).toBeChecked();
  await importing.getByRole('button', { name: /^Import \d/ }).click();
  await expect(importing).toBeHidden();
  await expect(treeItem(jonas, 'Orders')).toBeVisible({ timeout: 2000 });
  await expect(treeItem(jonas, 'Shipping')).toBeVisible({ timeout: 2000 });
  await jonas.getByRole('button', { name: 'Environments', exact: true }).click();
  await expect(jonas.getByRole('treeitem', { name: 'Staging' })).toBeVisible({ timeout: 2000 });
  await jonas.getByRole('button', { name: 'Collections', exact: true }).click();

  // Both in one script, Jonas without a network.
  const hers = await openScript(mina, 'Orders', 'GET List orders');
  const his = await openScript(jonas, 'Orders', 'GET List orders');
  await expect(his).toContainText('const first = 1;');

  // Each sees where the other is: in the tree, in the tab, and in the text.
  for (const [page, other] of [
    [mina, 'Jonas Weber'],
    [jonas, 'Mina Park'],
  ] as const)
    await expect(page.getByTitle(`${other} has this open`)).toHaveCount(2);
  await his.press('Control+End');
  await expect(hers.locator('.cm-ySelectionInfo')).toHaveText('Jonas');
  // How far a change has come: to this device, to the server, and to who is there.
  await his.press('Control+End');
  await jonas.keyboard.type(' ');
  await jonas.keyboard.press('Backspace');
  await expectReached(jonas);
  await jonas.getByRole('button', { name: 'Up to date' }).click();
  await expect(jonas.getByText('Received by 1 of 1')).toBeVisible();
  await expect(jonas.getByText('has your changes')).toBeVisible();
  await expectAccessible(jonas);
  await jonas.keyboard.press('Escape');
  await expectOfflineReady(jonas);
  await jonas.context().setOffline(true);
  await expect(jonas.getByRole('button', { name: /^Offline/ })).toBeVisible();
  await his.press('Control+End');
  await jonas.keyboard.type(' // Jonas was here');
  await expect(jonas.getByRole('button', { name: /^Offline, \d+ change/ })).toBeVisible();
  await hers.press('Control+Home');
  await mina.keyboard.type('/* Mina too */ ');
  await expectReached(mina);
  expect(await readEditor(hers)).toBe('/* Mina too */ const first = 1;');
  await jonas.context().setOffline(false);
  for (const editor of [hers, his])
    await expect
      .poll(() => readEditor(editor), { timeout: 20_000 })
      .toBe('/* Mina too */ const first = 1; // Jonas was here');
  for (const page of [mina, jonas]) {
    await expectReached(page);
    await expect(dialogs(page)).toHaveCount(0);
  }

  await switchTo(mina, 'Scratch Pad');
  expect(await readPadRows(mina)).toBe(padBefore);
  const bytes = wire.map((read) => read()).join('\n');
  expect(bytes).toContain('staging.example.com');
  expect(bytes).toContain('Jonas was here');
  expect(bytes).not.toContain(CURRENT);
  expect(bytes).not.toContain(HIDDEN);
});

test('imported again after edits on both sides: three ways, with a report and a choice', async ({
  app: mina,
  agent,
  server,
}) => {
  test.slow();
  await importFiles(mina, [
    collectionFile('Orders', [
      { name: 'Pad changes', url: 'https://example.com/one' },
      { name: 'Workspace changes', url: 'https://example.com/two' },
      { name: 'Both change', url: 'https://example.com/three' },
      { name: 'Script', test: 'const first = 1;\nconst second = 2;\n' },
    ]),
  ]);
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const importing = dialog(mina, 'Import into workspace');
  await chooseInWorkspaces(mina, 'Import into workspace');
  await importing.getByRole('button', { name: 'Select all' }).click();
  await importing.getByRole('button', { name: 'Import 5 items' }).click();
  await expect(importing).toBeHidden();

  const open = async (name: string) => {
    const row = treeItem(mina, 'Orders');
    await row.click();
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await mina.keyboard.press('ArrowRight');
    await treeItem(mina, `GET ${name}`).dblclick();
  };
  const setUrl = async (name: string, url: string) => {
    await open(name);
    await fillField(urlField(mina), url);
  };
  await setUrl('Workspace changes', 'https://example.com/two/of-the-workspace');
  await setUrl('Both change', 'https://example.com/three/of-the-workspace');
  await (await openScript(mina, 'Orders', 'GET Script')).press('Control+End');
  await mina.keyboard.type('const third = 3;');
  await expectReached(mina);
  await switchTo(mina, 'Scratch Pad');
  await setUrl('Pad changes', 'https://example.com/one/of-the-pad');
  await setUrl('Both change', 'https://example.com/three/of-the-pad');
  await (await openScript(mina, 'Orders', 'GET Script')).press('Control+Home');
  await mina.keyboard.type('const zero = 0;\n');
  await expectSaved(mina);

  await switchTo(mina, 'Orders team');
  await chooseInWorkspaces(mina, 'Import into workspace');
  await importing.getByRole('button', { name: 'Select all' }).click();
  const report = importing.getByRole('region', { name: 'Both sides changed' });
  await expect(report.getByRole('group', { name: 'URL' })).toHaveCount(1);
  await expect(report).toContainText('Last importhttps://example.com/three');
  await expect(report).toContainText('https://example.com/three/of-the-workspace');
  await expect(report).toContainText('https://example.com/three/of-the-pad');
  await expect(report.getByLabel('Orders team')).toBeChecked();
  await report.getByLabel('Scratch Pad').check();
  await importing.getByRole('button', { name: /^Import \d/ }).click();
  await expect(importing).toBeHidden();

  const expectUrl = async (name: string, url: string) => {
    await open(name);
    await expect(urlField(mina)).toHaveValue(url);
  };
  await expectUrl('Pad changes', 'https://example.com/one/of-the-pad');
  await expectUrl('Workspace changes', 'https://example.com/two/of-the-workspace');
  await expectUrl('Both change', 'https://example.com/three/of-the-pad');
  const script = await openScript(mina, 'Orders', 'GET Script');
  for (const line of ['const zero = 0;', 'const first = 1;', 'const third = 3;'])
    await expect(script).toContainText(line);
  await expect(collectionsTree(mina).getByRole('treeitem', { name: 'Orders' })).toHaveCount(1);
});

test('a part of a collection goes in, the rest later; globals merge', async ({
  app: mina,
  agent,
  server,
}) => {
  test.slow();
  const file = {
    info: {
      name: 'Orders',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [
      { name: 'List', request: { method: 'GET', url: '{{host}}/orders' } },
      {
        name: 'Admin',
        item: [
          { name: 'Purge', request: { method: 'DELETE', url: '{{host}}/orders' } },
          { name: 'Audit', request: { method: 'GET', url: '{{host}}/audit' } },
        ],
      },
    ],
  };
  const globals = {
    name: 'Globals',
    values: [{ key: 'host', value: 'https://example.com', enabled: true }],
    _postman_variable_scope: 'globals',
  };
  await importFiles(mina, [
    { name: 'orders.json', content: Buffer.from(JSON.stringify(file)) },
    { name: 'globals.json', content: Buffer.from(JSON.stringify(globals)) },
  ]);
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  await chooseInWorkspaces(mina, 'Import into workspace');
  const importing = dialog(mina, 'Import into workspace');
  const row = (name: string) => importing.getByRole('treeitem', { name, exact: true });

  // By the keyboard alone: down to the folder, open it, and leave one of its two requests out.
  await row('Orders').focus();
  await mina.keyboard.press('Space');
  await expect(row('Orders')).toBeChecked();
  await expect(importing.getByLabel('Globals')).toBeChecked();
  await mina.keyboard.press('ArrowRight');
  await mina.keyboard.press('ArrowRight');
  await expect(row('List')).toBeFocused();
  await mina.keyboard.type('adm');
  await expect(row('Admin')).toBeFocused();
  await mina.keyboard.press('ArrowRight');
  await mina.keyboard.press('ArrowRight');
  await expect(row('Purge')).toBeFocused();
  await mina.keyboard.press('Space');
  await expect(row('Purge')).not.toBeChecked();
  await expect(row('Admin')).toHaveAttribute('aria-checked', 'mixed');
  await expect(row('Orders')).toContainText('2 of 3');
  await expect(row('Audit')).toContainText('Add');
  await expectAccessible(mina);
  await importing.getByRole('button', { name: 'Import 5 items' }).click();
  await expect(importing).toBeHidden();
  await expectReached(mina);
  await treeItem(mina, 'Orders').click();
  await treeItem(mina, 'Admin').click();
  await expect(treeItem(mina, 'GET Audit')).toBeVisible();
  await expect(collectionsTree(mina)).not.toContainText('Purge');

  // What was left out is left out again, and nothing that is there is touched; then it comes, too.
  await switchTo(mina, 'Scratch Pad');
  await chooseInTree(mina, 'Orders', 'Import into workspace');
  await expect(row('Orders')).toHaveAttribute('aria-checked', 'mixed');
  await expect(importing.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
  await row('Orders').click();
  await expect(row('Orders')).toBeChecked();
  await importing.getByRole('button', { name: 'Import 1 item' }).click();
  await expect(importing).toBeHidden();
  await switchTo(mina, 'Orders team');
  await expect(treeItem(mina, 'DEL Purge')).toBeVisible();
  await expect(collectionsTree(mina).getByRole('treeitem', { name: 'GET Audit' })).toHaveCount(1);
  await mina.getByRole('button', { name: 'Environments', exact: true }).click();
  await mina.getByRole('treeitem', { name: 'Globals' }).dblclick();
  await expect(mina.getByRole('textbox', { name: /^Initial value/ }).first()).toHaveValue(
    'https://example.com',
  );
});

test('a tab that dies in the middle of an import of 2,000 requests: run it again, one copy of each', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  test.slow();
  const names = Array.from({ length: 20 }, (_, i) => `Part ${String(i + 1).padStart(2, '0')}`);
  const requests = Array.from({ length: 100 }, (_, i) => ({ name: `Request ${i + 1}` }));
  await importFiles(
    mina,
    names.map((name) => collectionFile(name, requests)),
  );
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const link = await makeInvite(mina, 'editor');
  await chooseInWorkspaces(mina, 'Import into workspace');
  const importing = dialog(mina, 'Import into workspace');
  await importing.getByRole('button', { name: 'Select all' }).click();
  const start = importing.getByRole('button', { name: 'Import 2020 items' });
  await expect(start).toBeVisible();

  // Cancelled at a third of it: nothing of it stays, and it can be begun again.
  await mina.evaluate(() => {
    const observer = new MutationObserver(() => {
      const bar = document.querySelector('[role="progressbar"]');
      if (Number(bar?.getAttribute('aria-valuenow') ?? 0) < 33) return;
      observer.disconnect();
      for (const button of document.querySelectorAll('[role="dialog"] button'))
        if (button.textContent === 'Cancel') (button as HTMLElement).click();
    });
    observer.observe(document.body, { subtree: true, attributes: true, childList: true });
  });
  await start.click();
  const first = importing.getByRole('treeitem', { name: 'Part 01' });
  await expect(first).toContainText('Add again');
  await expect(importing.getByRole('treeitem', { name: 'Part 20' })).toContainText('Add');
  await mina.keyboard.press('Escape');
  await expect(importing).toBeHidden();
  await expect(collectionsTree(mina).getByRole('treeitem')).toHaveCount(0);
  await chooseInWorkspaces(mina, 'Import into workspace');
  await importing.getByRole('button', { name: 'Select all' }).click();

  const session = await mina.context().newCDPSession(mina);
  // At a third of it the page is stopped where it stands, and then killed.
  const isHalfWay = new Promise<void>((resolve) => {
    void mina.exposeBinding('halfWay', () => resolve());
  });
  await mina.evaluate(() => {
    new MutationObserver(() => {
      const bar = document.querySelector('[role="progressbar"]');
      if (Number(bar?.getAttribute('aria-valuenow') ?? 0) < 33) return;
      (globalThis as unknown as { halfWay: () => void }).halfWay();
      for (;;);
    }).observe(document.body, { subtree: true, attributes: true, childList: true });
  });
  await start.click();
  await isHalfWay;
  const crashed = mina.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await crashed;

  const again = await mina.context().newPage();
  await again.goto(agent.url);
  await switchTo(again, 'Orders team');
  await expectReached(again);
  const rows = collectionsTree(again).getByRole('treeitem', { level: 1 });
  const count = await rows.count();
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(names.length);

  await chooseInWorkspaces(again, 'Import into workspace');
  const second = dialog(again, 'Import into workspace');
  await second.getByRole('button', { name: 'Select all' }).click();
  await second.getByRole('button', { name: /^Import \d/ }).click();
  await expect(second).toBeHidden({ timeout: 60_000 });
  await expectReached(again);
  const jonas = await friend(link);
  await join(jonas, 'Jonas Weber');
  for (const page of [again, jonas]) {
    const all = collectionsTree(page).getByRole('treeitem', { level: 1 });
    await expect(all).toHaveCount(names.length);
    for (const name of names) await expect(treeItem(page, name)).toContainText('100');
  }
});

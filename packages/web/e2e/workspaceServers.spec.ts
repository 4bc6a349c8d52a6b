/** Several servers at once, sessions, and files in a workspace. */
import { expect, type Page } from '@playwright/test';
import { WorkspaceServer } from './serverProcess.ts';
import { chooseInTree, download, expectSaved, importFiles, treeItem } from './steps.ts';
import {
  collectionFile,
  createWorkspace,
  dialog,
  environmentFile,
  expectReached,
  join,
  makeInvite,
  setUp,
  switchTo,
  test,
} from './workspaceSteps.ts';

const accountButton = (page: Page) => page.getByRole('button', { name: 'Account of Mina Park' });

async function logIn(page: Page, server: WorkspaceServer, password: string): Promise<void> {
  const login = dialog(page, 'Log in to a workspace server');
  await login.getByLabel('Server address').fill(new URL(server.url).host);
  await login.getByLabel('Email').fill('mina@tidewater.example');
  await login.getByLabel('Password', { exact: true }).fill(password);
  await login.getByRole('button', { name: 'Log in' }).click();
}

test('two servers at once: each with its workspaces, and logging out of one leaves the other', async ({
  app: mina,
  agent,
  server,
}) => {
  test.slow();
  const second = new WorkspaceServer();
  await second.start();
  try {
    await setUp(mina, agent.url, server);
    await createWorkspace(mina, 'Orders team');
    await setUp(mina, agent.url, second);
    await createWorkspace(mina, 'Payments team');
    await importFiles(mina, [collectionFile('Refunds', [{ name: 'Refund' }])]);
    await expectReached(mina);
    await switchTo(mina, 'Orders team');
    await expectReached(mina);
    await expect(treeItem(mina, 'Refunds')).toHaveCount(0);

    await accountButton(mina).click();
    const { host } = new URL(second.url);
    await mina.getByRole('menuitem', { name: `Log out of ${host}` }).click();
    await mina.getByRole('button', { name: 'Log out', exact: true }).click();
    await expect(dialog(mina, 'Log out')).toBeHidden();
    await expectReached(mina);
    // The copy of the other is here still, and can be worked in.
    await switchTo(mina, 'Payments team');
    await expect(treeItem(mina, 'Refunds')).toBeVisible();
    await expect(mina.getByRole('button', { name: 'Logged out' })).toBeVisible();
    await switchTo(mina, 'Orders team');
    await expectReached(mina);
  } finally {
    await second.destroy();
  }
});

test('a session elsewhere is ended by its button; too many wrong passwords are said to be that', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const other = await friend(server.url);
  await other.getByRole('banner').getByRole('button', { name: 'Log in' }).click();
  await logIn(other, server, 'correct horse battery');
  await switchTo(other, 'Orders team');
  await expectReached(other);

  await accountButton(mina).click();
  await mina.getByRole('menuitem', { name: 'Password and sessions' }).click();
  const account = mina.getByRole('dialog', { name: /^Your account on/ });
  await expect(account.getByRole('listitem')).toHaveCount(2);
  await account.getByRole('button', { name: /^End the session/ }).click();
  await expect(account.getByRole('listitem')).toHaveCount(1);
  await expect(other.getByText('Your session has ended.')).toBeVisible();
  await mina.keyboard.press('Escape');
  await expectReached(mina);

  const third = await friend(server.url);
  await third.getByRole('banner').getByRole('button', { name: 'Log in' }).click();
  const tooMany = third.getByText(/^Too many tries\. Come back in \d+ minutes?/);
  await expect(async () => {
    await logIn(third, server, 'the wrong password');
    await expect(tooMany).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test('files come into a workspace and go out of it, for everybody in it', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const jonas = await friend(await makeInvite(mina, 'editor'));
  await join(jonas, 'Jonas Weber');
  await expectReached(jonas);

  await importFiles(mina, [
    collectionFile('Orders', [{ name: 'List orders', url: 'https://example.com/orders' }]),
    environmentFile('Staging', { baseUrl: 'https://staging.example.com' }),
  ]);
  await expectReached(mina);
  await expect(treeItem(jonas, 'Orders')).toBeVisible();
  const { name, content } = await download(jonas, () =>
    chooseInTree(jonas, 'Orders', 'Export as collection v2.1'),
  );
  expect(name).toBe('Orders.postman_collection.json');
  expect(JSON.parse(String(content))).toMatchObject({
    info: { name: 'Orders' },
    item: [{ name: 'List orders', request: { url: 'https://example.com/orders' } }],
  });

  // It went into the workspace alone.
  await switchTo(mina, 'Scratch Pad');
  await expectSaved(mina);
  await expect(treeItem(mina, 'Orders')).toHaveCount(0);
});

/** Logging in, the import step, and working together: with the real server, and each person in a browser profile. */
import { expect } from '@playwright/test';
import { expectAccessible } from './fixtures.ts';
import { startMutualTls } from './networkServers.ts';
import {
  chooseInTree,
  collectionsTree,
  expectSaved,
  fillField,
  nameNewItem,
  newCollection,
  treeItem,
} from './steps.ts';
import {
  chooseInWorkspaces,
  createWorkspace,
  dialog,
  expectReached,
  fillPad,
  join,
  makeInvite,
  readPadRows,
  setUp,
  switchTo,
  test,
  urlField,
} from './workspaceSteps.ts';

test('from the pad to a shared workspace: set up, import, join, edit together, offline too, log out', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  test.slow();
  await fillPad(mina);
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  await expectAccessible(mina);
  await switchTo(mina, 'Scratch Pad');
  const padBefore = await readPadRows(mina);

  // Import
  await mina.getByRole('button', { name: 'Import into workspace' }).click();
  const importing = dialog(mina, 'Import into workspace');
  await importing.getByRole('treeitem', { name: 'Orders', exact: true }).check();
  await expect(importing.getByText('Add', { exact: true })).toBeVisible();
  await expectAccessible(mina);
  await importing.getByRole('button', { name: 'Import 3 items' }).click();
  await expect(importing).toBeHidden();
  await mina.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(treeItem(mina, 'Orders')).toBeVisible();
  await expectReached(mina);

  // Join
  const link = await makeInvite(mina, 'editor');
  const jonas = await friend(link);
  await join(jonas, 'Jonas Weber');
  await expect(treeItem(jonas, 'Orders')).toBeVisible();
  await expect(mina.getByRole('img', { name: 'Also here: Jonas Weber' })).toBeVisible();
  await expect(jonas.getByRole('img', { name: 'Also here: Mina Park' })).toBeVisible();

  // Edit together
  for (const page of [mina, jonas]) {
    await treeItem(page, 'Orders').click();
    await page.keyboard.press('ArrowRight');
    await treeItem(page, 'GET List orders').dblclick();
  }
  await fillField(urlField(mina), 'https://tidewater.example/orders');
  await expect(urlField(jonas)).toHaveValue('https://tidewater.example/orders', { timeout: 2000 });
  await expectReached(mina);

  // Offline, on both sides
  await server.stop();
  await expect(mina.getByRole('button', { name: /^Offline/ })).toBeVisible();
  await chooseInTree(mina, 'Orders', 'Add request');
  await nameNewItem(mina, 'Made offline by Mina');
  await expect(
    mina.getByRole('button', { name: /^Offline, \d+ changes? saved here/ }),
  ).toBeVisible();
  await chooseInTree(jonas, 'Orders', 'Add request');
  await nameNewItem(jonas, 'Made offline by Jonas');
  await mina.reload();
  await expect(treeItem(mina, 'GET Made offline by Mina')).toBeVisible();
  await server.start();
  for (const page of [mina, jonas]) {
    await expect(treeItem(page, 'GET Made offline by Mina')).toBeVisible({ timeout: 40_000 });
    await expect(treeItem(page, 'GET Made offline by Jonas')).toBeVisible({ timeout: 40_000 });
    await expectReached(page);
  }

  // Log out
  await mina.getByRole('button', { name: 'Account of Mina Park' }).click();
  await mina.getByRole('menuitem', { name: 'Log out' }).click();
  await expectAccessible(mina);
  await mina.getByLabel('Delete them from this device').check();
  await mina.getByRole('button', { name: 'Log out', exact: true }).click();
  await expect(mina.getByText("because you're not logged in")).toBeVisible();
  await expect(treeItem(mina, 'Orders')).toBeVisible();
  await expect(collectionsTree(mina).getByText('Made offline by Mina')).toHaveCount(0);
  expect(await readPadRows(mina)).toBe(padBefore);
  await expect(jonas.getByRole('img', { name: 'Also here: Mina Park' })).toHaveCount(0);
});

test('log in says what is wrong, and where', async ({ app: page, agent, server }) => {
  await setUp(page, agent.url, server);
  await dialog(page, 'Create a workspace').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Account of Mina Park' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Log out', exact: true }).click();

  await page.getByRole('banner').getByRole('button', { name: 'Log in' }).click();
  const login = dialog(page, 'Log in to a workspace server');
  const submit = login.getByRole('button', { name: 'Log in' });
  const fill = async (address: string, password: string) => {
    await login.getByLabel('Server address').fill(address);
    await login.getByLabel('Email').fill('mina@tidewater.example');
    await login.getByLabel('Password', { exact: true }).fill(password);
    await submit.click();
  };
  await fill('not an address', 'x');
  await expect(login.getByText('This is not an address.')).toBeVisible();
  await fill('127.0.0.1:1', 'x');
  await expect(login.getByText(/^Nothing answers at 127\.0\.0\.1:1/)).toBeVisible();
  const secure = await startMutualTls();
  await fill(`https://127.0.0.1:${secure.port}`, 'x');
  await expect(login.getByText(/or this browser does not trust its certificate/)).toBeVisible();
  await secure.stop();
  await fill(new URL(agent.url).host, 'x');
  await expect(login.getByText(/is not a Scratchpad workspace server/)).toBeVisible();
  await fill(new URL(server.url).host, 'the wrong password');
  await expect(login.getByText(/don't match an account here/)).toBeVisible();
  await expect(login.getByLabel('Password', { exact: true })).toBeFocused();
  await expectAccessible(page);
  await fill(new URL(server.url).host, 'correct horse battery');
  await expect(login).toBeHidden();
  await expect(page.getByRole('button', { name: 'Account of Mina Park' })).toBeVisible();
});

test('a viewer reads and is told why nothing changes; an owner changes that', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  await fillPad(mina);
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  await chooseInWorkspaces(mina, 'Import into workspace');
  await dialog(mina, 'Import into workspace').getByRole('button', { name: 'Select all' }).click();
  await mina.getByRole('button', { name: 'Import 3 items' }).click();
  await expect(treeItem(mina, 'Orders')).toBeVisible();

  const lea = await friend(await makeInvite(mina, 'viewer'));
  await join(lea, 'Lea Sand');
  await expect(treeItem(lea, 'Orders')).toBeVisible();
  await expect(lea.getByText('You can view this workspace.', { exact: true })).toBeVisible();
  await expect(lea.getByRole('button', { name: 'New', exact: true })).toBeHidden();
  await expectAccessible(lea);
  await treeItem(lea, 'Orders').click();
  await lea.keyboard.press('Delete');
  await expect(lea.getByRole('status').getByText(/ask an owner/)).toBeVisible();
  await expect(treeItem(lea, 'Orders')).toBeVisible();
  await lea.keyboard.press('Control+Shift+F');
  await lea.getByRole('textbox', { name: 'Find', exact: true }).fill('Orders');
  await expect(lea.getByRole('treeitem', { name: /Orders/ }).nth(1)).toBeVisible();
  await expect(lea.getByText('This cannot be changed, so there is no replacing.')).toBeVisible();
  await expect(lea.getByRole('button', { name: 'Replace', exact: true })).toBeHidden();

  await chooseInWorkspaces(mina, 'Members and invites');
  await mina.getByLabel('Role of Lea Sand').selectOption('editor');
  await expect(lea.getByRole('button', { name: 'New', exact: true })).toBeVisible({
    timeout: 15_000,
  });
  await mina.getByRole('button', { name: 'Remove Lea Sand' }).click();
  await expect(lea.getByText('You are no longer a member of this workspace.')).toBeVisible({
    timeout: 15_000,
  });
});

test('importing again updates in place, and secrets stay unless they are ticked', async ({
  app: mina,
  agent,
  server,
}) => {
  await fillPad(mina);
  await mina.getByRole('button', { name: 'Environments', exact: true }).click();
  await mina.getByRole('button', { name: 'New', exact: true }).click();
  const environments = mina.getByRole('tree', { name: 'Environments' });
  await environments.getByRole('textbox').fill('Staging');
  await environments.getByRole('textbox').press('Enter');
  const set = async (row: number, key: string, value: string) => {
    await mina
      .getByRole('textbox', { name: /^Variable/ })
      .nth(row)
      .fill(key);
    await mina
      .getByRole('textbox', { name: /^Initial value/ })
      .nth(row)
      .fill(value);
  };
  await set(0, 'baseUrl', 'https://staging.example.com');
  await set(1, 'apiKey', 'a-value-that-stays-here');
  await mina.getByRole('button', { name: 'Collections', exact: true }).click();
  const sent: string[] = [];
  mina.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => sent.push(payload.toString())),
  );

  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  await chooseInWorkspaces(mina, 'Import into workspace');
  const importing = dialog(mina, 'Import into workspace');
  await importing.getByRole('button', { name: 'Select all' }).click();
  await expect(importing.getByText('Looks like a secret, not marked as one')).toBeVisible();
  await expect(importing.getByLabel('Bring apiKey along')).not.toBeChecked();
  await importing.getByRole('button', { name: 'Import 4 items' }).click();
  await expect(treeItem(mina, 'Orders')).toBeVisible();
  await expectReached(mina);
  // The environment is a unit of its own: what was reached may have been the collection.
  await expect.poll(() => sent.join('')).toContain('staging.example.com');
  expect(sent.join('')).not.toContain('a-value-that-stays-here');

  await switchTo(mina, 'Scratch Pad');
  await chooseInTree(mina, 'Orders', 'Add request');
  await nameNewItem(mina, 'Cancel order');
  await switchTo(mina, 'Orders team');
  await chooseInWorkspaces(mina, 'Import into workspace');
  await importing.getByRole('button', { name: 'Select all' }).click();
  await expect(importing.getByText('Update', { exact: true })).toBeVisible();
  await importing.getByRole('button', { name: 'Import 1 item', exact: true }).click();
  await treeItem(mina, 'Orders').click();
  await mina.keyboard.press('ArrowRight');
  await expect(treeItem(mina, 'GET Cancel order')).toBeVisible();
  await expect(treeItem(mina, 'GET List orders')).toHaveCount(1);

  // An update is taken back, and can be made again.
  const toast = mina.getByRole('alert').filter({ hasText: 'Imported 1 item' });
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(treeItem(mina, 'GET Cancel order')).toHaveCount(0);
  await expect(treeItem(mina, 'GET List orders')).toHaveCount(1);
  await chooseInWorkspaces(mina, 'Import into workspace');
  await importing.getByRole('button', { name: 'Select all' }).click();
  await importing.getByRole('button', { name: 'Import 1 item', exact: true }).click();
  await expect(treeItem(mina, 'GET Cancel order')).toBeVisible();

  // What was added to a workspace that is not open, too.
  await switchTo(mina, 'Scratch Pad');
  await newCollection(mina, 'Shipping');
  await expectSaved(mina);
  await mina.getByRole('button', { name: 'Import into workspace' }).click();
  await importing.getByRole('treeitem', { name: 'Shipping', exact: true }).check();
  await expect(toast).toHaveCount(0);
  await importing.getByRole('button', { name: 'Import 1 item', exact: true }).click();
  await expect(importing).toBeHidden();
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(mina.getByText('The import was taken back.').last()).toBeVisible();
  await switchTo(mina, 'Orders team');
  await expect(treeItem(mina, 'Orders')).toBeVisible();
  await expect(treeItem(mina, 'Shipping')).toHaveCount(0);
});

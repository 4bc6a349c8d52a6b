/** Who may what, and what happens when the server, the session or the membership goes: nothing of one's own is lost. */
import { createNode, DocStore } from '@scratchpad/core';
import { expect, type Page } from '@playwright/test';
import * as Y from 'yjs';
import { expectAccessible } from './fixtures.ts';
import { FORMS, HandMadeClient } from './handMadeClient.ts';
import {
  chooseInTree,
  expectOfflineReady,
  expectSaved,
  importFiles,
  nameNewItem,
  newCollection,
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
  setUp,
  switchTo,
  test,
  urlField,
} from './workspaceSteps.ts';

const workspaceOf = (page: Page): string => /\/w\/([^/]+)/.exec(page.url())?.[1] ?? '';

/** An update that adds a collection to a document. @param clientId whose it says that it is */
function plant(doc: Y.Doc, name: string, clientId?: number): Uint8Array {
  const own = new Y.Doc();
  if (clientId !== undefined) own.clientID = clientId;
  Y.applyUpdate(own, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(own);
  const store = new DocStore(own);
  createNode(store, null, { kind: 'collection', name });
  store.destroy();
  return Y.encodeStateAsUpdate(own, before);
}

async function addRequest(page: Page, name: string): Promise<void> {
  await chooseInTree(page, 'Orders', 'Add request');
  await nameNewItem(page, name);
}

async function open(page: Page, row: string): Promise<void> {
  const item = treeItem(page, row);
  await item.click();
  if ((await item.getAttribute('aria-expanded')) === 'false')
    await page.keyboard.press('ArrowRight');
}

/** The pad takes an edit and stores it, whatever is wrong elsewhere. */
async function expectPadUsable(page: Page, name: string): Promise<void> {
  await switchTo(page, 'Scratch Pad');
  await newCollection(page, name);
  await expectSaved(page);
  await expect(treeItem(page, name)).toBeVisible();
}

test('a viewer can change nothing: not in the page, and not with a client made by hand', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  test.slow();
  await importFiles(mina, [
    collectionFile('Orders', [
      { name: 'List orders', url: '{{baseUrl}}/orders?status=open', test: 'const first = 1;' },
    ]),
    environmentFile('Staging', { baseUrl: 'https://staging.example.com' }),
  ]);
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  await chooseInWorkspaces(mina, 'Import into workspace');
  await dialog(mina, 'Import into workspace').getByRole('button', { name: 'Select all' }).click();
  await mina.getByRole('button', { name: /^Import \d/ }).click();
  await expect(treeItem(mina, 'Orders')).toBeVisible();

  const lea = await friend(await makeInvite(mina, 'viewer'));
  await join(lea, 'Lea Sand');
  await open(lea, 'Orders');
  await treeItem(lea, 'GET List orders').dblclick();

  // In the page: everything can be read, nothing takes a key, and it says why.
  await expect(lea.getByRole('region', { name: 'Workspace status' })).toContainText(
    'You can view this workspace. Sending requests works as usual. To change something, copy it',
  );
  await expect(lea.getByText('Read only', { exact: true })).toBeVisible();
  await expect(urlField(lea)).not.toBeEditable();
  await expect(lea.getByRole('combobox', { name: 'Method' })).not.toBeEditable();
  await expect(lea.getByRole('textbox', { name: 'Request name' })).not.toBeEditable();
  const params = lea.getByRole('table', { name: /params|parameters/i });
  await expect(params.getByRole('textbox')).toHaveCount(3);
  for (const field of await params.getByRole('textbox').all())
    await expect(field).not.toBeEditable();
  await expect(params.getByRole('checkbox')).toBeDisabled();
  await expectAccessible(lea);
  await lea.getByRole('tab', { name: /^Auth/ }).click();
  await expect(lea.getByRole('combobox', { name: 'Type' })).toBeDisabled();
  await lea.getByRole('tab', { name: /^Settings/ }).click();
  for (const box of await lea
    .getByRole('tabpanel', { name: /^Settings/ })
    .getByRole('checkbox')
    .all())
    await expect(box).toBeDisabled();
  const script = await openScript(lea, 'Orders', 'GET List orders');
  await script.press('End');
  await lea.keyboard.type('// changed');
  await expect(script).toHaveText('const first = 1;');
  await treeItem(lea, 'Orders').click({ button: 'right' });
  for (const entry of ['Rename', 'Delete', 'Duplicate', 'Add request'])
    await expect(lea.getByRole('menuitem', { name: entry, exact: true })).toHaveCount(0);
  await lea.getByRole('menuitem', { name: 'Copy to Scratch Pad' }).click();
  await treeItem(lea, 'Orders').press('Delete');
  await expect(lea.getByRole('status').getByText(/ask an owner/)).toBeVisible();
  // What is on this device only is hers: current values can be set.
  await lea.getByRole('button', { name: 'Environments', exact: true }).click();
  await lea.getByRole('treeitem', { name: 'Staging' }).dblclick();
  await expect(lea.getByRole('textbox', { name: /^Initial value/ })).not.toBeEditable();
  await lea.getByRole('textbox', { name: /^Current value/ }).fill('https://mine.example.com');
  await lea.getByRole('button', { name: 'Collections', exact: true }).click();
  await switchTo(lea, 'Scratch Pad');
  await expect(treeItem(lea, 'Orders')).toBeVisible();

  // By hand: the same ticket, the same socket, other manners.
  const workspace = workspaceOf(mina);
  for (const form of FORMS) {
    const client = await HandMadeClient.open(server.url, 'lea@tidewater.example', workspace);
    await client.synced;
    client.write(plant(client.doc, `Planted by ${form}`), form);
    expect(await client.closed).toBe(form === 'non-minimal varint' ? 4400 : 4403);
  }
  const honest = await HandMadeClient.open(server.url, 'mina@tidewater.example', workspace);
  await honest.synced;
  honest.write(plant(honest.doc, 'Planted by an owner'), 'update');
  await expect(treeItem(mina, 'Planted by an owner')).toBeVisible();
  honest.close();
  await expect(mina.getByText(/Planted by (?!an owner)/)).toHaveCount(0);
  const after = await HandMadeClient.open(server.url, 'mina@tidewater.example', workspace);
  await after.synced;
  expect(new DocStore(after.doc).index.tree.collections).toHaveLength(2);
  after.close();
});

test('server gone, session ended, wrong password, logged out: the pad works, and nothing typed is lost', async ({
  app: mina,
  agent,
  server,
}) => {
  test.slow();
  await importFiles(mina, [collectionFile('Orders', [{ name: 'List orders' }])]);
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const workspace = workspaceOf(mina);
  await chooseInWorkspaces(mina, 'Import into workspace');
  await dialog(mina, 'Import into workspace').getByRole('button', { name: 'Select all' }).click();
  await mina.getByRole('button', { name: /^Import \d/ }).click();
  await expectReached(mina);

  // The server goes.
  await server.stop();
  await expect(mina.getByRole('button', { name: /^Offline/ })).toBeVisible();
  await addRequest(mina, 'While the server was gone');
  await expectPadUsable(mina, 'Pad, server gone');

  // It comes back, and every session is too old for it.
  await server.start({ SESSION_IDLE: '1ms' });
  await switchTo(mina, 'Orders team');
  const banner = mina.getByRole('region', { name: 'Workspace status' });
  await expect(banner).toContainText('Your session has ended.', { timeout: 40_000 });
  await addRequest(mina, 'After the session');
  await expectPadUsable(mina, 'Pad, session ended');
  await switchTo(mina, 'Orders team');
  await expect(treeItem(mina, 'GET While the server was gone')).toBeVisible();
  await server.stop();
  await server.start();

  // A wrong password, then the right one.
  await banner.getByRole('button', { name: 'Log in' }).click();
  const login = dialog(mina, 'Log in to a workspace server');
  await login.getByLabel('Password', { exact: true }).fill('not the password');
  await login.getByRole('button', { name: 'Log in' }).click();
  await expect(login.getByText(/don't match an account here/)).toBeVisible();
  await mina.keyboard.press('Escape');
  await expectPadUsable(mina, 'Pad, wrong password');
  await switchTo(mina, 'Orders team');
  await banner.getByRole('button', { name: 'Log in' }).click();
  await login.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await login.getByRole('button', { name: 'Log in' }).click();
  await expectReached(mina);

  // Logged out with something unsent, the copy kept.
  await server.stop();
  await expect(mina.getByRole('button', { name: /^Offline/ })).toBeVisible();
  await addRequest(mina, 'Before logging out');
  await expectSaved(mina);
  await mina.getByRole('button', { name: 'Account of Mina Park' }).click();
  await mina.getByRole('menuitem', { name: 'Log out' }).click();
  // To delete the copy it would have to be said twice, with what would be lost.
  await mina.getByLabel('Delete them from this device').check();
  await expect(
    mina.getByRole('alert').filter({ hasText: /Orders team: \d+ change/ }),
  ).toBeVisible();
  await expect(mina.getByRole('button', { name: 'Log out', exact: true })).toBeDisabled();
  await mina.getByLabel('Keep them').check();
  await mina.getByRole('button', { name: 'Log out', exact: true }).click();
  await expect(mina.getByText("because you're not logged in")).toBeVisible();
  await expectPadUsable(mina, 'Pad, logged out');
  await switchTo(mina, 'Orders team');
  await addRequest(mina, 'While logged out');
  await server.start();
  await mina.getByRole('region', { name: 'Workspace status' }).getByRole('button').first().click();
  await login.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await login.getByRole('button', { name: 'Log in' }).click();
  await expectReached(mina);

  const seen = await HandMadeClient.open(server.url, 'mina@tidewater.example', workspace);
  await seen.synced;
  const { index } = new DocStore(seen.doc);
  const names = [...index.tree.places.keys()].map((id) => index.node(id)?.name);
  expect(new Set(names)).toEqual(
    new Set([
      'Orders',
      'List orders',
      'While the server was gone',
      'After the session',
      'Before logging out',
      'While logged out',
    ]),
  );
  expect(names).toHaveLength(6);
  seen.close();
  await switchTo(mina, 'Scratch Pad');
  for (const name of ['server gone', 'session ended', 'wrong password', 'logged out'])
    await expect(treeItem(mina, `Pad, ${name}`)).toBeVisible();
});

test('a member who is removed loses the socket within 5 s', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const jonas = await friend('about:blank');
  const socket = jonas.waitForEvent('websocket');
  await jonas.goto(await makeInvite(mina, 'editor'));
  await join(jonas, 'Jonas Weber');
  await expectReached(jonas);
  const closed = (await socket).waitForEvent('close', { timeout: 5000 });
  await chooseInWorkspaces(mina, 'Members and invites');
  await mina.getByRole('button', { name: 'Remove Jonas Weber' }).click();
  await closed;
  await expect(jonas.getByText('You are no longer a member of this workspace.')).toBeVisible();
  await expectPadUsable(jonas, 'Still mine');
});

test('what the server does not take is kept as a copy, and the workspace goes on clean', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  test.slow();
  await importFiles(mina, [collectionFile('Orders', [{ name: 'List orders' }])]);
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const workspace = workspaceOf(mina);
  await chooseInWorkspaces(mina, 'Import into workspace');
  await dialog(mina, 'Import into workspace').getByRole('button', { name: 'Select all' }).click();
  await mina.getByRole('button', { name: /^Import \d/ }).click();
  const jonas = await friend(await makeInvite(mina, 'editor'));
  await join(jonas, 'Jonas Weber');
  await expect(treeItem(jonas, 'Orders')).toBeVisible();
  await expectReached(jonas);

  // Somebody writes under the name of his document while he is away: what he does then is refused.
  const peek = await HandMadeClient.open(server.url, 'mina@tidewater.example', workspace);
  await peek.synced;
  await expect.poll(() => peek.peers.size).toBe(2);
  const before = Y.encodeStateVector(peek.doc);
  await expectOfflineReady(jonas);
  await jonas.context().setOffline(true);
  await expect(jonas.getByRole('button', { name: /^Offline/ })).toBeVisible();
  for (const name of ['His first', 'His second', 'His third']) await addRequest(jonas, name);
  const taken = [...peek.peers].filter((id) => !Y.decodeStateVector(before).has(id));
  for (const id of taken) peek.write(plant(peek.doc, `Taken ${id}`, id), 'update');
  await expect(mina.getByRole('treeitem', { name: /^Taken/ })).toHaveCount(taken.length);
  peek.close();
  await jonas.context().setOffline(false);
  const toast = jonas.getByRole('status').getByText(/did not take \d+ changes in Orders team/);
  await expect(toast).toBeVisible();
  await expectReached(jonas);
  await expect(jonas.getByRole('treeitem', { name: /^Taken/ })).toHaveCount(taken.length);
  await expect(treeItem(jonas, 'GET His first')).toHaveCount(0);
  await addRequest(jonas, 'Goes on');
  await expectReached(jonas);

  // The copy: to be read, and to be brought into the pad.
  await jonas.getByRole('button', { name: 'Open the copy' }).click();
  await open(jonas, 'Orders');
  await expect(treeItem(jonas, 'GET His third')).toBeVisible();
  await expectAccessible(jonas);
  await jonas.reload();
  await expect(treeItem(jonas, 'GET His third')).toBeVisible();
  await jonas.getByRole('button', { name: 'Copy all to Scratch Pad' }).click();
  await expect(jonas.getByText(/^Copied \d items? to the Scratch Pad/)).toBeVisible();
  await jonas.getByRole('button', { name: 'Delete this copy' }).click();
  await expect(jonas).toHaveURL(new RegExp(`/w/${workspace}$`));
  await switchTo(jonas, 'Scratch Pad');
  await open(jonas, 'Orders');
  for (const name of ['His first', 'His second', 'His third'])
    await expect(treeItem(jonas, `GET ${name}`)).toBeVisible();

  // Lowered to viewer while away: the same.
  await switchTo(jonas, 'Orders team');
  await expectReached(jonas);
  await jonas.context().setOffline(true);
  await expect(jonas.getByRole('button', { name: /^Offline/ })).toBeVisible();
  await addRequest(jonas, 'As an editor');
  await chooseInWorkspaces(mina, 'Members and invites');
  await mina.getByLabel('Role of Jonas Weber').selectOption('viewer');
  await mina.keyboard.press('Escape');
  await jonas.context().setOffline(false);
  await expect(jonas.getByText('Viewer', { exact: true })).toBeVisible();
  await expect(treeItem(jonas, 'GET As an editor')).toHaveCount(0);
  await jonas.getByRole('button', { name: 'Open the copy' }).last().click();
  await open(jonas, 'Orders');
  await expect(treeItem(jonas, 'GET As an editor')).toBeVisible();
  await expect(mina.getByText('As an editor')).toHaveCount(0);
});

test('a workspace is renamed, left and deleted; a password is changed, and sessions elsewhere end', async ({
  app: mina,
  agent,
  server,
  friend,
}) => {
  test.slow();
  await setUp(mina, agent.url, server);
  await createWorkspace(mina, 'Orders team');
  const jonas = await friend(await makeInvite(mina, 'editor'));
  await join(jonas, 'Jonas Weber');
  await expectReached(jonas);

  // Rename
  await chooseInWorkspaces(mina, 'Workspace settings');
  await expectAccessible(mina);
  await dialog(mina, 'Settings of Orders team').getByLabel('Name', { exact: true }).fill('Orders');
  await mina.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(mina.getByRole('button', { name: 'Workspaces: Orders', exact: true })).toBeVisible();

  // The last owner cannot leave; an editor can.
  await chooseInWorkspaces(mina, 'Workspace settings');
  await mina.getByRole('button', { name: 'Leave the workspace' }).click();
  await expect(mina.getByText('A workspace needs an owner.')).toBeVisible();
  await mina.keyboard.press('Escape');
  await chooseInWorkspaces(jonas, 'Workspace settings');
  await expect(jonas.getByRole('button', { name: 'Delete the workspace' })).toHaveCount(0);
  await jonas.getByRole('button', { name: 'Leave the workspace' }).click();
  await expect(jonas.getByText('You left Orders')).toBeVisible();
  await expect(jonas.getByRole('region', { name: 'Scratch Pad status' })).toBeVisible();

  // What happened, for owners.
  await chooseInWorkspaces(mina, 'Activity');
  const activity = dialog(mina, 'Activity in Orders');
  for (const line of [
    'Jonas Weber left',
    'Mina Park renamed it to Orders',
    'Jonas Weber joined: editor',
    'Mina Park made an invite link: editor',
    'Mina Park created the workspace Orders team',
  ])
    await expect(activity.getByRole('listitem').filter({ hasText: line })).toHaveCount(1);
  await expectAccessible(mina);
  await mina.keyboard.press('Escape');

  // Password and sessions, with a second session of Mina's.
  const other = await friend(server.url);
  await other.getByRole('banner').getByRole('button', { name: 'Log in' }).click();
  const login = dialog(other, 'Log in to a workspace server');
  await login.getByLabel('Server address').fill(new URL(server.url).host);
  await login.getByLabel('Email').fill('mina@tidewater.example');
  await login.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await login.getByRole('button', { name: 'Log in' }).click();
  await expect(login).toBeHidden();
  await switchTo(other, 'Orders');
  await expectReached(other);
  await mina.getByRole('button', { name: 'Account of Mina Park' }).click();
  await mina.getByRole('menuitem', { name: 'Password and sessions' }).click();
  const account = mina.getByRole('dialog', { name: /^Your account on/ });
  await expect(account.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(mina);
  await account.getByLabel('Current password').fill('not the password');
  await account.getByLabel('New password').fill('a better horse and battery');
  await account.getByRole('button', { name: 'Change password' }).click();
  await expect(account.getByText('This is not your current password.')).toBeVisible();
  await account.getByLabel('Current password').fill('correct horse battery');
  await account.getByRole('button', { name: 'Change password' }).click();
  await expect(account.getByRole('listitem')).toHaveCount(1);
  await expect(other.getByText('Your session has ended.')).toBeVisible();
  await mina.keyboard.press('Escape');
  await newCollection(mina, 'Still mine to edit');
  await expectReached(mina);

  // Delete
  await chooseInWorkspaces(mina, 'Workspace settings');
  const remove = mina.getByRole('button', { name: 'Delete the workspace' });
  await expect(remove).toBeDisabled();
  await mina.getByLabel('Name of the workspace').fill('Orders');
  await remove.click();
  await expect(mina.getByText('Deleted Orders')).toBeVisible();
  await mina.getByRole('button', { name: /^Workspaces: / }).click();
  await expect(mina.getByRole('menuitem', { name: /^Orders/ })).toHaveCount(0);
});

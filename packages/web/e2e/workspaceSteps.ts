/** What the stories of servers and workspaces share: a real server, people in browser profiles of their own, and their ways. */
import {
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import { test as base } from './fixtures.ts';
import { WorkspaceServer } from './serverProcess.ts';
import { chooseInTree, expectSaved, nameNewItem, newCollection, treeItem } from './steps.ts';

export const test = base.extend<{
  server: WorkspaceServer;
  friend: (url: string) => Promise<Page>;
}>({
  serviceWorkers: 'allow',
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  server: async ({}, use) => {
    const server = new WorkspaceServer();
    await server.start();
    await use(server);
    await server.destroy();
  },
  /** Another person: a browser profile of its own. */
  friend: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (url) => {
      const page = await openProfile(browser, contexts);
      await page.goto(url);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

async function openProfile(browser: Browser, contexts: BrowserContext[]): Promise<Page> {
  const context = await browser.newContext();
  contexts.push(context);
  return context.newPage();
}

/** A dialog by its title. */
export const dialog = (page: Page, name: string): Locator =>
  page.getByRole('dialog', { name, exact: true });
/** The button that says where one is. */
export const workspacesButton = (page: Page): Locator =>
  page.getByRole('button', { name: /^Workspaces: / });

/** Fills in who one is; the email follows from the first name. */
export async function fillPerson(page: Page, name: string): Promise<void> {
  const [first = ''] = name.split(' ');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Email').fill(`${first.toLowerCase()}@tidewater.example`);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
}

/** Sets the server up as its first user, from the page that the agent serves. */
export async function setUp(page: Page, agentUrl: string, server: WorkspaceServer): Promise<void> {
  const { hash } = new URL(server.setupUrl);
  await page.goto(`${agentUrl}/setup?server=${encodeURIComponent(server.url)}${hash}`);
  await fillPerson(page, 'Mina Park');
  await page.getByRole('button', { name: 'Set up and log in' }).click();
}

/** Fills the dialog that makes a workspace; it opens after the set-up. */
export async function createWorkspace(page: Page, name: string): Promise<void> {
  const create = dialog(page, 'Create a workspace');
  await create.getByLabel('Name').fill(name);
  await create.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(workspacesButton(page)).toHaveAccessibleName(`Workspaces: ${name}`);
  await expectReached(page);
}

/** Waits until the server has everything. */
export async function expectReached(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Up to date' })).toBeVisible();
}

/** Goes to a workspace, or to the pad, by the menu. */
export async function switchTo(page: Page, name: string): Promise<void> {
  await workspacesButton(page).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
  await expect(workspacesButton(page)).toHaveAccessibleName(`Workspaces: ${name}`);
}

/** Chooses an entry of the Workspaces menu. */
export async function chooseInWorkspaces(page: Page, entry: string): Promise<void> {
  await workspacesButton(page).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Makes an invite in the members dialog; gives its link. */
export async function makeInvite(page: Page, role: string): Promise<string> {
  await chooseInWorkspaces(page, 'Members and invites');
  await page.getByLabel('Role of who joins').selectOption(role);
  await page.getByRole('button', { name: 'Make link' }).click();
  const link = await page.getByLabel('Invite link').inputValue();
  await page.keyboard.press('Escape');
  return link;
}

/** Makes an account by an invite link that is open. */
export async function join(page: Page, name: string): Promise<void> {
  await fillPerson(page, name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

/** A pad with a collection of two requests. */
export async function fillPad(page: Page): Promise<void> {
  await newCollection(page, 'Orders');
  for (const name of ['List orders', 'Get order']) {
    await chooseInTree(page, 'Orders', 'Add request');
    await nameNewItem(page, name);
  }
  await expectSaved(page);
}

/** Everything that the pad has stored, byte for byte. */
export async function readPadRows(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('scratchpad-pad');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('The pad could not be opened.'));
    });
    const rows = await new Promise<Uint8Array[]>((resolve) => {
      const request = db.transaction('updates').objectStore('updates').getAll();
      request.onsuccess = () => resolve(request.result as Uint8Array[]);
    });
    db.close();
    return rows.map((row) => [...row].join()).join(';');
  });
}

/** The address of the request that is open. */
export const urlField = (page: Page): Locator => page.getByRole('textbox', { name: 'Request URL' });

/** A request of a file: its name, its address, and a test script. */
export interface FileRequest {
  readonly name: string;
  readonly url?: string;
  readonly test?: string;
}

/** A collection as a file, to drop onto the pad. */
export function collectionFile(
  name: string,
  requests: readonly FileRequest[],
): { readonly name: string; readonly content: Buffer } {
  const json = {
    info: {
      _postman_id: `id-of-${name}`,
      name,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: requests.map(({ name: title, url = '{{baseUrl}}/orders', test: script }) => ({
      name: title,
      request: { method: 'GET', url },
      ...(script === undefined
        ? {}
        : { event: [{ listen: 'test', script: { type: 'text/javascript', exec: [script] } }] }),
    })),
  };
  return { name: `${name}.json`, content: Buffer.from(JSON.stringify(json)) };
}

/** An environment as a file. */
export function environmentFile(
  name: string,
  values: Readonly<Record<string, string>>,
): { readonly name: string; readonly content: Buffer } {
  const json = {
    name,
    values: Object.entries(values).map(([key, value]) => ({ key, value, enabled: true })),
    _postman_variable_scope: 'environment',
  };
  return { name: `${name}.json`, content: Buffer.from(JSON.stringify(json)) };
}

/** Notes every byte that a page sends: frames of WebSockets, and bodies of calls. Gives them as text. */
export function recordWire(page: Page): () => string {
  const parts: string[] = [];
  page.on('websocket', (socket) => {
    const note = ({ payload }: { readonly payload: string | Buffer }) =>
      parts.push(Buffer.from(payload).toString('latin1'));
    socket.on('framesent', note);
    socket.on('framereceived', note);
  });
  page.on('request', (request) => parts.push(request.url(), request.postData() ?? ''));
  return () => parts.join('\n');
}

/** Opens a request of a collection from the tree, and its scripts. Gives the last of their editors. */
export async function openScript(
  page: Page,
  collection: string,
  request: string,
): Promise<Locator> {
  const row = treeItem(page, collection);
  await row.click();
  if ((await row.getAttribute('aria-expanded')) === 'false')
    await page.keyboard.press('ArrowRight');
  await treeItem(page, request).dblclick();
  await page.getByRole('tab', { name: /^Scripts/ }).click();
  return page
    .getByRole('tabpanel', { name: /^Scripts/ })
    .locator('.cm-content')
    .last();
}

/** The text of an editor, without the carets and names of others in it. */
export async function readEditor(editor: Locator): Promise<string> {
  return editor.evaluate((content) => {
    const copy = content.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('.cm-ySelectionCaret')) caret.remove();
    return [...copy.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
  });
}

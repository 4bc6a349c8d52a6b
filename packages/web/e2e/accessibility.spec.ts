/** Every page, panel and dialog, as axe sees it in both themes. What one story finds, it lists as a whole. */
import type { Page } from '@playwright/test';
import { errorMessage } from '@scratchpad/core';
import { expect, expectAccessible, test } from './fixtures.ts';
import { importFiles, treeItem } from './steps.ts';
import { createWorkspace, setUp, test as workspaceTest } from './workspaceSteps.ts';

// Each state is read by axe in both themes, as a whole: that takes its time on a busy machine.
test.slow();
workspaceTest.slow();

/** Collects what axe says of each state of the page. */
class Findings {
  readonly #page: Page;
  readonly #found: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  async check(state: string): Promise<void> {
    try {
      await expectAccessible(this.#page);
    } catch (error) {
      this.#found.push(`${state}: ${errorMessage(error)}`);
    }
  }

  expectNone(): void {
    expect(this.#found).toEqual([]);
  }
}

const collection = (url: string) => ({
  info: {
    name: 'Orders',
    description: '# Orders\n\nAll about *orders*.',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  variable: [{ key: 'page', value: '1' }],
  item: [
    {
      name: 'Admin',
      description: 'For a few.',
      item: [
        {
          name: 'List',
          event: [
            {
              listen: 'test',
              script: {
                exec: [
                  "pm.test('is 200', () => pm.response.to.have.status(200));",
                  "pm.test('is teapot', () => pm.response.to.have.status(418));",
                  "pm.visualizer.set('<p>{{n}}</p>', { n: 1 });",
                  "console.log('listed');",
                ],
              },
            },
          ],
          request: {
            method: 'GET',
            url: `${url}/orders/:id?limit=1&at={{nowhere}}`,
            header: [{ key: 'X-Page', value: '{{page}}', description: 'Which page' }],
            description: 'Lists them.',
          },
          response: [{ name: 'One order', code: 200, status: 'OK', body: '{"id": 1}' }],
        },
        {
          name: 'Upload',
          request: {
            method: 'POST',
            url: `${url}/orders`,
            auth: { type: 'bearer', bearer: [{ key: 'token', value: 'abc' }] },
            body: {
              mode: 'formdata',
              formdata: [
                { key: 'title', value: 'x' },
                { key: 'photo', type: 'file', src: 'photo.png' },
              ],
            },
          },
        },
      ],
    },
  ],
});
const environment = {
  name: 'Local',
  values: [
    { key: 'host', value: 'local', enabled: true },
    { key: 'host', value: 'twice', enabled: true },
    { key: 'token', value: 's3cret', type: 'secret', enabled: true },
  ],
  _postman_variable_scope: 'environment',
};

async function fill(page: Page, url: string): Promise<void> {
  await importFiles(page, [
    { name: 'orders.json', content: Buffer.from(JSON.stringify(collection(url))) },
    { name: 'local.json', content: Buffer.from(JSON.stringify(environment)) },
  ]);
  await treeItem(page, 'Orders').click();
  for (let i = 0; i < 2; i++) {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('ArrowRight');
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).first();

test('requests and answers', async ({ app: page, api }) => {
  const findings = new Findings(page);
  await findings.check('start');
  await fill(page, api.url);
  await treeItem(page, 'GET List').click();
  for (const name of [
    'Params',
    'Authorization',
    'Headers',
    'Body',
    'Scripts',
    'Settings',
    'Docs',
  ]) {
    await tab(page, name).click();
    await findings.check(`request ${name}`);
  }
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await findings.check('unresolved variables');
  await tab(page, 'Params').click();
  await page.getByRole('textbox', { name: 'Value, row 2' }).fill('now');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const answer = page.getByRole('region', { name: 'Response', exact: true });
  await expect(answer.getByRole('button', { name: /^Time: \d/ })).toBeVisible();
  for (const name of ['Response body', 'Cookies', 'Headers', 'Test results', 'Visualize']) {
    await answer.getByRole('tab', { name, exact: true }).click();
    await findings.check(`answer ${name}`);
  }
  await answer.getByRole('button', { name: /^Time: \d/ }).click();
  await findings.check('times of the answer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+c');
  await findings.check('console');
  await page.keyboard.press('Alt+c');
  await page.keyboard.press('Alt+Shift+C');
  await findings.check('code');
  await page.keyboard.press('Alt+Shift+C');
  findings.expectNone();
});

test('kinds of requests, examples, collections', async ({ app: page, api }) => {
  const findings = new Findings(page);
  await fill(page, api.url);
  await treeItem(page, 'POST Upload').click();
  await tab(page, 'Body').click();
  await findings.check('form data');
  await tab(page, 'Authorization').click();
  await findings.check('bearer');
  await treeItem(page, 'GET List').click();
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'One order').click();
  await findings.check('example');
  await treeItem(page, 'Admin').click();
  await findings.check('folder');
  await treeItem(page, 'Orders').click();
  for (const name of ['Docs', 'Authorization', 'Scripts', 'Variables']) {
    await tab(page, name).click();
    await findings.check(`collection ${name}`);
  }
  await treeItem(page, 'Orders').click({ button: 'right' });
  await findings.check('menu of a collection');
  await page.keyboard.press('Escape');
  findings.expectNone();
});

test('environments, history, runs, trash, find', async ({ app: page, api }) => {
  const findings = new Findings(page);
  await fill(page, api.url);
  await page.keyboard.press('Alt+n');
  await page.getByRole('textbox', { name: 'Request URL' }).fill(`${api.url}/orders?limit=1`);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('200 OK', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+s');
  await findings.check('save menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+h');
  await page.getByRole('list', { name: 'History' }).getByRole('button').nth(1).click();
  await findings.check('history');
  await page.keyboard.press('Alt+g');
  await findings.check('globals');
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await page.getByRole('treeitem', { name: /Local/ }).click();
  await findings.check('environment');
  await page.getByRole('button', { name: /^Environment:/ }).click();
  await findings.check('environment chooser');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Collections', exact: true }).click();
  await page.keyboard.press('Alt+r');
  await findings.check('runner');
  await treeItem(page, 'Orders').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  await findings.check('run set-up');
  await page.getByRole('button', { name: 'Run 2 requests' }).click();
  await expect(
    page.getByRole('button', { name: /Run again|Run 2 requests/ }).first(),
  ).toBeVisible();
  await findings.check('run results');
  await treeItem(page, 'POST Upload').click();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Alt+t');
  await findings.check('trash');
  await page.getByRole('button', { name: 'Empty the trash' }).click();
  await findings.check('emptying the trash');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+H');
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('orders');
  await expect(page.getByText(/matches in \d+ items/)).toBeVisible();
  await findings.check('find and replace');
  await page.keyboard.press('Alt+Shift+S');
  await findings.check('WebSocket');
  for (const name of ['Subprotocols', 'Settings']) {
    await page
      .getByRole('tab', { name: new RegExp(`^${name}`) })
      .last()
      .click();
    await findings.check(`WebSocket ${name}`);
  }
  findings.expectNone();
});

test('settings, menus and dialogs', async ({ app: page, api }) => {
  const findings = new Findings(page);
  await fill(page, api.url);
  await page.keyboard.press('Control+,');
  const sections = page.getByRole('navigation', { name: 'Settings' }).getByRole('button');
  await expect(sections.first()).toBeVisible();
  for (const name of await sections.allInnerTexts()) {
    await sections.filter({ hasText: name }).click();
    await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
    await findings.check(`settings ${name}`);
  }
  for (const [name, keys] of [
    ['palette', 'Control+k'],
    ['shortcuts', 'Control+/'],
    ['import', 'Control+o'],
    ['quick look', 'Alt+q'],
    ['list of tabs', 'Alt+a'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByRole('dialog')).toBeVisible();
    await findings.check(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.getByRole('banner').getByRole('button', { name: 'Settings' }).click();
  await findings.check('gear');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Workspaces: / }).click();
  await findings.check('workspaces');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await findings.check('new');
  await page.keyboard.press('Escape');
  await page.getByRole('banner').getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await findings.check('log in');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await page.getByRole('treeitem', { name: /Local/ }).click();
  await page.getByRole('button', { name: 'Uses of host, and renaming it' }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await findings.check('uses of a variable');
  await page.keyboard.press('Escape');
  findings.expectNone();
});

workspaceTest('a workspace, its people and its settings', async ({ app: page, agent, server }) => {
  const findings = new Findings(page);
  await setUp(page, agent.url, server);
  await expect(page.getByRole('dialog', { name: 'Create a workspace' })).toBeVisible();
  await findings.check('create a workspace');
  await createWorkspace(page, 'Team');
  await findings.check('workspace');
  for (const name of ['Members', 'Workspace settings', 'Import into a workspace']) {
    await page.getByRole('button', { name: /^Workspaces: / }).click();
    const item = page.getByRole('menuitem', { name: new RegExp(name.slice(0, 9)) }).first();
    await item.click();
    // The menu fades out beside it.
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await findings.check(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.getByRole('button', { name: 'Up to date' }).click();
  await findings.check('sync state');
  await page.keyboard.press('Escape');
  findings.expectNone();
});

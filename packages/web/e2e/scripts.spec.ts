/** Scripts of a request that is sent: tests, values, console, visualizer, and what they must not reach. */
import { type Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { collectionsTree, dropFile, expectSaved, openDraft, treeItem } from './steps.ts';

interface Scripts {
  readonly pre?: string;
  readonly test?: string;
}

function events({ pre, test: after }: Scripts) {
  const event = (listen: string, code: string | undefined) =>
    code === undefined ? [] : [{ listen, script: { exec: code.split('\n') } }];
  return [...event('prerequest', pre), ...event('test', after)];
}

/** Imports a collection with a folder with one request, and opens that. */
async function openRequest(
  page: Page,
  url: string,
  own: Scripts,
  above: { readonly collection?: Scripts; readonly folder?: Scripts } = {},
): Promise<void> {
  const file = {
    info: {
      name: 'Scripted',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    event: events(above.collection ?? {}),
    variable: [{ key: 'inDocument', value: 'initial' }],
    item: [
      {
        name: 'Folder',
        event: events(above.folder ?? {}),
        item: [{ name: 'Own', event: events(own), request: { method: 'GET', url } }],
      },
    ],
  };
  await dropFile(page, 'scripted.json', Buffer.from(JSON.stringify(file)));
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('button', { name: /^Import \d/ }).click();
  await expect(dialog).toBeHidden();
  await collectionsTree(page).getByRole('treeitem').first().click();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'Folder').click();
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'GET Own').dblclick();
  await expect(page.getByRole('textbox', { name: 'Request URL' })).toBeVisible();
}

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();
const responseTab = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Response' }).getByRole('tab', { name });

test('scripts run from the outside in, and their tests, values and logs are shown', async ({
  app,
  api,
}) => {
  await openRequest(
    app,
    `${api.url}/echo?v={{made}}`,
    {
      pre: "pm.environment.get('x'); pm.collectionVariables.set('order', pm.collectionVariables.get('order') + ' own'); pm.collectionVariables.set('inDocument', 'changed'); pm.variables.set('made', 'by script'); console.log('order', pm.collectionVariables.get('order'));",
      test: "pm.test('is 200', () => pm.response.to.have.status(200));\npm.test('sees the value', () => pm.expect(pm.response.json().url).to.include('by%20script'));\npm.test('fails', () => pm.expect(1).to.equal(2));\npm.test.skip('left out', () => {});",
    },
    {
      collection: {
        pre: "pm.collectionVariables.set('order', 'collection')",
        test: "pm.test('of the collection', () => {})",
      },
      folder: {
        pre: "pm.collectionVariables.set('order', pm.collectionVariables.get('order') + ' folder')",
      },
    },
  );
  await send(app);
  await expect(responseTab(app, 'Test results')).toContainText('3/4');
  await responseTab(app, 'Test results').click();
  const tests = app.getByRole('list', { name: 'Tests' });
  await expect(tests.getByRole('listitem')).toHaveCount(5);
  await expect(tests).toContainText('expected 1 to equal 2');
  await app.getByText('Failed 1').click();
  await expect(tests.getByRole('listitem')).toHaveCount(1);
  await expectAccessible(app);

  await app.keyboard.press('Alt+c');
  const console_ = app.getByRole('region', { name: 'Console' });
  await expect(console_.getByRole('log')).toContainText('order collection folder own');
  await expect(console_.getByRole('log')).toContainText(/GET http.*\/echo\?v=by%20script\s+200/);
  await console_.getByRole('button', { name: /GET http/ }).click();
  await expect(console_).toContainText('Request headers');
  await expectAccessible(app);

  // The document keeps its value; this device has another, and a variable that no document knows.
  await collectionsTree(app).getByRole('treeitem', { name: 'Scripted' }).dblclick();
  await app.getByRole('tab', { name: 'Variables' }).click();
  const table = app.getByRole('table', { name: 'Variable' });
  await expect(table.getByRole('textbox', { name: /Initial value/ }).first()).toHaveValue(
    'initial',
  );
  await expect(table.getByRole('textbox', { name: /Current value/ }).first()).toHaveValue(
    'changed',
  );
  await expect(app.getByRole('textbox', { name: 'Value of order' })).toHaveValue(
    'collection folder own',
  );
  await expectSaved(app);
});

test('the tests of an answer are there again after a reload', async ({ app, api }) => {
  await openRequest(app, `${api.url}/echo`, { test: "pm.test('stays', () => {})" });
  await send(app);
  await expect(responseTab(app, 'Test results')).toContainText('1/1');
  // What stands in the history is stored.
  await app.getByRole('button', { name: 'History', exact: true }).click();
  await expect(app.getByRole('list', { name: 'History' })).toContainText('/echo');
  await app.getByRole('tab', { name: 'GET Own' }).click();
  await app.reload();
  await responseTab(app, 'Test results').click();
  await expect(app.getByRole('list', { name: 'Tests' })).toContainText('stays');
});

test('a pre-request script that fails keeps the request back and says why', async ({
  app,
  api,
}) => {
  const before = api.received.length;
  await openRequest(app, `${api.url}/never`, { pre: 'nothing.here;' });
  await send(app);
  await expect(app.getByRole('region', { name: 'Response' })).toContainText(
    'The pre-request script of Own failed',
  );
  await expect(app.getByRole('region', { name: 'Response' })).toContainText(
    'nothing is not defined',
  );
  expect(api.received.slice(before).filter(({ url }) => url.includes('never'))).toEqual([]);
});

test('a script can leave the request out', async ({ app, api }) => {
  await openRequest(app, `${api.url}/never`, { pre: 'pm.execution.skipRequest();' });
  await send(app);
  await expect(app.getByRole('region', { name: 'Response' })).toContainText(
    'A script skipped this request',
  );
});

test('a name without a value holds the request back after the scripts had their say', async ({
  app,
  api,
}) => {
  await openRequest(app, `${api.url}/echo?a={{given}}&b={{missing}}`, {
    pre: "pm.variables.set('given', 'g')",
  });
  await send(app);
  await expect(app.getByRole('region', { name: 'Response' }).getByRole('alert')).toContainText(
    '{{missing}} has no value',
  );
  await app.getByRole('button', { name: 'Send anyway' }).click();
  await expect(app.getByRole('region', { name: 'Response' })).toContainText('200');
});

test('a script without end is stopped by Cancel, and by its time limit', async ({ app, api }) => {
  await openRequest(app, `${api.url}/echo`, { test: 'while (true) {}' });
  await send(app);
  await expect(app.getByText('Receiving')).toBeVisible();
  await app.getByRole('button', { name: 'Cancel' }).click();
  await responseTab(app, 'Test results').click();
  await expect(app.getByRole('list', { name: 'Tests' })).toContainText('The scripts were stopped');

  await app.evaluate(() => localStorage.setItem('scratchpad.scriptTimeoutMs', '1000'));
  await send(app);
  await expect(app.getByRole('list', { name: 'Tests' })).toContainText('sandbox not responding');
});

test('a visualization is drawn, with its data', async ({ app, api }) => {
  await openRequest(app, `${api.url}/echo`, {
    test: "pm.visualizer.set('<h1>{{title}}</h1><p id=out></p><script>pm.getData((error, data) => { out.textContent = \"got \" + data.title; })</script>', { title: 'Orders' });",
  });
  await send(app);
  await responseTab(app, 'Visualize').click();
  const frame = app.frameLocator('iframe[title="Visualization"]');
  await expect(frame.getByRole('heading', { name: 'Orders' })).toBeVisible();
  await expect(frame.getByText('got Orders')).toBeVisible();
  await expectAccessible(app);
});

test('without an answer, why there is none stands wherever one looks', async ({ app, api }) => {
  const response = app.getByRole('region', { name: 'Response', exact: true });
  await test.step('no script ran: nothing was drawn', async () => {
    await openDraft(app, 'GET', `${api.url}/echo`);
    await send(app);
    await expect(response.getByText('200 OK', { exact: true })).toBeVisible();
    await responseTab(app, 'Visualize').click();
    await expect(response).toContainText('No visualization. A test script shows one');
  });
  await test.step('the parts of an answer that never came say why', async () => {
    await openDraft(app, 'GET', 'http://127.0.0.1:1/');
    await send(app);
    for (const part of ['Visualize', 'Test results', 'Headers', 'Cookies', 'Body']) {
      await responseTab(app, part).click();
      await expect(response.getByRole('alert')).toContainText('Nothing answers at 127.0.0.1:1');
    }
  });
});

test('the editor completes the API, shows syntax errors, and brings snippets', async ({
  app,
  api,
}) => {
  await openRequest(app, `${api.url}/echo`, {});
  await app.getByRole('tab', { name: 'Scripts' }).click();
  const editor = app.getByRole('textbox', { name: 'Test script' });
  await editor.click();
  await app.keyboard.type('pm.resp');
  // Enter is a line break for a moment after the list comes, so that nobody picks what they have not seen yet.
  await app.getByRole('option', { name: /^response/ }).click();
  await expect(editor).toHaveText('pm.response');
  await app.keyboard.type('.to.have.sta');
  await app.getByRole('option', { name: /^status/ }).click();
  await expect(editor).toHaveText('pm.response.to.have.status(200)');
  await app.keyboard.press('Control+a');
  await app.keyboard.type('const a = ;');
  await expect(editor.locator('.cm-lintRange-error')).toBeVisible();
  await app.keyboard.press('Control+a');
  await app.getByRole('button', { name: 'Snippets' }).click();
  await app.getByRole('menuitem', { name: 'Status is 200' }).click();
  await expect(editor).toContainText("pm.test('status is 200'");
  await expectAccessible(app);
  await send(app);
  await expect(app.getByRole('region', { name: 'Last run' })).toContainText('1 passed');
  await expectAccessible(app);
});

test('every dynamic variable of the field is sent with a value', async ({ app, api }) => {
  const url = `${api.url}/echo?name={{$randomFirstName}}&city={{$randomCity}}`;
  await openRequest(app, url, {});
  await send(app);
  await expect(responseTab(app, 'Headers')).toContainText(/\d/);
  expect(api.received.at(-1)?.url).toMatch(/name=[^{%]+&city=[^{]+$/);
});

import { expect, expectAccessible, test } from './fixtures.ts';
import {
  chooseInTree,
  download,
  dropFile,
  fillField,
  importFile,
  newCollection,
  treeItem,
} from './steps.ts';

test('all data is exported at once and restores another device', async ({
  app: page,
  browser,
  agent,
}) => {
  await newCollection(page, 'Kept');
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await page.getByRole('button', { name: 'New', exact: true }).click();
  const environments = page.getByRole('tree', { name: 'Environments' });
  await environments.getByRole('textbox').fill('Staging');
  await environments.getByRole('textbox').press('Enter');
  await page
    .getByRole('textbox', { name: /^Variable/ })
    .first()
    .fill('baseUrl');
  await page
    .getByRole('textbox', { name: /^Initial value/ })
    .first()
    .fill('https://staging.example');
  await page
    .getByRole('textbox', { name: /^Current value/ })
    .first()
    .fill('https://secret.example');

  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  const file = await download(page, () =>
    page.getByRole('button', { name: 'Export data' }).click(),
  );
  const text = file.content.toString();
  expect(JSON.parse(text)).toMatchObject({
    version: 1,
    collections: [{ name: 'Kept' }],
    environments: [{ name: 'Staging' }],
  });
  expect(text).not.toContain('secret.example');

  const other = await (await browser.newContext()).newPage();
  await other.goto(agent.url);
  await expect(other.getByText('No collections yet')).toBeVisible();
  await dropFile(other, file.name, file.content);
  await other
    .getByRole('dialog', { name: 'Import' })
    .getByRole('button', { name: /^Import \d/ })
    .click();
  await expect(treeItem(other, 'Kept')).toBeVisible();
  await other.getByRole('button', { name: 'Environments', exact: true }).click();
  await expect(
    other.getByRole('tree', { name: 'Environments' }).getByRole('treeitem', { name: 'Staging' }),
  ).toBeVisible();
  await other.context().close();
});

test('a file that does not read says where and why, and nothing changes', async ({ app: page }) => {
  await dropFile(
    page,
    'orders.json',
    Buffer.from('{"info": {"name": "C"},\n"item": [\n{"name": "x"'),
  );
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByText(/orders\.json stops at line 3/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('No collections yet')).toBeVisible();
});

test('a pasted cURL command becomes a request', async ({ app: page }) => {
  const box = page.getByRole('textbox', { name: 'cURL command, URL or collection' });
  await box.fill(
    `curl -X POST https://api.example.com/v2/orders -H 'Accept: application/json' -d '{"a":1}'`,
  );
  await box.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Request URL' })).toHaveValue(
    'https://api.example.com/v2/orders',
  );
  await expect(page.getByRole('combobox', { name: 'Method' })).toHaveValue('POST');
});

test('an import is shown from its toast, and replacing is undone', async ({ app: page }, info) => {
  const path = info.outputPath('small.json');
  const { readFile, writeFile } = await import('node:fs/promises');
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  await writeFile(
    path,
    JSON.stringify({ info: { name: 'Small', schema }, item: [{ name: 'R', request: 'http://x' }] }),
  );
  await importFile(page, path);
  await expect(treeItem(page, 'Small')).toBeVisible();
  // Whatever was opened meanwhile, Show leads back to it.
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(treeItem(page, 'Small')).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Small' })).toHaveAttribute('aria-selected', 'true');

  await dropFile(page, 'small.json', await readFile(path));
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('combobox', { name: 'What to do with Small' }).selectOption('replace');
  await dialog.getByRole('button', { name: 'Import 1 item' }).click();
  await expect(dialog).toBeHidden();
  await expect(treeItem(page, 'Small')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('The import is in the trash.')).toBeVisible();
  // What it replaced is back.
  await expect(treeItem(page, 'Small')).toHaveCount(1);
});

test('an import is undone from its toast', async ({ app: page }) => {
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  await dropFile(
    page,
    'small.json',
    Buffer.from(JSON.stringify({ info: { name: 'Small', schema }, item: [] })),
  );
  await page
    .getByRole('dialog', { name: 'Import' })
    .getByRole('button', { name: 'Import 1 item' })
    .click();
  await expect(treeItem(page, 'Small')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(treeItem(page, 'Small')).toBeHidden();
});

test('a newer file is merged into what is here: edits stay, news arrive, both-changed is asked', async ({
  app: page,
}) => {
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const item = (name: string, url: string) => ({ name, request: { method: 'GET', url } });
  const file = (items: readonly object[]) =>
    Buffer.from(JSON.stringify({ info: { name: 'Vendor API', schema }, item: items }));
  const accept = (name: RegExp) =>
    page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name }).click();

  await dropFile(
    page,
    'v1.json',
    file([item('List', 'http://x/list'), item('Get', 'http://x/get')]),
  );
  await accept(/^Import \d/);
  await treeItem(page, 'Vendor API').click();
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'GET List').click();
  await page.getByRole('textbox', { name: 'Request URL' }).fill('http://x/mine');
  await treeItem(page, 'GET Get').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('Get one');
  await page.keyboard.press('Enter');

  const next = [
    item('List', 'http://x/theirs'),
    item('Get', 'http://x/get'),
    item('Create', 'http://x/new'),
  ];
  await dropFile(page, 'v2.json', file(next));
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(
    dialog.getByText('Vendor API in the pad is an earlier version of it.'),
  ).toBeVisible();
  await expect(dialog.getByText(/1 added, .* Your own edits stay\./)).toBeVisible();
  await expect(dialog.getByText('1 thing changed on both sides:')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: /^File/ }).check();
  await accept(/^Import 1 item/);
  await expect(page.getByText('Merged into Vendor API')).toBeVisible();
  await expect(treeItem(page, 'Vendor API')).toHaveCount(1);
  await expect(treeItem(page, 'GET Get one')).toBeVisible();
  await expect(treeItem(page, 'GET Create')).toBeVisible();
  await treeItem(page, 'GET List').click();
  await expect(page.getByRole('textbox', { name: 'Request URL' })).toHaveValue('http://x/theirs');

  await dropFile(page, 'v2.json', file(next));
  await expect(dialog.getByText('This is the very file that was imported before.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
  await dialog.getByRole('combobox', { name: 'What to do with Vendor API' }).selectOption('both');
  await accept(/^Import 1 item/);
  await expect(treeItem(page, 'Vendor API')).toHaveCount(2);
});

test('the preview names values that look like secrets, and never shows them', async ({
  app: page,
}) => {
  const secret = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const item = {
    name: 'Deploy',
    request: {
      method: 'GET',
      url: 'http://x',
      header: [{ key: 'Authorization', value: `token ${secret}` }],
    },
  };
  await dropFile(
    page,
    'keys.json',
    Buffer.from(JSON.stringify({ info: { name: 'Keys', schema }, item: [item] })),
  );
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByText('1 value looks like a secret').click();
  await expect(dialog.getByText('Keys / Deploy', { exact: false })).toBeVisible();
  await expect(dialog).not.toContainText(secret);
  await expectAccessible(page);
});

test('several files at once: the good ones come in, the others say why', async ({ app: page }) => {
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  await page.getByRole('button', { name: 'Import', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByLabel('Choose files', { exact: true }).setInputFiles([
    {
      name: 'good.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ info: { name: 'Good', schema }, item: [] })),
    },
    { name: 'page.json', mimeType: 'application/json', buffer: Buffer.from('<!doctype html>') },
    {
      name: 'staging.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ name: 'Staging', values: [{ key: 'a', value: 'b' }] })),
    },
  ]);
  await expect(dialog.getByText(/page\.json is a web page, not an export/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Import 2 items' }).click();
  await expect(treeItem(page, 'Good')).toBeVisible();
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await expect(page.getByRole('treeitem', { name: 'Staging' })).toBeVisible();
});

test('an environment imported again is merged: edits stay, both-changed is asked', async ({
  app: page,
}) => {
  const file = (values: Record<string, string>) =>
    Buffer.from(
      JSON.stringify({
        id: 'env-1',
        name: 'Staging',
        values: Object.entries(values).map(([key, value]) => ({ key, value, enabled: true })),
        _postman_variable_scope: 'environment',
      }),
    );
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dropFile(page, 'staging.json', file({ host: 'https://a', user: 'u' }));
  await dialog.getByRole('button', { name: 'Import 1 item' }).click();
  const initial = page.getByRole('textbox', { name: /^Initial value/ });
  await initial.nth(0).fill('https://mine');
  await initial.nth(1).fill('me');

  await dropFile(page, 'staging.json', file({ host: 'https://a', user: 'them', port: '1' }));
  await expect(dialog.getByText('Staging in the pad is an earlier version of it.')).toBeVisible();
  await expect(dialog.getByText(/1 added, .* Your own edits stay\./)).toBeVisible();
  await expect(dialog.getByText('1 thing changed on both sides:')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Import 1 item' }).click();
  await expect(page.getByText('Merged into Staging')).toBeVisible();
  await expect(initial.nth(0)).toHaveValue('https://mine');
  await expect(initial.nth(1)).toHaveValue('me');
  await expect(initial.nth(2)).toHaveValue('1');
});

test('a collection goes out as OpenAPI and cURL, the history as HAR', async ({
  app: page,
  api,
}) => {
  await newCollection(page, 'Shop');
  await page.keyboard.press('Alt+n');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${api.url}/echo?a=1`);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('200 OK', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const places = page.getByRole('listbox', { name: 'Save to' });
  await places.getByRole('option', { name: 'Shop' }).click();
  await expect(places).toBeHidden();

  const openapi = await download(page, () => chooseInTree(page, 'Shop', 'Export as OpenAPI 3.1'));
  expect(openapi.name).toBe('Shop.openapi.json');
  expect(JSON.parse(openapi.content.toString())).toMatchObject({
    openapi: expect.stringMatching(/^3\.1/),
    paths: { '/echo': { get: { parameters: [{ name: 'a', in: 'query' }] } } },
  });
  const curl = await download(page, () => chooseInTree(page, 'Shop', 'Export as cURL commands'));
  expect(curl.name).toBe('Shop.curl.sh');
  expect(curl.content.toString()).toContain(`curl '${api.url}/echo?a=1'`);

  await page.getByRole('button', { name: 'History', exact: true }).click();
  const har = await download(page, () => page.getByRole('button', { name: 'Export HAR' }).click());
  expect(har.name).toMatch(/^scratchpad-history-.*\.har$/);
  expect(JSON.parse(har.content.toString())).toMatchObject({
    log: {
      version: '1.2',
      entries: [
        {
          request: {
            method: 'GET',
            url: `${api.url}/echo?a=1`,
            queryString: [{ name: 'a', value: '1' }],
          },
          response: { status: 200, content: { text: expect.stringContaining('"method":"GET"') } },
        },
      ],
    },
  });
});

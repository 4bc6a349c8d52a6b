import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { fillField, openDraft, responseOf, send } from './steps.ts';

test('nothing listens: the words say so, and that nothing left the machine', async ({
  app: page,
}) => {
  await openDraft(page, 'GET', 'http://127.0.0.1:9/');
  await send(page);
  await expect(responseOf(page)).toContainText('Nothing answers at 127.0.0.1:9');
  await expect(responseOf(page)).toContainText('no request left this machine');
});

test('a running request is cancelled, and the server sees it', async ({ app: page, api }) => {
  await openDraft(page, 'GET', `${api.url}/slow`);
  await send(page);
  await expect(responseOf(page)).toContainText('Receiving, 11 B so far');
  const closed = api.nextClose();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await closed;
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible();
});

test('a redirect is followed and shown; switched off, its own answer is shown', async ({
  app: page,
  api,
}) => {
  await openDraft(page, 'GET', `${api.url}/redirect`);
  await send(page);
  await expect(responseOf(page).getByText('200 OK', { exact: true })).toBeVisible();
  await responseOf(page).getByRole('tab', { name: 'Headers' }).click();
  await expect(responseOf(page)).toContainText('1 redirect before this answer');
  await page.getByRole('tab', { name: 'Settings' }).last().click();
  await page.getByLabel('Follow redirects', { exact: true }).click();
  await send(page);
  await expect(responseOf(page)).not.toContainText('before this answer');
  await expect(responseOf(page).getByText('302 Found', { exact: true }).first()).toBeVisible();
});

test('body, headers and authorization arrive as written', async ({ app: page, api }) => {
  await openDraft(page, 'POST', `${api.url}/echo`);
  await page.getByRole('tab', { name: 'Headers' }).first().click();
  await page.getByRole('textbox', { name: /^Key/ }).first().fill('X-Order');
  await page
    .getByRole('textbox', { name: /^Value/ })
    .first()
    .fill('a  b');
  await page.getByRole('tab', { name: 'Authorization' }).click();
  await page.getByRole('combobox', { name: 'Type' }).selectOption('bearer');
  await fillField(page.getByRole('textbox', { name: 'Token' }), 'tok-1');
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
  await page.getByRole('combobox', { name: 'Type of body' }).selectOption('raw');
  await page.getByRole('combobox', { name: 'Language' }).first().selectOption('json');
  await page
    .getByRole('tabpanel', { name: 'Body' })
    .first()
    .locator('.cm-content')
    .fill('{"quantity": 4}');
  await send(page);
  await expect(responseOf(page).getByText('200 OK', { exact: true })).toBeVisible();
  const received = api.received.findLast(({ url }) => url === '/echo');
  expect(received?.method).toBe('POST');
  expect(received?.body).toBe('{"quantity": 4}');
  const header = (name: string) => received?.headers[(received?.headers.indexOf(name) ?? -2) + 1];
  expect(header('X-Order')).toBe('a  b');
  expect(header('Authorization')).toBe('Bearer tok-1');
  expect(header('Content-Type')).toBe('application/json');
});

test('each automatic header is shown, and can be switched off', async ({ app: page, api }) => {
  await openDraft(page, 'POST', `${api.url}/echo`);
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
  await page.getByRole('combobox', { name: 'Type of body' }).selectOption('raw');
  await page.getByRole('tabpanel', { name: 'Body' }).first().locator('.cm-content').fill('12345');
  await page.getByRole('tab', { name: 'Headers' }).first().click();
  const automatic = page.getByRole('table', { name: 'Added automatically' });
  const names = await automatic
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.map((row) => row.querySelector('td:nth-child(2)')?.textContent ?? ''),
    );
  expect(names).toEqual([
    'Host',
    'User-Agent',
    'Accept',
    'Accept-Encoding',
    'Connection',
    'Cookie',
    'Content-Length',
    'Content-Type',
  ]);
  const lastHeaders = () =>
    (api.received.findLast(({ url }) => url === '/echo')?.headers ?? []).filter(
      (_, i) => i % 2 === 0,
    );
  await send(page);
  const sorted = (list: readonly string[]) =>
    list.map((name) => name.toLowerCase()).sort((one, other) => one.localeCompare(other));
  await expect
    .poll(() => sorted(lastHeaders()))
    .toEqual(sorted(names.filter((name) => name !== 'Cookie')));
  // A Node server answers nobody who does not say which host is meant.
  for (const name of names.filter((one) => one !== 'Host')) {
    await automatic.getByRole('checkbox', { name: `Send ${name}`, exact: true }).uncheck();
  }
  await send(page);
  await expect.poll(lastHeaders).toEqual(['Host', 'Transfer-Encoding']);
});

test('an answer is there again after a reload, and history sends it again', async ({
  app: page,
  api,
}) => {
  await openDraft(page, 'GET', `${api.url}/orders?limit=3`);
  await send(page);
  await expect(responseOf(page).locator('.cm-content')).toContainText('ord_2');
  // It is kept a moment after it is shown; the history lists what is kept.
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(
    page.getByRole('list', { name: 'History' }).getByText('/orders?limit=3'),
  ).toBeVisible();
  await page.goBack();
  await page.reload();
  await expect(responseOf(page).locator('.cm-content')).toContainText('ord_2');
  const before = api.received.length;
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByRole('list', { name: 'History' }).getByText('/orders?limit=3').click();
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => api.received.length).toBe(before + 1);
});

test('a Unix socket is reached by its path', async ({ app: page, context }) => {
  const folder = await mkdtemp(join(tmpdir(), 'scratchpad-unix-'));
  const path = join(folder, 'app.sock');
  const server = createServer((request, response) => response.end(`socket: ${request.url}`));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  await openDraft(page, 'GET', `http://unix:${path}:/v1/orders?limit=1`);
  await send(page);
  await expect(responseOf(page)).toContainText('socket: /v1/orders?limit=1');
  await context.route('**/api/agent/**', (route) => route.abort());
  await page.reload();
  await expect(page.getByText('No agent')).toBeVisible();
  await send(page);
  await expect(responseOf(page)).toContainText('A browser reaches no Unix socket');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

test('the page of a tab that has no agent says what the browser cannot do', async ({
  app: page,
  api,
  context,
}) => {
  await context.route('**/api/agent/**', (route) => route.abort());
  await page.reload();
  await expect(page.getByText('No agent')).toBeVisible();
  await openDraft(page, 'GET', `${api.url}/orders`);
  await send(page);
  // The API sends no CORS headers, so the browser keeps the answer from the page.
  await expect(responseOf(page)).toContainText(/CORS|agent/);
});

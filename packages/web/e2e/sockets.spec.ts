/** WebSocket requests, in the page, through the real agent, against a real server. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test as base } from './fixtures.ts';
import { SocketServer } from './socketServer.ts';
import { fillField } from './steps.ts';

const test = base.extend<{ server: SocketServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  server: async ({}, use) => {
    const server = await SocketServer.start();
    await use(server);
    server.stop();
  },
});

const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function openSocket(page: Page, url: string): Promise<void> {
  await page.keyboard.press('Alt+Shift+s');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), url);
}

async function write(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Message', exact: true });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

async function connect(page: Page): Promise<void> {
  await button(page, 'Connect').click();
  await expect(button(page, 'Disconnect')).toBeVisible();
}

test('connect, send text and binary, read, and end', async ({ app: page, server }) => {
  await openSocket(page, `${server.url}/feed?since=now`);
  await page.getByRole('tab', { name: 'Headers' }).click();
  await page.getByRole('textbox', { name: /^Key/ }).first().fill('X-Key');
  await page
    .getByRole('textbox', { name: /^Value/ })
    .first()
    .fill('abc');
  await page.getByRole('tab', { name: 'Subprotocols' }).click();
  await page.getByRole('textbox', { name: /^Name/ }).first().fill('v2.feed');
  await page.getByRole('tab', { name: 'Message' }).click();
  await connect(page);
  expect(server.handshakes[0]).toMatchObject({
    'x-key': 'abc',
    'sec-websocket-protocol': 'v2.feed',
  });
  await write(page, '{"type": "hello"}');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('1 in, 1 out')).toBeVisible();
  await page.getByLabel('Type of the message').selectOption('Binary (hex)');
  await write(page, '0a1b zz');
  await button(page, 'Send message').click();
  await expect(page.getByRole('alert')).toContainText('not hex');
  await write(page, '00 ff 41');
  await button(page, 'Send message').click();
  await expect(page.getByText('2 in, 2 out')).toBeVisible();
  await log(page)
    .getByRole('button', { name: /In:.*00 ff 41/ })
    .click();
  await expect(log(page).getByLabel('Message', { exact: true })).toContainText(
    '00000000  00 ff 41',
  );
  await log(page)
    .getByRole('button', { name: /Connected to/ })
    .click();
  await expect(log(page).getByLabel('Answered')).toContainText('101 Switching Protocols');
  await expectAccessible(page);
  await page.getByLabel('Search messages').fill('hello');
  await expect(log(page).getByRole('button')).toHaveCount(2);
  await page.getByLabel('Search messages').fill('');
  const download = page.waitForEvent('download');
  await button(page, 'Save the session to a file').click();
  const session = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as unknown[];
  expect(session).toMatchObject([
    { event: 'open' },
    { direction: 'out', type: 'text', text: '{"type": "hello"}' },
    { direction: 'in', type: 'text', text: '{"type": "hello"}' },
    { direction: 'out', type: 'binary', base64: 'AP9B' },
    { direction: 'in', type: 'binary', base64: 'AP9B' },
  ]);
  await button(page, 'Disconnect').click();
  await expect(log(page)).toContainText('Closed with 1000');
  await expect(button(page, 'Connect')).toBeVisible();
});

test('a refused handshake shows what the server said; a wrong port says that nothing answers', async ({
  app: page,
  server,
}) => {
  await openSocket(page, `${server.url}/refused`);
  await button(page, 'Connect').click();
  const refused = log(page).getByRole('button', { name: /refused the connection: 403 Forbidden/ });
  await refused.click();
  await expect(log(page).getByLabel('What the server said')).toContainText('no key, no entry.');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), 'ws://127.0.0.1:9/');
  await button(page, 'Connect').click();
  await expect(log(page)).toContainText('Nothing answers at 127.0.0.1:9');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), '{{nowhere}}/feed');
  await button(page, 'Connect').click();
  await expect(page.getByRole('alert')).toContainText('{{nowhere}} has no value here');
});

test('a lost connection is made again; a close of the server is shown and final', async ({
  app: page,
  server,
}) => {
  await openSocket(page, server.url);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Time between attempts').fill('100');
  await page.getByRole('tab', { name: 'Message' }).click();
  await connect(page);
  server.drop();
  await expect(log(page)).toContainText('Connection lost (1006)');
  await expect(log(page)).toContainText('Trying again in 100 ms (1 of 3)');
  await expect.poll(() => server.handshakes.length).toBe(2);
  await expect(button(page, 'Disconnect')).toBeVisible();
  await write(page, 'bye');
  await button(page, 'Send message').click();
  await expect(log(page)).toContainText('Closed with 4001: as you wish');
  await expect(button(page, 'Connect')).toBeVisible();
  expect(server.handshakes.length).toBe(2);
});

test('10,000 messages come in, and the newest is in sight', async ({ app: page, server }) => {
  await openSocket(page, server.url);
  await connect(page);
  await write(page, 'flood 10000');
  await button(page, 'Send message').click();
  await expect(page.getByText('10,000 in, 1 out')).toBeVisible();
  await expect(log(page)).toContainText('{"n":10000}');
  await page.getByLabel('Search messages').fill('"n":777}');
  await expect(log(page).getByRole('button')).toHaveCount(1);
});

test('what is read stays where it is: while more comes in, and when a message is opened and closed', async ({
  app: page,
  server,
}) => {
  await openSocket(page, server.url);
  await connect(page);
  await write(page, 'flood 500');
  await button(page, 'Send message').click();
  await expect(page.getByText('500 in, 1 out')).toBeVisible();
  await log(page).evaluate((element) => element.scrollTo(0, 200 * 28));
  const read = log(page).getByRole('button', { name: '{"n":295}' });
  const top = async () => Math.round((await read.boundingBox())?.y ?? NaN);
  await expect(read).toBeVisible();
  const before = await top();
  await write(page, 'flood 3000 at 3000/s');
  await button(page, 'Send message').click();
  await expect(page.getByText('3,500 in, 2 out')).toBeVisible();
  expect(await top()).toBe(before);
  const next = log(page).getByRole('button', { name: '{"n":296}' });
  await next.click();
  await expect(log(page).getByLabel('Message', { exact: true })).toContainText('"n": 296');
  await expect.poll(top).toBeGreaterThan(before + 28);
  await next.click();
  await expect.poll(top).toBe(before);
});

test('a request and its saved messages survive export and import', async ({
  app: page,
  server,
}) => {
  await page.keyboard.press('Alt+Shift+s');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${server.url}/feed`);
  await page.getByLabel('Type of the message').selectOption('JSON');
  await write(page, '{"type": "subscribe"}');
  await button(page, 'Save message').click();
  const saved = page.getByRole('region', { name: 'Saved messages' });
  await expect(saved.getByRole('button', { name: 'subscribe JSON' })).toBeVisible();
  await write(page, 'something else');
  await saved.getByRole('button', { name: 'subscribe JSON' }).click();
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toContainText(
    '{"type": "subscribe"}',
  );
  await button(page, 'Save').click();
  await page.getByLabel('Name of the new collection').fill('Feeds');
  await page.getByRole('button', { name: 'Create and save' }).click();
  const row = page.getByRole('treeitem', { name: /Feeds/ });
  await row.click({ button: 'right' });
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /2\.1/ }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    item: [
      {
        _scratchpad: {
          kind: 'ws',
          message: '{"type": "subscribe"}',
          language: 'json',
          messages: [{ name: 'subscribe', message: '{"type": "subscribe"}', language: 'json' }],
        },
      },
    ],
  });
});

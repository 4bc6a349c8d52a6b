/** Proxy and certificates of this device: set in the page, honoured by the real agent. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { startHttp2, startMutualTls, startProxy } from './networkServers.ts';
import { download, fillField, openDraft, responseOf, send } from './steps.ts';

async function openSettings(page: Page, section: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,');
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('button', { name: section, exact: true })
    .click();
}

/** The data export, as text. */
async function exportAll(page: Page): Promise<string> {
  await openSettings(page, 'Data');
  const { content } = await download(page, () =>
    page.getByRole('button', { name: 'Export data' }).click(),
  );
  return content.toString();
}

test('a proxy takes requests, is told of in the answer, and stays on this device', async ({
  app: page,
  api,
}) => {
  const proxy = await startProxy();
  const url = api.url.replace('127.0.0.1', 'api.test');
  await openSettings(page, 'Proxy');
  await expect(page.getByRole('radio', { name: /Like the system/ })).toBeChecked();
  await page.getByRole('radio', { name: /This proxy/ }).check();
  const form = page.getByRole('form', { name: 'This proxy' });
  await form.getByRole('button', { name: 'Use this proxy' }).click();
  await expect(form.getByRole('alert')).toContainText('This is no host');
  await fillField(form.getByRole('textbox', { name: 'Host' }), '127.0.0.1');
  await fillField(form.getByRole('textbox', { name: 'Port' }), '99999');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toContainText('1 to 65535');
  await expectAccessible(page);
  await fillField(form.getByRole('textbox', { name: 'Port' }), String(proxy.port));
  await fillField(form.getByRole('textbox', { name: 'User name' }), 'ann');
  await fillField(form.getByRole('textbox', { name: 'Password' }), 'p@ss');
  await form.getByRole('button', { name: 'Use this proxy' }).click();
  await expect(page.getByText('Proxy saved')).toBeVisible();

  await openDraft(page, 'GET', `${url}/orders?limit=1`);
  await send(page);
  await expect(responseOf(page).getByText('200 OK', { exact: true })).toBeVisible();
  expect(proxy.asked).toEqual([`GET ${url}/orders?limit=1`]);
  await page.keyboard.press('Alt+c');
  await page.getByRole('button', { name: /GET .*api\.test/ }).click();
  await expect(page.getByText(`Through the proxy http://127.0.0.1:${proxy.port}`)).toBeVisible();
  await expect(page.getByText(/Proxy-Authorization/i)).toHaveCount(0);
  await page.keyboard.press('Alt+c');
  expect(await exportAll(page)).not.toContain('p@ss');

  // What is on its list is reached without it.
  await openDraft(page, 'GET', `${api.url}/orders?limit=2`);
  await send(page);
  await expect(responseOf(page).getByText('200 OK', { exact: true })).toBeVisible();
  expect(proxy.asked).toHaveLength(1);

  await openSettings(page, 'Proxy');
  await page.getByRole('radio', { name: /No proxy/ }).check();
  await openDraft(page, 'GET', `${url}/orders?limit=3`);
  await send(page);
  // Whether a resolver says no or nothing at all depends on the network of this machine.
  await expect(responseOf(page)).toContainText(
    /There is no host named "api\.test"|The address of "api\.test" could not be looked up/,
  );
  expect(proxy.asked).toHaveLength(1);
  await proxy.stop();
});

test('a client certificate and a CA file open a server of mutual TLS, for requests and WebSockets', async ({
  app: page,
}) => {
  const server = await startMutualTls();
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/x-pem-file',
    buffer: Buffer.from(text),
  });
  await openDraft(page, 'GET', `https://localhost:${server.port}/`);
  await send(page);
  await expect(responseOf(page)).toContainText('self-signed certificate');
  await expect(responseOf(page)).toContainText('settings under Certificates');

  await openSettings(page, 'Certificates');
  await page.getByRole('button', { name: 'Add a CA certificate' }).click();
  const authority = page.getByRole('form', { name: 'Add a CA certificate' });
  await fillField(authority.getByRole('textbox', { name: 'Host' }), 'localhost');
  await authority.getByLabel('CA file (PEM)').setInputFiles(file('notes.txt', 'nothing'));
  await expect(authority.getByRole('alert')).toContainText('holds no certificate in PEM');
  await authority.getByLabel('CA file (PEM)').setInputFiles(file('ca.pem', server.own.cert));
  await authority.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('list', { name: 'CA certificates' })).toContainText('ca.pem');

  await page.getByRole('button', { name: 'Add a certificate' }).click();
  const form = page.getByRole('form', { name: 'Add a certificate' });
  await fillField(
    form.getByRole('textbox', { name: 'Host' }),
    `https://localhost:${server.port}/v1`,
  );
  await form
    .getByLabel('Certificate', { exact: true })
    .setInputFiles(file('ann.pem', server.client.cert));
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toContainText('Choose the file with its private key');
  await form.getByLabel('Private key').setInputFiles(file('ann.key', server.client.key));
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  const list = page.getByRole('list', { name: 'Client certificates' });
  await expect(list).toContainText(`localhost:${server.port}`);
  await expect(list).toContainText('ann.pem, ann.key');

  const again = async () => {
    await page
      .getByRole('tab', { name: /Untitled request/ })
      .first()
      .click();
    await send(page);
  };
  await again();
  await expect(responseOf(page)).toContainText('hello ann');
  await page.keyboard.press('Alt+Shift+s');
  await fillField(
    page.getByRole('textbox', { name: 'Request URL' }),
    `wss://localhost:${server.port}/`,
  );
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Disconnect', exact: true })).toBeVisible();

  expect(await exportAll(page)).not.toMatch(/PRIVATE KEY|BEGIN CERTIFICATE/);
  await openSettings(page, 'Certificates');
  await list.getByRole('button', { name: /^Delete/ }).click();
  await expect(page.getByText('No client certificate.')).toBeVisible();
  await again();
  await expect(responseOf(page)).not.toContainText('hello ann');
  await page.getByRole('button', { name: 'Undo' }).click();
  await again();
  await expect(responseOf(page)).toContainText('hello ann');
  await server.stop();
});

test("the HTTP version, a method of one's own, and a body with GET are sent as the settings say", async ({
  app: page,
}) => {
  const server = await startHttp2();
  await openDraft(page, 'GET', server.url);
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
  await page.getByRole('combobox', { name: 'Type of body' }).selectOption('raw');
  await page
    .getByRole('tabpanel', { name: 'Body' })
    .first()
    .locator('.cm-content')
    .fill('with GET');
  await page.getByRole('tab', { name: 'Settings' }).last().click();
  await page.getByLabel('Verify TLS certificates', { exact: true }).uncheck();
  await send(page);
  await expect(responseOf(page)).toContainText('2.0 GET <>');
  await page.getByLabel('Body with any method', { exact: true }).check();
  const version = page.getByRole('combobox', { name: 'HTTP version' });
  for (const [choice, sent] of [
    ['http2', '2.0'],
    ['http1', '1.1'],
    ['auto', '2.0'],
  ] as const) {
    await version.selectOption(choice);
    await send(page);
    await expect(responseOf(page)).toContainText(`${sent} GET <with GET>`);
  }
  const method = page.getByRole('combobox', { name: 'Method' });
  await method.fill('FLUSH-ALL');
  await method.press('Enter');
  await send(page);
  await expect(responseOf(page)).toContainText('2.0 FLUSH-ALL <with GET>');
  server.stop();
});

/** Reading what a server answered, whatever it is. */
import type { ServerResponse } from 'node:http';
import type { Locator, Page } from '@playwright/test';
import { BodyServer, createPdf, createWav } from './bodyServer.ts';
import { Canary } from './canary.ts';
import { expect, expectAccessible, test as withApp } from './fixtures.ts';
import { fillField, importFiles, treeItem } from './steps.ts';

const test = withApp.extend<{ server: BodyServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  server: async ({}, use) => {
    const server = await BodyServer.start();
    await use(server);
    await server.stop();
  },
});

const response = (page: Page): Locator =>
  page.getByRole('region', { name: 'Response', exact: true });

async function send(page: Page, url: string): Promise<void> {
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), url);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(response(page).getByText('200 OK', { exact: true })).toBeVisible();
}

const view = (page: Page, name: string) =>
  response(page).getByRole('radio', { name, exact: true }).check({ force: true });

test('PDF is drawn, sound is played, pictures are shown, anything as bytes', async ({
  app: page,
  server,
}) => {
  server.bodies.set('/a.pdf', { type: 'application/pdf', bytes: createPdf('Harbour') });
  server.bodies.set('/broken.pdf', { type: 'application/pdf', bytes: 'not at all' });
  server.bodies.set('/a.wav', { type: 'audio/wav', bytes: createWav() });
  server.bodies.set('/a.bin', {
    type: 'application/octet-stream',
    bytes: Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251)),
  });
  await page.keyboard.press('Alt+n');
  await send(page, `${server.url}/a.pdf`);
  const sheet = response(page).getByRole('img', { name: 'Page 1 of 1' });
  await expect(sheet).toHaveAttribute('data-drawn', '');
  const ink = await sheet.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 0 && value < 128).length;
  });
  expect(ink).toBeGreaterThan(100);
  await expectAccessible(page);
  await send(page, `${server.url}/broken.pdf`);
  await expect(response(page).getByRole('alert')).toContainText('The PDF could not be shown');

  await send(page, `${server.url}/a.wav`);
  const audio = response(page).getByLabel('The body as sound');
  await expect
    .poll(() => audio.evaluate((player: HTMLAudioElement) => player.duration))
    .toBeCloseTo(0.1, 2);

  await send(page, `${server.url}/a.bin`);
  await expect(response(page)).toContainText('00000010  10 11 12');
  await response(page)
    .getByRole('group', { name: 'Response body' })
    .evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect(response(page)).toContainText('000493d0');
  await expectAccessible(page);
});

test('hostile HTML, SVG and PDF run nothing and reach nobody', async ({ app: page, server }) => {
  const canary = await Canary.start();
  const { url } = canary;
  try {
    const attack = `window.hit = 1; top.hit = 1; fetch("${url}/fetch"); new Image().src = "${url}/image"; parent.postMessage("hit", "*"); open("${url}/open"); top.location = "${url}/top"`;
    server.bodies.set('/a.html', {
      type: 'text/html',
      bytes: `<!doctype html><title>Bad</title><h1>Seen</h1>
        <script>${attack}</script><script src="${url}/script"></script>
        <img src="${url}/img" onerror='${attack}'><img src="data:," onerror='${attack}'>
        <iframe src="${url}/iframe"></iframe><iframe srcdoc='<script>${attack}</script>'></iframe>
        <div><template shadowrootmode="open"><iframe src="${url}/shadow"></iframe></template></div>
        <object data="${url}/object"></object><embed src="${url}/embed">
        <link rel="stylesheet" href="${url}/style"><link rel="prefetch" href="${url}/prefetch">
        <style>@import "${url}/import"; body { background: url(${url}/background) }</style>
        <meta http-equiv="refresh" content="0; url=${url}/refresh">
        <form action="${url}/form"><input autofocus onfocus='${attack}'></form>
        <video autoplay src="${url}/video" onerror='${attack}'></video>
        <svg onload='${attack}'><script>${attack}</script></svg><base target="_top">`,
    });
    server.bodies.set('/a.svg', {
      type: 'image/svg+xml',
      bytes: `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="30" onload='${attack}'>
        <script>${attack}</script><image xlink:href="${url}/svg-image" width="9" height="9"/>
        <foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${url}/svg-iframe"/></foreignObject>
        <rect width="90" height="30" fill="teal"/></svg>`,
    });
    server.bodies.set('/a.pdf', {
      type: 'application/pdf',
      bytes: createPdf(
        'Seen',
        `/OpenAction <</S /JavaScript /JS (app.launchURL\\("${url}/pdf-script"\\); this.submitForm\\("${url}/pdf-form"\\))>> /AA <</WC <</S /URI /URI (${url}/pdf-uri)>>>>`,
      ),
    });
    await page.keyboard.press('Alt+n');
    await send(page, `${server.url}/a.html`);
    await view(page, 'Preview');
    await expect(
      page
        .frameLocator('iframe[title="Preview of the body"]')
        .getByRole('heading', { name: 'Seen' }),
    ).toBeVisible();
    await send(page, `${server.url}/a.svg`);
    const picture = response(page).getByRole('img', { name: 'The body as a picture' });
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(90);
    // In a tab of its own it would be no page of this origin.
    expect(await picture.getAttribute('src')).toMatch(/^data:image\/svg\+xml/);
    await send(page, `${server.url}/a.pdf`);
    await expect(response(page).getByRole('img', { name: 'Page 1 of 1' })).toHaveAttribute(
      'data-drawn',
      '',
    );
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    expect(canary.heard).toEqual([]);
    // The control: the canary hears what reaches it.
    await page.evaluate((address) => fetch(`${address}/control`), url);
    expect(canary.heard).toContain('/control');
  } finally {
    await canary.stop();
  }
});

test('an entry of the history shows its tests', async ({ app: page, server }) => {
  server.bodies.set('/orders', { type: 'application/json', bytes: '{"open": true}' });
  const exec = [
    "pm.test('is open', () => pm.expect(pm.response.json().open).to.be.true);",
    "pm.test('is paid', () => pm.expect(pm.response.json().paid).to.be.true);",
  ];
  const file = {
    info: {
      name: 'Tested',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [
      {
        name: 'Orders',
        request: { method: 'GET', url: `${server.url}/orders` },
        event: [{ listen: 'test', script: { exec } }],
      },
    ],
  };
  await importFiles(page, [{ name: 'tested.json', content: Buffer.from(JSON.stringify(file)) }]);
  await treeItem(page, 'Tested').click();
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'GET Orders').dblclick();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(response(page).getByText('200 OK', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByRole('list', { name: 'History' }).getByText('/orders').click();
  const entry = page.getByRole('region', { name: 'Entry' });
  await expect(entry.getByRole('tab', { name: 'Tests' })).toContainText('1/2');
  await entry.getByRole('tab', { name: 'Tests' }).click();
  await expect(entry).toContainText('is open');
  await expect(entry).toContainText('expected undefined to be true');
  await expectAccessible(page);
});

test('the path of a value is copied, and a value becomes a variable', async ({
  app: page,
  server,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  server.bodies.set('/orders', {
    type: 'application/json',
    bytes: '{"data": [{"id": "ord_1", "a b": 3}, {"id": "ord_2"}]}',
  });
  await page.keyboard.press('Alt+n');
  await send(page, `${server.url}/orders`);
  await response(page).locator('.cm-content').getByText('"ord_2"').click();
  await expect(response(page)).toContainText('$.data[1].id');
  await response(page).getByRole('button', { name: 'Copy the path' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('$.data[1].id');
  await response(page).getByRole('button', { name: 'Set as variable' }).click();
  await page.getByRole('textbox', { name: 'Name of the variable' }).fill('order');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Set {{order}} in the globals, on this device.')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Alt+g');
  await expect(page.getByRole('textbox', { name: /Current value/ }).first()).toHaveValue('ord_2');
});

test('an answer is compared with the one before', async ({ app: page, server }) => {
  const answer = (total: number) => ({
    type: 'application/json',
    bytes: JSON.stringify({ id: 'ord_1', lines: Array.from({ length: 30 }, (_, i) => i), total }),
  });
  server.bodies.set('/order', answer(12));
  await page.keyboard.press('Alt+n');
  await send(page, `${server.url}/order`);
  const compare = response(page).getByRole('button', { name: 'Compare with the answer before' });
  await compare.click();
  await expect(response(page)).toContainText('The history has no earlier answer of this request.');
  server.bodies.set('/order', answer(15));
  await send(page, `${server.url}/order`);
  await expect(response(page)).toContainText('Compared with the answer of');
  await expect(response(page).locator('.cm-deletedChunk')).toContainText('"total": 12');
  await expect(response(page).locator('.cm-changedLine')).toContainText('"total": 15');
  await expect(response(page)).toContainText('unchanged lines');
  await expectAccessible(page);
  await compare.click();
  await expect(response(page).locator('.cm-deletedChunk')).toHaveCount(0);
});

for (const [what, type] of [
  ['a stream of events', 'text/event-stream'],
  ['a body in chunks', 'application/x-ndjson'],
] as const) {
  test(`${what} is read while it comes, and kept when it ends`, async ({ app: page, server }) => {
    const opened = Promise.withResolvers<ServerResponse>();
    server.bodies.set('/live', { type, bytes: 'data: 1\n\n', more: opened.resolve });
    await page.keyboard.press('Alt+n');
    await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${server.url}/live`);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const body = response(page).locator('.cm-content');
    await expect(body).toContainText('data: 1');
    const stream = await opened.promise;
    stream.write('data: 2\n\n');
    await expect(body).toContainText('data: 2');
    await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible();
    stream.end('data: 3\n\n');
    await expect(response(page).getByText('200 OK', { exact: true })).toBeVisible();
    await expect(body).toContainText('data: 1');
    await expect(body).toContainText('data: 3');
  });
}

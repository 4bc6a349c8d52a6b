/** The documentation of a collection: to read, and as a file that is given away. */
import { Canary } from './canary.ts';
import { article, exportDocs, openDocs, withFile } from './documentationSteps.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { importFiles } from './steps.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

const TIDEWATER = {
  info: {
    name: 'Tidewater',
    schema: SCHEMA,
    description: 'Place **orders**. Lists are paged with `cursor`.',
  },
  variable: [
    { key: 'base', value: 'https://api.tidewater.example', description: 'No slash at the end' },
    { key: 'password', value: 'pw-in-a-variable' },
  ],
  auth: {
    type: 'apikey',
    apikey: [
      { key: 'key', value: 'X-Api-Key' },
      { key: 'value', value: 'literal-key-1' },
    ],
  },
  item: [
    {
      name: 'Orders',
      description: 'All about orders.',
      item: [
        {
          name: 'Create order',
          request: {
            method: 'POST',
            url: '{{base}}/orders/:region?notify=true',
            header: [
              {
                key: 'Idempotency-Key',
                value: '{{key}}',
                description: 'The same one twice is one order',
              },
              { key: 'Authorization', value: 'Bearer literal-token-2' },
            ],
            body: { mode: 'raw', raw: '{"sku": "ROPE"}', options: { raw: { language: 'json' } } },
            description: 'Reserves stock for each line.',
          },
          response: [
            {
              name: 'Created',
              code: 201,
              status: 'Created',
              header: [{ key: 'Location', value: '/orders/7' }],
              body: '{"id":"ord_7","status":"open"}',
              originalRequest: { method: 'POST', url: { raw: '{{base}}/orders/north' } },
            },
          ],
        },
      ],
    },
    {
      name: 'Health',
      request: { method: 'GET', url: '{{base}}/health', auth: { type: 'noauth' } },
    },
  ],
};

function asFile(collection: object) {
  return [{ name: 'collection.json', content: Buffer.from(JSON.stringify(collection)) }];
}

test('a collection reads as a page: contents, requests in order, examples, code; it follows edits', async ({
  app: page,
}) => {
  await importFiles(page, asFile(TIDEWATER));
  await openDocs(page, 'Tidewater');
  await expect(article(page).getByRole('heading')).toHaveText([
    'Tidewater',
    'Orders',
    'Create order',
    'Health',
  ]);
  await expect(article(page).locator('strong', { hasText: 'orders' })).toBeVisible();
  await expect(article(page)).toContainText('Sends an API key in a header. X-Api-Key: <key>');
  await expect(article(page)).toContainText('The same one twice is one order');
  await expect(article(page)).toContainText('201 Created');
  await expect(article(page)).toContainText('"status": "open"');
  await expect(article(page)).toContainText('curl --location');
  await page.getByRole('combobox', { name: 'Code in' }).selectOption({ label: 'Python, Requests' });
  await expect(article(page)).toContainText('import requests');
  await expectAccessible(page);
  await page.getByRole('navigation', { name: 'On this page' }).getByText('Health').click();
  await expect(article(page).getByRole('heading', { name: 'Health' })).toBeInViewport();
  await page.getByRole('button', { name: 'Open Create order' }).click();
  await page.getByRole('textbox', { name: 'Request name' }).fill('Place an order');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Docs: Tidewater' }).click();
  await expect(article(page).getByRole('heading', { name: 'Place an order' })).toBeVisible();
});

test('the palette opens it, and its tab is there after a reload', async ({ app: page }) => {
  await importFiles(page, asFile(TIDEWATER));
  await page.keyboard.press('Control+k');
  await page
    .getByRole('combobox', { name: 'Search or run a command' })
    .fill('documentation of Tidewater');
  await page.keyboard.press('Enter');
  await expect(article(page).getByRole('heading', { name: 'Tidewater' })).toBeVisible();
  await page.reload();
  await expect(article(page).getByRole('heading', { name: 'Tidewater' })).toBeVisible();
  await page.setViewportSize({ width: 800, height: 700 });
  await expectAccessible(page);
});

test('the exported file is whole, needs no network, and tells no secret', async ({
  app: page,
  context,
}) => {
  await importFiles(page, asFile(TIDEWATER));
  await openDocs(page, 'Tidewater');
  const { name, content } = await exportDocs(page);
  expect(name).toBe('Tidewater.html');
  const text = content.toString();
  for (const secret of ['literal-key-1', 'literal-token-2', 'pw-in-a-variable'])
    expect(text).not.toContain(secret);
  expect(text).not.toMatch(/<script|<link|<button|src=|@import|url\(/i);
  await withFile(content, async (url) => {
    const reader = await context.newPage();
    const complaints: string[] = [];
    reader.on('console', (message) => complaints.push(message.text()));
    const asked: string[] = [];
    reader.on('request', (request) => asked.push(request.url()));
    await reader.goto(url);
    await expect(reader.getByRole('heading', { name: 'Create order' })).toBeVisible();
    await expect(reader.locator('body')).toContainText('Reserves stock for each line.');
    // Its style is let through by its hash.
    await expect(reader.locator('.doc-page')).toHaveCSS('display', 'grid');
    await reader.getByRole('link', { name: 'Health' }).click();
    await expect(reader.getByRole('heading', { name: 'Health' })).toBeInViewport();
    expect(complaints).toEqual([]);
    expect(asked.map((address) => address.split('#')[0])).toEqual([url]);
    await reader.close();
  });
});

/** Each tries to run something, or to tell that the page was read. `URL` is the canary's address. */
const HOSTILE = [
  '<script>fetch("URL/script")</script>',
  '<script src="URL/script-src"></script>',
  '<img src="URL/img" onerror="fetch(\'URL/onerror\')">',
  '<img src=x onerror="window.hit = 1; fetch(\'URL/onerror2\')">',
  '![picture](URL/markdown-image)',
  '[click me](javascript:fetch("URL/javascript-link"))',
  '<a href="java&#x0A;script:fetch(\'URL/split\')">click me</a>',
  '<a href="data:text/html,<script>fetch(\'URL/data\')</script>">click me</a>',
  '<svg onload="fetch(\'URL/svg\')"><script>fetch("URL/svg-script")</script><image href="URL/svg-image"/></svg>',
  '<iframe src="URL/iframe"></iframe>',
  '<iframe srcdoc="<script>fetch(\'URL/srcdoc\')</script>"></iframe>',
  '<style>@import "URL/style"; body { background: url(URL/style-url) }</style>',
  '<p style="background: url(URL/inline-style)">styled</p>',
  '<link rel="stylesheet" href="URL/link">',
  '<meta http-equiv="refresh" content="0; url=URL/refresh">',
  '<base href="URL/base/">',
  '<object data="URL/object"></object><embed src="URL/embed">',
  '<video src="URL/video" autoplay></video><audio src="URL/audio" autoplay></audio>',
  '<form action="URL/form"><button autofocus onfocus="fetch(\'URL/focus\')">click me</button></form>',
  '<details open ontoggle="fetch(\'URL/toggle\')">click me</details>',
  '<math><mtext><table><mglyph><style><img src=x onerror="fetch(\'URL/mxss\')">',
  '<noscript><p title="</noscript><img src=x onerror=fetch(\'URL/noscript\')>">',
];

test('hostile Markdown runs nothing, neither in the page nor in the exported file', async ({
  app: page,
  context,
}) => {
  const canary = await Canary.start();
  try {
    // The control: unsanitised, the canary hears it.
    const control = await context.newPage();
    await control.setContent((HOSTILE[3] as string).replaceAll('URL', canary.url));
    await expect.poll(() => canary.heard.includes('/onerror2')).toBe(true);
    await control.close();
    canary.heard.length = 0;

    const attacks = HOSTILE.map((text) => text.replaceAll('URL', canary.url));
    const hostile = attacks.join('\n\n');
    const row = { key: attacks[3], value: attacks[3], description: attacks[3] };
    await importFiles(
      page,
      asFile({
        info: { name: 'Hostile', schema: SCHEMA, description: hostile },
        variable: [row],
        item: [
          // Names are text, and show as text.
          ...attacks.map((description) => ({ name: attacks[3], description, item: [] })),
          {
            name: 'Request',
            request: {
              method: 'GET',
              url: 'https://h.example/',
              header: [row],
              description: hostile,
            },
            response: [
              { name: attacks[3], code: 200, status: attacks[3], header: [row], body: hostile },
            ],
          },
          { name: 'Last', request: { method: 'GET', url: 'https://h.example/' } },
        ],
      }),
    );
    await openDocs(page, 'Hostile');
    await article(page).getByRole('heading', { name: 'Last' }).scrollIntoViewIfNeeded();
    await expect(
      article(page).locator('script, iframe, style, svg, form, object, base'),
    ).toHaveCount(0);
    for (const link of await article(page).getByText('click me').all()) {
      await expect(link.locator('xpath=ancestor-or-self::a[@href]')).toHaveCount(0);
    }
    const { content } = await exportDocs(page);
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    expect(canary.heard).toEqual([]);

    await withFile(content, async (url) => {
      const reader = await context.newPage();
      await reader.goto(url);
      await reader.getByRole('heading', { name: 'Last' }).scrollIntoViewIfNeeded();
      expect(await reader.evaluate(() => 'hit' in window)).toBe(false);
      await expect(
        reader.locator('script, iframe, svg, form, object, base, [onerror], [onload]'),
      ).toHaveCount(0);
      await reader.close();
    });
    // Without its policy, too: what stands in it is harmless by itself.
    const bare = content.toString().replace(/<meta http-equiv[^>]*>/, '');
    await withFile(Buffer.from(bare), async (url) => {
      const reader = await context.newPage();
      await reader.goto(url, { waitUntil: 'networkidle' });
      expect(await reader.evaluate(() => 'hit' in window)).toBe(false);
      await reader.close();
    });
    expect(canary.heard).toEqual([]);
  } finally {
    await canary.stop();
  }
});

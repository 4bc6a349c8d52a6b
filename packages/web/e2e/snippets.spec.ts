/** Code of a request: what it sends when a real program runs it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Received } from './apiServer.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { importFiles, treeItem } from './steps.ts';

const run = promisify(execFile);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** A collection of one request with what is easily lost: quotes, `&`, a parameter without value, variables. */
function collection(url: string): string {
  return JSON.stringify({
    info: {
      name: 'Snippets',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    variable: [
      { key: 'base', value: url },
      { key: 'who', value: 'Ann & Bo' },
    ],
    auth: { type: 'bearer', bearer: [{ key: 'token', value: 't-1', type: 'string' }] },
    item: [
      {
        name: 'Greet',
        request: {
          method: 'PUT',
          url: '{{base}}/echo/a b/:id?q={{who}}&flag&sum=1%2B1',
          header: [{ key: 'X-Note', value: `it's "quoted" $HOME` }],
          body: {
            mode: 'raw',
            raw: `{"note": "it's {{who}} \\\\ \\"x\\" \`y\` $z ü"}`,
            options: { raw: { language: 'json' } },
          },
        },
      },
    ],
  });
}

const panel = (page: Page) => page.getByRole('region', { name: 'Code', exact: true });

async function open(page: Page, url: string): Promise<void> {
  await importFiles(page, [{ name: 'snippets.json', content: Buffer.from(collection(url)) }]);
  await treeItem(page, 'Snippets').click();
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'PUT Greet').dblclick();
  await page.keyboard.press('Alt+Shift+C');
  await expect(panel(page)).toBeVisible();
}

async function choose(page: Page, language: string, library: string | null): Promise<void> {
  await panel(page).getByRole('combobox', { name: 'Language' }).selectOption({ label: language });
  if (library !== null)
    await panel(page).getByRole('combobox', { name: 'Library' }).selectOption({ label: library });
}

/** What the button copies, once the code says so. */
async function copyCode(page: Page, sign: string): Promise<string> {
  await expect(panel(page).locator('.cm-content')).toContainText(sign);
  await panel(page).getByRole('button', { name: 'Copy the code' }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What all programs must have sent; JSON is compared by what it says. */
function gist({ method, url, headers, body }: Received) {
  const header = (name: string) =>
    headers[headers.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === name) + 1];
  return {
    method,
    url,
    note: header('x-note'),
    authorization: header('authorization'),
    type: header('content-type'),
    body: JSON.parse(body) as unknown,
  };
}

const PROGRAMS = [
  { language: 'cURL', library: null, sign: 'curl', file: 'run.sh', program: 'sh', needs: 'curl' },
  {
    language: 'Python',
    library: 'http.client',
    sign: 'http.client',
    file: 'run.py',
    program: 'python3',
    needs: 'python3',
  },
  {
    language: 'JavaScript',
    library: 'Fetch',
    sign: 'fetch(',
    file: 'run.mjs',
    program: process.execPath,
    needs: process.execPath,
  },
] as const;

for (const { language, library, sign, file, program, needs } of PROGRAMS) {
  test(`${language}: a real program sends what Send sends`, async ({ app: page, api }) => {
    const isThere = await run(needs, ['--version']).then(
      () => true,
      () => false,
    );
    test.skip(!isThere, `${needs} is not installed here.`);
    await open(page, api.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByText('200 OK', { exact: true })).toBeVisible();
    const sent = api.received.at(-1) as Received;
    await choose(page, language, library);
    await panel(page).getByRole('button', { name: 'Options' }).click();
    await panel(page).getByRole('checkbox', { name: 'Fill in variables' }).check();
    await expect(panel(page).locator('.cm-content')).not.toContainText('{{');
    const code = await copyCode(page, sign);
    const folder = await mkdtemp(join(tmpdir(), 'snippet-'));
    try {
      await writeFile(join(folder, file), code);
      const count = api.received.length;
      await run(program, [join(folder, file)]);
      expect(api.received.length).toBe(count + 1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    expect(gist(api.received.at(-1) as Received)).toEqual(gist(sent));
  });
}

test('the choice is remembered, variables stay as written, and it follows the request', async ({
  app: page,
  api,
}) => {
  await open(page, api.url);
  await choose(page, 'Python', 'Requests');
  const code = panel(page).locator('.cm-content');
  await expect(code).toContainText('{{base}}/echo/a%20b/');
  await expect(code).toContainText('q={{who}}&flag&sum=1%2B1');
  await page.reload();
  await expect(code).toContainText('import requests');
  await page.getByRole('combobox', { name: 'Method' }).fill('PATCH');
  await page.keyboard.press('Enter');
  await expect(code).toContainText('"PATCH"');
  await panel(page).getByRole('button', { name: 'Options' }).click();
  await panel(page).getByRole('combobox', { name: 'Set indentation type' }).selectOption('Tab');
  await expectAccessible(page);
  await page.keyboard.press('Alt+Shift+C');
  await expect(panel(page)).toBeHidden();
});

test('Copy as cURL, and the palette knows the code', async ({ app: page, api }) => {
  await open(page, api.url);
  await panel(page).getByRole('button', { name: 'Hide the code' }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Copy as cURL' }).click();
  await expect(page.getByText('Copied as cURL')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("'{{base}}/echo/a%20b/:id?q={{who}}&flag&sum=1%2B1'");
  expect(copied).toContain("--header 'Authorization: Bearer t-1'");
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('code of the request');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeVisible();
});

test('in a narrow window the code lies over the request', async ({ app: page, api }) => {
  await page.setViewportSize({ width: 800, height: 700 });
  await page.keyboard.press('Alt+n');
  await page.getByRole('textbox', { name: 'Request URL' }).fill(`${api.url}/orders`);
  await page.keyboard.press('Alt+Shift+C');
  await expect(panel(page).locator('.cm-content')).toContainText('/orders');
  await expectAccessible(page);
});

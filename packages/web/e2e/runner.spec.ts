/** The collection runner: the same results as in a terminal, at any size, and under the hand of whoever started it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
// oxlint-disable-next-line no-restricted-imports -- the very collections that the terminal is compared with newman by
import { FLOW_COLLECTIONS } from '../../sender/src/run/fixtures/flows.ts';
// oxlint-disable-next-line no-restricted-imports -- as above
import { SCRIPT_COLLECTIONS } from '../../sender/src/run/fixtures/scripts.ts';
// oxlint-disable-next-line no-restricted-imports -- as above
import { startEcho } from '../../sender/src/run/fixtures/echoServer.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { collectionsTree, download, dropFile } from './steps.ts';

const ROOT = join(import.meta.dirname, '../../..');
const COLLECTIONS = { ...SCRIPT_COLLECTIONS, ...FLOW_COLLECTIONS };
const CSV = 'a,b\r\n1,x\r\n"2","y, z"\r\n';

interface Report {
  readonly run: {
    readonly stats: Record<string, { total: number; failed: number }>;
    readonly executions: readonly {
      readonly item: { readonly name: string };
      readonly response?: { readonly code: number };
      readonly requestError?: object;
      readonly assertions?: readonly {
        assertion: string;
        skipped: boolean;
        error?: { name: string; message: string };
      }[];
    }[];
    readonly failures: readonly {
      error: { name: string; message: string; test?: string };
      at: string;
      source: { name: string };
    }[];
  };
}

/** What both sides must say alike. */
function told({ run }: Report) {
  return {
    stats: run.stats,
    executions: run.executions.map(({ item, response, requestError, assertions = [] }) => ({
      name: item.name,
      status: response?.code,
      isFailed: requestError !== undefined,
      assertions: assertions.map(({ assertion, skipped, error }) => [
        assertion,
        skipped,
        error?.name,
        error?.message,
      ]),
    })),
    failures: run.failures.map(({ error, at, source }) => [
      error.name,
      error.message,
      error.test,
      at,
      source.name,
    ]),
  };
}

async function importJson(page: Page, name: string, content: unknown): Promise<void> {
  await dropFile(page, `${name}.json`, Buffer.from(JSON.stringify(content)));
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByRole('button', { name: /^Import \d/ })).toBeVisible();
  // Some of the collections resemble each other so much that they are taken for one.
  const known = dialog.getByRole('combobox', { name: /^What to do with/ });
  for (const choice of await known.all()) await choice.selectOption('both');
  await dialog.getByRole('button', { name: /^Import \d/ }).click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
}

/** Opens the runner of a collection from the menu of its row. */
async function openRunner(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill(`Run ${name}`);
  await page
    .getByRole('option', { name: `Run ${name}`, exact: true })
    .first()
    .click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

test.use({ actionTimeout: 30_000 });

const results = (page: Page) => page.getByRole('region', { name: 'Results' });

async function exportJson(page: Page): Promise<Report> {
  const { content } = await download(page, async () => {
    await page.getByRole('button', { name: 'Export the results' }).click();
    await page.getByRole('menuitem', { name: 'Report as JSON' }).click();
  });
  return JSON.parse(content.toString()) as Report;
}

/**
 * A request that a kept connection loses without an answer is sent once more, as HTTP asks for; whether a connection was
 * kept is not the same in every run.
 */
function withoutRepeats<T extends { readonly url: string }>(log: readonly T[]): T[] {
  return log.filter((entry, i) => entry.url !== '/reset' || log[i - 1]?.url !== '/reset');
}

test('runs give the same results as in a terminal', async ({ app }) => {
  test.setTimeout(600_000);
  const echo = await startEcho();
  const folder = await mkdtemp(join(tmpdir(), 'scratchpad-runner-'));
  await writeFile(join(folder, 'rows.csv'), CSV);
  const variable = (key: string, value: string) => ({ key, value, enabled: true });
  await importJson(app, 'me', {
    name: 'Me',
    values: [variable('who', 'me')],
    _postman_variable_scope: 'environment',
  });
  await importJson(app, 'globals', {
    name: 'Globals',
    values: [variable('base', echo.url), variable('port', String(echo.port))],
    _postman_variable_scope: 'globals',
  });
  for (const [name, content] of Object.entries(COLLECTIONS)) await importJson(app, name, content);
  try {
    for (const [name, content] of Object.entries(COLLECTIONS)) {
      await test.step(name, async () => {
        const withData = name === 'data';
        // One of them waits for five seconds; the rest is not to fail because the machine is busy.
        const limitMs = String(name === 'timeouts' ? 2000 : 30_000);
        await app.evaluate((ms) => localStorage.setItem('scratchpad.scriptTimeoutMs', ms), limitMs);
        const file = join(folder, `${name}.json`);
        const report = join(folder, 'report.json');
        await writeFile(file, JSON.stringify(content));
        echo.log.length = 0;
        await promisify(execFile)(
          process.execPath,
          [
            join(ROOT, 'scripts/tasks/scratchpad.ts'),
            ...[
              'run',
              file,
              '-r',
              'json',
              '--reporter-json-export',
              report,
              '--timeout-script',
              limitMs,
            ],
            ...[
              '--env-var',
              'who=me',
              '--global-var',
              `base=${echo.url}`,
              '--global-var',
              `port=${echo.port}`,
            ],
            ...(withData ? ['-d', join(folder, 'rows.csv')] : []),
          ],
          { cwd: folder },
        ).catch((error: { code?: number }) => expect(error.code).toBe(1));
        const terminal = told(JSON.parse(await readFile(report, 'utf8')) as Report);
        const asked = withoutRepeats(echo.log);
        echo.log.length = 0;

        await openRunner(app, (content['info'] as { name: string }).name);
        await app.getByRole('combobox', { name: 'Environment' }).selectOption('Me');
        await app.getByLabel('Keep variable values').uncheck();
        await app.getByLabel('Use the cookies of this device').uncheck();
        if (withData) {
          const chooser = app.waitForEvent('filechooser');
          await app.getByRole('button', { name: 'CSV or JSON...' }).click();
          await (await chooser).setFiles(join(folder, 'rows.csv'));
          await expect(app.getByText('2 rows')).toBeVisible();
          await expect(app.getByRole('textbox', { name: 'Iterations' })).toHaveValue('2');
        }
        await app.getByRole('button', { name: /^Run \d/ }).click();
        await expect(results(app).getByRole('button', { name: 'Run again' })).toBeVisible({
          timeout: 60_000,
        });
        expect(told(await exportJson(app))).toEqual(terminal);
        expect(withoutRepeats(echo.log)).toEqual(asked);
      });
    }
  } finally {
    await echo.close();
    await rm(folder, { recursive: true, force: true });
  }
});

function simple(name: string, url: string, count: number, more: object = {}) {
  return {
    info: { name, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: Array.from({ length: count }, (_, i) => ({
      name: `Request ${i}`,
      request: { method: 'GET', url: `${url}/echo?i=${i}` },
      event: [
        {
          listen: 'test',
          script: {
            exec: [
              "pm.test('is 200', () => pm.response.to.have.status(200));",
              `pm.test('is itself', () => pm.expect(pm.response.json().url).to.equal('/echo?i=${i}'));`,
              "pm.environment.set('last', pm.info.requestName);",
            ],
          },
        },
      ],
    })),
    ...more,
  };
}

test('requests are left out, reordered, and repeated; the run is kept and can be looked at again', async ({
  app,
  api,
}) => {
  await importJson(app, 'Few', simple('Few', api.url, 4));
  await openRunner(app, 'Few');
  await app.getByRole('checkbox', { name: 'Request 1' }).uncheck();
  await app.getByRole('checkbox', { name: 'Request 3' }).focus();
  await app.keyboard.press('Alt+ArrowUp');
  await app.keyboard.press('Alt+ArrowUp');
  await app.keyboard.press('Alt+ArrowUp');
  await app.getByRole('textbox', { name: 'Iterations' }).fill('2');
  await expectAccessible(app);
  await app.getByRole('button', { name: 'Run 3 requests' }).click();
  await expect(results(app).getByRole('button', { name: 'Run again' })).toBeVisible();
  await expect(results(app)).toContainText('12 passed');
  const urls = api.received.slice(-6).map(({ url }) => url.split('=')[1]);
  expect(urls).toEqual(['3', '0', '2', '3', '0', '2']);
  await expectAccessible(app);

  const { content } = await download(app, async () => {
    await app.getByRole('button', { name: 'Export the results' }).click();
    await app.getByRole('menuitem', { name: 'Report as JUnit XML' }).click();
  });
  expect(content.toString()).toContain('<testcase name="is itself"');

  await app.reload();
  await app.getByRole('button', { name: 'Runner' }).click();
  await app.getByRole('button', { name: /Few.*12 passed/ }).click();
  await expect(results(app)).toContainText('6 requests in 2 iterations');
  await expectAccessible(app);
});

test('an endless script is stopped by Stop while the page answers', async ({ app, api }) => {
  const endless = [{ listen: 'test', script: { exec: ['while (true) {}'] } }];
  const file = simple('Endless', api.url, 1);
  await importJson(app, 'Endless', {
    ...file,
    item: file.item.map((item) => ({ ...item, event: endless })),
  });
  await openRunner(app, 'Endless');
  await app.getByRole('button', { name: 'Run 1 request' }).click();
  await expect(results(app).getByText('200 OK')).toBeVisible();
  // The page does something of its own meanwhile: another page is shown, and the runner again.
  await app.getByRole('button', { name: 'History', exact: true }).click();
  await expect(app.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
  await app.getByRole('tab', { name: 'Run: Endless' }).click();
  await app.getByRole('button', { name: 'Stop' }).click();
  await expect(results(app)).toContainText('The run was stopped.', { timeout: 2000 });
});

test('2,000 requests leave the page usable, stop when told, and leave a readable report', async ({
  app,
  api,
}) => {
  test.setTimeout(400_000);
  await importJson(app, 'Many', simple('Many', api.url, 2000));
  await openRunner(app, 'Many');
  await app.getByRole('button', { name: 'Run 2000 requests' }).click();
  await expect(results(app).getByText(/^[1-9]\d\d of 2000 requests/)).toBeVisible({
    timeout: 60_000,
  });
  await app.getByRole('button', { name: 'Stop' }).click();
  await expect(results(app)).toContainText('The run was stopped.');
  // Whatever was in flight is all that still arrived: the run did not go on behind the words.
  const received = api.received.length;
  expect(received).toBeLessThan(2000);

  await app.getByRole('button', { name: 'Run again' }).click();
  // Another page is opened and works while requests go out: the run takes the page's thread in short turns only.
  await app.getByRole('button', { name: 'History', exact: true }).click();
  await expect(app.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
  await app.getByRole('tab', { name: 'Run: Many' }).click();
  await expect(results(app).getByRole('status')).toContainText(/^4000 passed/, {
    timeout: 300_000,
  });
  const { run } = await exportJson(app);
  expect(run.stats['assertions']).toEqual({ total: 4000, pending: 0, failed: 0 });
  expect(run.executions).toHaveLength(2000);
});

test('the runner is reached from the menu of a row', async ({ app, api }) => {
  await importJson(app, 'Menu', simple('Menu', api.url, 1));
  await collectionsTree(app).getByRole('treeitem', { name: 'Menu' }).click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Run', exact: true }).click();
  await expect(app.getByRole('button', { name: 'Run 1 request' })).toBeVisible();
});

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectSaved, newCollection, treeItem } from './steps.ts';

test.use({ serviceWorkers: 'allow' });

test('a second tab shows an edit of the first within a second', async ({
  app: first,
  context,
  agent,
}) => {
  const second = await context.newPage();
  await second.goto(agent.url);
  await expect(second.getByText('No collections yet')).toBeVisible();
  await newCollection(first, 'From the first tab');
  await expect(treeItem(second, 'From the first tab')).toBeVisible({ timeout: 1000 });
  await newCollection(second, 'From the second tab');
  await expect(treeItem(first, 'From the second tab')).toBeVisible({ timeout: 1000 });
});

test('a damaged record costs nothing while its copy is good, and the user is told', async ({
  app: page,
}) => {
  for (const name of ['One', 'Two', 'Three']) {
    await newCollection(page, name);
    await expectSaved(page);
  }
  await damageRow(page, { copyToo: false });
  await page.reload();
  await expect(page.getByText(/damaged record.* restored from/)).toBeVisible();
  for (const name of ['One', 'Two', 'Three']) await expect(treeItem(page, name)).toBeVisible();
});

test('a record that is lost for good costs itself, and the user is told', async ({ app: page }) => {
  for (const name of ['One', 'Two', 'Three']) {
    await newCollection(page, name);
    await expectSaved(page);
  }
  await damageRow(page, { copyToo: true });
  await page.reload();
  await expect(page.getByText(/could not be read and .* put aside/)).toBeVisible();
  await expect(treeItem(page, 'Three')).toBeVisible();
  await newCollection(page, 'Four');
  await expectSaved(page);
  await page.reload();
  await expect(treeItem(page, 'Four')).toBeVisible();
});

test('a write that fails is shown, nothing is lost, and it is stored once there is room', async ({
  page,
  context,
  agent,
}) => {
  const session = await context.newCDPSession(page);
  const origin = agent.url;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 8_000_000 });
  await page.goto(agent.url);
  await newCollection(page, 'Fits');
  await expectSaved(page);
  await newCollection(page, 'Large');
  await page.getByRole('tab', { name: 'Docs' }).click();
  const edit = page.getByRole('button', { name: /edit/i });
  if (await edit.isVisible()) await edit.click();
  await page.getByRole('tabpanel', { name: 'Docs' }).locator('.cm-content').click();
  // Text that does not compress, larger than the quota.
  await page.evaluate(() => {
    const bytes = new Uint8Array(6_000_000).map(() => 33 + Math.random() * 90);
    document.execCommand('insertText', false, new TextDecoder('latin1').decode(bytes));
  });
  await expect(page.getByRole('alert')).toContainText('Not saved: the disk is full', {
    timeout: 30_000,
  });
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expectSaved(page);
  await page.reload();
  await expect(treeItem(page, 'Large')).toBeVisible();
});

test('killing the browser while typing loses at most one keystroke', async ({ agent }) => {
  const profile = await mkdtemp(join(tmpdir(), 'scratchpad-kill-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const start = async (): Promise<{
    child: ChildProcess;
    page: Page;
    close: () => Promise<void>;
  }> => {
    const child = spawn(
      process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      [
        '--headless=new',
        '--window-size=1280,800',
        '--no-sandbox',
        '--no-first-run',
        '--disable-gpu',
        `--user-data-dir=${profile}`,
        `--remote-debugging-port=${port}`,
        'about:blank',
      ],
      { stdio: 'ignore', detached: true },
    );
    const browser = await connect(port);
    const context = browser.contexts()[0];
    if (!context) throw new Error('The browser has no window.');
    const page = await context.newPage();
    return { child, page, close: () => browser.close() };
  };
  const kill = (child: ChildProcess) => {
    // The whole group: Chromium's storage lives in a process of its own.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  let typed = '';
  const first = await start();
  try {
    await first.page.goto(agent.url);
    await newCollection(first.page, 'Typing');
    await first.page.getByRole('tab', { name: 'Docs' }).click();
    const edit = first.page.getByRole('button', { name: /edit/i });
    if (await edit.isVisible()) await edit.click();
    await first.page.getByRole('tabpanel', { name: 'Docs' }).locator('.cm-content').click();
    typed = 'the quick brown fox jumps over the lazy dog and runs away from it';
    // As fast as people type: 30 keys a second.
    await first.page.keyboard.type(typed, { delay: 33 });
  } finally {
    kill(first.child);
  }
  const second = await start();
  try {
    await second.page.goto(agent.url);
    await treeItem(second.page, 'Typing').click();
    await second.page.getByRole('tab', { name: 'Docs' }).click();
    const panel = second.page.getByRole('tabpanel', { name: 'Docs' });
    await expect(panel).toContainText(typed.slice(0, -1));
  } finally {
    await second.close();
    kill(second.child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function connect(port: number) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** Writes junk over the second row of the pad's log. */
async function damageRow(page: Page, { copyToo }: { copyToo: boolean }): Promise<void> {
  await page.evaluate(
    (both) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('scratchpad-pad');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const tx = open.result.transaction(['updates', 'custom'], 'readwrite');
          const junk = new Uint8Array([7, 7, 255, 255, 255, 255, 3]);
          const rows = tx.objectStore('updates').openCursor();
          let at = 0;
          rows.onsuccess = () => {
            const row = rows.result;
            if (!row) return;
            if (at++ < 1) {
              row.continue();
              return;
            }
            const before = String(row.value);
            row.update(junk);
            const copies = tx.objectStore('custom').openCursor();
            copies.onsuccess = () => {
              const copy = copies.result;
              if (!copy) return;
              if (both && String(copy.value) === before) copy.update(junk);
              copy.continue();
            };
          };
          tx.oncomplete = () => {
            open.result.close();
            resolve();
          };
        };
      }),
    copyToo,
  );
}

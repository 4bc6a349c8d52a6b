/** The page in Chromium: import, reload, rename and typing at 2,000 and 10,000 requests; initial JavaScript. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { WorkspaceServer } from '../packages/web/e2e/serverProcess.ts';
import { SocketServer } from '../packages/web/e2e/socketServer.ts';
import { chooseInWorkspaces, createWorkspace, setUp } from '../packages/web/e2e/workspaceSteps.ts';
import { initialScripts } from '../scripts/checks/webChecks.ts';
import { findBrowser } from '../scripts/lib/findBrowser.ts';
import { ROOT, WEB_DIST } from '../scripts/lib/paths.ts';
import { createLargeFile } from './collections.ts';
import { longestTaskMs } from './longestTask.ts';
import { type Figure, mb, ms, report, summarize } from './measure.ts';
import { importText, type Marks, readMarks, settle, startAgent, watchPage } from './pageDriver.ts';

const CISCO = join(ROOT, '../shared/data/collections/cisco-fmc.v2.1.json');
const RELOADS = 5;
const KEYS = 60;

async function measureReload(page: Page): Promise<{ tree: number; edit: number }> {
  const trees: number[] = [];
  const edits: number[] = [];
  for (let i = 0; i < RELOADS; i++) {
    await page.reload();
    await page.waitForFunction(() => {
      const { marks } = window as unknown as { marks: Marks };
      return marks.treeShown > 0 && marks.editable > 0;
    });
    const marks = await readMarks(page);
    trees.push(marks.treeShown);
    edits.push(marks.editable);
  }
  return { tree: summarize(trees).median, edit: summarize(edits).median };
}

/** Time from a key to the frame that shows it, for keys typed into whatever has the focus. */
async function measureKeys(page: Page): Promise<number> {
  await page.evaluate(() => {
    const samples: number[] = [];
    Object.assign(window, { keySamples: samples });
    window.addEventListener(
      'keydown',
      (event) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => samples.push(performance.now() - event.timeStamp);
          channel.port2.postMessage(null);
        });
      },
      true,
    );
  });
  for (let i = 1; i <= KEYS; i++) {
    await page.keyboard.press('x');
    // One key at a time, as people type: otherwise the queue is measured and not the key.
    await page.waitForFunction(
      (keys) => (window as unknown as { keySamples: number[] }).keySamples.length >= keys,
      i,
    );
  }
  return summarize(
    await page.evaluate(() => (window as unknown as { keySamples: number[] }).keySamples),
  ).median;
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

async function measure(browser: Browser, url: string, requests: number): Promise<Figure[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  await page.goto(url);
  await page.getByText('Saved on this device').waitFor();
  const imported = await importText(page, `large-${requests}.json`, createLargeFile(requests));
  await settle(page, 'any');
  // The log of an import has many rows; after the next start, idle time makes them one when they are more than 20.
  await page.reload();
  await settle(page, 'few');
  const reload = await measureReload(page);
  const heap = await heapBytes(page);

  const tree = page.getByRole('tree', { name: 'Collections' });
  await tree.getByRole('treeitem').first().click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Scripts' }).click();
  await page.locator('.cm-content').first().click();
  const key = await measureKeys(page);
  await context.close();

  const large = requests === 10_000;
  const of = `${requests.toLocaleString('en')} requests`;
  return [
    {
      what: `${of}: import of a ${mb(createLargeFile(requests).length)} file, drop to tree`,
      value: ms(imported.took),
      ...(large && { budget: '3 s' }),
    },
    {
      what: `${of}: longest frame while importing`,
      value: ms(imported.longestFrame),
      ...(large && { budget: '100 ms' }),
    },
    {
      what: `${of}: reload until the tree is shown`,
      value: ms(reload.tree),
      budget: large ? '0.6 s' : '0.5 s',
    },
    {
      what: `${of}: reload until the first edit is possible`,
      value: ms(reload.edit),
      ...(large && { budget: '1.5 s' }),
    },
    { what: `${of}: heap after reload`, value: mb(heap), ...(large && { budget: '200 MB' }) },
    { what: `${of}: a key in a script to its frame`, value: ms(key), budget: '16 ms' },
  ];
}

/** A key typed into a header of a request that has `rows` of them. */
async function measureLongTable(browser: Browser, url: string, rows: number): Promise<Figure[]> {
  const header = Array.from({ length: rows }, (_, i) => ({ key: `X-${i}`, value: `value ${i}` }));
  const collection = {
    info: {
      name: 'Long',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [{ name: 'Long', request: { method: 'GET', url: 'https://api.example/', header } }],
  };
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  await page.goto(url);
  await page.getByText('Saved on this device').waitFor();
  await importText(page, 'long.json', JSON.stringify(collection));
  await page.getByRole('treeitem', { name: 'Long' }).click();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('treeitem', { name: 'GET Long' }).click();
  await page.getByRole('tab', { name: 'Headers', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Value, row 5', exact: true }).click();
  let key = 0;
  const longest = await longestTaskMs(page, async () => {
    key = await measureKeys(page);
  });
  await context.close();
  const of = `${rows.toLocaleString('en')} headers`;
  return [
    { what: `${of}: a key in a value to its frame`, value: ms(key), budget: '16 ms' },
    { what: `${of}: longest task while typing (time on the processor)`, value: ms(longest) },
  ];
}

/** A collection run of `requests` requests with two tests each, against a server of this process. */
async function measureRun(browser: Browser, url: string, requests: number): Promise<Figure[]> {
  const server = createServer((_, response) => response.end('{}'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const exec = [
    "pm.test('is 200', () => pm.response.to.have.status(200));",
    "pm.test('is empty', () => pm.expect(pm.response.json()).to.eql({}));",
    "pm.environment.set('last', pm.info.requestName);",
  ];
  const collection = {
    info: {
      name: 'Many',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: Array.from({ length: requests }, (_, i) => ({
      name: `Request ${i}`,
      request: { method: 'GET', url: `http://127.0.0.1:${port}/?i=${i}` },
      event: [{ listen: 'test', script: { exec } }],
    })),
  };
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  await page.goto(url);
  await page.getByText('Saved on this device').waitFor();
  await importText(page, 'many.json', JSON.stringify(collection));
  await page.getByRole('treeitem', { name: 'Many' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  let from = 0;
  const longest = await longestTaskMs(page, async () => {
    await page.getByRole('button', { name: `Run ${requests} requests` }).click();
    from = performance.now();
    await page.waitForFunction(
      (passed) => {
        const status = document.querySelector('section[aria-label="Results"] [role="status"]');
        return status?.textContent?.startsWith(`${passed} passed`);
      },
      2 * requests,
      { timeout: 300_000, polling: 200 },
    );
    from = performance.now() - from;
  });
  await context.close();
  server.closeAllConnections();
  server.close();
  const of = `run of ${requests.toLocaleString('en')} requests`;
  return [
    { what: `${of}: requests per second`, value: ((requests * 1000) / from).toFixed(0) },
    {
      what: `${of}: longest task of the page (time on the processor)`,
      value: ms(longest),
      budget: '100 ms',
    },
  ];
}

/** The import step, of one collection of `requests` requests, into a new workspace of a real server. */
async function measureImportStep(
  browser: Browser,
  url: string,
  collections: number,
  requests: number,
): Promise<Figure[]> {
  const server = new WorkspaceServer();
  await server.start({ ALLOWED_ORIGINS: url });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  try {
    await page.goto(url);
    await page.getByText('Saved on this device').waitFor();
    for (let nth = 0; nth < collections; nth += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as a user would
      await importText(page, `large-${nth}.json`, createLargeFile(requests, nth));
    await settle(page, 'any');
    await setUp(page, url, server);
    await createWorkspace(page, 'Large');
    await chooseInWorkspaces(page, 'Import into workspace');
    const importing = page.getByRole('dialog', { name: 'Import into workspace' });
    const plan = await longestTaskMs(page, async () => {
      await importing.getByRole('button', { name: 'Select all' }).click();
      await importing.getByRole('button', { name: /^Import \d/ }).waitFor();
    });
    const from = performance.now();
    let took = 0;
    const write = await longestTaskMs(page, async () => {
      await importing.getByRole('button', { name: /^Import \d/ }).click();
      await importing.waitFor({ state: 'hidden', timeout: 120_000 });
      took = performance.now() - from;
    });
    const of = `import step of ${collections} × ${requests.toLocaleString('en')} requests`;
    return [
      { what: `${of}: click to done`, value: ms(took), budget: '2 s' },
      { what: `${of}: longest task of its dry run`, value: ms(plan), budget: '100 ms' },
      { what: `${of}: longest task of writing it`, value: ms(write), budget: '100 ms' },
    ];
  } finally {
    await context.close();
    await server.destroy();
  }
}

/** Messages that come at once, and as a stream: when they are shown, and what the page's frames are meanwhile. */
async function measureSocket(browser: Browser, url: string, count: number): Promise<Figure[]> {
  const server = await SocketServer.start();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByText('Saved on this device').waitFor();
  // The first visit stores the app for the next one, which takes the processors that the page is to have.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.keyboard.press('Alt+Shift+s');
  await page.getByRole('textbox', { name: 'Request URL' }).click();
  await page.keyboard.insertText(server.url);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: 'Disconnect', exact: true }).waitFor();
  const figures: Figure[] = [];
  for (const [rate, what] of [
    ['', 'at once'],
    [' at 2000/s', 'at 2,000 a second'],
  ] as const) {
    await page.getByRole('button', { name: 'Clear the log' }).click();
    await page.getByRole('textbox', { name: 'Message', exact: true }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(`flood ${count}${rate}`);
    let measured = { took: 0, frames: [0] };
    const longest = await longestTaskMs(page, async () => {
      measured = await page.evaluate(framesUntil, `${count.toLocaleString('en')} in, 1 out`);
    });
    const { took, frames } = measured;
    const onTime = frames.filter((frame) => frame < 25).length / frames.length;
    const of = `${count.toLocaleString('en')} messages of a WebSocket ${what}`;
    figures.push(
      { what: `${of}: shown after`, value: ms(took) },
      { what: `${of}: longest task of the page`, value: ms(longest), budget: '16 ms' },
      {
        what: `${of}: frames on time, longest frame`,
        value: `${(onTime * 100).toFixed(0)} % of ${frames.length}, ${ms(Math.max(...frames))}`,
      },
    );
  }
  await context.close();
  server.stop();
  return figures;
}

/** Runs in the page: sends the message that is written, and notes each frame until the log has the words. */
async function framesUntil(words: string): Promise<{ took: number; frames: number[] }> {
  const find = (selector: string, text: RegExp) =>
    [...document.querySelectorAll<HTMLElement>(selector)].find((element) =>
      text.test(element.textContent),
    );
  const send = find('button', /^Send message$/);
  const counts = find('[data-part="answer"] span', /^\d+ in, \d+ out$/);
  if (!send || !counts) throw new Error('There is no log.');
  const nextFrame = () => new Promise<number>(requestAnimationFrame);
  const frames: number[] = [];
  const from = performance.now();
  send.click();
  let last = await nextFrame();
  while (counts.textContent !== words) {
    const now = await nextFrame();
    frames.push(now - last);
    last = now;
  }
  return { took: performance.now() - from, frames };
}

/** The documentation of a vendor's collection of 3 MB: from the click to the last section, and as a file. */
async function measureDocumentation(browser: Browser, url: string): Promise<Figure[]> {
  const what = 'documentation of 196 requests (3 MB)';
  if (!existsSync(CISCO)) return [{ what, value: 'skipped: ../shared/data is absent' }];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  await page.goto(url);
  await page.getByText('Saved on this device').waitFor();
  await importText(page, 'cisco-fmc.json', readFileSync(CISCO, 'utf8'));
  await page.getByRole('treeitem').first().click({ button: 'right' });
  const entry = page.getByRole('menuitem', { name: 'Read the documentation' });
  await entry.waitFor();
  const shown = await page.evaluate(async () => {
    const entries = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const from = performance.now();
    entries.find(({ textContent }) => textContent === 'Read the documentation')?.click();
    const isDrawn = () =>
      document.querySelector('.doc-article[aria-busy="false"]') !== null &&
      document.querySelector('.doc-page [aria-busy="true"]') === null;
    while (!isDrawn()) await new Promise(requestAnimationFrame);
    return performance.now() - from;
  });
  // Until the file is handed to the browser's downloads.
  const exported = await page.evaluate(async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    HTMLAnchorElement.prototype.click = () => resolve();
    const buttons = [...document.querySelectorAll<HTMLElement>('button')];
    const from = performance.now();
    buttons.find(({ textContent }) => textContent === 'Export as HTML')?.click();
    await promise;
    return performance.now() - from;
  });
  await context.close();
  return [
    { what: `${what}: shown whole`, value: ms(shown), budget: '2 s' },
    { what: `${what}: exported as HTML`, value: ms(exported), budget: '2 s' },
  ];
}

const html = readFileSync(`${WEB_DIST}/index.html`, 'utf8');
const initial = initialScripts(html).reduce(
  (sum, path) => sum + gzipSync(readFileSync(`${WEB_DIST}/${path}`)).length,
  0,
);
const agent = await startAgent();
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: ['--no-sandbox'],
});
try {
  report('Page (Chromium)', [
    {
      what: 'initial JavaScript, gzip',
      value: `${(initial / 1024).toFixed(0)} KiB`,
      budget: '300 KiB',
    },
    ...(await measure(browser, agent.url, 2000)),
    ...(await measure(browser, agent.url, 10_000)),
    ...(await measureLongTable(browser, agent.url, 1000)),
    ...(await measureRun(browser, agent.url, 2000)),
    ...(await measureImportStep(browser, agent.url, 1, 10_000)),
    ...(await measureImportStep(browser, agent.url, 10, 1000)),
    ...(await measureDocumentation(browser, agent.url)),
    ...(await measureSocket(browser, agent.url, 10_000)),
  ]);
} finally {
  await browser.close();
  agent.stop();
}

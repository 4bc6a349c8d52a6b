/** How the benchmarks handle the page: the agent that serves it, files dropped onto it, and its own clock. */
import { spawn } from 'node:child_process';
import type { Page } from '@playwright/test';

/** What the page itself notes, from its own clock. */
export interface Marks {
  treeShown: number;
  editable: number;
  longestFrame: number;
}

/** Runs in the page before its own code. */
export function watchPage(): void {
  const marks: Marks = { treeShown: 0, editable: 0, longestFrame: 0 };
  Object.assign(window, { marks });
  const look = () => {
    if (marks.treeShown === 0 && document.querySelector('[role="treeitem"]')) {
      requestAnimationFrame(() => (marks.treeShown = performance.now()));
      marks.treeShown = performance.now();
    }
    if (marks.editable === 0 && document.querySelector('[data-save-status="saved"]'))
      marks.editable = performance.now();
  };
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
  });
  let last = performance.now();
  const frame = (now: number) => {
    marks.longestFrame = Math.max(marks.longestFrame, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** What the page has noted so far. */
export function readMarks(page: Page): Promise<Marks> {
  return page.evaluate(() => (window as unknown as { marks: Marks }).marks);
}

/** Starts the real agent with the built app. */
export async function startAgent(): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, ['scripts/tasks/start.ts', '--no-open', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of child.stdout) {
    const url = /http:\S+/.exec(String(chunk))?.[0];
    if (url) return { url, stop: () => child.kill() };
  }
  throw new Error('The agent did not start.');
}

/** Drops a file onto the page and imports it. */
export async function importText(
  page: Page,
  name: string,
  text: string,
): Promise<{ took: number; longestFrame: number }> {
  await page.evaluate(
    (file) => {
      Object.assign(window, {
        file: new File([file.text], file.name, { type: 'application/json' }),
      });
    },
    { text, name },
  );
  // Two frames later, so that handing the text over does not count as the import's frame.
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const data = new DataTransfer();
    data.items.add((window as unknown as { file: File }).file);
    (window as unknown as { marks: Marks }).marks.longestFrame = 0;
    Object.assign(window, { importFrom: performance.now() });
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }),
      );
    }
  });
  const confirm = page.getByRole('dialog').getByRole('button', { name: /^Import \d/ });
  await confirm.waitFor();
  const read = await page.evaluate(
    () => performance.now() - (window as unknown as { importFrom: number }).importFrom,
  );
  await page.evaluate(() => Object.assign(window, { importFrom: performance.now() }));
  await confirm.click();
  await page.waitForFunction(
    () =>
      document.querySelector('[role="treeitem"]') !== null &&
      document.querySelector('[role="dialog"]') === null,
  );
  const written = await page.evaluate(
    () => performance.now() - (window as unknown as { importFrom: number }).importFrom,
  );
  return { took: read + written, longestFrame: (await readMarks(page)).longestFrame };
}

/** Waits until the log is one row and the cached tree is written, as after a while of not typing. */
export async function settle(page: Page, rows: 'any' | 'few'): Promise<void> {
  const isSettled = () =>
    page.evaluate(
      (wanted) =>
        new Promise<boolean>((resolve) => {
          const open = indexedDB.open('scratchpad-pad');
          open.onsuccess = () => {
            const tx = open.result.transaction(['updates', 'custom']);
            const count = tx.objectStore('updates').count();
            const cache = tx.objectStore('custom').get('scratchpad:tree');
            tx.oncomplete = () => {
              open.result.close();
              resolve((wanted === 'any' || count.result <= 20) && typeof cache.result === 'string');
            };
          };
        }),
      rows,
    );
  const deadline = Date.now() + 60_000;
  while (!(await isSettled())) {
    if (Date.now() > deadline) throw new Error('The pad did not come to rest.');
    await page.waitForTimeout(500);
  }
}

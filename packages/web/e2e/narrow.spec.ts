/** A window as narrow as a telephone: what one presses or types into is there, and can be read. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { importFiles, openDraft, responseOf, send } from './steps.ts';
import { collectionFile } from './workspaceSteps.ts';

test.use({ viewport: { width: 360, height: 740 } });

/** The controls that stick out of the window, or show so little of themselves that nobody can tell what they are. */
async function findCutControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEGIBLE_PX = 40;
    const ofOneLine = 'input:not([type=checkbox], [type=radio], [type=file]), select';
    const canScroll = (element: Element) =>
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) &&
      element.scrollWidth > element.clientWidth;
    const scrolls = (element: Element): boolean =>
      element.parentElement !== null &&
      (canScroll(element.parentElement) || scrolls(element.parentElement));
    // What is for screen readers only is one pixel wide.
    const isCut = (part: Element) =>
      part.clientWidth > 1 &&
      part.scrollWidth > part.clientWidth + 1 &&
      (getComputedStyle(part).textOverflow !== 'ellipsis' || part.clientWidth < LEGIBLE_PX);
    return [...document.querySelectorAll(`button, ${ofOneLine}`)]
      .filter((control) => {
        const { left, right, width } = control.getBoundingClientRect();
        if (!control.checkVisibility() || width <= 1 || scrolls(control)) return false;
        if (left < 0 || right > innerWidth) return true;
        return control.matches(ofOneLine)
          ? width < LEGIBLE_PX
          : [control, ...control.querySelectorAll('span')].some(isCut);
      })
      .map((control) => control.ariaLabel ?? control.textContent.trim());
  });
}

test('nothing that one presses is cut off', async ({ app: page, api }) => {
  const expectWhole = () => expect.poll(() => findCutControls(page)).toEqual([]);

  await test.step('the start', expectWhole);
  await test.step('an environment with a long name', async () => {
    const environment = {
      name: 'Staging in the second data centre',
      values: [{ key: 'token', value: 'a-secret', type: 'secret', enabled: true }],
      _postman_variable_scope: 'environment',
    };
    await importFiles(page, [
      { name: 'staging.json', content: Buffer.from(JSON.stringify(environment)) },
    ]);
    await page.getByRole('button', { name: 'Make active' }).click();
    await expectWhole();
  });
  await test.step('a question before sending, and an answer', async () => {
    await openDraft(page, 'GET', `${api.url}/orders?limit={{limit}}`);
    await send(page);
    await expect(responseOf(page).getByRole('alert')).toContainText('{{limit}} has no value');
    await expectWhole();
    await page.getByRole('button', { name: 'Send anyway' }).click();
    await expect(responseOf(page).getByRole('button', { name: 'Search' })).toBeVisible();
    await expectWhole();
  });
  await test.step('find and replace', async () => {
    await page.keyboard.press('Control+Shift+h');
    await expect(page.getByRole('textbox', { name: 'Replace with' })).toBeVisible();
    await expectWhole();
  });
  await test.step('cookies', async () => {
    await page.keyboard.press('Alt+Shift+k');
    await expect(page.getByRole('button', { name: 'Add a cookie' })).toBeVisible();
    await expectWhole();
  });
  await test.step('the results of a run, with the names of the requests', async () => {
    await importFiles(page, [
      collectionFile('Orders', [{ name: 'List orders', url: `${api.url}/orders` }]),
    ]);
    await page.keyboard.press('Alt+r');
    await page.getByRole('main').getByRole('button', { name: 'Orders' }).click();
    await page.getByRole('button', { name: 'Run 1 request' }).click();
    const name = page.getByRole('row').getByText('List orders', { exact: true });
    await expect.poll(async () => (await name.boundingBox())?.width ?? 0).toBeGreaterThan(60);
    await expectWhole();
  });
});

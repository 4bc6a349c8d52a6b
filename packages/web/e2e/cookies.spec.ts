/** The cookie manager: what servers set, what a person changes, and what scripts may touch. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { download, fillField, openDraft, responseOf, send } from './steps.ts';

const domainOf = (page: Page, domain: string): Locator =>
  page.getByRole('region', { name: domain, exact: true });

test('a cookie of an answer is changed, deleted and taken back, and requests follow', async ({
  app: page,
  api,
}) => {
  /** The cookies of the last request to `/echo`; null when it had none. */
  const cookieSent = () => {
    const sent = api.received.findLast(({ url }) => url === '/echo')?.headers ?? [];
    return sent.includes('Cookie') ? sent[sent.indexOf('Cookie') + 1] : null;
  };

  await page.keyboard.press('Alt+Shift+k');
  await expect(page.getByText('No cookies yet.')).toBeVisible();
  await expectAccessible(page);

  await openDraft(page, 'GET', `${api.url}/orders`);
  await send(page);
  await responseOf(page).getByRole('tab', { name: 'Cookies' }).click();
  await responseOf(page).getByRole('button', { name: 'Manage cookies' }).click();
  const domain = domainOf(page, '127.0.0.1');
  await expect(domain.getByRole('row', { name: /^session s1 \/ Session/ })).toBeVisible();

  // By keyboard alone.
  await domain.getByRole('button', { name: 'Edit session' }).focus();
  await page.keyboard.press('Enter');
  await expect(domain.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type(' nope;');
  await page.keyboard.press('Enter');
  await expect(domain.getByRole('alert')).toContainText('A value has no ;');
  await expect(domain.getByRole('textbox', { name: 'Value' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('by hand');
  await page.keyboard.press('Enter');
  await expect(domain.getByRole('row', { name: /^session by hand/ })).toBeVisible();
  await expect(domain.getByRole('button', { name: 'Edit session' })).toBeFocused();

  await openDraft(page, 'GET', `${api.url}/echo`);
  await send(page);
  await expect.poll(cookieSent).toBe('session=by hand');

  await page.getByRole('button', { name: 'Cookies', exact: true }).click();
  await domain.getByRole('button', { name: 'Delete session' }).press('Enter');
  await expect(page.getByText('No cookies yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a cookie' })).toBeFocused();
  await page.goBack();
  await send(page);
  await expect.poll(cookieSent).toBeNull();

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Cookies', exact: true }).click();
  await expect(domain.getByRole('row', { name: /^session by hand/ })).toBeVisible();
});

test('a Set-Cookie line fills the form; another tab shows it; no export has it', async ({
  app: page,
  context,
}) => {
  await page.keyboard.press('Alt+Shift+k');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText('No cookies yet.')).toBeVisible();

  await page.getByRole('button', { name: 'Add a cookie' }).click();
  const form = page.getByRole('form', { name: 'New cookie' });
  await form.getByRole('textbox', { name: 'Name' }).evaluate((field) => {
    const data = new DataTransfer();
    data.setData(
      'text',
      'Set-Cookie: tok=c00kie-canary; Path=/v1; Max-Age=86400; Secure; SameSite=Lax',
    );
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await expect(form.getByRole('textbox', { name: 'Path' })).toHaveValue('/v1');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toContainText('This is no host name');
  await fillField(
    form.getByRole('textbox', { name: 'Domain' }),
    'https://api.tidewater.example/v1',
  );
  await form.getByRole('button', { name: 'Save' }).click();
  for (const tab of [page, other]) {
    await expect(
      domainOf(tab, 'api.tidewater.example').getByRole('row', {
        name: /^tok c00kie-canary \/v1 .* Secure, SameSite=lax/,
      }),
    ).toBeVisible();
  }
  await page.getByRole('searchbox', { name: 'Filter cookies' }).fill('nothing-like-it');
  await expect(page.getByText('No cookie has this')).toBeVisible();

  await page.getByRole('button', { name: 'Data', exact: true }).click();
  const { content } = await download(page, () =>
    page.getByRole('button', { name: 'Export data' }).click(),
  );
  expect(content.toString()).not.toContain('canary');
});

test('scripts use the cookies of domains that were allowed, and of no others', async ({
  app: page,
  api,
}) => {
  await openDraft(page, 'GET', `${api.url}/orders`);
  await page.getByRole('tab', { name: 'Scripts' }).first().click();
  await page
    .getByRole('tab', { name: /Test|Post/ })
    .first()
    .click();
  await page
    .locator('.cm-content')
    .last()
    .fill(
      `pm.test('jar', (done) => pm.cookies.jar().set('${api.url}', 'made', 'by script', (error) => done(error)));`,
    );
  await send(page);
  await responseOf(page)
    .getByRole('tab', { name: /Test results/ })
    .click();
  await expect(responseOf(page)).toContainText('programmatic access to "127.0.0.1" is denied');

  await page.getByRole('button', { name: 'Cookies', exact: true }).click();
  await expect(domainOf(page, '127.0.0.1').getByRole('row')).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'Scripts may use them: 127.0.0.1' }).check();
  await expect(
    page.getByRole('list', { name: 'Domains that scripts may use' }).getByRole('listitem'),
  ).toHaveText(['127.0.0.1']);

  await page.goBack();
  await send(page);
  await expect(responseOf(page).getByRole('tab', { name: /Test results/ })).toContainText('1/1');
  await page.getByRole('button', { name: 'Cookies', exact: true }).click();
  await expect(
    domainOf(page, '127.0.0.1').getByRole('row', { name: /^made by script/ }),
  ).toBeVisible();
});

import type { Page } from '@playwright/test';
import type { ApiServer } from './apiServer.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { OidcServer } from './oidcServer.ts';
import {
  chooseInTree,
  download,
  fillField,
  newCollection,
  nameNewItem,
  treeItem,
} from './steps.ts';

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();
const type = (page: Page) => page.getByRole('combobox', { name: 'Type', exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** The header of the last request that the server received. */
function authorization({ received }: ApiServer): string | undefined {
  const headers = received.at(-1)?.headers ?? [];
  return headers[headers.indexOf('Authorization') + 1];
}

async function openDraft(page: Page, url: string): Promise<void> {
  await page.keyboard.press('Alt+n');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), url);
  await page.getByRole('tab', { name: 'Authorization' }).click();
}

test('digest is answered when the server asks, and only then', async ({ app: page, api }) => {
  await openDraft(page, `${api.url}/digest?a=1`);
  await type(page).selectOption('digest');
  await field(page, 'User name').fill('ann');
  await field(page, 'Password').fill('s3cret');
  await send(page);
  await expect(page.getByText('200 OK', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('let in')).toBeVisible();
  const digests = api.received.filter(({ url }) => url.startsWith('/digest'));
  expect(digests.map(({ headers }) => headers.includes('Authorization'))).toEqual([false, true]);
  await field(page, 'Password').fill('wrong');
  await send(page);
  await expect(page.getByText('401 Unauthorized', { exact: true }).first()).toBeVisible();
});

test('a folder signs for the requests below it', async ({ app: page, api }) => {
  await newCollection(page, 'Cloud');
  await treeItem(page, 'Cloud').click();
  await page.getByRole('tab', { name: 'Authorization' }).click();
  await type(page).selectOption('awsv4');
  await field(page, 'Access key').fill('AKIDEXAMPLE');
  await field(page, 'Secret key').fill('a-secret');
  await field(page, 'Region').fill('eu-central-1');
  await page.getByRole('button', { name: 'More fields' }).click();
  await expect(page.getByRole('checkbox', { name: 'Send in the query' })).not.toBeChecked();
  await expectAccessible(page);

  await chooseInTree(page, 'Cloud', 'Add request');
  await nameNewItem(page, 'Signed');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${api.url}/echo`);
  await page.getByRole('tab', { name: 'Authorization' }).click();
  await expect(page.getByText('AWS Signature, inherited from Cloud.')).toBeVisible();
  await send(page);
  await expect(page.getByText('200 OK', { exact: true }).first()).toBeVisible();
  expect(authorization(api)).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/execute-api\/aws4_request, SignedHeaders=host;x-amz-date, Signature=[\da-f]{64}$/,
  );
});

test('a key that is no good holds the request back and says why', async ({ app: page, api }) => {
  await openDraft(page, `${api.url}/echo?held`);
  await type(page).selectOption('jwt');
  await page.getByRole('combobox', { name: 'Algorithm', exact: true }).selectOption('RS256');
  await field(page, 'Private key').fill('no key');
  await send(page);
  await expect(page.getByText('The private key cannot be read').first()).toBeVisible();
  expect(api.received.filter(({ url }) => url === '/echo?held')).toEqual([]);
  await page.getByRole('combobox', { name: 'Algorithm', exact: true }).selectOption('HS256');
  await field(page, 'Secret').fill('secret');
  await field(page, 'Payload').fill('{"sub": "ann"}');
  await send(page);
  await expect(page.getByText('200 OK', { exact: true }).first()).toBeVisible();
  expect(authorization(api)).toMatch(/^Bearer ey/);
});

test('OAuth 2.0: a person logs in in a window, and the token is sent, refreshed and kept out of files', async ({
  app: page,
  agent,
}) => {
  const oidc = await OidcServer.start(`${agent.url}/oauth2/callback`);
  try {
    await newCollection(page, 'Accounts');
    await treeItem(page, 'Accounts').click();
    await page.getByRole('tab', { name: 'Authorization' }).click();
    await type(page).selectOption('oauth2');
    await page
      .getByRole('combobox', { name: 'Grant type' })
      .selectOption('authorization_code_with_pkce');
    await field(page, 'Authorization URL').fill(`${oidc.url}/auth`);
    await field(page, 'Token URL').fill(`${oidc.url}/token`);
    await field(page, 'Client ID').fill('pad');
    await field(page, 'Scope').fill('openid');
    await expect(page.getByText(`${agent.url}/oauth2/callback`)).toBeVisible();
    await expectAccessible(page);

    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Get a new token' }).click();
    const login = await opened;
    await login.locator('[name=login]').fill('ann');
    await login.locator('[name=password]').fill('any');
    await login.getByRole('button', { name: 'Sign-in' }).click();
    await login.getByRole('button', { name: 'Continue' }).click();
    const tokens = page.getByRole('combobox', { name: 'Token to use' });
    await expect(tokens.locator('option:checked')).toHaveText(/^Token, expires /);
    await expect.poll(() => login.isClosed()).toBe(true);

    await chooseInTree(page, 'Accounts', 'Add request');
    await nameNewItem(page, 'Who am I');
    await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${oidc.url}/me`);
    await send(page);
    await expect(page.getByText('200 OK', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Response', exact: true })).toContainText('ann');

    await treeItem(page, 'Accounts').click();
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect.poll(() => oidc.grants).toEqual(['authorization_code', 'refresh_token']);
    const file = await download(page, () =>
      chooseInTree(page, 'Accounts', 'Export as collection v2.1'),
    );
    expect(file.content.toString()).toContain(`${oidc.url}/token`);
    expect(file.content.toString()).not.toContain('"accessToken"');
    await page.reload();
    await page.getByRole('tab', { name: 'Authorization' }).click();
    await expect(tokens.locator('option:checked')).toHaveText(/^Token, expires /);
    await page.getByRole('button', { name: 'Delete token' }).click();
    await expect(tokens.locator('option:checked')).toHaveText('No token yet');
  } finally {
    await oidc.stop();
  }
});

test('OAuth 2.0: a service gets its token straight, and a refusal says why', async ({
  app: page,
  agent,
  api,
}) => {
  const oidc = await OidcServer.start(`${agent.url}/oauth2/callback`);
  try {
    await openDraft(page, `${api.url}/echo`);
    await type(page).selectOption('oauth2');
    await page.getByRole('combobox', { name: 'Grant type' }).selectOption('client_credentials');
    await page.getByRole('button', { name: 'Get a new token' }).click();
    await expect(page.getByRole('alert')).toContainText('The token URL is missing');
    await field(page, 'Token URL').fill(`${oidc.url}/token`);
    await field(page, 'Client ID').fill('service');
    await field(page, 'Client secret').fill('wrong');
    await page.getByRole('button', { name: 'Get a new token' }).click();
    await expect(page.getByRole('alert')).toContainText('The server refuses: invalid_client');
    await field(page, 'Client secret').fill('s:cret & more');
    await page.getByRole('button', { name: 'Get a new token' }).click();
    await expect(
      page.getByRole('combobox', { name: 'Token to use' }).locator('option:checked'),
    ).toHaveText(/^Token, expires /);
    await send(page);
    await expect(page.getByText('200 OK', { exact: true }).first()).toBeVisible();
    expect(authorization(api)).toMatch(/^Bearer [\w-]{20,}$/);
  } finally {
    await oidc.stop();
  }
});

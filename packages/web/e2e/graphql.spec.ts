/** GraphQL: the schema by introspection, and what it helps with, against a real server. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test as withApp } from './fixtures.ts';
import { GraphqlServer } from './graphqlServer.ts';
import { download, fillField, treeItem } from './steps.ts';

const test = withApp.extend<{ server: GraphqlServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  server: async ({}, use) => {
    const server = await GraphqlServer.start();
    await use(server);
    await server.stop();
  },
});

const query = (page: Page): Locator => page.getByRole('textbox', { name: 'GraphQL query' });
const variables = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'GraphQL variables (JSON)' });
const docs = (page: Page): Locator =>
  page.getByRole('region', { name: 'Documentation of the schema' });

async function openDraft(page: Page, url: string): Promise<void> {
  await page.keyboard.press('Alt+n');
  const method = page.getByRole('combobox', { name: 'Method' });
  await method.fill('POST');
  await method.press('Enter');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), url);
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
  await page.getByRole('combobox', { name: 'Type of body' }).selectOption('graphql');
}

async function setBearer(page: Page, token: string): Promise<void> {
  await page.getByRole('tab', { name: 'Authorization' }).click();
  await page.getByRole('combobox', { name: 'Type' }).selectOption('bearer');
  await fillField(page.getByRole('textbox', { name: 'Token' }), token);
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
}

const load = (page: Page) => page.getByRole('button', { name: 'Load the schema' }).click();

test('the schema comes with the authorization of the request, is kept, completes and checks', async ({
  app: page,
  server,
}) => {
  await openDraft(page, `${server.url}/private?key=1`);
  await load(page);
  await expect(page.getByRole('alert')).toContainText(
    'The server wants an authorization (HTTP 401)',
  );
  await setBearer(page, 'let-me-in');
  await load(page);
  await expect(page.getByText(/^Schema of .*\d{4}.*\d:\d\d/)).toBeVisible();
  expect(server.received.at(-1)?.query).toContain('__schema');

  await query(page).click();
  await page.keyboard.type('{ ord');
  const offers = page.getByRole('listbox');
  await expect(offers).toContainText('orders');
  await offers.getByText('orders', { exact: true }).click();
  await expect(query(page)).toContainText('orders');
  await query(page).fill('{ orders { idd } }');
  await expect(page.locator('.cm-lintRange-error')).toHaveText('idd');
  await query(page).fill('{ orders(first: {{n}}) { id } }');
  await expect(page.locator('.cm-lintRange-error')).toHaveCount(0);

  // It is there again without asking the server.
  const count = server.received.length;
  await page.reload();
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
  await expect(page.getByText(/^Schema of .*\d{4}.*\d:\d\d/)).toBeVisible();
  expect(server.received.length).toBe(count);
});

test('the schema is read: search, types, fields, arguments, deprecations', async ({
  app: page,
  server,
}) => {
  await openDraft(page, server.url);
  await load(page);
  await page.getByRole('button', { name: 'Documentation of the schema' }).click();
  await docs(page).getByRole('button', { name: 'Query', exact: true }).click();
  await expect(docs(page)).toContainText('All orders, newest first.');
  await docs(page).getByRole('button', { name: 'Order', exact: true }).first().click();
  await expect(docs(page)).toContainText('What somebody bought.');
  await expect(docs(page)).toContainText('Deprecated: Use total.');
  await docs(page).getByRole('button', { name: 'Back' }).click();
  await expect(docs(page)).toContainText('One order by its number.');
  await docs(page).getByRole('searchbox').fill('cancel');
  await docs(page).getByRole('button', { name: 'Mutation.cancelOrder' }).click();
  await expect(docs(page)).toContainText('Takes an order back.');
  await expectAccessible(page);
  await page.setViewportSize({ width: 800, height: 700 });
  await expectAccessible(page);
});

test('of several operations the chosen one is sent, and exported; variables are completed', async ({
  app: page,
  server,
}) => {
  await openDraft(page, server.url);
  await query(page).fill(
    'query All { orders { id } }\nquery One($number: ID!) { order(id: $number) { id total } }',
  );
  await variables(page).click();
  await page.keyboard.type('{"nu');
  await page.getByRole('listbox').getByText('number').click();
  await page.keyboard.press('End');
  await variables(page).fill('{"number": "7"}');
  await page.getByRole('combobox', { name: 'Operation that is sent' }).selectOption('One');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('200 OK', { exact: true })).toBeVisible();
  expect(server.received.at(-1)).toMatchObject({
    operationName: 'One',
    variables: { number: '7' },
  });
  // It stands in the collection's file as the format has it, and comes back from there.
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name of the new collection' }).fill('Shop');
  await page.keyboard.press('Enter');
  await treeItem(page, 'Shop').click({ button: 'right' });
  const { content } = await download(page, () =>
    page.getByRole('menuitem', { name: 'Export as collection v2.1' }).click(),
  );
  const file = JSON.parse(content.toString()) as {
    info: { name: string };
    item: { request: { body: { graphql: object } } }[];
  };
  expect(file.item[0]?.request.body.graphql).toMatchObject({ operationName: 'One' });
});

test('a server that tells no schema: the words say so, and the query works all the same', async ({
  app: page,
  server,
}) => {
  await openDraft(page, `${server.url}/closed`);
  await load(page);
  await expect(page.getByRole('alert')).toContainText('The server refuses introspection.');
  await query(page).fill('{ orders { id } }');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('200 OK', { exact: true })).toBeVisible();
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), '{{nowhere}}/graphql');
  await load(page);
  await expect(page.getByRole('alert')).toContainText('{{nowhere}} has no value');
});

import { expect, expectAccessible, test } from './fixtures.ts';
import { expectSaved, importFiles, treeItem } from './steps.ts';
import type { Page } from '@playwright/test';

const collection = {
  info: {
    name: 'Orders',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  item: [
    {
      name: 'List',
      event: [
        {
          listen: 'test',
          script: { exec: ["pm.environment.get('host'); pm.globals.get('host');"] },
        },
      ],
      request: {
        method: 'GET',
        url: 'https://{{host}}/orders?at={{missing}}',
        header: [{ key: 'X-Host', value: '{{ host }}' }],
      },
    },
  ],
};
const environment = (name: string, value: string) => ({
  name,
  values: [
    { key: 'host', value, enabled: true },
    { key: 'base', value: 'https://{{host}}', enabled: true },
    { key: 'token', value: `s3cret-${name}`, type: 'secret', enabled: true },
  ],
  _postman_variable_scope: 'environment',
});

async function fill(page: Page): Promise<void> {
  const json = (name: string, content: unknown) => ({
    name,
    content: Buffer.from(JSON.stringify(content)),
  });
  await importFiles(page, [
    json('orders.json', collection),
    json('local.json', environment('Local', 'local.example')),
    json('staging.json', environment('Staging', 'staging.example')),
  ]);
  await page.getByRole('button', { name: /^Environment:/ }).click();
  await page.getByRole('menuitem', { name: 'Local' }).click();
}

test('uses of a variable are found, and renamed with it, in one step', async ({ app: page }) => {
  await fill(page);
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await page.getByRole('treeitem', { name: /Local/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Uses of host' });
  await page.getByRole('button', { name: 'Uses of host, and renaming it' }).click();

  await test.step('where it is used, and by what name', async () => {
    await expect(dialog.getByText('5 uses in 3 items')).toBeVisible();
    await expect(dialog.getByRole('treeitem').filter({ hasText: 'Header X-Host' })).toBeVisible();
    await expect(
      dialog.getByRole('checkbox', { name: 'Rename it in other environments, too: Staging' }),
    ).toBeChecked();
    await dialog.getByRole('checkbox').uncheck();
    await expect(dialog.getByText('4 uses in 2 items')).toBeVisible();
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('textbox', { name: 'New name' }).fill('a}}');
    await expect(dialog.getByRole('alert')).toContainText('no braces');
    await dialog.getByRole('textbox', { name: 'New name' }).fill('base');
    await expect(dialog.getByRole('alert')).toContainText('is there already');
    await dialog.getByRole('textbox', { name: 'New name' }).fill('domain');
    await expectAccessible(page);
  });

  await test.step('a use leads to its place', async () => {
    await dialog.getByRole('treeitem').filter({ hasText: 'Test script' }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('host');
  });

  await test.step('rename, and take it back', async () => {
    await page.getByRole('treeitem', { name: /Local/ }).click();
    await page.getByRole('button', { name: 'Uses of host, and renaming it' }).click();
    await dialog.getByRole('textbox', { name: 'New name' }).fill('domain');
    await dialog.getByRole('button', { name: 'Rename in 5 uses' }).click();
    await expect(page.getByText('host is now domain, in 5 uses, too.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Variable, row 1' })).toHaveValue('domain');
    await expect(page.getByRole('textbox', { name: 'Initial value, row 2' })).toHaveValue(
      'https://{{domain}}',
    );
    await page.getByRole('treeitem', { name: /Staging/ }).click();
    await expect(page.getByRole('textbox', { name: 'Variable, row 1' })).toHaveValue('domain');
    await expect(page.getByRole('textbox', { name: 'Initial value, row 2' })).toHaveValue(
      'https://{{domain}}',
    );
    await page.getByRole('button', { name: 'Collections', exact: true }).click();
    await treeItem(page, 'Orders').click();
    await page.keyboard.press('ArrowRight');
    await treeItem(page, 'GET List').click();
    await expect(page.getByRole('textbox', { name: 'Request URL' })).toHaveValue(
      'https://{{domain}}/orders?at={{missing}}',
    );
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect(page.getByRole('textbox', { name: 'Request URL' })).toHaveValue(
      'https://{{host}}/orders?at={{missing}}',
    );
    await expectSaved(page);
  });
});

test('quick look shows what variables say now, and keeps secrets until asked', async ({
  app: page,
}) => {
  await fill(page);
  await page.keyboard.press('Alt+q');
  const look = page.getByRole('dialog', { name: 'Quick look at variables' });
  await expect(look.getByRole('row', { name: /host local\.example local\.example/ })).toBeVisible();
  await expect(look).not.toContainText('s3cret');
  await expectAccessible(page);
  await look.getByRole('button', { name: 'Show token' }).click();
  await expect(look.getByText('s3cret-Local').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(look).toBeHidden();
  await page.getByRole('button', { name: 'Quick look at variables' }).click();
  await look.getByRole('button', { name: 'Edit Local' }).click();
  await expect(look).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Variable, row 1' })).toHaveValue('host');
});

test('a variable without a value is completed, or made where it is missed', async ({
  app: page,
}) => {
  await fill(page);
  await treeItem(page, 'Orders').click();
  await page.keyboard.press('ArrowRight');
  await treeItem(page, 'GET List').click();
  const url = page.getByRole('textbox', { name: 'Request URL' });
  await url.press('End');
  await url.press('ArrowLeft');
  const card = page.getByRole('dialog', { name: '{{missing}}' });
  await card.getByRole('textbox', { name: 'Value' }).fill('now');
  await card.getByRole('button', { name: 'Add to Local' }).click();
  await page.keyboard.press('Alt+q');
  await expect(page.getByRole('row', { name: /missing now now/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await url.press('End');
  await url.pressSequentially('{{tok');
  await url.press('Enter');
  await expect(url).toHaveValue('https://{{host}}/orders?at={{missing}}{{token}}');
});

import { expect, expectAccessible, test } from './fixtures.ts';
import { expectSaved, importFiles, treeItem } from './steps.ts';

test('header presets: made from a request, edited, inserted into another', async ({
  app: page,
}) => {
  await page.keyboard.press('Alt+n');
  await page.getByRole('tab', { name: 'Headers', exact: true }).first().click();
  const bulk = page.getByRole('button', { name: 'Bulk edit' });
  await bulk.click();
  await page
    .getByRole('textbox', { name: 'Bulk edit: Headers' })
    .fill('X-Tenant:acme\n//X-Debug:1');
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: 'Save these headers as a preset' }).click();
  await page.getByRole('button', { name: 'Manage presets' }).click();
  const dialog = page.getByRole('dialog', { name: 'Header presets' });

  await test.step('its name and rows can be changed', async () => {
    await expect(dialog.getByRole('textbox', { name: 'Headers of the preset' })).toHaveValue(
      'X-Tenant:acme\n//X-Debug:1',
    );
    await dialog.getByRole('textbox', { name: 'Name of the preset' }).fill('Tenant');
    await dialog
      .getByRole('textbox', { name: 'Headers of the preset' })
      .fill('X-Tenant:{{tenant}}\n//X-Debug:1');
    await expect(dialog.getByRole('list', { name: 'Presets' })).toHaveText('Tenant');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  await test.step('it is there after a reload, and goes into another request', async () => {
    await page.reload();
    await expectSaved(page);
    await page.keyboard.press('Alt+n');
    await page.getByRole('tab', { name: 'Headers', exact: true }).first().click();
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('menuitem', { name: 'Tenant (2)' }).click();
    await expect(page.getByRole('textbox', { name: 'Key, row 1' })).toHaveValue('X-Tenant');
    await expect(page.getByRole('textbox', { name: 'Value, row 1' })).toHaveValue('{{tenant}}');
    await expect(page.getByRole('checkbox', { name: 'Send X-Debug' })).not.toBeChecked();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('textbox', { name: 'Key, row 1' })).toBeHidden();
  });

  await test.step('the toast of a step goes when there is a later one', async () => {
    const insert = async () => {
      await page.getByRole('button', { name: 'Presets' }).click();
      await page.getByRole('menuitem', { name: 'Tenant (2)' }).click();
    };
    const rows = page.getByRole('textbox', { name: /^Key, row/ });
    await insert();
    await expect(rows).toHaveCount(2);
    await insert();
    await expect(rows).toHaveCount(4);
    // Sooner than it goes by itself.
    await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(1, { timeout: 5000 });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(rows).toHaveCount(2);
  });
});

test('bulk edit leaves files and secrets alone', async ({ app: page }) => {
  const collection = {
    info: {
      name: 'Forms',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [
      {
        name: 'Upload',
        request: {
          method: 'POST',
          url: 'https://api.example/',
          body: {
            mode: 'formdata',
            formdata: [
              { key: 'title', value: 'Old', type: 'text' },
              { key: 'photo', type: 'file', src: 'photo.png' },
            ],
          },
        },
      },
    ],
  };
  const environment = {
    name: 'Local',
    values: [
      { key: 'host', value: 'local', enabled: true },
      { key: 'token', value: 's3cret', type: 'secret', enabled: true },
    ],
    _postman_variable_scope: 'environment',
  };
  await importFiles(page, [
    { name: 'forms.json', content: Buffer.from(JSON.stringify(collection)) },
    { name: 'local.json', content: Buffer.from(JSON.stringify(environment)) },
  ]);

  await test.step('form data', async () => {
    await treeItem(page, 'Forms').click();
    await page.keyboard.press('ArrowRight');
    await treeItem(page, 'POST Upload').click();
    await page.getByRole('tab', { name: 'Body', exact: true }).click();
    await page.getByRole('button', { name: 'Bulk edit' }).click();
    const text = page.getByRole('textbox', { name: /^Bulk edit/ });
    await expect(text).toHaveValue('title:Old');
    await expect(page.getByText('Fields with files are not shown here')).toBeVisible();
    await text.fill('title:New\nmore:1');
    await page.getByRole('button', { name: 'Edit as table' }).click();
    await expect(page.getByRole('textbox', { name: 'Value, row 1' })).toHaveValue('New');
    await expect(page.getByRole('button', { name: 'photo.png' })).toBeVisible();
    await expect(page.locator('tr[data-row]')).toHaveCount(4);
  });

  await test.step('variables', async () => {
    await page.getByRole('button', { name: 'Environments', exact: true }).click();
    await page.getByRole('treeitem', { name: /Local/ }).click();
    await page.getByRole('button', { name: 'Bulk edit' }).click();
    const text = page.getByRole('textbox', { name: /^Bulk edit/ });
    await expect(text).toHaveValue('host:local');
    await expectAccessible(page);
    await text.fill('host:other\nport:80');
    await page.getByRole('button', { name: 'Edit as table' }).click();
    await expect(page.getByRole('textbox', { name: 'Initial value, row 1' })).toHaveValue('other');
    await expect(page.locator('tr[data-row]')).toHaveCount(4);
    await expect(page.getByRole('combobox', { name: 'Type: token' })).toHaveValue('secret');
  });
});

test('a WebSocket has bulk edit, too; the list of tabs is searched', async ({ app: page }) => {
  await page.keyboard.press('Alt+Shift+S');
  await page.getByRole('textbox', { name: 'Request URL' }).fill('wss://echo.example/feed');
  await page.getByRole('tab', { name: 'Headers', exact: true }).click();
  await page.getByRole('button', { name: 'Bulk edit' }).click();
  await page.getByRole('textbox', { name: /^Bulk edit/ }).fill('X-A:1');
  await page.getByRole('button', { name: 'Edit as table' }).click();
  await expect(page.getByRole('textbox', { name: 'Value, row 1' })).toHaveValue('1');
  await page.keyboard.press('Control+,');
  await page.keyboard.press('Alt+h');
  await page.keyboard.press('Alt+a');
  const search = page.getByRole('combobox', { name: 'Find a tab' });
  await expect(search).toBeFocused();
  await expect(page.getByRole('listbox', { name: 'All tabs' }).getByRole('option')).toHaveCount(3);
  await expectAccessible(page);
  await page.keyboard.type('sett');
  await expect(page.getByRole('listbox', { name: 'All tabs' }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Settings', exact: true }).first()).toHaveAttribute(
    'aria-selected',
    'true',
  );

  // A narrower window keeps the active tab in sight.
  for (let i = 0; i < 6; i++) await page.keyboard.press('Alt+n');
  await expect(page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab')).not.toHaveCount(
    1,
  );
  await page.setViewportSize({ width: 800, height: 800 });
  const active = page.getByRole('tablist', { name: 'Open tabs' }).locator('[aria-selected="true"]');
  await expect(active).toBeInViewport({ ratio: 0.9 });
});

import { fileURLToPath } from 'node:url';
import { expect, test } from './fixtures.ts';
import { chooseInTree, fillField, nameNewItem, newCollection, treeItem } from './steps.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures', import.meta.url));

// `PICTURES=1 npx playwright test pictures` in packages/web takes pictures of the main screens, in both themes and several
// widths. Those that README shows are in the repository, the others are for looking at.
test.skip(!process.env['PICTURES'], 'pictures are made when asked for');

test('pictures of the main screens', async ({ app: page, api }) => {
  test.slow();
  const shoot = async (name: string, widths: readonly number[] = [1280]) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of widths) {
        await page.setViewportSize({ width, height: width > 800 ? 800 : 900 });
        await page.mouse.move(700, 20);
        await expect(page.locator('html')).toHaveAttribute(
          'data-mantine-color-scheme',
          colorScheme,
        );
        const size = width === 1280 ? '' : `-${width}`;
        await page.screenshot({
          path: `${FOLDER}/${name}${size}-${colorScheme}.png`,
          animations: 'disabled',
        });
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };

  await shoot('start', [1280, 800, 360]);

  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await page.getByRole('button', { name: 'New', exact: true }).click();
  const environments = page.getByRole('tree', { name: 'Environments' });
  await environments.getByRole('textbox').fill('Local');
  await environments.getByRole('textbox').press('Enter');
  const set = async (row: number, key: string, value: string) => {
    await page
      .getByRole('textbox', { name: /^Variable/ })
      .nth(row)
      .fill(key);
    await page
      .getByRole('textbox', { name: /^Initial value/ })
      .nth(row)
      .fill(value);
  };
  await set(0, 'baseUrl', api.url);
  await set(1, 'customerId', 'cus_7Q2M');
  await page.getByRole('button', { name: 'Make active' }).click();
  await shoot('environment', [1280, 800]);

  await page.getByRole('button', { name: 'Collections', exact: true }).click();
  await newCollection(page, 'Tidewater Orders');
  for (const folder of ['Orders', 'Shipping']) {
    await chooseInTree(page, 'Tidewater Orders', 'Add folder');
    await nameNewItem(page, folder);
  }
  const request = async (folder: string, method: string, name: string, url: string) => {
    await chooseInTree(page, folder, 'Add request');
    await nameNewItem(page, name);
    await page.getByRole('combobox', { name: 'Method' }).fill(method);
    await page.getByRole('combobox', { name: 'Method' }).press('Enter');
    await fillField(page.getByRole('textbox', { name: 'Request URL' }), url);
  };
  await request('Orders', 'POST', 'Create order', '{{baseUrl}}/echo');
  await request('Orders', 'DELETE', 'Cancel order', '{{baseUrl}}/orders/:id');
  await request('Shipping', 'PUT', 'Replace shipping address', '{{baseUrl}}/echo');
  await request(
    'Orders',
    'GET',
    'List orders',
    '{{baseUrl}}/orders?status=open&customer={{customerId}}&limit=25&warehouse={{warehouseId}}',
  );
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const anyway = page.getByRole('button', { name: 'Send anyway' });
  const done = page.getByText('200 OK', { exact: true });
  await expect(anyway.or(done)).toBeVisible();
  await shoot('unresolved');
  if (await anyway.isVisible()) await anyway.click();
  await expect(done).toBeVisible();
  await shoot('workbench', [1280, 800, 360]);

  await page.keyboard.press('Alt+Shift+C');
  await expect(page.getByRole('region', { name: 'Code' })).toContainText('curl');
  await shoot('code', [1280, 800]);
  await page.keyboard.press('Alt+Shift+C');
  await page.getByRole('tab', { name: 'Headers' }).first().click();
  await shoot('headers');
  await page.getByRole('tab', { name: 'Authorization' }).click();
  await shoot('authorization');
  await page.getByRole('tab', { name: 'Body', exact: true }).first().click();
  await shoot('body');
  await page.getByRole('tab', { name: 'Settings' }).first().click();
  await shoot('request-settings');

  await treeItem(page, 'Tidewater Orders').click();
  await shoot('collection');
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByRole('list', { name: 'History' }).getByText('/orders').first().click();
  await shoot('history', [1280, 800]);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('order');
  await shoot('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await shoot('settings-data', [1280, 800]);
  for (const section of ['Shortcuts', 'Cookies', 'Proxy', 'Certificates', 'Connections', 'Files']) {
    const nav = page.getByRole('navigation', { name: 'Settings' });
    await nav.getByRole('button', { name: section, exact: true }).click();
    await shoot(`settings-${section.toLowerCase()}`, [1280, 800]);
  }
  await chooseInTree(page, 'Tidewater Orders', 'Read the documentation');
  await expect(page.locator('.doc-article[aria-busy="false"]')).toBeVisible();
  await shoot('documentation', [1280, 800]);
  await page.keyboard.press('Control+Shift+H');
  await page.getByRole('textbox', { name: 'Find' }).fill('order');
  await expect(page.getByText(/\d+ matches in/)).toBeVisible();
  await shoot('find', [1280, 800]);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('dialog', { name: 'Import' })).toBeVisible();
  await shoot('import', [1280, 360]);
  await page.keyboard.press('Escape');
  await treeItem(page, 'Orders').click();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Trash', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Restore Orders' })).toBeVisible();
  await shoot('trash', [1280, 800]);
});

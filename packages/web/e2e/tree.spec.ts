import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { chooseInTree, collectionsTree, nameNewItem, newCollection, treeItem } from './steps.ts';

async function addRequests(page: Page, parent: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await chooseInTree(page, parent, 'Add request');
    await nameNewItem(page, name);
  }
}

/** Names in the tree, top down. */
async function rows(page: Page): Promise<string[]> {
  return collectionsTree(page)
    .getByRole('treeitem')
    .evaluateAll((items) =>
      items
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map(
          (item) =>
            `${'  '.repeat(Number(item.getAttribute('aria-level')) - 1)}${item.getAttribute('title')}`,
        ),
    );
}

/** Drags a row by mouse to a height within another: 0 is its upper edge, 1 its lower. */
async function drag(page: Page, from: string, to: string, height: number): Promise<void> {
  const source = await treeItem(page, from).boundingBox();
  const target = await treeItem(page, to).boundingBox();
  if (!source || !target) throw new Error('The rows are not visible.');
  await page.mouse.move(source.x + 80, source.y + source.height / 2);
  await page.mouse.down();
  await page.mouse.move(source.x + 90, source.y + source.height / 2 + 8, { steps: 3 });
  await page.mouse.move(target.x + 80, target.y + target.height * height, { steps: 6 });
  await page.mouse.up();
}

test('requests are dragged between siblings, into a folder, and back by undo', async ({
  app: page,
}) => {
  await newCollection(page, 'C');
  await addRequests(page, 'C', ['one', 'two', 'three']);
  await chooseInTree(page, 'C', 'Add folder');
  await nameNewItem(page, 'F');
  expect(await rows(page)).toEqual(['C', '  one', '  two', '  three', '  F']);
  await drag(page, 'GET three', 'GET one', 0.1);
  await expect.poll(() => rows(page)).toEqual(['C', '  three', '  one', '  two', '  F']);
  await drag(page, 'GET one', 'F', 0.5);
  await expect.poll(() => rows(page)).toEqual(['C', '  three', '  two', '  F', '    one']);
  await treeItem(page, 'C').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => rows(page)).toEqual(['C', '  three', '  one', '  two', '  F']);
});

test('several rows are selected and deleted as one, and come back as one', async ({
  app: page,
}) => {
  await newCollection(page, 'C');
  await addRequests(page, 'C', ['one', 'two', 'three', 'four']);
  await treeItem(page, 'GET one').click();
  await treeItem(page, 'GET three').click({ modifiers: ['Shift'] });
  await treeItem(page, 'GET two').click({ modifiers: ['Control'] });
  await page.keyboard.press('Delete');
  await expect.poll(() => rows(page)).toEqual(['C', '  two', '  four']);
  await expect(page.getByText('Deleted 2 items')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => rows(page)).toEqual(['C', '  one', '  two', '  three', '  four']);
});

test('the keyboard does everything: create, rename, leave the name, move, type to find', async ({
  app: page,
}) => {
  await page.keyboard.press('Alt+Shift+N');
  await expect(treeItem(page, 'New collection')).toBeVisible();
  await treeItem(page, 'New collection').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('Named');
  await page.keyboard.press('Enter');
  await expect(treeItem(page, 'Named')).toBeVisible();
  await page.keyboard.press('F2');
  await page.keyboard.type('never');
  await page.keyboard.press('Escape');
  await expect(treeItem(page, 'Named')).toBeFocused();
  await addRequests(page, 'Named', ['alpha', 'beta']);
  await treeItem(page, 'GET beta').click();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => rows(page)).toEqual(['Named', '  beta', '  alpha']);
  await page.keyboard.press('a');
  await expect(treeItem(page, 'GET alpha')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(treeItem(page, 'Named')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => rows(page)).toEqual(['Named']);
});

test('tabs: a preview is replaced, editing keeps it, a closed draft is in the trash', async ({
  app: page,
}) => {
  await newCollection(page, 'C');
  await addRequests(page, 'C', ['one', 'two']);
  await newCollection(page, 'D');
  const tabs = page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab');
  while ((await tabs.count()) > 0) await page.keyboard.press('Alt+w');
  await treeItem(page, 'GET one').click();
  await treeItem(page, 'GET two').click();
  await expect(tabs).toHaveText([/two/]);
  await page.getByRole('textbox', { name: 'Request URL' }).fill('http://localhost/kept');
  await treeItem(page, 'GET one').click();
  await expect(tabs).toHaveText([/two/, /one/]);
  await page.reload();
  await expect(tabs).toHaveText([/two/, /one/]);

  await page.keyboard.press('Alt+n');
  await page.getByRole('textbox', { name: 'Request URL' }).fill('http://localhost/draft');
  await page.keyboard.press('Alt+w');
  await expect(page.getByText('The draft is in the trash.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: 'Request URL' })).toHaveValue(
    'http://localhost/draft',
  );
  await page.getByRole('textbox', { name: 'Request URL' }).click();
  await page.keyboard.press('Control+s');
  await page.keyboard.type('Ping');
  const places = page.getByRole('listbox', { name: 'Save to' }).getByRole('option');
  await expect(places).toHaveText([/^C/, /^D/]);
  await expect(places.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(places.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(collectionsTree(page).getByRole('treeitem')).toHaveCount(5);
  await expect(treeItem(page, 'GET Ping')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('textbox', { name: 'Request URL' })).toBeFocused();

  // Name and Enter are enough: it goes where the last one went.
  await page.keyboard.press('Alt+n');
  await page.keyboard.press('Control+s');
  await page.keyboard.type('Pong');
  await page.keyboard.press('Enter');
  await expect(treeItem(page, 'GET Pong')).toHaveAttribute('aria-selected', 'true');
});

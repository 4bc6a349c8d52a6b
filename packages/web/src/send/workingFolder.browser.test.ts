import { expect, it, onTestFinished } from 'vitest';
import { openLocalDb } from '../storage/localDb.ts';
import {
  findInWorkingFolder,
  forgetWorkingFolder,
  pathsOf,
  readWorkingFolder,
} from './workingFolder.ts';

it.each([
  ['a.txt', [['a.txt']]],
  ['./docs/a.txt', [['docs', 'a.txt']]],
  ['docs\\a.txt', [['docs', 'a.txt']]],
  ['/home/me/project/docs/a.txt', [['docs', 'a.txt'], ['a.txt']]],
  ['C:\\elsewhere\\a.txt', [['a.txt']]],
  ['../a.txt', []],
  ['docs/../../a.txt', []],
  ['', []],
])('%s lies at %j', (name, paths) => expect(pathsOf(name, 'project')).toEqual(paths));

it('finds files by their names, and none that are not there', async () => {
  // A folder of the browser's own: the same kind of handle, which no person has to choose.
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('project', { create: true });
  onTestFinished(async () => {
    await forgetWorkingFolder();
    await root.removeEntry('project', { recursive: true });
  });
  const docs = await folder.getDirectoryHandle('docs', { create: true });
  const file = await docs.getFileHandle('a.txt', { create: true });
  const writable = await file.createWritable();
  await writable.write('hello');
  await writable.close();
  expect(await findInWorkingFolder('docs/a.txt')).toBeNull();

  await (await openLocalDb()).put('values', folder, 'workingFolder');
  expect(await readWorkingFolder()).toEqual({ name: 'project', isOpen: true });
  expect(await (await findInWorkingFolder('docs/a.txt'))?.text()).toBe('hello');
  expect(await (await findInWorkingFolder('/other/project/docs/a.txt'))?.text()).toBe('hello');
  for (const name of [
    'a.txt',
    'docs',
    'docs/b.txt',
    'nowhere/a.txt',
    'docs/a.txt/x',
    '../project/docs/a.txt',
  ])
    expect(await findInWorkingFolder(name)).toBeNull();
});

import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../model/json.ts';
import { writeEnvironment, writeGlobals } from './environment.ts';
import { readFile } from './readFile.ts';
import { stringifyFile } from './stringifyFile.ts';
import { hasSharedData, readSharedFile, sharedFiles } from './testing/sharedData.ts';
import { decodeText } from './text/decodeText.ts';

const environment = {
  id: 'e1',
  name: 'Staging',
  values: [
    { key: 'host', value: 'https://x', type: 'default', enabled: true },
    { key: 'token', value: '', type: 'secret', enabled: false },
    {
      key: 'odd',
      value: { a: [1] },
      description: { content: 'd', type: 'text/plain' },
      x: 1,
      enabled: true,
    },
  ],
  _postman_variable_scope: 'environment',
  _postman_exported_at: '2020-01-01T00:00:00.000Z',
  vendor: [null],
};

describe('environments', () => {
  test('are read', async () => {
    const { format, environments, report } = await readFile('a.json', JSON.stringify(environment));
    expect(format).toBe('environment');
    expect(environments).toMatchObject([
      {
        name: 'Staging',
        fileId: 'e1',
        variables: [
          { key: 'host', value: 'https://x', enabled: true },
          { key: 'token', value: '', enabled: false, extra: { type: 'secret' } },
          { key: 'odd', value: { a: [1] }, description: 'd', extra: { x: 1 } },
        ],
      },
    ]);
    expect(report.counts).toMatchObject({ environments: 1, variables: 3, secrets: 1 });
    expect(report.kept.map(({ path }) => path)).toStrictEqual(['vendor']);
  });

  test('are written as they were', async () => {
    const [spec] = (await readFile('a.json', JSON.stringify(environment))).environments;
    expect(spec && writeEnvironment(spec)).toStrictEqual(environment);
  });

  test('need neither a scope nor enabled', async () => {
    const text = '{"name": "e", "values": [{"key": "a", "value": "b"}]}';
    expect((await readFile('a.json', text)).environments).toMatchObject([
      { name: 'e', fileId: null, variables: [{ key: 'a', enabled: true }] },
    ]);
  });
});

test('globals are read and written, with the fields beside them', async () => {
  const globals = { ...environment, name: 'My globals', _postman_variable_scope: 'globals' };
  const parsed = await readFile('a.json', JSON.stringify(globals));
  expect(parsed).toMatchObject({ format: 'globals', environments: [], collections: [] });
  expect(
    writeGlobals({ variables: parsed.globals ?? [], unknown: parsed.globalsUnknown }),
  ).toStrictEqual(globals);
});

describe.skipIf(!hasSharedData).each(sharedFiles('environments'))('%s', (name) => {
  test('means the same after import and export, and is stable', async () => {
    const bytes = readSharedFile('environments', name);
    const { environments, globals, globalsUnknown } = await readFile(name, bytes);
    const write = () =>
      environments[0]
        ? writeEnvironment(environments[0])
        : writeGlobals({ variables: globals ?? [], unknown: globalsUnknown });
    const original = JSON.parse(decodeText(bytes)) as { [key: string]: JsonValue };
    // Absent scope and absent `enabled` mean what is written.
    expect({
      ...original,
      _postman_variable_scope: write()['_postman_variable_scope'],
    }).toStrictEqual(write());
    const text = stringifyFile(write());
    const [again] = (await readFile(name, text)).environments;
    if (again) expect(stringifyFile(writeEnvironment(again))).toBe(text);
  });
});

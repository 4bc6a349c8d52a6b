import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { createEnvs } from '../commands/envs.ts';
import { createNode } from '../commands/nodes.ts';
import { DocStore } from '../model/docStore.ts';
import type { EnvId } from '../model/ids.ts';
import { looksSecret } from './secrets.ts';
import { readUnit } from './unit.ts';
import { encode } from './testing.ts';

describe('IMP6 what looks like a secret', () => {
  test.each([
    ['apiKey', 'abc'],
    ['X-Auth-Token', '12'],
    ['password', 'hunter2'],
    [
      'x',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    ],
    ['x', ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_')],
    ['x', `ghp_${'a1B2c3D4e5'.repeat(4)}`],
    ['x', 'AKIAIOSFODNN7QWERTYU'],
    ['x', 'https://user:pass@example.com/'],
    ['x', 'Basic dXNlcjpwYXNzd29yZA=='],
    ['x', 'q9Zr4TnVx2LpKd8WbYc6FhJm1GsQ'],
  ])('%s = %s', (name, value) => expect(looksSecret(name, value)).toBe(true));

  test.each([
    ['token', '{{token}}'],
    ['Authorization', 'Bearer {{accessToken}}'],
    ['password', ''],
    ['baseUrl', 'https://api.example.com/v2'],
    ['id', '8f14e45f-ceea-467f-a0e6-0d5f8c1e5b7a'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['name', 'a-long-identifier-made-of-words'],
    ['limit', 25],
  ])('%s = %s is none', (name, value) => expect(looksSecret(name, value)).toBe(false));
});

function createPad(): { store: DocStore; env: EnvId } {
  const store = new DocStore(new Y.Doc());
  const [env] = createEnvs(store, [
    {
      name: 'Staging',
      variables: [
        { key: 'baseUrl', value: 'https://staging.example.com' },
        { key: 'pin', value: 'SECRET-ONE', extra: { type: 'secret' } },
        { key: 'sessionToken', value: 'SECRET-TWO' },
      ],
    },
  ]);
  return { store, env: env as EnvId };
}

const contains = (update: Uint8Array, text: string) =>
  [...update]
    .map((byte) => String.fromCharCode(byte))
    .join('')
    .includes(text);

test('IMP6 no secret leaves unless it is passed in', () => {
  const { store, env } = createPad();
  const { content, withheld } = readUnit(store, { kind: 'environment', id: env });
  expect(
    withheld
      .map(({ name, reason }) => [name, reason])
      .toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
  ).toEqual([
    ['pin', 'secret'],
    ['sessionToken', 'looks-secret'],
  ]);
  const { update } = encode('w', content, 0);
  expect(contains(update, 'staging.example.com')).toBe(true);
  expect(contains(update, 'SECRET')).toBe(false);

  const pin = withheld.find(({ name }) => name === 'pin');
  const passed = new Map([[pin?.place ?? '', pin?.value ?? '']]);
  const second = encode(
    'w',
    readUnit(store, { kind: 'environment', id: env }, { passed }).content,
    0,
  );
  expect(contains(second.update, 'SECRET-ONE')).toBe(true);
  expect(contains(second.update, 'SECRET-TWO')).toBe(false);
});

test('IMP6 nor does one that stands in authorization, a header or the request of an example', () => {
  const store = new DocStore(new Y.Doc());
  const id = createNode(store, null, {
    kind: 'collection',
    name: 'C',
    auth: { type: 'basic', params: { basic: { username: 'mina', password: 'SECRET-ONE' } } },
    children: [
      {
        kind: 'http',
        name: 'R',
        tables: { headers: [{ key: 'X-Api-Key', value: 'SECRET-TWO' }] },
        children: [
          {
            kind: 'example',
            name: 'E',
            fields: {
              originalRequest: { header: [{ key: 'Authorization', value: 'SECRET-THREE' }] },
            },
          },
        ],
      },
    ],
  });
  const { content, withheld } = readUnit(store, { kind: 'collection', id });
  expect(withheld).toHaveLength(3);
  const { update } = encode('w', content, 0);
  expect(contains(update, 'mina')).toBe(true);
  expect(contains(update, 'SECRET')).toBe(false);
});

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createEnvs } from '../commands/envs.ts';
import { createNode } from '../commands/nodes.ts';
import { addRows, getRows, type RowOwner } from '../commands/rows.ts';
import type { RowInput } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import type { EnvId, NodeId } from '../model/ids.ts';
import { createReplica, PROPERTY_RUNS } from '../testing.ts';
import { resolveText, rowsToScope, type Scopes } from '../variables/scopes.ts';
import { listItems } from './places.ts';
import { readPlace } from './replace.ts';
import {
  renameVariable,
  sameInOtherEnvironments,
  variableUsesIn,
  type VariableAt,
} from './variableUses.ts';

const SCRIPT = [
  'pm.environment.get("host"); pm.environment.set(\'host\', 1);',
  'pm.globals.get("host"); pm.collectionVariables.get("host");',
  'pm.variables.get("host"); pm.variables.set("host", 1); pm.environment.get(host);',
  'postman.setEnvironmentVariable("host", 1); postman.getGlobalVariable("host"); pm.environment.get("hosts");',
].join('\n');

function pad() {
  const { store } = createReplica(1);
  const collection = (name: string, variables: readonly RowInput[]) => {
    const id = createNode(store, null, { kind: 'collection', name, tables: { variables } });
    const request = createNode(store, id, {
      kind: 'http',
      name: '{{host}}',
      fields: { baseUrl: 'https://{{ host }}/{{other}}' },
      tables: { headers: [{ key: 'Host', value: '{{host}}', description: '{{host}}' }] },
      texts: { test: SCRIPT, body: '{{host}}' },
      auth: { type: 'basic', params: { bearer: { token: '{{host}}' } } },
    });
    return { id, request };
  };
  const withVariable = collection('A', [
    { key: 'host', value: 'a' },
    { key: 'url', value: 'x{{host}}' },
  ]);
  const without = collection('B', []);
  const [local, other, empty] = createEnvs(store, [
    {
      name: 'Local',
      variables: [
        { key: 'host', value: 'l' },
        { key: 'url', value: '{{host}}/' },
      ],
    },
    {
      name: 'Other',
      variables: [
        { key: 'url', value: '{{host}}' },
        { key: 'host', value: 'o' },
      ],
    },
    { name: 'Empty', variables: [{ key: 'base', value: '{{host}}' }] },
  ]) as [EnvId, EnvId, EnvId];
  addRows(store, { globals: true }, [
    { key: 'host', value: 'g' },
    { key: 'u', value: '{{host}}' },
  ]);
  return { store, withVariable, without, local, other, empty };
}

const usesOf = (store: DocStore, variable: VariableAt) =>
  listItems(store).flatMap((item) => variableUsesIn(store, item, variable));
const countIn = (store: DocStore, variable: VariableAt, id: NodeId | EnvId | 'globals') =>
  listItems(store)
    .filter((item) => ('node' in item ? item.node : 'env' in item ? item.env : 'globals') === id)
    .flatMap((item) => variableUsesIn(store, item, variable))
    .reduce((sum, { ranges }) => sum + ranges.length, 0);

describe('variableUsesIn', () => {
  it('VAR1 takes what an environment has before collections and globals, in both kinds of call', () => {
    const { store, withVariable, without, local, other, empty } = pad();
    const variable: VariableAt = { key: 'host', owner: { env: local }, activeEnv: null };
    // Tokens: URL, header, body, hidden token; calls: environment get and set, variables.get, the old one.
    expect(countIn(store, variable, withVariable.request)).toBe(8);
    expect(countIn(store, variable, without.request)).toBe(8);
    expect(countIn(store, variable, local)).toBe(1);
    expect(countIn(store, variable, other)).toBe(0);
    expect(countIn(store, variable, empty)).toBe(1);
    expect(countIn(store, { ...variable, alongWith: [other] }, other)).toBe(1);
    expect(sameInOtherEnvironments(store, variable)).toEqual([other]);
  });

  it('VAR1 leaves to a collection what no active environment has, in that collection only', () => {
    const { store, withVariable, without, local, empty } = pad();
    const owner = { node: withVariable.id, table: 'variables' } as const;
    const variable = (activeEnv: EnvId | null): VariableAt => ({ key: 'host', owner, activeEnv });
    expect(countIn(store, variable(null), withVariable.request)).toBe(6);
    expect(countIn(store, variable(empty), withVariable.request)).toBe(6);
    expect(countIn(store, variable(null), withVariable.id)).toBe(1);
    expect(countIn(store, variable(null), without.request)).toBe(0);
    // Only the call that names the scope.
    expect(countIn(store, variable(local), withVariable.request)).toBe(1);
  });

  it('VAR1 leaves the rest to the globals', () => {
    const { store, withVariable, without, local } = pad();
    const variable = (activeEnv: EnvId | null): VariableAt => ({
      key: 'host',
      owner: { globals: true },
      activeEnv,
    });
    expect(countIn(store, variable(null), without.request)).toBe(7);
    expect(countIn(store, variable(null), withVariable.request)).toBe(2);
    expect(countIn(store, variable(local), without.request)).toBe(2);
    expect(countIn(store, variable(null), 'globals')).toBe(1);
  });
});

describe('renameVariable', () => {
  it('VAR2 renames definition and uses as one step, and no other', () => {
    const { store, without, local } = pad();
    const owner = { env: local };
    const [row] = getRows(store, owner);
    if (!row) throw new Error('There is one.');
    const uses = usesOf(store, { key: 'host', owner, activeEnv: null });
    const before = JSON.stringify(store.doc.toJSON());
    renameVariable(store, [{ owner, row: row.id }], uses, 'domain');
    expect(getRows(store, owner).map(({ key, value }) => [key, value])).toEqual([
      ['domain', 'l'],
      ['url', '{{domain}}/'],
    ]);
    expect(store.index.content(without.request)).toMatchObject({
      name: '{{host}}',
      baseUrl: 'https://{{ domain }}/{{other}}',
      headers: [{ value: '{{domain}}', description: '{{host}}' }],
      auth: { params: { bearer: { token: '{{domain}}' } } },
    });
    expect(store.textContent(without.request, 'test')).toBe(
      SCRIPT.replace('environment.get("host")', 'environment.get("domain")')
        .replace("set('host'", "set('domain'")
        .replace('variables.get("host");\npm', 'variables.get("host");\npm')
        .replace('pm.variables.get("host")', 'pm.variables.get("domain")')
        .replace('setEnvironmentVariable("host"', 'setEnvironmentVariable("domain"'),
    );
    store.undo.undo();
    expect(JSON.stringify(store.doc.toJSON())).toBe(before);
    for (const bad of ['', ' a', 'a}}']) {
      expect(() => renameVariable(store, [], [], bad)).toThrow(
        expect.objectContaining({ code: 'not-allowed' }),
      );
    }
  });

  it('VAR3 what every request sends is the same after it', () => {
    const piece = fc.constantFrom('{{a}}', '{{ a }}', '{{b}}', '{{ab}}', 'a', '-', '{{a', '}}');
    const text = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''));
    const variables = fc.uniqueArray(
      fc.record({ key: fc.constantFrom('a', 'b'), value: fc.constantFrom('1', '{{b}}2', 'x') }),
      {
        selector: ({ key }) => key,
        maxLength: 2,
      },
    );
    fc.assert(
      fc.property(
        text,
        variables,
        variables,
        variables,
        fc.nat(2),
        (body, ofEnv, ofCollection, ofGlobals, at) => {
          // A variable that names itself by way of another is a circle, which stops anywhere.
          fc.pre(
            ![ofEnv, ofCollection, ofGlobals].some((rows) =>
              rows.some(({ key, value }) => key === 'b' && value === '{{b}}2'),
            ),
          );
          const { store } = createReplica(1);
          const collection = createNode(store, null, {
            kind: 'collection',
            name: '',
            tables: { variables: ofCollection },
          });
          const request = createNode(store, collection, {
            kind: 'http',
            name: '',
            texts: { body },
          });
          const [env] = createEnvs(store, [{ name: '', variables: ofEnv }]);
          if (env === undefined) throw new Error('It was made.');
          addRows(store, { globals: true }, ofGlobals);
          const owner = (
            [{ env }, { node: collection, table: 'variables' }, { globals: true }] as const
          )[at] as RowOwner;
          const row = getRows(store, owner).find(({ key }) => key === 'a');
          if (!row) return;
          const send = () => {
            const scopes: Scopes = {
              environment: rowsToScope('environment', getRows(store, { env })),
              collection: rowsToScope(
                'collection',
                getRows(store, { node: collection, table: 'variables' }),
              ),
              globals: rowsToScope('globals', getRows(store, { globals: true })),
            };
            return resolveText(
              readPlace(store, { kind: 'text', node: request, text: 'body' }) ?? '',
              scopes,
            ).text;
          };
          const before = send();
          const uses = usesOf(store, { key: 'a', owner, activeEnv: env });
          renameVariable(store, [{ owner, row: row.id }], uses, 'renamed');
          expect(send()).toBe(before);
        },
      ),
      { numRuns: PROPERTY_RUNS },
    );
  });
});

import { expect, test } from 'vitest';
import {
  DYNAMIC_VARIABLES,
  dynamicVariable,
  isDynamicVariable,
  loadMissedDynamicVariables,
} from './dynamic.ts';
import { DYNAMIC_MAKERS } from './dynamicMakers.ts';
import { resolveText } from './scopes.ts';

test('VAR dynamic names are those of the table', () => {
  expect(DYNAMIC_VARIABLES.toSorted()).toStrictEqual([...DYNAMIC_MAKERS.keys()].toSorted());
});

test('VAR a dynamic variable is loaded when it was missed, and each gives a text', async () => {
  expect(isDynamicVariable('$randomFirstName')).toBe(true);
  expect(await loadMissedDynamicVariables()).toBe(false);
  expect(resolveText('{{$randomFirstName}}', {})).toStrictEqual({
    text: '{{$randomFirstName}}',
    unresolved: ['$randomFirstName'],
  });
  expect(await loadMissedDynamicVariables()).toBe(true);
  expect(resolveText('{{$randomFirstName}}', {}).text).toMatch(/^\p{L}/u);
  const empty = DYNAMIC_VARIABLES.filter((name) => !dynamicVariable(name));
  expect(empty).toStrictEqual([]);
  expect(await loadMissedDynamicVariables()).toBe(false);
});

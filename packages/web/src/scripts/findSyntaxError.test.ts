import { expect, test } from 'vitest';
import { findSyntaxError } from './findSyntaxError.ts';

test('takes what scripts may say', () => {
  for (const code of [
    '',
    'await pm.sendRequest(1);',
    'return;',
    'var a = 1; a ??= 2;',
    "tests['x'] = true",
  ]) {
    expect(findSyntaxError(code)).toBeNull();
  }
});

test('says where a script stops being one, and why', () => {
  expect(findSyntaxError("pm.test('x', () => {\n  nothing(;\n});")).toStrictEqual({
    at: 31,
    message: 'Unexpected token',
  });
});

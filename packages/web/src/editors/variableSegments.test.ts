import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScopedVariable, Scopes } from '@scratchpad/core';
import {
  completeVariable,
  matchSuggestions,
  openVariableAt,
  toSegments,
  variableSuggestions,
} from './variableSegments.ts';

function scope(scopeName: 'environment' | 'globals', names: readonly string[]) {
  return new Map(
    names.map((key): [string, ScopedVariable] => [
      key,
      { scope: scopeName, key, value: `${scopeName} ${key}`, secret: false },
    ]),
  );
}

const scopes: Scopes = {
  environment: scope('environment', ['baseUrl', 'user']),
  globals: scope('globals', ['user', 'other']),
};

describe('toSegments', () => {
  it('joined again is the text', () => {
    const piece = fc.constantFrom('{{', '}}', '{', '}', 'user', 'nope', ' ');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const joined = toSegments(text, scopes).map((segment) => segment.text);
        expect(joined.join('')).toBe(text);
      }),
    );
  });

  it('tells known, dynamic and unknown names apart', () => {
    const found = toSegments('{{user}}/{{$guid}}/{{nope}}', scopes).filter(({ name }) => name);
    expect(found.map(({ resolved }) => resolved)).toEqual([true, true, false]);
  });
});

describe('completion', () => {
  it('opens after braces that are not closed', () => {
    expect(openVariableAt('a{{us', 5)).toEqual({ from: 3, typed: 'us' });
    expect(openVariableAt('a{{us}}', 7)).toBeNull();
  });

  it.each([
    ['x{{', '', 'x{{user}}'],
    ['x{{us', '}}/y', 'x{{user}}/y'],
    ['x{{us', '}/y', 'x{{user}}/y'],
    ['x{{us', 'er}}/y', 'x{{user}}/y'],
    ['x{{us', '/path', 'x{{user}}/path'],
    ['x{{us', '/{{id}}', 'x{{user}}/{{id}}'],
  ])('in %s|%s swallows the closing braces', (before, after, expected) => {
    const done = completeVariable(before + after, before.indexOf('{{') + 2, before.length, 'user');
    expect(done.text).toBe(expected);
    expect(done.text.slice(0, done.caret)).toBe('x{{user}}');
  });

  it('offers each name once, from its narrowest scope, best matches first', () => {
    const all = variableSuggestions(scopes);
    expect(all.filter(({ name }) => name === 'user')).toEqual([
      { name: 'user', detail: 'environment user', secret: false },
    ]);
    expect(matchSuggestions(all, 'U', 2).map(({ name }) => name)).toEqual(['user', 'baseUrl']);
  });
});

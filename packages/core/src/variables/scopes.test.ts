import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row, RowInput } from '../model/content.ts';
import { createRowId } from '../model/ids.ts';
import {
  findVariables,
  lookUp,
  resolveText,
  rowsToScope,
  type ScopeName,
  type Scopes,
} from './scopes.ts';

function row(input: RowInput): Row {
  return {
    value: '',
    enabled: true,
    description: '',
    extra: {},
    ...input,
    id: createRowId(),
  };
}

function scope(name: ScopeName, values: Readonly<Record<string, string>>) {
  return rowsToScope(
    name,
    Object.entries(values).map(([key, value]) => row({ key, value })),
  );
}

describe('lookUp', () => {
  const scopes: Scopes = {
    globals: scope('globals', { a: 'g', b: 'g' }),
    collection: scope('collection', { a: 'c' }),
    environment: scope('environment', { a: 'e' }),
  };

  it('takes the narrowest scope and names what it hides', () => {
    const found = lookUp(scopes, 'a');
    expect(found?.variable.value).toBe('e');
    expect(found?.overrides.map(({ value }) => value)).toEqual(['c', 'g']);
    expect(lookUp(scopes, 'b')?.variable.scope).toBe('globals');
    expect(lookUp(scopes, 'toString')).toBeUndefined();
  });
});

describe('rowsToScope', () => {
  it('prefers the current value, skips disabled rows, takes the last of two', () => {
    const first = row({ key: 'a', value: '1' });
    const second = row({ key: 'a', value: '2' });
    const off = row({ key: 'a', value: '3', enabled: false });
    expect(rowsToScope('globals', [first, second, off]).get('a')?.value).toBe('2');
    expect(
      rowsToScope('globals', [first, second], new Map([[second.id, 'now']])).get('a'),
    ).toMatchObject({ value: 'now', initial: '2' });
  });
});

describe('resolveText', () => {
  const scopes: Scopes = {
    environment: scope('environment', {
      a: '1',
      b: '{{a}}2',
      name1: 'deep',
      loop: '{{loop}}',
      x: '{{y}}',
      y: '{{x}}',
      $: '$&',
    }),
  };

  it('replaces nested names and values that hold names', () => {
    expect(resolveText('{{b}}-{{ a }}-{{name{{a}}}}', scopes)).toEqual({
      text: '12-1-deep',
      unresolved: [],
    });
    expect(resolveText('{{$}}', scopes).text).toBe('$&');
  });

  it('leaves what has no value as written and names it once', () => {
    expect(resolveText('{{no}} {{a}} {{no}}', scopes)).toEqual({
      text: '{{no}} 1 {{no}}',
      unresolved: ['no'],
    });
  });

  it('ends on circles', () => {
    expect(resolveText('{{loop}}', scopes).text).toBe('{{loop}}');
    expect(resolveText('{{x}}', scopes).text).toMatch(/^\{\{[xy]\}\}$/);
  });

  it('gives a dynamic variable a new value at each place', () => {
    const [one, two] = resolveText('{{$guid}} {{$guid}}', {}).text.split(' ');
    expect(one).toMatch(/^[0-9a-f-]{36}$/);
    expect(one).not.toBe(two);
  });

  it('never throws, and finds exactly the uses it would replace', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '{{', '}}', 'a', 'b', ' '), { maxLength: 14 }),
        (pieces) => {
          const text = pieces.join('');
          for (const use of findVariables(text))
            expect(text.slice(use.from, use.to)).toMatch(/^\{\{[^{}]*\}\}$/);
          resolveText(text, scopes);
        },
      ),
    );
  });
});

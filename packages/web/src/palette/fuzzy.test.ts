import { describe, expect, it } from 'vitest';
import { fuzzyScore, fuzzySearch } from './fuzzy.ts';

const search = (query: string, texts: readonly string[]) =>
  fuzzySearch(query, texts, (text) => text, 10);

describe('fuzzySearch', () => {
  it('finds letters in order and nothing else', () => {
    expect(search('lor', ['List orders', 'Orders', 'Log out record'])).toEqual([
      'List orders',
      'Log out record',
    ]);
    expect(fuzzyScore('xyz', 'List orders')).toBe(-1);
  });

  it('prefers the query as written, at the beginning, at the beginning of a word', () => {
    expect(search('order', ['reorder', 'List orders', 'Orders', 'o r d e r'])).toEqual([
      'Orders',
      'List orders',
      'reorder',
      'o r d e r',
    ]);
  });

  it('gives everything, in its order, for an empty query', () => {
    expect(search('  ', ['b', 'a'])).toEqual(['b', 'a']);
  });

  it('searches 10,000 texts quickly enough to do it at each key', () => {
    const texts = Array.from(
      { length: 10_000 },
      (_, i) => `GET Request ${i} {{baseUrl}}/v2/orders/:id/lines/${i}`,
    );
    expect(search('req 9999', texts)[0]).toContain('9999');
  });
});

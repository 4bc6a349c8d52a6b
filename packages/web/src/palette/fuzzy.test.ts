import { describe, expect, it } from 'vitest';
import { best, fuzzyScore, matchRanges } from './fuzzy.ts';

const search = (query: string, texts: readonly string[]) =>
  best(texts, (text) => fuzzyScore(query, text), 10).map(({ item }) => item);

const bold = (query: string, text: string) =>
  matchRanges(query, text).map(({ start, end }) => text.slice(start, end));

describe('fuzzyScore', () => {
  it('finds letters in order that stand close together, and nothing else', () => {
    expect(search('lor', ['List orders', 'Orders', 'Log out record'])).toEqual([
      'List orders',
      'Log out record',
    ]);
    expect(fuzzyScore('xyz', 'List orders')).toBe(-1);
    expect(fuzzyScore('can', 'Replace shipping address of an order')).toBe(-1);
  });

  it('prefers the query as written, at the beginning, at the beginning of a word', () => {
    expect(search('order', ['reorder', 'List orders', 'Orders', 'o r d e r'])).toEqual([
      'Orders',
      'List orders',
      'reorder',
      'o r d e r',
    ]);
  });

  it('takes the words of a query in any order', () => {
    expect(search('ord can', ['Cancel order', 'Order', 'Cancel'])).toEqual(['Cancel order']);
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

describe('matchRanges', () => {
  it('says which parts match, joined where they meet', () => {
    expect(bold('can ord', 'Cancel order')).toEqual(['Can', 'ord']);
    expect(bold('cance anc', 'Cancel order')).toEqual(['Cance']);
    expect(bold('lor', 'List orders')).toEqual(['L', 'or']);
    expect(bold('', 'List orders')).toEqual([]);
  });
});

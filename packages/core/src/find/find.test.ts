import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRows, getRows } from '../commands/rows.ts';
import { createNode } from '../commands/nodes.ts';
import { createEnvs } from '../commands/envs.ts';
import { setText } from '../commands/texts.ts';
import type { NodeId } from '../model/ids.ts';
import type { DocStore } from '../model/docStore.ts';
import { createReplica, PROPERTY_RUNS, syncAll } from '../testing.ts';
import { excerptOf } from './excerpt.ts';
import { itemOfPlace, listItems, readPlaces, type PlacedText } from './places.ts';
import { compileQuery, expandReplacement, findHits, type FindQuery } from './query.ts';
import { type PlaceEdits, readPlace, replaceRanges } from './replace.ts';

const literal = (text: string, more: Partial<FindQuery> = {}): FindQuery => ({
  text,
  matchCase: true,
  wholeWord: false,
  isRegexp: false,
  ...more,
});

const found = (query: FindQuery, text: string) =>
  findHits(compileQuery(query), text, 100).map(({ from, to }) => text.slice(from, to));

/** The edits that replace each hit of a query in some texts. */
function editsOf(
  texts: readonly PlacedText[],
  query: FindQuery,
  template: string,
): readonly PlaceEdits[] {
  return texts.map(({ place, text }) => ({
    place,
    edits: findHits(compileQuery(query), text, 1000).map((hit) => {
      const expected = text.slice(hit.from, hit.to);
      const insert = expandReplacement(template, query.isRegexp, hit, expected);
      return { from: hit.from, to: hit.to, expected, insert };
    }),
  }));
}

/** A collection with a request that says `old` everywhere, and an example. */
function filled(): { readonly store: DocStore; readonly id: NodeId } {
  const { store } = createReplica(1);
  const collection = createNode(store, null, {
    kind: 'collection',
    name: 'old one',
    tables: {
      variables: [
        { key: 'old', value: 'old' },
        { key: 'k', value: 'old', extra: { type: 'secret' } },
      ],
    },
  });
  const id = createNode(store, collection, {
    kind: 'http',
    name: 'old',
    fields: { baseUrl: 'https://old/:old', fragment: 'old', bodyMode: 'raw' },
    tables: {
      params: [{ key: 'old', value: 'old', description: 'old' }],
      pathVariables: [{ key: 'old', value: 'old' }],
      headers: [{ key: 'X-old', value: '{{old}}' }],
    },
    texts: { test: 'pm.test("old", () => old);', docs: '# old', body: '{"a": "old"}' },
    auth: {
      type: 'apikey',
      params: { bearer: { token: 'old' }, apikey: { key: 'old', value: '{{old}}' } },
    },
    children: [{ kind: 'example', name: 'old', texts: { body: 'old' } }],
  });
  createEnvs(store, [{ name: 'old', variables: [{ key: 'a', value: 'old' }] }]);
  addRows(store, { globals: true }, [{ key: 'g', value: 'old' }]);
  return { store, id };
}

const readAll = (store: DocStore) => listItems(store).flatMap((item) => readPlaces(store, item));

describe('compileQuery', () => {
  it('FIND1 a literal query finds what stands there, with signs that mean something to expressions', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '.', '*', '(', '$', '\\', '{', '-', '/'),
    });
    fc.assert(
      fc.property(text, text, (hay, needle) => {
        fc.pre(needle !== '');
        expect(findHits(compileQuery(literal(needle)), hay, 1000).length).toBe(
          hay.split(needle).length - 1,
        );
      }),
      { numRuns: PROPERTY_RUNS },
    );
  });

  it('FIND1 minds case and whole words when asked, in every script', () => {
    expect(found(literal('id', { matchCase: false }), 'id ID userId')).toEqual(['id', 'ID', 'Id']);
    expect(found(literal('id', { wholeWord: true }), 'id userid id_2 (id) éid')).toEqual([
      'id',
      'id',
    ]);
    expect(found(literal('ß', { wholeWord: true }), 'Maß ß')).toEqual(['ß']);
    expect(found(literal('a|b', { isRegexp: true, wholeWord: true }), 'ab a b')).toEqual([
      'a',
      'b',
    ]);
  });

  it('FIND1 takes expressions as people write them, and says what is wrong with others', () => {
    expect(found(literal(String.raw`[\w\-]+\-x`, { isRegexp: true }), 'a-b-x')).toEqual(['a-b-x']);
    expect(found(literal('^a*', { isRegexp: true }), 'b\naa')).toEqual(['aa']);
    for (const wholeWord of [false, true]) {
      expect(() => compileQuery(literal('a)(?:b', { isRegexp: true, wholeWord }))).toThrow(
        expect.objectContaining({ code: 'bad-pattern' }),
      );
    }
  });
});

describe('expandReplacement', () => {
  it('FIND2 fills in groups as String.replace does', () => {
    const part = fc.constantFrom(
      '$',
      '$$',
      '$&',
      '$1',
      '$2',
      '$3',
      '$10',
      '$21',
      '$0',
      '$<n>',
      '$<m>',
      'x',
      '>',
    );
    const pattern = fc.constantFrom('(a)(b)?', '(?<n>a)(b)', 'a', '(a)|(b)');
    fc.assert(
      fc.property(
        fc.array(part),
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c') }),
        (parts, source, text) => {
          const query = literal(source, { isRegexp: true });
          const template = parts.join('');
          let result = '';
          let at = 0;
          for (const hit of findHits(compileQuery(query), text, 1000)) {
            const matched = text.slice(hit.from, hit.to);
            result += text.slice(at, hit.from) + expandReplacement(template, true, hit, matched);
            at = hit.to;
          }
          expect(result + text.slice(at)).toBe(text.replace(compileQuery(query), template));
        },
      ),
      { numRuns: PROPERTY_RUNS },
    );
    expect(expandReplacement('$1', false, { from: 0, to: 1 }, 'a')).toBe('$1');
  });
});

describe('readPlaces', () => {
  it('FIND3 finds every text, each where it can be read again, and nothing that is shown as dots', () => {
    const { store } = filled();
    const places = readAll(store);
    for (const { place, text } of places) expect(readPlace(store, place)).toBe(text);
    expect(places.filter(({ text }) => text.includes('old')).map(({ area }) => area)).toEqual([
      'names',
      'variables',
      'variables',
      'names',
      'urls',
      'urls',
      'params',
      'params',
      'descriptions',
      'params',
      'headers',
      'headers',
      'auth',
      'auth',
      'descriptions',
      'scripts',
      'bodies',
      'examples',
      'examples',
      'names',
      'variables',
      'variables',
    ]);
    const withoutSecrets = listItems(store).flatMap((item) =>
      readPlaces(store, item, { isSecretField: () => true }),
    );
    const auth = withoutSecrets.filter(({ area }) => area === 'auth');
    expect(auth.map(({ text }) => text)).toEqual(['{{old}}']);
  });
});

describe('replaceRanges', () => {
  it('FIND4 replaces everywhere as one step, and undoing it brings everything back', () => {
    const { store, id } = filled();
    const before = readAll(store);
    const all = editsOf(before, literal('old'), 'new');
    const { replaced, skipped } = replaceRanges(store, all);
    expect(skipped).toBe(0);
    expect(replaced).toBe(all.flatMap(({ edits }) => edits).length);
    expect(JSON.stringify(readAll(store).map(({ text }) => text))).not.toContain('old');
    // The name of a path variable follows the address.
    expect(getRows(store, { node: id, table: 'pathVariables' })).toMatchObject([
      { key: 'new', value: 'new' },
    ]);
    store.undo.undo();
    expect(readAll(store)).toEqual(before);
  });

  it('FIND4 leaves alone what says something else by now', () => {
    const { store, id } = filled();
    const edits = editsOf(readAll(store), literal('old'), 'new').filter(
      ({ place }) => itemOfPlace(place) && place.kind === 'text' && place.text === 'test',
    );
    setText(store, id, 'test', 'pm.test("odd", () => old);');
    expect(replaceRanges(store, edits)).toEqual({ replaced: 1, skipped: 1 });
    expect(store.textContent(id, 'test')).toBe('pm.test("odd", () => new);');
  });

  it('FIND5 in a text, what others type meanwhile stays where they typed it', () => {
    const insertion = fc.record({
      at: fc.nat(40),
      text: fc.string({ unit: fc.constantFrom('X', 'Y'), minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 30 }),
        fc.array(insertion, { maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('c', 'd'), maxLength: 3 }),
        (start, insertions, insert) => {
          const mine = createReplica(1);
          const other = createReplica(2);
          let deleted = 0;
          const id = createNode(mine.store, 'drafts', {
            kind: 'http',
            name: '',
            texts: { body: start },
          });
          syncAll([mine, other]);
          mine.store.text(id, 'body')?.observe(({ delta }) => {
            for (const change of delta) deleted += change.delete ?? 0;
          });
          replaceRanges(
            mine.store,
            editsOf(
              [{ place: { kind: 'text', node: id, text: 'body' }, area: 'bodies', text: start }],
              literal('ab'),
              insert,
            ),
          );
          const text = other.store.text(id, 'body');
          for (const { at, text: typed } of insertions)
            text?.insert(Math.min(at, text.length), typed);
          // The ranges, and nothing between them.
          expect(deleted).toBe(2 * (start.split('ab').length - 1));
          const typed = other.store.textContent(id, 'body').replaceAll(/[^XY]/g, '');
          syncAll([mine, other]);
          const merged = mine.store.textContent(id, 'body');
          expect(other.store.textContent(id, 'body')).toBe(merged);
          expect(merged.replaceAll(/[XY]/g, '')).toBe(start.replaceAll('ab', insert));
          expect(merged.replaceAll(/[^XY]/g, '')).toBe(typed);
        },
      ),
      { numRuns: PROPERTY_RUNS },
    );
  });
});

describe('excerptOf', () => {
  it('shows the line around a hit, shortened', () => {
    const text = `first\n${'x'.repeat(50)}needle${'y'.repeat(200)}\nlast`;
    const from = text.indexOf('needle');
    const excerpt = excerptOf(text, { from, to: from + 6 });
    expect(excerpt).toMatchObject({ before: `…${'x'.repeat(32)}`, match: 'needle', line: 2 });
    expect(excerpt.after).toHaveLength(120);
    expect(excerptOf('a\nb', { from: 0, to: 3 }).match).toBe('a↵b');
  });
});

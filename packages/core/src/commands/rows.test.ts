import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeId } from '../model/ids.ts';
import { joinUrl, parseQuery, splitUrl } from '../request/url.ts';
import { createReplica, PROPERTY_RUNS } from '../testing.ts';
import { rowText } from '../model/rows.ts';
import { createNode } from './nodes.ts';
import {
  addRows,
  bulkTextToRows,
  getRows,
  moveRow,
  removeRows,
  replaceRows,
  rowsToBulkText,
} from './rows.ts';
import { setUrl } from './url.ts';
import type { DocStore } from '../model/docStore.ts';
import type { Row, RowInput } from '../model/content.ts';

function request(): { store: DocStore; id: NodeId; headers: { node: NodeId; table: 'headers' } } {
  const { store } = createReplica(1);
  const id = createNode(store, 'drafts', { kind: 'http', name: 'R' });
  return { store, id, headers: { node: id, table: 'headers' } };
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', ' ', 'é'), maxLength: 4 });
const rowInput: fc.Arbitrary<RowInput> = fc.record({
  key: word,
  value: word,
  enabled: fc.boolean(),
});

describe('rows', () => {
  it('ROW2 a row that does not read is left out', () => {
    const { store, headers } = request();
    addRows(store, headers, [{ key: 'a' }, { key: 'b' }]);
    store.doc.transact(() =>
      (store.roots.nodes.get(headers.node) as Map<string, unknown>).set('h:bad', 'no tuple'),
    );
    expect(getRows(store, headers).map((row) => row.key)).toEqual(['a', 'b']);
  });

  it('ROW3 replacing leaves alone the rows that are fixed, whatever is written around them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(rowInput, fc.boolean()), { maxLength: 6 }),
        fc.array(rowInput, { maxLength: 6 }),
        (before, after) => {
          const { store, headers } = request();
          const isFixed = (row: Row) => row.extra['type'] === 'file';
          const rows = before.map(([row, fixed]) =>
            fixed ? { ...row, extra: { type: 'file' } } : row,
          );
          addRows(store, headers, rows);
          const fixed = getRows(store, headers).filter(isFixed);
          replaceRows(store, headers, after, 'merge', isFixed);
          const now = getRows(store, headers);
          expect(now.filter(isFixed)).toEqual(fixed);
          expect(now.filter((row) => !isFixed(row)).map(({ key }) => key)).toEqual(
            after.map(({ key }) => key),
          );
        },
      ),
      { numRuns: PROPERTY_RUNS },
    );
  });

  it('ROW3 replacing says the new rows and keeps the ids of rows that say the same at either end', () => {
    fc.assert(
      fc.property(
        fc.array(rowInput, { maxLength: 6 }),
        fc.array(rowInput, { maxLength: 6 }),
        (before, after) => {
          const { store, headers } = request();
          replaceRows(store, headers, before);
          const old = getRows(store, headers);
          replaceRows(store, headers, after);
          const now = getRows(store, headers);
          expect(now.map(({ key, value, enabled }) => ({ key, value, enabled }))).toEqual(after);
          for (let i = 0; i < Math.min(before.length, after.length); i++) {
            const [was, is] = [before[i] as RowInput, after[i] as RowInput];
            if (was.key !== is.key || was.value !== is.value || was.enabled !== is.enabled) break;
            expect(now[i]?.id).toBe(old[i]?.id);
          }
        },
      ),
      { numRuns: Math.min(PROPERTY_RUNS, 1000) },
    );
  });

  it('ROW3 replacing by the same rows writes nothing', () => {
    const { store, headers } = request();
    replaceRows(store, headers, [
      { key: 'a', value: '1' },
      { key: 'b', enabled: false },
    ]);
    let updates = 0;
    store.doc.on('update', () => updates++);
    replaceRows(store, headers, [
      { key: 'a', value: '1' },
      { key: 'b', enabled: false },
    ]);
    expect(updates).toBe(0);
  });

  it('ROW4 bulk text and rows convert both ways', () => {
    const plain = fc
      .string({
        unit: fc.constantFrom('a', 'Z', '0', '-', '{', '}', 'é', '/'),
        minLength: 1,
        maxLength: 6,
      })
      .filter((key) => !key.startsWith('//'));
    const value = fc.string({ unit: fc.constantFrom('a', ':', '/', '=', 'é'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.record({ key: plain, value, enabled: fc.boolean() })), (rows) => {
        const { store, headers } = request();
        replaceRows(store, headers, rows);
        expect(bulkTextToRows(rowsToBulkText(getRows(store, headers)))).toEqual(rows);
      }),
      { numRuns: Math.min(PROPERTY_RUNS, 1000) },
    );
  });

  it('moves a row before the row that was named', () => {
    const { store, headers } = request();
    const ids = addRows(
      store,
      headers,
      ['a', 'b', 'c', 'd'].map((key) => ({ key })),
    );
    moveRow(store, headers, ids[0] as never, 3);
    expect(
      getRows(store, headers)
        .map((row) => row.key)
        .join(''),
    ).toBe('bcad');
    moveRow(store, headers, ids[3] as never, 0);
    expect(
      getRows(store, headers)
        .map((row) => row.key)
        .join(''),
    ).toBe('dbca');
    removeRows(store, headers, [ids[1] as never]);
    expect(
      getRows(store, headers)
        .map((row) => row.key)
        .join(''),
    ).toBe('dca');
  });
});

describe('the URL and its tables', () => {
  const urlText = fc.string({
    unit: fc.constantFrom('a', '?', '&', '=', '#', '{{', '}}', '/', ':', '%20', 'é'),
    maxLength: 14,
  });

  it('URL1 splitting and joining gives the same text', () => {
    fc.assert(
      fc.property(urlText, (text) => {
        const { baseUrl, query, fragment } = splitUrl(text);
        const rows = parseQuery(query).map((row) => ({
          key: row.key,
          value: row.value ?? (row.value === null ? null : ''),
          enabled: true,
        }));
        expect(joinUrl(baseUrl, rows, fragment)).toBe(text);
      }),
      { numRuns: PROPERTY_RUNS },
    );
  });

  it('URL3 what stands inside {{ }} separates nothing', () => {
    expect(splitUrl('{{a?b#c}}/x?k={{v&w=1}}&l=2#f')).toEqual({
      baseUrl: '{{a?b#c}}/x',
      query: 'k={{v&w=1}}&l=2',
      fragment: 'f',
    });
    expect(parseQuery('k={{v&w=1}}&l')).toEqual([
      { key: 'k', value: '{{v&w=1}}' },
      { key: 'l', value: null },
    ]);
  });

  it('URL1 the document gives back the text that was set, and the table follows', () => {
    fc.assert(
      fc.property(urlText, urlText, (first, second) => {
        const { store, id } = request();
        setUrl(store, id, first);
        setUrl(store, id, second);
        const content = store.index.content(id);
        if (content?.kind !== 'http') throw new Error('no request');
        expect(joinUrl(content.baseUrl, content.params, content.fragment)).toBe(second);
      }),
      { numRuns: Math.min(PROPERTY_RUNS, 1000) },
    );
  });

  it('URL2 keeps disabled parameters in place and the values of path variables', () => {
    const { store, id } = request();
    const params = { node: id, table: 'params' as const };
    const path = { node: id, table: 'pathVariables' as const };
    replaceRows(store, params, [
      { key: 'a', value: '1' },
      { key: 'off', value: '0', enabled: false, description: 'kept' },
      { key: 'b', value: '2' },
    ]);
    setUrl(store, id, 'http://x/:user/:id?a=1&b=3&c=4');
    replaceRows(store, path, [
      { key: 'user', value: 'me' },
      { key: 'id', value: '7' },
    ]);
    setUrl(store, id, 'http://x/:owner/:id/:more?a=9&b=3&c=4');
    expect(
      getRows(store, params).map((row) => `${row.enabled ? '' : '-'}${row.key}=${rowText(row)}`),
    ).toEqual(['a=9', '-off=0', 'b=3', 'c=4']);
    expect(getRows(store, params)[1]?.description).toBe('kept');
    expect(getRows(store, path).map((row) => [row.key, row.value])).toEqual([
      ['owner', 'me'],
      ['id', '7'],
      ['more', ''],
    ]);
  });
});

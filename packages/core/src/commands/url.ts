import type { Row, RowInput } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';
import { parseQuery, pathVariableNames, splitUrl } from '../request/url.ts';
import { getRows, replaceRows } from './rows.ts';
import { requireNode } from './nodes.ts';

/**
 * Takes the text of the URL field: base URL and fragment are set, the parameter table follows the query (disabled
 * rows keep their places), and the path variables follow the path (a renamed one keeps its value).
 */
export function setUrl(store: DocStore, id: NodeId, text: string): void {
  const map = requireNode(store, id);
  const parts = splitUrl(text);
  const params = mergeDisabled(
    getRows(store, { node: id, table: 'params' }),
    parseQuery(parts.query),
  );
  const variables = followPath(
    getRows(store, { node: id, table: 'pathVariables' }),
    pathVariableNames(parts.baseUrl),
  );
  store.write(() => {
    if (map.get('baseUrl') !== parts.baseUrl) map.set('baseUrl', parts.baseUrl);
    if ((map.get('fragment') ?? null) !== parts.fragment) {
      if (parts.fragment === null) map.delete('fragment');
      else map.set('fragment', parts.fragment);
    }
    replaceRows(store, { node: id, table: 'params' }, params);
    replaceRows(store, { node: id, table: 'pathVariables' }, variables);
  }, 'merge');
}

/** Puts the disabled rows back between the enabled ones: each stays behind as many enabled rows as before. */
function mergeDisabled(present: readonly Row[], enabled: readonly RowInput[]): readonly RowInput[] {
  const merged: RowInput[] = [...enabled];
  let ahead = 0;
  let inserted = 0;
  for (const row of present) {
    if (row.enabled) ahead++;
    else merged.splice(Math.min(ahead, enabled.length) + inserted++, 0, row);
  }
  return merged;
}

/** One row per name, in path order. A name that is new stands in for the one that vanished from its place. */
function followPath(present: readonly Row[], names: readonly string[]): readonly RowInput[] {
  const known = new Map(present.map((row) => [row.key, row]));
  const vanished = present.filter((row) => !names.includes(row.key));
  return names.map((name) => {
    const row = known.get(name) ?? vanished.shift();
    return row ? { ...row, key: name } : { key: name, value: '' };
  });
}

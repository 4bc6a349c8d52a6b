/** Commands on environments. Their variables are rows; see rows.ts. */
import * as Y from 'yjs';
import type { EnvSpec } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import { createBatchId, createEnvId, createFileId, type EnvId } from '../model/ids.ts';
import { placeKeys } from '../model/orderKeys.ts';
import { CREATE } from '../model/origins.ts';
import { getNodeMap } from '../model/readers.ts';
import { rowsToEntries } from '../model/rows.ts';
import { ROW_PREFIX, UNKNOWN_PREFIX } from '../model/schema.ts';

/** Writes one environment into the table and returns its id. Call inside a transaction. */
function writeEnv(
  envs: Y.Map<unknown>,
  spec: EnvSpec,
  order: string,
  deleted?: readonly unknown[],
): EnvId {
  const id = createEnvId();
  const entries: [string, unknown][] = [
    ['name', spec.name],
    ['order', order],
    ['fileId', spec.fileId === undefined ? createFileId() : spec.fileId],
    ...rowsToEntries(ROW_PREFIX.variables, spec.variables),
  ];
  if (deleted) entries.push(['del', deleted]);
  for (const [place, value] of Object.entries(spec.unknown ?? {})) {
    if (value !== undefined) entries.push([UNKNOWN_PREFIX + place, value]);
  }
  envs.set(id, new Y.Map(entries));
  return id;
}

/** Makes environments, each last in the list; returns their ids. Born in the trash as nodes are. */
export function createEnvs(store: DocStore, specs: readonly EnvSpec[]): readonly EnvId[] {
  const siblings = store.index.environments.map((id) => ({
    id,
    order: store.index.env(id)?.order ?? '',
  }));
  const placement = placeKeys(siblings, siblings.length, specs.length);
  const mark = Object.freeze([createBatchId(), Date.now()]);
  const ids = store.write(
    () =>
      specs.map((spec, i) => writeEnv(store.roots.envs, spec, placement.keys[i] as string, mark)),
    'new',
    CREATE,
  );
  store.write(() => {
    for (const id of ids) getNodeMap(store.roots.envs, id)?.delete('del');
    for (const [id, order] of placement.rekeyed)
      getNodeMap(store.roots.envs, id)?.set('order', order);
  });
  return ids;
}

/** Gives an environment another name. */
export function renameEnv(store: DocStore, id: EnvId, name: string): void {
  const map = getNodeMap(store.roots.envs, id);
  if (!map || map.get('name') === name) return;
  store.write(() => map.set('name', name));
}

/** Copies an environment (initial values only); returns the copy's id. */
export function duplicateEnv(store: DocStore, id: EnvId): EnvId | undefined {
  const env = store.index.envContent(id);
  return (
    env &&
    createEnvs(store, [
      { name: `${env.name} copy`, variables: env.variables, unknown: env.unknown },
    ])[0]
  );
}

/** From a workspace, or a copy of one, into the pad: as items of its own, that know nothing of where they came from. */
import {
  createEnvs,
  createNode,
  type DocStore,
  type EnvId,
  type NodeId,
  readSpecTree,
} from '@scratchpad/core';
import { getPad } from '../app/openDocuments.ts';

/** Copies collections and environments. Resolves with how many there were. */
export async function copyToPad(
  from: DocStore,
  collections: readonly NodeId[],
  environments: readonly EnvId[],
): Promise<number> {
  const { store: pad } = await getPad();
  for (const id of collections) createNode(pad, null, readSpecTree(from, id));
  const contents = environments.flatMap((id) => from.index.envContent(id) ?? []);
  if (contents.length > 0)
    createEnvs(
      pad,
      contents.map(({ name, variables, unknown }) => ({ name, variables, unknown })),
    );
  return collections.length + contents.length;
}

/** Ids in files: collections carry `info._postman_id`, items `id`, and each sometimes the other's. */
import type { NodeSpec } from '../../model/content.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Fields } from '../fields.ts';
import type { NodeReading } from './nodeReading.ts';

type IdKey = 'id' | '_postman_id';

/** Takes the id; null when there is none. `usual` is the key that the kind of node has nearly always. */
export function readFileId(fields: Fields, usual: IdKey, node: NodeReading): string | null {
  const other = usual === 'id' ? '_postman_id' : 'id';
  const id = fields.takeText(usual);
  if (id !== undefined) return id;
  const otherId = fields.takeText(other);
  if (otherId !== undefined) node.spell('idKey', other);
  return otherId ?? null;
}

/** Writes the id under the key it came with. */
export function writeFileId(spec: NodeSpec, usual: IdKey): JsonObject {
  const key = spec.unknown?.['idKey'];
  if (typeof spec.fileId !== 'string') return {};
  return { [key === 'id' || key === '_postman_id' ? key : usual]: spec.fileId };
}

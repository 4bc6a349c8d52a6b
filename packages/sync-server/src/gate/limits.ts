/** Clocks end here: Yjs does bit operations on lengths, and nobody types two thousand million characters. */
export const MAX_CLOCK = 2 ** 31;
/** How deep shared types nest; the model needs two levels. */
export const MAX_TYPE_DEPTH = 8;
/** How deep a plain value nests; files are read up to 1,000 deep. */
export const MAX_VALUE_DEPTH = 1100;
/** Bytes of a key of a map. */
export const MAX_KEY_BYTES = 1024;
/** Bytes of the JSON of an embed or a format. */
export const MAX_EMBED_BYTES = 64 * 1024;
/** Bytes of a state vector: 300,000 client ids. */
export const MAX_STATE_VECTOR_BYTES = 4 * 1024 * 1024;
/** Bytes of one connection's presence. */
export const MAX_AWARENESS_STATE_BYTES = 16 * 1024;
/** Bytes of an awareness message: stock clients send the states of others along. */
export const MAX_AWARENESS_BYTES = 64 * 1024;

/**
 * Client ids that one update may bring: an honest week offline has many page loads, an import one id a unit; an attack
 * brings hundreds of thousands, each of which costs every client memory for ever.
 */
export function maxNewClients(updateBytes: number): number {
  return 64 + Math.floor(updateBytes / 512);
}

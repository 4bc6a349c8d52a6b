/**
 * Stands in for `iconv-lite`, with which the collection SDK decodes answers. Only its requests are used here; the real
 * one brings half a megabyte of tables and wants Node's buffers.
 */
export function decode(): never {
  throw new Error('The page decodes answers itself.');
}

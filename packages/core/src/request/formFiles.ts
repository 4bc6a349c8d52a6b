/** Files in bodies: how a plan points at one, and which ones a form row names. */
import type { Row } from '../model/content.ts';
import type { RowId } from '../model/ids.ts';

/** A file that was picked on this device: the request's body, or one of the files of a form row. */
export interface FileRef {
  /** The row it belongs to; null for a body of mode `file`. */
  readonly row: RowId | null;
  readonly name: string;
}

/** One piece of a body. */
export type BodyPart = string | FileRef;

/** The files of a form row, by name; none for a row of text. */
export function formFileNames(row: Pick<Row, 'extra'>): readonly string[] {
  const { src } = row.extra;
  const names = Array.isArray(src) ? src : [src];
  return names.filter((name) => typeof name === 'string' && name !== '') as string[];
}

/** Whether a form row sends files. */
export function isFileRow(row: Pick<Row, 'extra'>): boolean {
  return row.extra['type'] === 'file';
}

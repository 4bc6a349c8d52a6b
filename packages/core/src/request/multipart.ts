/** `multipart/form-data` (RFC 7578; names as https://html.spec.whatwg.org/#multipart-form-data escapes them). */
import type { Row } from '../model/content.ts';
import { rowText } from '../model/rows.ts';
import { fileType } from './fileTypes.ts';
import { formFileNames, isFileRow, type BodyPart } from './formFiles.ts';

function escapeName(name: string): string {
  return name
    .replaceAll('\r\n', '%0D%0A')
    .replaceAll('\n', '%0A')
    .replaceAll('\r', '%0D')
    .replaceAll('"', '%22');
}

/** File names as imported files have them may be whole paths; a server gets the last part. */
function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The pieces of the body, none for a form without a field; and a note for each row that names no file. */
export function multipartParts(
  rows: readonly Row[],
  resolve: (text: string) => string,
  boundary: string,
): { readonly parts: readonly BodyPart[]; readonly notes: readonly string[] } {
  const parts: BodyPart[] = [];
  const notes: string[] = [];
  // Neighbouring texts are joined, so that a form of a thousand fields is one piece.
  let text = '';
  const open = (row: Row, file: string | null) => {
    const { contentType } = row.extra;
    text += `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(resolve(row.key))}"`;
    if (file !== null) text += `; filename="${escapeName(baseName(file))}"`;
    if (typeof contentType === 'string' && contentType !== '') {
      text += `\r\nContent-Type: ${resolve(contentType).replaceAll(/[\r\n]+/g, ' ')}`;
    } else if (file !== null) text += `\r\nContent-Type: ${fileType(file)}`;
    text += '\r\n\r\n';
  };
  for (const row of rows) {
    if (!row.enabled) continue;
    if (!isFileRow(row)) {
      if (row.key === '' && rowText(row) === '') continue;
      open(row, null);
      text += `${resolve(rowText(row))}\r\n`;
      continue;
    }
    const names = formFileNames(row);
    if (names.length === 0)
      notes.push(`No file is chosen for the field ${row.key || '(no name)'}, so it is left out.`);
    for (const name of names) {
      open(row, name);
      parts.push(text, { row: row.id, name });
      text = '\r\n';
    }
  }
  // A delimiter that nothing stands before is no form at all (RFC 2046, 5.1.1).
  if (text === '') return { parts, notes };
  parts.push(`${text}--${boundary}--\r\n`);
  return { parts, notes };
}

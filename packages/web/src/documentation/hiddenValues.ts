/** Documentation is given away: what may let somebody in is not in it, variables are. */
import { type HttpContent, type Row, rowText } from '@scratchpad/core';
import { looksSecret } from '@scratchpad/core/workspace';

const CREDENTIAL_HEADERS = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'set-cookie',
]);

/** Whether the value of a row stays out of sight. */
export function isHidden(row: Row): boolean {
  const text = rowText(row);
  if (text === '') return false;
  if (row.extra['type'] === 'secret' || looksSecret(row.key, text)) return true;
  return CREDENTIAL_HEADERS.has(row.key.toLowerCase()) && !text.includes('{{');
}

function hideRows(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => (isHidden(row) ? { ...row, value: `<${row.key}>` } : row));
}

/** A path variable without a value stands as it is written in the address. */
function nameEmpty(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => (rowText(row) === '' ? { ...row, value: `:${row.key}` } : row));
}

/** A request with names in the place of hidden values, and of path variables that have none. */
export function hideValues(content: HttpContent): HttpContent {
  return {
    ...content,
    params: hideRows(content.params),
    pathVariables: nameEmpty(hideRows(content.pathVariables)),
    headers: hideRows(content.headers),
    urlencoded: hideRows(content.urlencoded),
    formdata: hideRows(content.formdata),
  };
}

import type { Read, Source } from './parsedFile.ts';
import { draftToSpec } from './requestDraft.ts';

/** One address: with a scheme, or beginning with a variable or a host that has a dot in it. */
const ADDRESS = /^(?:(?:https?|wss?):\/\/\S+|\{\{[^{}\s]+\}\}(?:[/?#:.]\S*)?)$/i;

/** Whether a text is nothing but addresses, one a line. */
export function isUrls(text: string): boolean {
  // A long text is no list of addresses, and need not be looked through to know.
  if (!ADDRESS.test(text.trimStart().split(/\s/, 1)[0] ?? '')) return false;
  return linesOf(text).every((line) => ADDRESS.test(line));
}

function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Makes a GET request, or a WebSocket one, of each address. */
export function readUrls(text: string, { log }: Source): Read {
  const requests = linesOf(text).map((url) =>
    draftToSpec({
      name: url.replace(/^[a-z]+:\/\//i, '').replace(/[?#].*$/s, ''),
      url,
      fileId: null,
    }),
  );
  log.countNodes(requests);
  return { requests };
}

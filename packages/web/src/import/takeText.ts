/** What pasted or dropped text is made into: a request at once, or an import that shows first what it would make. */
import { createNode, type DocStore, DRAFTS, type NodeSpec, setUrl } from '@scratchpad/core';
import { setOverlay } from '../app/overlays.ts';
import { openTab } from '../app/tabs.ts';
import { importWords } from './words.ts';

/** One address: with a scheme, or beginning with a variable. */
const ADDRESS = /^(?:(?:https?|wss?):\/\/|\{\{[^{}\s]+\}\})[^\r\n]*$/i;
/** A host, perhaps with a port and a path, that has a mark of one: a dot, a port, a slash. */
const BARE_ADDRESS = /^(?:localhost|[\w-]+(?=[.:/])[\w.-]*)(?::\d+)?(?:[/?#]\S*)?$/i;
const JSON_START = /^(?:\{\s*["}]|\[\s*[{\]])/;
/** Lines that stand in API descriptions and exports in YAML. */
const YAML_LINE =
  /^["']?(?:openapi|swagger)["']?[ \t]*:|^type[ \t]*:[ \t]*["']?\w+\.insomnia\.rest\/5|^_type[ \t]*:[ \t]*["']?export/m;
/** Words that stand in commands; whether a text is one is told when the readers are loaded. */
const COMMAND = /curl|invoke-(?:webrequest|restmethod)|\b(?:iwr|irm)\b/i;
/** Only so much of a text is looked at. */
const HEAD_CHARS = 10_000;

/**
 * Makes of a text what it is. Says false, and does nothing, for a text that is nothing of ours.
 * @param options.bare takes an address without a scheme, such as `localhost:3000/orders`, too
 * @throws AppError when a command is broken
 */
export async function takeText(
  store: DocStore,
  text: string,
  options: { readonly bare?: boolean } = {},
): Promise<boolean> {
  const trimmed = text.trim();
  const head = trimmed.slice(0, HEAD_CHARS);
  if (isAddress(trimmed) || (options.bare && BARE_ADDRESS.test(trimmed))) {
    const id = openDraft(store, { kind: isSocket(trimmed) ? 'ws' : 'http', name: '' });
    setUrl(store, id, trimmed);
    return true;
  }
  if (COMMAND.test(head)) {
    const { isCurl, isWebRequest, readCurls, readWebRequests } =
      await import('@scratchpad/core/formats');
    const read = isCurl(trimmed) ? readCurls : isWebRequest(trimmed) ? readWebRequests : null;
    if (read) {
      const [first, ...more] = read(trimmed);
      if (first && more.length === 0) openDraft(store, first);
      else openImport(trimmed);
      return true;
    }
  }
  const isFile = JSON_START.test(head) || YAML_LINE.test(head);
  if (!isFile && !head.split(/\s*\n\s*/).every(isAddress)) return false;
  openImport(trimmed);
  return true;
}

function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

function isSocket(address: string): boolean {
  return /^wss?:/i.test(address);
}

function openDraft(store: DocStore, spec: NodeSpec) {
  const id = createNode(store, DRAFTS, spec);
  openTab({ kind: 'request', id }, { keep: true });
  return id;
}

function openImport(text: string): void {
  setOverlay({ kind: 'import', inputs: [{ name: importWords.pastedName, data: text }] });
}

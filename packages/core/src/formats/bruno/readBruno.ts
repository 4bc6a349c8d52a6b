/** Collections of Bruno: a folder of `.bru` files around a `bruno.json`, or one such file alone. */
import type { NodeSpec } from '../../model/content.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { inheritHeaders } from '../inheritHeaders.ts';
import { filledTextIn, nameOfFile } from '../jsonText.ts';
import type { Read, Source } from '../parsedFile.ts';
import { ownerToSpec } from '../requestDraft.ts';
import { joinScripts, setVariables } from '../setVariables.ts';
import { parseBru, type BruFile } from './parseBru.ts';
import {
  bruToEnvironment,
  bruToRequest,
  bruValue,
  isBruRequest,
  readBruAuth,
  readBruOwner,
} from './readBru.ts';

/** A text file of a collection, by its path from the folder of the collection. */
export interface BrunoFile {
  readonly path: string;
  readonly text: string;
}

/** Reads one file that stands alone. @throws AppError `bad-bru` */
export function readBruFile(text: string, source: Source): Read {
  const file = parseBru(text, source.fileName);
  if (file.rows.has('vars') || file.lists.has('vars:secret')) {
    return { environments: [bruToEnvironment(file, source)] };
  }
  if (!isBruRequest(file)) {
    source.log.leftOut(
      '',
      'The file holds the settings of a folder and no request. Choose the whole folder.',
    );
    return {};
  }
  const requests = [bruToRequest(file, source)];
  source.log.countNodes(requests);
  return { requests };
}

/** A folder of the collection with what lies in it. */
interface Folder {
  readonly path: string;
  settings: BruFile | undefined;
  readonly folders: Map<string, Folder>;
  readonly requests: { readonly seq: number; readonly spec: NodeSpec }[];
}

/**
 * Reads the files of a collection.
 * @throws AppError `bad-bru`
 */
export function readBrunoFolder(
  manifest: JsonValue,
  files: readonly BrunoFile[],
  source: Source,
): Read {
  const root: Folder = { path: '', settings: undefined, folders: new Map(), requests: [] };
  const environments = [];
  for (const { path, text } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const at: Source = { log: source.log, fileName: path };
    const file = parseBru(text, path);
    const names = path.split('/');
    const own = names.pop() ?? '';
    if (names.length === 1 && names[0] === 'environments') {
      environments.push(bruToEnvironment(file, at));
      continue;
    }
    const folder = folderAt(root, names);
    if (own === 'folder.bru' || own === 'collection.bru') folder.settings = file;
    else if (isBruRequest(file))
      folder.requests.push({ seq: seqOf(file), spec: bruToRequest(file, at) });
    else source.log.leftOut(path, 'A file without an HTTP or WebSocket request was left out.');
  }
  const json = isJsonObject(manifest) ? manifest : undefined;
  const name = filledTextIn(json, 'name') ?? nameOfFile(source.fileName);
  const collection = folderToSpec('collection', name, root, source);
  source.log.countNodes([collection]);
  return { collections: [collection], environments };
}

function folderAt(root: Folder, names: readonly string[]): Folder {
  let folder = root;
  for (const name of names) {
    const path = folder.path === '' ? name : `${folder.path}/${name}`;
    const next = folder.folders.get(name) ?? {
      path,
      settings: undefined,
      folders: new Map(),
      requests: [],
    };
    folder.folders.set(name, next);
    folder = next;
  }
  return folder;
}

/** Files without a number stand last, in order of their names. */
function seqOf(file: BruFile | undefined): number {
  const seq = file ? Number.parseInt(bruValue(file, 'meta', 'seq'), 10) : Number.NaN;
  return Number.isNaN(seq) ? Number.MAX_SAFE_INTEGER : seq;
}

function folderToSpec(
  kind: 'collection' | 'folder',
  name: string,
  folder: Folder,
  source: Source,
): NodeSpec {
  const { settings, path } = folder;
  const folders = [...folder.folders].map(([folderName, inner]) => ({
    seq: seqOf(inner.settings),
    spec: folderToSpec(
      'folder',
      (inner.settings && bruValue(inner.settings, 'meta', 'name')) || folderName,
      inner,
      source,
    ),
  }));
  const children = [
    ...folders.sort((a, b) => a.seq - b.seq),
    ...folder.requests.sort((a, b) => a.seq - b.seq),
  ].map(({ spec }) => spec);
  if (!settings) return ownerToSpec(kind, { name }, children);

  const at: Source = {
    log: source.log,
    fileName: path === '' ? 'collection.bru' : `${path}/folder.bru`,
  };
  const { variables, preRequest, test, docs } = readBruOwner(settings, at);
  const isCollection = kind === 'collection';
  if (variables.length > 0 && !isCollection) {
    source.log.adapted(at.fileName, 'Variables of a folder are set by its script now.');
  }
  const headers = settings.rows.get('headers') ?? [];
  if (headers.length > 0) {
    source.log.adapted(at.fileName, 'Headers of a folder became headers of the requests in it.');
  }
  const owner = {
    name,
    docs,
    test,
    auth: readBruAuth(settings, bruValue(settings, 'auth', 'mode'), at),
    preRequest: isCollection ? preRequest : joinScripts(setVariables(variables), preRequest),
    ...(isCollection ? { variables } : {}),
  };
  return inheritHeaders(ownerToSpec(kind, owner, children), headers);
}

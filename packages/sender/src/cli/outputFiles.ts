/** What was read, in the words of the wanted format. Nothing is written to the disk here. */
import type { NodeSpec } from '@scratchpad/core';
import {
  type Note,
  type ParsedFile,
  specsToHarEntries,
  stringifyFile,
  writeCollection,
  writeCurl,
  writeDump,
  writeEnvironment,
  writeGlobals,
  writeHar,
  writeOpenapi,
} from '@scratchpad/core/formats';
import { CliError } from './cliError.ts';
import type { Target } from './convertOptions.ts';

/** One file to write. */
export interface OutputFile {
  /** Its name in a folder of several. */
  readonly name: string;
  readonly text: string;
}

/** All files of a conversion. */
export interface Output {
  readonly files: readonly OutputFile[];
  /** Whether they belong into a folder, however many they are. */
  readonly isFolder: boolean;
  /** What the format has no place for. */
  readonly leftOut: readonly Note[];
}

/** Says everything that was read in the wanted format. @throws CliError `nothing-to-write` */
export function toOutput(parsed: ParsedFile, to: Target): Output {
  const collections = withLooseRequests(parsed);
  const blobs = new Map(parsed.blobs.map(({ hash, text }) => [hash, text]));
  const getBlob = (hash: string) => blobs.get(hash);
  // A dump holds a person's whole work: it is many files even where it has one collection.
  const isMany = parsed.format === 'dump' || parsed.format === 'zip';
  const environments = [...environmentFiles(parsed)];
  const one = (name: string, text: string, leftOut: readonly Note[] = []): Output => ({
    files: [{ name, text }],
    isFolder: false,
    leftOut,
  });
  switch (to) {
    case 'postman-2.1':
    case 'postman-2.0': {
      const version = to === 'postman-2.1' ? '2.1' : '2.0';
      const files = collections.map((spec) => ({
        name: fileName(spec.name, 'postman_collection'),
        text: stringifyFile(writeCollection(spec, { version, getBlob })),
      }));
      return many([...files, ...environments], isMany, to);
    }
    case 'environment':
      return many(environments, false, to);
    case 'openapi': {
      const written = collections.map((spec) => ({
        name: fileName(spec.name, 'openapi'),
        ...writeOpenapi(spec, getBlob),
      }));
      const leftOut = written.flatMap((file) => file.leftOut);
      return {
        ...many(
          written.map(({ name, text }) => ({ name, text })),
          false,
          to,
        ),
        leftOut,
      };
    }
    case 'dump':
      return one('dump.json', stringifyFile(writeDump({ ...parsed, collections }, getBlob)));
    case 'curl': {
      requireSome(collections.length, to);
      const { text, leftOut } = writeCurl(collections);
      return one('requests.sh', text, leftOut);
    }
    case 'har':
      requireSome(collections.length, to);
      return one('requests.har', stringifyFile(writeHar(specsToHarEntries(collections, getBlob))));
  }
}

/** Requests that belong to no collection get one, named after the file. */
function withLooseRequests({ collections, requests, report }: ParsedFile): readonly NodeSpec[] {
  if (requests.length === 0) return collections;
  const name = report.fileName.replace(/\.[^.]*$/, '');
  // A file of this tool's making has the same bytes each time: an id made up here would change them.
  return [...collections, { kind: 'collection', name, fileId: null, children: requests }];
}

function environmentFiles({ environments, globals, globalsUnknown }: ParsedFile): OutputFile[] {
  const files = environments.map((environment) => ({
    name: fileName(environment.name, 'postman_environment'),
    text: stringifyFile(writeEnvironment(environment)),
  }));
  if (!globals || (globals.length === 0 && environments.length > 0)) return files;
  const text = stringifyFile(writeGlobals({ variables: globals, unknown: globalsUnknown }));
  return [...files, { name: fileName('Globals', 'postman_globals'), text }];
}

function many(files: readonly OutputFile[], isFolder: boolean, to: Target): Output {
  requireSome(files.length, to);
  return { files: withUniqueNames(files), isFolder: isFolder || files.length > 1, leftOut: [] };
}

function requireSome(count: number, to: Target): void {
  if (count > 0) return;
  const what = to === 'environment' ? 'no environment' : 'no collection, environment or request';
  throw new CliError(
    'nothing-to-write',
    `The file holds ${what}, so there is nothing to write as ${to}.`,
  );
}

/** A name that every file system takes. */
function fileName(name: string, ending: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not stand in a file name
  const forbidden = /[\u0000-\u001f<>:"/\\|?*]+/g;
  const safe = name.replaceAll(forbidden, '-').replace(/^\.+/, '').trim().slice(0, 100);
  return `${safe === '' ? 'untitled' : safe}.${ending}.json`;
}

/** Two of one name get numbers; file systems that ignore case count as well. */
function withUniqueNames(files: readonly OutputFile[]): OutputFile[] {
  const used = new Set<string>();
  return files.map(({ name, text }) => {
    let unique = name;
    for (let i = 2; used.has(unique.toLowerCase()); i++) unique = name.replace('.', ` ${i}.`);
    used.add(unique.toLowerCase());
    return { name: unique, text };
  });
}

import type { JsonObject } from '../model/json.ts';
import type { ParsedFile, Read } from './parsedFile.ts';

/** What several files hold, as if they had been one. */
export function joinContents(files: readonly ParsedFile[]): Required<Read> {
  const isGlobal = files.some(({ globals }) => globals);
  return {
    collections: files.flatMap(({ collections }) => collections),
    requests: files.flatMap(({ requests }) => requests),
    environments: files.flatMap(({ environments }) => environments),
    globals: isGlobal ? files.flatMap(({ globals }) => globals ?? []) : null,
    globalsUnknown: Object.assign({}, ...files.map((file) => file.globalsUnknown)) as JsonObject,
    blobs: files.flatMap(({ blobs }) => blobs),
  };
}

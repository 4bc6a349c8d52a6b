/** File formats: reading any known file into the neutral model, and writing it back. Load this entry lazily. */
export { writeCollection } from './collection/collection.ts';
export type { WriteCollectionOptions } from './collection/collection.ts';
export type { GetBlob } from './collection/example.ts';
export type { CollectionVersion } from './collection/nodeReading.ts';
export { isCurl, readCurl } from './curl/readCurl.ts';
export { writeDump } from './dump/dump.ts';
export type { Dump } from './dump/dump.ts';
export { writeEnvironment, writeGlobals } from './environment.ts';
export type {
  Blob,
  FileFormat,
  FormatErrorCode,
  ImportCounts,
  ImportReport,
  Note,
  ParsedFile,
} from './parsedFile.ts';
export { MAX_FILE_BYTES, readFile } from './readFile.ts';
export { stringifyFile } from './stringifyFile.ts';
export { decodeText } from './text/decodeText.ts';

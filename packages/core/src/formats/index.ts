/** File formats: reading any known file into the neutral model, and writing it back. Load this entry lazily. */
export { writeCollection } from './collection/collection.ts';
export type { WriteCollectionOptions } from './collection/collection.ts';
export type { GetBlob } from './collection/example.ts';
export type { CollectionVersion } from './collection/nodeReading.ts';
export { isCurl, readCurl, readCurls } from './curl/readCurl.ts';
export { writeCurl } from './curl/writeCurl.ts';
export { writeDump } from './dump/dump.ts';
export type { Dump } from './dump/dump.ts';
export { writeEnvironment, writeGlobals } from './environment.ts';
export { specsToHarEntries, writeHar } from './har/writeHar.ts';
export type { HarBody, HarEntry } from './har/writeHar.ts';
export { joinContents } from './joinContents.ts';
export { writeOpenapi } from './openapi/writeOpenapi.ts';
export type {
  Blob,
  FileFormat,
  FormatErrorCode,
  ImportCounts,
  ImportReport,
  Note,
  ParsedFile,
  Read,
} from './parsedFile.ts';
export { isWebRequest, readWebRequests } from './powershell/readWebRequest.ts';
export { readFile, readFiles } from './readFile.ts';
export type { FileInput, FileResult } from './readFolder.ts';
export { stringifyFile } from './stringifyFile.ts';
export { decodeText } from './text/decodeText.ts';
export { MAX_FILE_BYTES } from './text/toText.ts';
export type { Written } from './written.ts';

import { encodeUtf8 } from 'lib0/string';
import { digest } from 'lib0/hash/sha256';
import type { NodeKind, NodeSpec, RowInput } from '../model/content.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { MAX_DOC_BODY_BYTES } from '../model/schema.ts';
import type { Blob, FileFormat, ImportCounts, ImportReport, Note } from './parsedFile.ts';

/** Known by everybody, used by nobody here: carried along without a word. */
const UNREMARKABLE = new Set([
  '_postman_exporter_id',
  '_exporter_id',
  '_collection_link',
  '_postman_exported_at',
  '_postman_exported_using',
  '_postman_isSubFolder',
  'cookie',
  'responseTime',
  'version',
  'id',
]);

const COUNT_OF_KIND: Readonly<Record<NodeKind, keyof ImportCounts>> = {
  collection: 'collections',
  folder: 'folders',
  http: 'requests',
  ws: 'webSockets',
  example: 'examples',
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Collects what there is to say about one import, and the texts too large for the document. */
export class ImportLog {
  readonly counts: Mutable<ImportCounts> = {
    collections: 0,
    folders: 0,
    requests: 0,
    webSockets: 0,
    examples: 0,
    environments: 0,
    variables: 0,
    secrets: 0,
  };
  readonly #adapted = new Map<string, Mutable<Note>>();
  readonly #kept = new Map<string, Mutable<Note>>();
  readonly #leftOut = new Map<string, Mutable<Note>>();
  readonly #blobs = new Map<string, string>();
  readonly #likelySecrets: Note[] = [];

  /** Understood, but said in other words from now on. */
  adapted(path: string, message: string): void {
    count(this.#adapted, message, path, message);
  }

  /** Neither understood nor kept. */
  leftOut(path: string, message: string): void {
    count(this.#leftOut, message, path, message);
  }

  /** Notes every field of `rest` that a user might miss. `place` tells equal names at different places apart. */
  kept(path: string, place: string, rest: JsonObject): void {
    for (const key of Object.keys(rest)) {
      if (UNREMARKABLE.has(key) || isBlank(rest[key])) continue;
      const message = `"${key}" is not understood; it is kept and exported again.`;
      count(this.#kept, `${place} ${key}`, path === '' ? key : `${path}.${key}`, message);
    }
  }

  /** Counts variables, and the secret ones among them. */
  countVariables(rows: readonly RowInput[]): void {
    this.counts.variables += rows.length;
    this.counts.secrets += rows.filter((row) => row.extra?.['type'] === 'secret').length;
  }

  /** Counts nodes with everything below them, their variables too. */
  countNodes(specs: readonly NodeSpec[]): void {
    for (const { kind, tables, children } of specs) {
      this.counts[COUNT_OF_KIND[kind]]++;
      if (kind === 'collection') this.countVariables(tables?.variables ?? []);
      if (children) this.countNodes(children);
    }
  }

  /** Values that look like secrets. Each note is about one value: equal words do not make them one. */
  likelySecrets(notes: readonly Note[]): void {
    for (const note of notes) this.#likelySecrets.push(note);
  }

  /** Adds what the import of one file of many had to say. */
  addReport(report: ImportReport): void {
    for (const name of Object.keys(this.counts) as (keyof ImportCounts)[]) {
      this.counts[name] += report.counts[name];
    }
    const addAll = (into: Map<string, Mutable<Note>>, notes: readonly Note[]) => {
      for (const note of notes) {
        const path = note.path === '' ? report.fileName : `${report.fileName}: ${note.path}`;
        count(into, note.message, path, note.message, note.count);
      }
    };
    addAll(this.#adapted, report.adapted);
    addAll(this.#kept, report.kept);
    addAll(this.#leftOut, report.leftOut);
    this.likelySecrets(
      report.likelySecrets.map((note) => ({ ...note, path: `${report.fileName}: ${note.path}` })),
    );
  }

  /** Puts a text that is over {@link MAX_DOC_BODY_BYTES} aside and returns its hash; undefined when it is not. */
  setAside(text: string): string | undefined {
    // UTF-8 has one to three bytes for each UTF-16 unit: most texts need no encoding to know.
    if (text.length * 3 <= MAX_DOC_BODY_BYTES) return undefined;
    const bytes = encodeUtf8(text);
    if (bytes.length <= MAX_DOC_BODY_BYTES) return undefined;
    const hash = toHex(digest(bytes));
    this.#blobs.set(hash, text);
    return hash;
  }

  get blobs(): readonly Blob[] {
    return [...this.#blobs].map(([hash, text]) => ({ hash, text }));
  }

  get leftOutNotes(): readonly Note[] {
    return [...this.#leftOut.values()];
  }

  toReport(fileName: string, format: FileFormat): ImportReport {
    return {
      fileName,
      format,
      counts: { ...this.counts },
      adapted: [...this.#adapted.values()],
      kept: [...this.#kept.values()],
      leftOut: [...this.#leftOut.values()],
      likelySecrets: [...this.#likelySecrets],
    };
  }
}

function count(
  notes: Map<string, Mutable<Note>>,
  id: string,
  path: string,
  message: string,
  times = 1,
): void {
  const note = notes.get(id);
  if (note) note.count += times;
  else notes.set(id, { path, message, count: times });
}

function isBlank(value: JsonValue | undefined): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

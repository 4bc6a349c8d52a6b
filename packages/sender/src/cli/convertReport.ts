import type { FileFormat, ImportCounts, Note, ParsedFile } from '@scratchpad/core/formats';
import type { Target } from './convertOptions.ts';

/** What became of a conversion, for people and for programs. */
export interface ConvertReport {
  /** What was named in the command. */
  readonly fileName: string;
  /** The formats of all files, each once. */
  readonly format: string;
  /** The format that was written. */
  readonly to: Target;
  /** Each file that was read, and what is in it. */
  readonly files: readonly {
    readonly fileName: string;
    readonly format: FileFormat;
    readonly counts: ImportCounts;
  }[];
  /** What is in all of them. */
  readonly counts: ImportCounts;
  readonly adapted: readonly Note[];
  readonly kept: readonly Note[];
  readonly leftOut: readonly Note[];
  /** Values that look like secrets: where they stand and what kind they are, never themselves. */
  readonly likelySecrets: readonly Note[];
  /** What the target format has no place for. */
  readonly notWritten: readonly Note[];
  /** Files, of several, that could not be read. */
  readonly refused: readonly {
    readonly fileName: string;
    readonly code: string;
    readonly message: string;
  }[];
  readonly written: readonly string[];
}

const COUNT_NAMES: readonly (readonly [keyof ImportCounts, string, string])[] = [
  ['collections', 'collection', 'collections'],
  ['folders', 'folder', 'folders'],
  ['requests', 'request', 'requests'],
  ['webSockets', 'WebSocket request', 'WebSocket requests'],
  ['examples', 'example', 'examples'],
  ['environments', 'environment', 'environments'],
  ['variables', 'variable', 'variables'],
  ['secrets', 'secret variable', 'secret variables'],
];

/** Puts the reports of all files that were read together. */
export function joinReports(
  files: readonly ParsedFile[],
  rest: Pick<ConvertReport, 'fileName' | 'to' | 'notWritten' | 'refused' | 'written'>,
): ConvertReport {
  const counts = Object.fromEntries(
    COUNT_NAMES.map(([name]) => [
      name,
      files.reduce((sum, { report }) => sum + report.counts[name], 0),
    ]),
  ) as unknown as ImportCounts;
  const notes = (name: 'adapted' | 'kept' | 'leftOut' | 'likelySecrets'): Note[] =>
    files.flatMap(({ report }) =>
      files.length === 1 ? report[name] : report[name].map((note) => inFile(report.fileName, note)),
    );
  return {
    ...rest,
    format: [...new Set(files.map(({ format }) => format))].join(', '),
    files: files.map(({ format, report }) => ({
      fileName: report.fileName,
      format,
      counts: report.counts,
    })),
    counts,
    adapted: notes('adapted'),
    kept: notes('kept'),
    leftOut: notes('leftOut'),
    likelySecrets: notes('likelySecrets'),
  };
}

function inFile(fileName: string, note: Note): Note {
  return { ...note, path: note.path === '' ? fileName : `${fileName}: ${note.path}` };
}

/** The report as a few lines for people. */
export function reportToText(report: ConvertReport): string {
  const counts = COUNT_NAMES.flatMap(([name, singular, plural]) => {
    const count = report.counts[name];
    return count === 0 ? [] : [`${count} ${count === 1 ? singular : plural}`];
  });
  const lines = [`${report.fileName}: ${report.format}; ${counts.join(', ') || 'nothing in it'}`];
  const add = (title: string, notes: readonly Note[]): void => {
    if (notes.length > 0) lines.push(`${title}:`, ...notes.map(noteToText));
  };
  add('Adapted', report.adapted);
  add('Kept, not understood', report.kept);
  add('Left out', report.leftOut);
  add('Not written', report.notWritten);
  add('Values that look like secrets', report.likelySecrets);
  if (report.refused.length > 0)
    lines.push('Not read:', ...report.refused.map(({ message }) => `  ${message}`));
  if (report.written.length > 0)
    lines.push('Written:', ...report.written.map((path) => `  ${path}`));
  return lines.join('\n');
}

function noteToText({ path, message, count }: Note): string {
  const where = path === '' ? '' : `${path}: `;
  return `  ${where}${message}${count > 1 ? ` (${count} times)` : ''}`;
}

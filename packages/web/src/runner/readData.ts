import { readDataFile } from '@scratchpad/core/run';
import type { DataFile } from './runConfig.ts';

/** Lines and characters of a data file that are shown. */
const PREVIEW = { lines: 5, characters: 600 } as const;
const MAX_BYTES = 200 * 1024 * 1024;

/** Reads a data file. @throws AppError `bad-data`, or Error when it is too large or empty */
export async function readData(file: File): Promise<DataFile> {
  if (file.size > MAX_BYTES) throw new Error('The file is over 200 MB.');
  const rows = readDataFile(new Uint8Array(await file.arrayBuffer()));
  if (rows.length === 0) throw new Error('The file has no rows.');
  const text = await file.slice(0, PREVIEW.characters * 4).text();
  const lines = text
    .slice(0, PREVIEW.characters)
    .replace(/^\uFEFF/, '')
    .split('\n');
  const preview = lines.slice(0, PREVIEW.lines).join('\n');
  const isCut = lines.length > PREVIEW.lines || text.length > preview.length + 1;
  return { name: file.name, rows, preview: isCut ? `${preview.trimEnd()} …` : preview };
}

import { bulkTextToRows, type RowInput } from '@scratchpad/core';

/** Rows out of pasted text, or null when it is one line and belongs into the cell as it is. */
export function pastedRows(text: string): readonly RowInput[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  // Cells copied out of a spreadsheet come with tabs between them.
  if (lines.every((line) => line.includes('\t'))) {
    return lines.map((line) => {
      const [key = '', value = '', description = ''] = line.split('\t').map((part) => part.trim());
      return { key, value, description };
    });
  }
  // Headers as some tools copy them: a leading colon is part of the name (`:authority: host`).
  return lines.flatMap((line) => {
    const pseudo = /^(:[a-z]+):\s*(.*)$/.exec(line.trim());
    return pseudo
      ? [{ key: pseudo[1] as string, value: pseudo[2] as string }]
      : bulkTextToRows(line);
  });
}

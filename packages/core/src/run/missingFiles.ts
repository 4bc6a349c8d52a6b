import type { NodeSpec, RowInput } from '../model/content.ts';
import { formFileNames, isFileRow } from '../request/formFiles.ts';

/** The request without the files that cannot be sent, and a note for each: a run goes on without them, as in the field. */
export async function withoutMissingFiles(
  spec: NodeSpec,
  whyNoFile: (name: string) => Promise<string | null>,
): Promise<{ spec: NodeSpec; notes: readonly string[] }> {
  const { bodyMode, bodyFile } = spec.fields ?? {};
  if (bodyMode === 'file' && typeof bodyFile === 'string') {
    const reason = await whyNoFile(bodyFile);
    if (reason === null) return { spec, notes: [] };
    return {
      spec: { ...spec, fields: { ...spec.fields, bodyMode: 'none' } },
      notes: [`Binary file load error: ${reason}`],
    };
  }
  if (bodyMode !== 'formdata') return { spec, notes: [] };
  const notes: string[] = [];
  const rows: RowInput[] = [];
  for (const row of spec.tables?.formdata ?? []) {
    const reasons = isFileRow({ extra: row.extra ?? {} })
      ? await Promise.all(formFileNames({ extra: row.extra ?? {} }).map(whyNoFile))
      : [];
    const reason = row.enabled === false ? null : reasons.find((found) => found !== null);
    if (reason) notes.push(`Form param \`${row.key}\`, file load error: ${reason}`);
    else rows.push(row);
  }
  return { spec: { ...spec, tables: { ...spec.tables, formdata: rows } }, notes };
}

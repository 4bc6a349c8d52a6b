/** Files out of a drop or a paste, folders opened. */
import type { ImportInput } from './importMessages.ts';

/** Every file of a drop, with those inside dropped folders. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly ImportInput[]> {
  // The list is emptied when the event is over: take all entries before the first await.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const files = [...transfer.files];
  if (entries.length === 0) return files.map(fileToInput);
  return (await Promise.all(entries.map(filesOfEntry))).flat();
}

/** A file as the import takes it. */
export function fileToInput(file: File): ImportInput {
  return { name: file.webkitRelativePath || file.name, data: file };
}

async function filesOfEntry(entry: FileSystemEntry): Promise<readonly ImportInput[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ''), data: file }];
  }
  if (!(entry instanceof FileSystemDirectoryEntry) || entry.name.startsWith('.')) return [];
  const reader = entry.createReader();
  const inputs: ImportInput[] = [];
  for (;;) {
    // A reader gives at most 100 entries at a time.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return inputs;
    for (const child of batch) inputs.push(...(await filesOfEntry(child)));
  }
}

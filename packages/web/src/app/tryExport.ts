import { type DocStore, errorMessage, type NodeId } from '@scratchpad/core';
import type { CollectionFormat } from '../import/exportFormats.ts';
import { showToast } from './toasts.tsx';

type ExportModule = typeof import('../import/exportFile.ts');

/** Runs an export, loading its module first; when it fails, a toast says why. */
export function tryExport(run: (exporters: ExportModule) => Promise<void>): void {
  import('../import/exportFile.ts').then(run).catch((error: unknown) => {
    showToast({ message: `Not exported. ${errorMessage(error)}`, sticky: true });
  });
}

/** Exports everything that can be exported: what helps when the page or the disk fails. */
export function exportAll(store: DocStore): void {
  tryExport(({ exportData }) => exportData(store, { collections: true, environments: true }));
}

/** Exports a collection, and says so when the format has no place for all of it. */
export function exportCollectionAs(store: DocStore, id: NodeId, format: CollectionFormat): void {
  tryExport(async ({ exportCollection }) => {
    const leftOut = await exportCollection(store, id, format);
    if (leftOut > 0) showToast({ message: leftOutMessage(leftOut) });
  });
}

function leftOutMessage(count: number): string {
  const things = count === 1 ? '1 thing has' : `${count} things have`;
  return `Exported. ${things} no place in this format, such as scripts; a collection v2.1 keeps everything.`;
}

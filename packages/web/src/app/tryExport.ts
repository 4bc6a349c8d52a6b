import { type DocStore, errorMessage } from '@scratchpad/core';
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

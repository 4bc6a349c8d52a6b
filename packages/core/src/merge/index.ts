/** Importing again: a three-way merge of the pad with a newer file. Load this entry lazily. */
export {
  createImportBase,
  findImportBases,
  isSameImport,
  readImportBase,
  toImportBase,
} from './importBase.ts';
export type { ImportBase } from './importBase.ts';
export { applyReimport, planReimport } from './planReimport.ts';
export type { Reimported, ReimportPlan } from './planReimport.ts';
export type { Conflict, ReimportReport, ReportEntry } from './report.ts';

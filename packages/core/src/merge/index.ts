/** Importing again: a three-way merge of the pad with a newer file. Load this entry lazily. */
export {
  createImportBase,
  findImportBases,
  isSameImport,
  readImportBase,
  toImportBase,
} from './importBase.ts';
export type { ImportBase, ImportTarget } from './importBase.ts';
export {
  applyEnvReimport,
  envToSpec,
  globalsToSpec,
  planEnvReimport,
  replaceVariables,
} from './planEnvReimport.ts';
export type { EnvReimportPlan, EnvTarget } from './planEnvReimport.ts';
export { applyReimport, planReimport } from './planReimport.ts';
export type { Reimported, ReimportPlan } from './planReimport.ts';
export type {
  Conflict,
  EnvReimportReport,
  FieldConflict,
  ReimportReport,
  ReportEntry,
} from './report.ts';

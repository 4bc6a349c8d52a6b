/** The import step, from the pad into a workspace. Load this entry lazily. */
export { applyUnit, createUnitDoc, encodeUnit, idIn, planUnits } from './importStep.ts';
export type { EncodedUnit, Provenance, UnitAction, UnitPlan } from './importStep.ts';
export { looksSecret } from './secrets.ts';
export { GLOBALS_ID, readUnit, variablePlace } from './unit.ts';
export type { UnitContent, UnitReading, UnitRef, Withheld } from './unit.ts';
export { applyUpdateOf, createUnitBase, planUpdate } from './updateUnit.ts';
export type { UnitBase } from './updateUnit.ts';

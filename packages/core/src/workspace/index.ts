/** The import step, from the pad into a workspace. Load this entry lazily. */
export { applyUnit, encodeUnit, planUnits } from './importStep.ts';
export type { Provenance, UnitAction, UnitPlan } from './importStep.ts';
export { readUnit } from './unit.ts';
export type { UnitContent, UnitReading, UnitRef, Withheld } from './unit.ts';
export { applyUpdateOf, createUnitBase, planUpdate } from './updateUnit.ts';
export type { UnitBase } from './updateUnit.ts';

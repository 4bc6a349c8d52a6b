/** What the import step's worker does, in one go. */
import { createUnitDoc, encodeUnit, type EncodedUnit, type UnitPlan } from './importStep.ts';
import type { UnitContent } from './unit.ts';
import { createUnitBase, type UnitBase } from './updateUnit.ts';

/** A unit as an update. */
export function encode(workspaceId: string, content: UnitContent, epoch: number): EncodedUnit {
  return encodeUnit(createUnitDoc(workspaceId, { content, epoch }));
}

/** The base of a unit that is imported for the first time. */
export function baseOf(workspaceId: string, plan: UnitPlan): UnitBase {
  return createUnitBase(createUnitDoc(workspaceId, plan), plan);
}

/** Worker: encodes a unit for the workspace, and what the next import compares with. Both take long for a large one. */
import {
  createUnitBase,
  type EncodedUnit,
  encodeUnit,
  type UnitBase,
  type UnitPlan,
} from '@scratchpad/core/workspace';

/** The question. */
export interface UnitTask {
  readonly workspace: string;
  readonly plan: UnitPlan;
}

/** What came of it. */
export interface PreparedUnit {
  readonly encoded: EncodedUnit;
  readonly base: UnitBase;
}

addEventListener('message', ({ data: { workspace, plan } }: MessageEvent<UnitTask>) => {
  const encoded = encodeUnit(workspace, plan.content, plan.epoch);
  const prepared: PreparedUnit = { encoded, base: createUnitBase(workspace, plan) };
  postMessage(prepared);
});

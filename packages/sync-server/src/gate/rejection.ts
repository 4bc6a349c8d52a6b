import { AppError } from '@scratchpad/core';

/** The rules of SPEC.md, section GATE, that a message can break. */
export type GateRule =
  | 'GATE1'
  | 'GATE2'
  | 'GATE3'
  | 'GATE4'
  | 'GATE5'
  | 'GATE6'
  | 'GATE7'
  | 'GATE8'
  | 'GATE9'
  | 'GATE10'
  | 'AWR2';

/** A message that is not let in; the code names the rule that it breaks. The only thing that the gate throws. */
export class GateRejection extends AppError<GateRule> {}

/** Throws a `GateRejection`. */
export function refuse(rule: GateRule, message: string): never {
  throw new GateRejection(rule, message);
}

/**
 * Whether an update may have been refused only because what it builds on is still on its way: an editor that types while
 * it connects sends the newest key before all that it wrote offline. See SYN7.
 */
export function isAhead(rejection: GateRejection): boolean {
  return rejection.code === 'GATE3' || rejection.code === 'GATE4' || rejection.code === 'GATE7';
}

import type { Role } from '@scratchpad/core/wire';

const RANK: Readonly<Record<Role, number>> = { owner: 2, editor: 1, viewer: 0 };

/** Whether the first role may do less than the second. */
export function isLowerRole(role: Role, than: Role): boolean {
  return RANK[role] < RANK[than];
}
